"""Killings and disappearances one by one: what is documented before each, in order of date, and the measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce

from msgspec import Struct

from generator.analysis.after_grant import ActUnderMeasure, Phase
from generator.analysis.antecedents import Antecedent, Loss
from generator.analysis.intervals import Days
from generator.analysis.states import States
from generator.pages.events import Subjects
from generator.pages.gap import Axis, DatedAct, Mark, make_mark
from generator.pages.i18n import Words
from generator.pages.standing import STATES, describe_act
from generator.pages.traces import Tracer
from generator.pages.urls import Link
from generator.records.public import PublicAct, PublicVictim

_PHASES: Mapping[Phase, str] = {
    "granted": "trends.measure_granted",
    "requested": "trends.measure_requested",
    "ended": "trends.measure_ended",
}
MOST = 12
"""Acts before a loss that are shown: those that are nearest to it. The pages of the cases tell all of them."""


class StepView(Struct, frozen=True):
    """One thing that is documented before: how many days, what, and what the dates leave open."""

    days: str
    what: Link
    note: str


class SequenceView(Struct, frozen=True):
    """What is documented before one act that took one or more people."""

    title: Link
    case: Link
    earlier: tuple[StepView, ...]
    rest: str
    """How many there are, where not all are shown."""
    measures: tuple[StepView, ...]
    marks: tuple[Mark, ...]
    """From the first dated fact to the loss; empty where nothing earlier has a date."""
    label: str
    """The drawing in one sentence."""
    ends: tuple[str, str]


def make_sequences(groups: Iterable[Sequence[Loss]], tracer: Tracer) -> tuple[SequenceView, ...]:
    """What came before some losses."""
    return tuple(_make_sequence(group, tracer) for group in groups)


def _make_sequence(group: Sequence[Loss], tracer: Tracer) -> SequenceView:
    words, loss = tracer.scene.words, group[0]
    subjects = Subjects(loss.unit.case, words)
    names = subjects.name_all(each.unit.victim for each in group)
    what = describe_act(loss.unit.act, words)
    shown = loss.earlier[-MOST:]
    before = [one.act for one in shown if one.order == "before" and one.act.date.earliest]
    return SequenceView(
        title=Link(f"{names}. {what}", tracer.link_fact(loss.unit.act_id)),
        case=tracer.link_case(loss.unit.case.id),
        earlier=tuple(_make_earlier(one, tracer) for one in shown),
        rest=_say_rest(len(shown), len(loss.earlier), words),
        measures=tuple(_make_measure(pair, tracer) for pair in loss.pairs),
        marks=tuple(_list_marks(before, loss.unit.act, words)) if before else (),
        label=words.count("trends.sequence_label", len(before), what=f"{names}. {what}"),
        ends=(words.date(before[0].date), words.date(loss.unit.act.date)) if before else ("", ""),
    )


def _say_rest(shown: int, total: int, words: Words) -> str:
    if shown == total:
        return ""
    return words.get("trends.earlier_rest", shown=words.number(shown), total=words.number(total))


def _list_marks(before: Sequence[PublicAct], lost: PublicAct, words: Words) -> Iterator[Mark]:
    """The acts that certainly came before, and the loss at the end, on an axis of their own."""
    first, last = before[0].date.earliest, lost.date.latest
    if first is None or last is None:
        return
    kinds = words.vocabularies["act_type"]
    for act in (*before, lost):
        lethal = act is lost or bool(kinds[act.type].flags["lethal"])
        mark = make_mark(DatedAct(act.date, lethal, describe_act(act, words)), Axis(first, last))
        if mark:
            yield mark


def _make_earlier(one: Antecedent, tracer: Tracer) -> StepView:
    words = tracer.scene.words
    note = ""
    if one.relation == "circle":
        victims = [PublicVictim(each.id, None, "unknown") for each in one.act.victims if each.id]
        names = Subjects(one.case, words).name_all(victims) if victims else ""
        note = words.get("trends.against", names=names)
    days = say_days(one.days, words) if one.order == "before" else words.get("trends.order_unclear")
    link = f"{tracer.link_case(one.case.id).href}#{one.act.id}"
    return StepView(days, Link(describe_act(one.act, words), link), note)


def _make_measure(pair: ActUnderMeasure, tracer: Tracer) -> StepView:
    words = tracer.scene.words
    link = f"{tracer.link_case(pair.case.id).href}#{pair.measure.id}"
    what = f"{words.term('measure_kind', pair.measure.kind)}, {words.plain(pair.measure.body.name)}"
    if not pair.certain:
        return StepView(words.get("trends.measure_unclear"), Link(what, link), "")
    days = words.get(_PHASES[pair.phase], days=_lower(say_days(pair.days, words)))
    note = words.get("trends.measure_state", states=_say_states(pair.states, words)) if pair.states else ""
    return StepView(days, Link(what, link), note)


def _say_states(states: States, words: Words) -> str:
    """How a measure may have stood: several where the dates leave it open."""
    listed = [words.get(STATES[state][1]).lower() for state in sorted(states)]
    return reduce(lambda one, other: words.get("trends.or", one=one, other=other), listed)


def _lower(text: str) -> str:
    """A phrase as it stands within a sentence."""
    return text[:1].lower() + text[1:]


def say_days(days: Days, words: Words) -> str:
    """How many days before, as exactly as the dates allow."""
    if days.high is None:
        return words.count("trends.days_at_least", days.low)
    if days.exact:
        return words.count("trends.days", days.low)
    return words.count("trends.days_between", days.high, low=words.number(days.low))
