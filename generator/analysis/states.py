"""What a measure may have been on any day: never more certain than its dates allow. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.intervals import DAY, Days, Window
from generator.analysis.measure_steps import State, Step, list_latest

States = frozenset[State]

LIVE: States = frozenset({State.IN_PLACE, State.PARTLY, State.NOT_IN_PLACE, State.UNKNOWN})
"""Granted and not ended."""
UNVERIFIED: States = LIVE - {State.IN_PLACE}
"""Granted, and nobody but the authority has said that it is wholly in place."""


class Segment(Struct, frozen=True):
    """Days in a row on which the measure may have been the same."""

    window: Window
    states: States
    """One state where it is certain."""


class StateLine(Struct, frozen=True):
    """What a measure may have been at the end of each day."""

    segments: tuple[Segment, ...]
    """From the beginning of time to the day the case was last checked, without holes."""

    @property
    def until(self) -> date:
        """The last day anything is known of."""
        return self.segments[-1].window.last

    def on(self, day: date) -> States:
        """What it may have been at the end of a day. After the case was last checked there may be news."""
        states = next(segment.states for segment in reversed(self.segments) if segment.window.first <= day)
        return states | {State.UNKNOWN} if day > self.until and states & LIVE else states

    def within(self, window: Window) -> States:
        """What it may have been at the end of any day of a window."""
        found = (
            segment.states
            for segment in self.segments
            if segment.window.first <= window.last and window.first <= segment.window.last
        )
        return frozenset[State]().union(*found, self.on(window.last))

    def find(self, states: States, *, until: date) -> tuple[Segment, ...]:
        """The segments in which it may have been one of some states, cut at a day that no longer counts."""
        last = until - DAY
        return tuple(
            Segment(segment.window.cut(last=last), segment.states)
            for segment in self.segments
            if segment.states & states and segment.window.first <= last
        )

    def count(self, states: States, *, until: date) -> Days:
        """On how many days up to a day it was for certain, and may have been, one of some states."""
        low, high, last = 0, 0, until - DAY
        bounded = True
        for segment in self.segments:
            window = segment.window
            if window.first > last or states.isdisjoint(segment.states):
                continue
            if not window.is_bounded:
                bounded = False
                continue
            days = (min(window.last, last) - window.first).days + 1
            high += days
            low += days if segment.states <= states else 0
        return Days(low, high if bounded else None)


@cache
def share(states: States) -> States:
    """The same set for all equal ones: few are different, of tens of thousands."""
    return states


def make_line(steps: Sequence[Step], deaths: Window | None, *, until: date) -> StateLine:
    """The line of a measure; `deaths` is when the last person it protected died, where all did."""
    life, asked = _list_life(steps)
    exists = any(step.is_grant for step in steps) or not any(step.ends for step in steps)
    life += [_make_end(deaths)] if deaths and exists else []
    life = [step for step in life if step.phase != "unknown"]
    told = [step for step in steps if step.track == "verified" and step.state]
    told += [replace(step, state=State.UNKNOWN) for step in steps if step.is_grant and _renews(step, steps)]
    mentioned = any(step.phase == "unknown" for step in steps)
    is_unclear = mentioned and not life and not asked
    starts: list[date] = []
    found: list[States] = []
    for day in _list_turns([*life, *asked, *told], until):
        states = frozenset({State.UNKNOWN}) if is_unclear else _find_states(life, asked, told, day)
        if not found or found[-1] != states:
            starts.append(day)
            found.append(share(states))
    ends = (*(day - DAY for day in starts[1:]), until)
    return StateLine(tuple([Segment(Window(*days), one) for *days, one in zip(starts, ends, found, strict=True)]))


def _list_life(steps: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """The steps that decide whether a measure exists, and the first requests for it."""
    life: list[Step] = []
    asked: list[Step] = []
    for step in steps:
        if step.is_grant or step.ends or _asks_again(step, steps):
            life.append(step)
        elif step.phase == "request" and step.window.is_bounded:
            asked.append(step)
    return life, asked


def _find_states(life: Sequence[Step], asked: Sequence[Step], told: Sequence[Step], day: date) -> States:
    """What the measure may be at the end of a day."""
    latest, none_yet = list_latest(life, day)
    states: set[State] = set()
    is_granted = False
    for step in latest:
        if step.phase == "request":
            states.add(State.PENDING)
        elif step.is_grant:
            is_granted = True
        else:
            states.add(State.ENDED if step.is_end else State.NOT_EXISTING)
    if is_granted:
        said, silent = list_latest(told, day)
        states.update([one.state for one in said if one.state])
        if silent:
            states.add(State.UNKNOWN)
    if none_yet:
        begun = [step.window.last for step in asked if step.window.first <= day]
        if begun:
            states.add(State.PENDING)
        if not begun or min(begun) > day:
            states.add(State.NOT_EXISTING)
    return frozenset(states)


def _list_turns(steps: Iterable[Step], until: date) -> list[date]:
    """Every day on which something can be other than on the day before, in order."""
    days = {day for step in steps for day in (step.window.first, step.window.last)}
    days |= {day + DAY for day in days if day != date.max}
    return sorted(day for day in {date.min, *days} if day <= until)


def _asks_again(step: Step, steps: Sequence[Step]) -> bool:
    """Whether a request certainly came after a denial or an end; else it is taken to come before the grant."""
    return step.phase == "request" and any(one.ends and one.window.is_before(step.window) for one in steps)


def _renews(grant: Step, steps: Sequence[Step]) -> bool:
    """Whether a grant may come after an end, so that what was said before no longer holds."""
    return any(one.is_end and one.window.first <= grant.window.last for one in steps)


def _make_end(deaths: Window) -> Step:
    """The end of a measure whose last beneficiary has died; nothing comes after it."""
    return Step(None, deaths, "end", ends=True, order=10_000, state=None, track="none")
