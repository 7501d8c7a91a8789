"""From the grant of a measure to the day it was verified in place: for how long it was not. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from generator.analysis.intervals import Days, Window, count_days
from generator.analysis.measure_steps import State, Step
from generator.analysis.states import LIVE, UNVERIFIED, Segment, StateLine

Basis = Literal["granted", "first_seen"]
Standing = Literal["open", "in_place", "ended", "death", "uncertain"]


class Gap(Struct, frozen=True):
    """The days on which a measure was granted and nobody but the authority had said that it was wholly in place.

    A day counts from its end to the end of the next. Days are counted in every stretch, so a measure that was in place
    and failed goes on counting from the day it failed.
    """

    days: Days | None
    """Days without verified protection; none where no day is known on which it was granted, and none bounds it."""
    by_state: tuple[tuple[State, Days], ...]
    """The same by what was verified: not in place, partly, or nothing known. Low figures may add up to less."""
    basis: Basis
    """Whether it counts from the grant, or, where the grant has no date, from the first day it is known to exist."""
    start: Window
    """When the grant may have been."""
    arrival: Window | None
    """When it was first verified wholly in place; none where it never was, up to `until`."""
    delay: Days | None
    """Days from the grant to `arrival`; none without one, or where neither has a date."""
    until: date
    """Days are counted up to this one: the as-of date, or the day the case was last checked if that is earlier."""
    standing: Standing
    """Whether it goes on, or what closed it; `uncertain` where the dates do not tell."""
    stretches: tuple[Segment, ...]
    """The parts of the line that may count, in order."""

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.standing == "open"


def find_gap(steps: Sequence[Step], line: StateLine, deaths: Window | None, *, until: date) -> Gap | None:
    """The gap of a measure up to a day; none where it was not granted by then."""
    grants = [step for step in steps if step.is_grant and step.window.first <= until]
    if not grants:
        return None
    stretches = line.find(UNVERIFIED, until=until)
    dated = any(segment.states <= LIVE for segment in line.find(LIVE, until=until))
    days = line.count(UNVERIFIED, until=until)
    start = min((step.window for step in grants), key=lambda window: (window.first, window.last))
    arrived = [step.window for step in steps if step.track == "verified" and step.state == State.IN_PLACE]
    arrived = [window for window in arrived if window.first <= until]
    arrival = Window(min(one.first for one in arrived), min(one.last for one in arrived)) if arrived else None
    return Gap(
        days=days if dated or days.high is not None else None,
        by_state=tuple(
            (state, line.count(frozenset({state}), until=until))
            for state in State
            if any(state in segment.states for segment in stretches) and state in UNVERIFIED
        ),
        basis="granted" if start.is_bounded else "first_seen",
        start=start,
        arrival=arrival,
        delay=count_days(start, arrival) if arrival and start.is_bounded else None,
        until=until,
        standing=_find_standing(steps, line.on(until), deaths),
        stretches=stretches,
    )


def _find_standing(steps: Sequence[Step], states: frozenset[State], deaths: Window | None) -> Standing:
    if states <= UNVERIFIED:
        return "open"
    if states == {State.IN_PLACE}:
        return "in_place"
    if states != {State.ENDED}:
        return "uncertain"
    lifted = any(step.is_end and (not deaths or step.window.first < deaths.last) for step in steps)
    return "ended" if lifted or not deaths else "death"
