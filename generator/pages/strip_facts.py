"""What the strip of a case shows and says: its dated facts, and the same in words. Numbers come from analysis only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from generator.analysis.counts import count_records
from generator.analysis.justice import UnitJustice
from generator.analysis.measure_steps import State
from generator.analysis.proceedings_log import Scale, read_log
from generator.analysis.timeline import ActEvent, ProceedingEvent, RecognitionEvent, make_timeline
from generator.pages.i18n import Words
from generator.pages.scene import Scene
from generator.pages.standing import describe_act
from generator.records.dates import PartialDate
from generator.records.public import PublicCase

Shape = Literal["recognition", "attack", "kill", "about", "step", "conviction"]

_CONVICTED = frozenset({"all_convicted", "standing_conviction"})


class Fact(NamedTuple):
    """A fact that has a mark, if its date has bounds."""

    shape: Shape
    date: PartialDate
    title: str


class StripText(NamedTuple):
    """The strip in words."""

    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    """What the marks are not."""


def list_facts(case: PublicCase, scene: Scene) -> tuple[Fact, ...]:
    """Recognition, attacks, and steps of criminal proceedings against suspects: what counts as justice."""
    words, scale, facts = scene.words, scene.findings.scale, []
    convictions = frozenset(_find_convictions(case, scale))
    for event in make_timeline(case):
        if isinstance(event.what, RecognitionEvent):
            title = f"{words.get('event.recognition')}, {words.date(event.date)}"
            facts.append(Fact("recognition", event.date, title))
        elif isinstance(event.what, ActEvent):
            act = event.what.act
            is_lethal = bool(words.vocabularies["act_type"][act.type].flags["lethal"])
            facts.append(Fact("kill" if is_lethal else "attack", event.date, describe_act(act, words)))
        elif isinstance(event.what, ProceedingEvent) and scale.is_justice(event.what.proceeding):
            title = f"{words.term('proceeding_stage', event.what.step.stage)}, {words.date(event.date)}"
            facts.append(Fact("conviction" if event.id in convictions else "step", event.date, title))
    return tuple(facts)


def _find_convictions(case: PublicCase, scale: Scale) -> Iterator[str]:
    """Ids of the steps of convictions that stand."""
    for proceeding in case.proceedings:
        for track in read_log(proceeding, scale).tracks:
            yield from track.convictions


def make_strip_text(case: PublicCase, scene: Scene, *, is_complete: bool) -> StripText:
    """How many attacks and when, how many measures and how many in place, how far justice got."""
    words, attacks = scene.words, count_records([case]).attacks
    units = scene.findings.justice.get(case.id, ())
    parts = [*_say_attacks(case, attacks, words), *_say_measures(case, scene), *_say_justice(units, words)]
    notes = [] if is_complete else [words.get("strip.undated")]
    notes += [words.get("strip.victims")] if attacks > len(case.acts) else []
    return StripText(
        sentences=tuple(f"{part[:1].upper()}{part[1:]}." for part in parts),
        notes=tuple(notes),
    )


def _say_attacks(case: PublicCase, attacks: int, words: Words) -> Iterator[str]:
    """Attacks as they are counted, and the years of those that have a date."""
    text = words.count("strip.attacks", attacks)
    years = [year for act in case.acts for year in act.date.years if act.date.earliest and act.date.latest]
    if not years:
        yield text
    elif min(years) == max(years):
        yield words.get("strip.in_year", what=text, year=years[0])
    else:
        yield words.get("strip.between_years", what=text, first=min(years), last=max(years))


def _say_measures(case: PublicCase, scene: Scene) -> Iterator[str]:
    """Measures known to have been granted, and how many of them somebody has verified are in place today."""
    granted = [one for one in scene.findings.measures.get(case.id, ()) if one.gap]
    headlines = [one.headline for one in granted]
    in_place = [one for one in headlines if (one.state, one.basis) == (State.IN_PLACE, "verified")]
    if granted:
        number = scene.words.number(len(in_place))
        yield scene.words.count("strip.measures", len(granted), in_place=number)


def _say_justice(units: Iterable[UnitJustice], words: Words) -> Iterator[str]:
    """How far it got for the attack for which it got furthest, and whether a conviction stands."""
    listed = [one for one in units if one.reason != "not_prosecutable"]
    orders = {code: term.flags.get("order", 0) for code, term in words.vocabularies["proceeding_step"].items()}
    best = max(listed, key=lambda one: orders[one.furthest or ""] if one.furthest else -1, default=None)
    if best is None:
        return
    if best.furthest is None:
        yield words.get("strip.no_justice")
        return
    step = words.term_inside("proceeding_step", best.furthest)
    if best.standing in {None, best.furthest}:
        yield words.get("strip.justice", step=step)
    else:
        now = words.term_inside("proceeding_step", best.standing or "")
        yield words.get("strip.justice_fell", step=step, now=now)
    is_convicted = any(one.reason in _CONVICTED for one in listed)
    yield words.get("strip.conviction_stands" if is_convicted else "strip.no_conviction")
