"""Attacks on people whom a measure was to protect, in the order of dates. It counts; it never says why. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Literal

from msgspec import Struct

from generator.analysis.deaths import find_deaths
from generator.analysis.intervals import DAY, Days, Window, count_days, make_window
from generator.analysis.measure_steps import State
from generator.analysis.measures import MeasureFinding
from generator.analysis.states import LIVE, States, share
from generator.records.public import PublicAct, PublicCase, PublicMeasure
from generator.records.vocabularies import Vocabularies

Phase = Literal["requested", "granted", "ended"]

AFTER_END = 90
"""Days after a measure ended within which an attack is still listed."""
_LIVE = tuple(state for state in State if state in LIVE)


class ActUnderMeasure(Struct, frozen=True, gc=False):
    """An attack on somebody a measure was to protect, while it was requested, granted, or soon after it ended."""

    case: PublicCase
    """The case that tells it."""
    act: PublicAct
    measure: PublicMeasure
    act_id: str
    """The act as it is counted, as `MX-0007#a3`: the one it points to, where it is told twice."""
    measure_id: str
    """The measure as it is counted."""
    phase: Phase
    """Where the order is open: granted, if that is possible; then ended, then requested."""
    certain: bool
    """Whether its dates allow no other phase."""
    states: States
    """What the measure may have been that day, of `LIVE`; empty unless granted."""
    days: Days
    """Days since the request, the grant, or the end, after which it came."""


class AfterGrantCounts(Struct, frozen=True):
    """How many attacks came after the grant of a measure for somebody they were aimed at. Each counts once."""

    acts: int
    """Acts certainly after a grant and before the end of that measure."""
    by_state: tuple[tuple[State, int], ...]
    """Those of them while a measure was for certain in a state; one act may stand under several, by measure."""
    mixed: int
    """Those of them of which no measure's state on the day is certain."""
    uncertain: int
    """Further acts that may have come after a grant: the dates do not tell."""
    requested: int
    """Acts certainly while a request was pending."""
    ended: int
    """Acts certainly within `AFTER_END` days after a measure ended."""


def find_after_grant(findings: Iterable[MeasureFinding], vocabularies: Vocabularies) -> tuple[ActUnderMeasure, ...]:
    """Each attack with each protection measure for somebody it was aimed at, each pair once, by case and date.

    Recommendations, reparations and promises protect nobody and are left out.
    """
    by_case: defaultdict[str, list[MeasureFinding]] = defaultdict(list)
    for finding in findings:
        if finding.protective:
            by_case[finding.case.id].append(finding)
    pairs: dict[tuple[str, str], ActUnderMeasure] = {}
    for id_ in sorted(by_case):
        for pair in _list_pairs(by_case[id_], vocabularies):
            key = (pair.act_id, pair.measure_id)
            if key not in pairs or _is_own(pair):
                pairs[key] = pair
    order = sorted(pairs.values(), key=lambda one: (one.case.id, one.act.date.sort_key, one.act.id, one.measure.id))
    return tuple(order)


def count_after_grant(pairs: Iterable[ActUnderMeasure]) -> AfterGrantCounts:
    """How many acts some pairs make."""
    listed = tuple(pairs)
    granted = [pair for pair in listed if pair.phase == "granted"]
    after = find_acts(granted)
    by_state: defaultdict[State, set[str]] = defaultdict(set)
    for pair in granted:
        if pair.certain and len(pair.states) == 1:
            by_state[min(pair.states)].add(pair.act_id)
    return AfterGrantCounts(
        acts=len(after),
        by_state=tuple((state, len(by_state[state])) for state in _LIVE),
        mixed=len(after.difference(*by_state.values())),
        uncertain=len({pair.act_id for pair in granted} - after),
        requested=len({pair.act_id for pair in listed if pair.phase == "requested" and pair.certain}),
        ended=len({pair.act_id for pair in listed if pair.phase == "ended" and pair.certain}),
    )


def find_acts(pairs: Iterable[ActUnderMeasure]) -> set[str]:
    """The acts of some pairs that certainly came after the grant of their measure and before its end."""
    return {pair.act_id for pair in pairs if pair.certain and pair.phase == "granted"}


def list_covered(case: PublicCase, measure: PublicMeasure) -> frozenset[str]:
    """Ids of whom a measure is for: people, collectives, and the members of these. Unnamed others have no id."""
    named = {one.id for one in measure.beneficiaries if one.id}
    members = {member for one in case.subjects if one.id in named for member in one.members}
    return frozenset(named | members)


