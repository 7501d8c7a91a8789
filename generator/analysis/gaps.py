"""From the grant of a measure to the day it was verified in place: for how long it was not. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from generator.analysis.intervals import Days, Window, count_days
from generator.analysis.measure_steps import State, Step
from generator.analysis.states import LIVE, UNVERIFIED, StateLine

Basis = Literal["granted", "first_seen"]
Standing = Literal["open", "in_place", "ended", "death", "uncertain"]

_EACH = {state: frozenset({state}) for state in State if state in UNVERIFIED}
"""State → the set of it alone."""


class Gap(Struct, frozen=True, gc=False):
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

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.standing == "open"


def find_gap(steps: Sequence[Step], line: StateLine, deaths: Window | None, *, until: date) -> Gap | None:
    """The gap of a measure up to a day; none where it was not granted by then."""
    grants = [step for step in steps if step.is_grant and step.window.first <= until]
    if not grants:
        return None
    days, *by_state = line.count(UNVERIFIED, *_EACH.values(), until=until)
    start = min([step.window for step in grants])
    seen = [step.window for step in steps if step.track == "verified" and step.state == State.IN_PLACE]
    seen = [window for window in seen if window.first <= until]
    arrival = Window(min([one.first for one in seen]), min([one.last for one in seen])) if seen else None
    return Gap(
        days=days if days.high is not None or _is_dated(line, until) else None,
        by_state=tuple([(state, one) for state, one in zip(_EACH, by_state, strict=True) if one.high != 0]),
        basis="granted" if start.is_bounded else "first_seen",
        start=start,
        arrival=arrival,
        delay=count_days(start, arrival) if arrival and start.is_bounded else None,
        until=until,
        standing=_find_standing(steps, line.on(until), deaths),
    )


def _is_dated(line: StateLine, until: date) -> bool:
    """Whether there was a day before another on which the measure was in force for certain."""
    return any(states <= LIVE and start < until for start, states in zip(line.starts, line.states, strict=True))


def _find_standing(steps: Sequence[Step], states: frozenset[State], deaths: Window | None) -> Standing:
    if states <= UNVERIFIED:
        return "open"
    if states == {State.IN_PLACE}:
        return "in_place"
    if states != {State.ENDED}:
        return "uncertain"
    lifted = any(step.is_end and (not deaths or step.window.first < deaths.last) for step in steps)
    return "ended" if lifted or not deaths else "death"
