"""What became of each measure: what the authority says, what others have verified, and for how long it is not in place.

Pure: public cases, vocabularies and an as-of date in; values without words out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Literal

from msgspec import Struct

from generator.analysis.deaths import find_deaths
from generator.analysis.gaps import Gap, find_gap
from generator.analysis.intervals import DAY, Window
from generator.analysis.measure_steps import Meanings, State, Step, list_latest, make_meanings, read_steps
from generator.analysis.states import LIVE, StateLine, States, make_line, share
from generator.records.dates import PartialDate
from generator.records.public import PublicCase, PublicMeasure, PublicMeasureStep
from generator.records.vocabularies import Vocabularies

Basis = Literal["verified", "claimed", "none"]


class Track(Struct, frozen=True, gc=False):
    """What voices of one kind have said of a measure up to the as-of date."""

    steps: tuple[PublicMeasureStep, ...]
    """All their steps, in order."""
    latest: PublicMeasureStep | None
    """The last one that says whether the measure is in place; of one day, the later in the vocabulary's order."""
    state: State | None
    """What `latest` says."""
    possible: States
    """What the last word may be, where the dates leave the order open."""


_SILENT = Track((), None, None, frozenset())
"""Where nobody of that kind has spoken."""


class Headline(Struct, frozen=True, gc=False):
    """What is said of a measure first."""

    state: State
    basis: Basis
    """`verified`; `claimed` where only the authority has spoken; `none` where nobody has, or it no longer matters."""
    step: PublicMeasureStep | None
    """The step it rests on."""


class MeasureFinding(Struct, frozen=True, gc=False):
    """All that is derived of one measure."""

    case: PublicCase
    measure: PublicMeasure
    protective: bool
    """Whether it is to protect; recommendations, reparations and promises are followed apart."""
    steps: tuple[Step, ...]
    authority: Track
    verified: Track
    others: tuple[PublicMeasureStep, ...]
    """What neither the authority nor anyone who verifies has said, such as the press; it never decides."""
    headline: Headline
    disagrees: bool
    """Whether both tracks speak and do not say the same."""
    silent_since: PartialDate | None
    """Date of the last step known from the authority; of the grant, where it has never spoken."""
    gap: Gap | None
    """None where it is not known to have been granted."""
    line: StateLine
    """What it may have been at the end of each day."""
    daytime: StateLine
    """The same, but with the day on which the last person it protected died still counted as protected."""
    until: date
    """The as-of date, or the day the case was last checked if that is earlier."""

    @property
    def id(self) -> str:
        """Case and measure, as `MX-0007#m1`."""
        return f"{self.case.id}#{self.measure.id}"

    @property
    def requested(self) -> PublicMeasureStep | None:
        """The first step of the request, where one is told."""
        return next((step.source for step in self.steps if step.phase == "request" and step.source), None)

    @property
    def granted(self) -> PublicMeasureStep | None:
        """The first grant, where one is told."""
        return next((step.source for step in self.steps if step.is_grant and step.source), None)

    @property
    def counts(self) -> bool:
        """Whether it is counted here; one told in two cases counts in the other."""
        return self.measure.same_as is None


def find_measures(
    cases: Iterable[PublicCase], vocabularies: Vocabularies, *, as_of: date
) -> tuple[MeasureFinding, ...]:
    """What became of each measure of some cases, by case and in the order of the file."""
    rules = _Rules.of(vocabularies)
    found: list[MeasureFinding] = []
    for case in sorted(cases, key=attrgetter("id")):
        if case.measures:
            dead = find_deaths(case, vocabularies, until=case.last_checked.latest or as_of)
            found += [_find_measure(case, measure, dead, rules, as_of) for measure in case.measures]
    return tuple(found)


def find_measure(
    case: PublicCase, measure: PublicMeasure, vocabularies: Vocabularies, *, as_of: date
) -> MeasureFinding:
    """What became of one measure of a case."""
    dead = find_deaths(case, vocabularies, until=case.last_checked.latest or as_of)
    return _find_measure(case, measure, dead, _Rules.of(vocabularies), as_of)


class _Rules(Struct, frozen=True):
    """What the vocabularies say about measures."""

    meanings: Meanings
    protective: frozenset[str]
    """Codes of `measure_kind`."""

    @classmethod
    def of(cls, vocabularies: Vocabularies) -> _Rules:
        return cls(make_meanings(vocabularies), vocabularies["measure_kind"].codes_with("protective"))


def _find_measure(
    case: PublicCase, measure: PublicMeasure, dead: Mapping[str, Window], rules: _Rules, as_of: date
) -> MeasureFinding:
    checked = case.last_checked.latest or as_of
    until = min(as_of, checked)
    steps = read_steps(measure, rules.meanings, until=checked)
    deaths = find_last_death(measure, dead, steps)
    line = make_line(steps, deaths, until=checked)
    authority, verified = _make_track(steps, "authority", until), _make_track(steps, "verified", until)
    return MeasureFinding(
        case=case,
        measure=measure,
        protective=measure.kind in rules.protective,
        steps=steps,
        authority=authority,
        verified=verified,
        others=_list_sources([step for step in steps if step.track == "none"]),
        headline=_find_headline(line.on(until), authority, verified),
        disagrees=None not in {authority.state, verified.state} and authority.state != verified.state,
        silent_since=_find_silence(steps, authority),
        gap=find_gap(steps, line, deaths, until=until),
        line=line,
        daytime=make_line(steps, _shift(deaths), until=checked) if deaths else line,
        until=until,
    )


def find_last_death(measure: PublicMeasure, deaths: Mapping[str, Window], steps: Iterable[Step]) -> Window | None:
    """When the last person a measure protects died; none where somebody may live, or all had died before its grant.

    Collectives and unnamed others never die.
    """
    windows = [deaths.get(one.id or "") for one in measure.beneficiaries]
    known = [window for window in windows if window]
    if len(known) < len(windows):
        return None
    last = Window(max(window.first for window in known), max(window.last for window in known))
    return None if any(step.is_grant and last.is_before(step.window) for step in steps) else last


def _make_track(steps: Iterable[Step], track: str, until: date) -> Track:
    """What the steps of a track say; they are in order."""
    mine = [step for step in steps if step.track == track and step.window.first <= until]
    if not mine:
        return _SILENT
    telling = [(step.window.first, step.window.last, step.order, step) for step in mine if step.state]
    latest, _ = list_latest(telling, until)
    last = latest[-1] if latest else None
    possible = share(frozenset([step.state for step in latest if step.state]))
    return Track(_list_sources(mine), last.source if last else None, last.state if last else None, possible)


def _find_headline(states: States, authority: Track, verified: Track) -> Headline:
    """The verified word where there is one, else the authority's; what is over, pending or denied says so itself."""
    if not states & LIVE:
        return Headline(min(states), "none", None)
    if verified.state:
        return Headline(verified.state, "verified", verified.latest)
    if authority.state:
        return Headline(authority.state, "claimed", authority.latest)
    return Headline(State.UNKNOWN, "none", None)


def _find_silence(steps: Iterable[Step], authority: Track) -> PartialDate | None:
    if authority.steps:
        return authority.steps[-1].date
    return next((step.source.date for step in steps if step.is_grant and step.source), None)


def _list_sources(steps: Iterable[Step]) -> tuple[PublicMeasureStep, ...]:
    return tuple([step.source for step in steps if step.source])


def _shift(deaths: Window) -> Window:
    """A death takes effect the day after: what killed somebody happened while they were protected."""
    return Window(*(day if day in {date.min, date.max} else day + DAY for day in (deaths.first, deaths.last)))