class _Cover(Struct, frozen=True):
    """A measure that was to protect somebody, with what is asked of it for each attack."""

    finding: MeasureFinding
    people: frozenset[str]
    """Ids of whom it is for."""
    id: str
    """The measure as it is counted."""
    grants: tuple[Window, ...]
    """When it was granted; being told of a grant is not taken for one. None of what is only mentioned."""

    @classmethod
    def of(cls, finding: MeasureFinding) -> _Cover:
        measure = finding.measure
        grants = [step for step in finding.steps if step.is_grant]
        first = min([step.order for step in grants], default=0)
        windows = tuple([step.window for step in grants if step.order == first])
        return cls(finding, list_covered(finding.case, measure), measure.same_as or finding.id, windows)


def _list_pairs(findings: Sequence[MeasureFinding], vocabularies: Vocabularies) -> Iterator[ActUnderMeasure]:
    """The pairs of one case."""
    case = findings[0].case
    checked = case.last_checked.latest or findings[0].until
    deaths = find_deaths(case, vocabularies, until=checked)
    posthumous = vocabularies["act_type"].codes_with("posthumous")
    covers = [_Cover.of(finding) for finding in findings]
    for act in case.acts:
        window = make_window(act.date, until=checked)
        if act.type not in posthumous:
            window = _cut_at_deaths(window, act, deaths)
        victims = [one.id for one in act.victims if one.id]
        for cover in covers:
            if window.first <= cover.finding.until and not cover.people.isdisjoint(victims):
                pair = _find_pair(act, window, cover)
                if pair:
                    yield pair


def _find_pair(act: PublicAct, window: Window, cover: _Cover) -> ActUnderMeasure | None:
    """An attack on somebody whom a measure is for; none where it neither was in force nor had been near that day."""
    finding = cover.finding
    states = _states_at(finding, window)
    phase: Phase
    if states & LIVE:
        phase, since = "granted", _find_start(cover, window)
        certain = states <= LIVE and bool(cover.grants)
    elif end := _find_end(finding, window):
        phase, since = "ended", end
        certain = states == {State.ENDED} and end.is_before(window) and (window.last - end.first).days <= AFTER_END
    elif State.PENDING in states:
        phase, certain, since = "requested", states == {State.PENDING}, _find_request(finding)
    else:
        return None
    return ActUnderMeasure(
        case=finding.case,
        act=act,
        measure=finding.measure,
        act_id=act.same_as or f"{finding.case.id}#{act.id}",
        measure_id=cover.id,
        phase=phase,
        certain=certain,
        states=share(states & LIVE),
        days=count_days(since, window),
    )


def _states_at(finding: MeasureFinding, window: Window) -> States:
    """What the measure may have been when the act happened.

    On the day of a grant, an end, or a return to work, the act may have come first. What is reported missing on a day
    was missing all day.
    """
    now = finding.daytime.within(window)
    if not window.is_bounded:
        return now
    day = finding.daytime.on(window.first)
    before = finding.daytime.on(window.first - DAY)
    if before == day:
        return now
    return now | (before if State.IN_PLACE in day or day - LIVE else before - LIVE)


def _find_start(cover: _Cover, window: Window) -> Window:
    """The last grant that may have come before an act; any day before it where no grant is told."""
    if not cover.grants:
        return Window(date.min, window.last)
    begun = [one for one in cover.grants if one.first <= window.last]
    return max(begun or cover.grants[:1], key=attrgetter("first"))


def _find_end(finding: MeasureFinding, window: Window) -> Window | None:
    """The last end that may lie up to so many days before an act."""
    ends = [step.window for step in finding.steps if step.is_end and step.window.is_bounded]
    near = [
        end
        for end in ends
        if end.first <= window.last and window.is_bounded and (window.first - end.last).days <= AFTER_END
    ]
    return max(near, default=None, key=lambda end: end.first)


def _find_request(finding: MeasureFinding) -> Window:
    asked = (step.window for step in finding.steps if step.phase == "request" and step.window.is_bounded)
    return min(asked, key=lambda window: window.first)


def _cut_at_deaths(window: Window, act: PublicAct, deaths: Mapping[str, Window]) -> Window:
    """An act on somebody alive did not come after their death."""
    last = min((deaths[one.id].last for one in act.victims if one.id and one.id in deaths), default=date.max)
    return window.cut(last=last)


def _is_own(pair: ActUnderMeasure) -> bool:
    """Whether both are told in the case they are counted in."""
    return pair.act.same_as is None and pair.measure.same_as is None
