"""The strip of a case in the words of one language: what its marks and rows are, and the same in sentences.

Numbers come from analysis only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from generator.analysis.justice import UnitJustice
from generator.analysis.measure_steps import State
from generator.analysis.timeline import ActEvent, Event, ProceedingEvent, RecognitionEvent
from generator.pages.case_scene import CaseScene
from generator.pages.i18n import Words
from generator.pages.standing import describe_act, make_chip
from generator.pages.strip import Strip
from generator.records.public import PublicCase

LONGEST = 30
"""Characters of a label above a bar."""
_SMALL = 3
_CONVICTED = frozenset({"all_convicted", "standing_conviction"})


class StripText(Struct, frozen=True, gc=False):
    """The strip in words."""

    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    """What the marks are not."""


class StripView(Struct, frozen=True, gc=False):
    """Everything a template prints of a strip."""

    drawing: Strip
    titles: Mapping[str, str]
    """Id of an event → what its mark says."""
    labels: Mapping[str, str]
    """Id of a measure → its name above its bar."""
    standings: Mapping[str, str]
    """Id of a measure → what its bar says."""
    text: StripText


def make_strip_view(strip: Strip, here: CaseScene) -> StripView:
    """The strip of a case in one language."""
    kinds = {one.id: here.words.term("measure_kind", one.measure.kind) for one in here.findings}
    return StripView(
        strip,
        dict(_name_marks(here.shape.timeline, here.words)),
        {id_: shorten(kind) for id_, kind in kinds.items()},
        {one.id: f"{kinds[one.id]}: {make_chip(one, here.words).text}" for one in here.findings},
        _make_text(here, is_complete=strip.is_complete),
    )


def _name_marks(timeline: Iterable[Event], words: Words) -> Iterator[tuple[str, str]]:
    """Id of an event → what its mark says, of those that may have one."""
    for event in timeline:
        if isinstance(event.what, RecognitionEvent):
            yield event.id, f"{words.get('event.recognition')}, {words.date(event.date)}"
        elif isinstance(event.what, ActEvent):
            yield event.id, describe_act(event.what.act, words)
        elif isinstance(event.what, ProceedingEvent):
            yield event.id, f"{words.term('proceeding_stage', event.what.step.stage)}, {words.date(event.date)}"


def shorten(text: str) -> str:
    """A text of a label, cut after a word that says something."""
    if len(text) <= LONGEST:
        return text
    words = text[: LONGEST - 1].rsplit(" ", 1)[0].split(" ")
    while len(words) > 1 and len(words[-1]) <= _SMALL:
        words.pop()
    return " ".join(words).rstrip(",;:.") + "…"


def _make_text(here: CaseScene, *, is_complete: bool) -> StripText:
    """How many attacks and when, how many measures and how many in place, how far justice got."""
    case, words, attacks = here.case, here.words, here.shape.counts.attacks
    units = here.scene.findings.justice.get(case.id, ())
    parts = [*_say_attacks(case, attacks, words), *_say_measures(here), *_say_justice(units, here)]
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


def _say_measures(here: CaseScene) -> Iterator[str]:
    """Measures known to have been granted, and how many of them somebody has verified are in place today."""
    granted = [one for one in here.findings if one.gap]
    headlines = [one.headline for one in granted]
    in_place = [one for one in headlines if (one.state, one.basis) == (State.IN_PLACE, "verified")]
    if granted:
        number = here.words.number(len(in_place))
        yield here.words.count("strip.measures", len(granted), in_place=number)


def _say_justice(units: Iterable[UnitJustice], here: CaseScene) -> Iterator[str]:
    """How far it got for the attack for which it got furthest, and whether a conviction stands."""
    listed = [one for one in units if one.reason != "not_prosecutable"]
    words, places = here.words, here.scene.findings.scale.steps
    best = max(listed, key=lambda one: places.get(one.furthest, 0) if one.furthest else -1, default=None)
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
