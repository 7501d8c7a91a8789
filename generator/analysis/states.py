"""What a measure may have been on any day: never more certain than its dates allow. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.intervals import DAY, Days, Window
from generator.analysis.measure_steps import State, Step, list_latest

States = frozenset[State]

LIVE: States = frozenset({State.IN_PLACE, State.PARTLY, State.NOT_IN_PLACE, State.UNKNOWN})
"""Granted and not ended."""
UNVERIFIED: States = LIVE - {State.IN_PLACE}
"""Granted, and nobody but the authority has said that it is wholly in place."""
_UNCLEAR: States = frozenset({State.UNKNOWN})
"""What a measure is of which no more is told than that it is mentioned."""


_Word: TypeAlias = tuple[int, int, int, State | None]
"""First and last turn that a step may be of, its order, and what it says: of life, none of a grant."""


class Segment(Struct, frozen=True, gc=False):
    """Days in a row on which the measure may have been the same."""

    window: Window
    states: States
    """One state where it is certain."""


class StateLine(Struct, frozen=True, gc=False):
    """What a measure may have been at the end of each day, up to the one on which its case was last checked."""

    starts: tuple[date, ...]
    """The beginning of time, and every day on which it may have become something else."""
    states: tuple[States, ...]
    """What it may have been from each of them on."""
    until: date
    """The last day anything is known of."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The stretches of days between, without holes."""
        windows = map(Window, self.starts, (*[day - DAY for day in self.starts[1:]], self.until))
        return tuple(map(Segment, windows, self.states))

    def on(self, day: date) -> States:
        """What it may have been at the end of a day. After the case was last checked there may be news."""
        states = self.states[bisect_right(self.starts, day) - 1]
        return states | {State.UNKNOWN} if day > self.until and states & LIVE else states

    def within(self, window: Window) -> States:
        """What it may have been at the end of any day of a window."""
        first, end = bisect_right(self.starts, window.first) - 1, bisect_right(self.starts, window.last)
        last = self.on(window.last)
        return last if end - first == 1 else last.union(*self.states[first:end])

    def find(self, states: States, *, until: date) -> tuple[Segment, ...]:
        """The segments in which it may have been one of some states, cut at a day that no longer counts."""
        last = until - DAY
        return tuple(
            Segment(segment.window.cut(last=last), segment.states)
            for segment in self.segments
            if segment.states & states and segment.window.first <= last
        )

    def count(self, *wanted: States, until: date) -> list[Days]:
        """For each set of states: on how many days up to a day it was for certain, and may have been, one of them."""
        lengths: list[tuple[States, int | None]] = []
        ends = (*self.starts[1:], self.until + DAY)
        for states, start, end in zip(self.states, self.starts, ends, strict=True):
            if start < until:
                lengths.append((states, None if start == date.min else (min(end, until) - start).days))
        return [_add_up(lengths, states) for states in wanted]


def _add_up(lengths: Iterable[tuple[States, int | None]], states: States) -> Days:
    """Days of stretches of a line; of one that nothing bounds nobody knows how many."""
    low, high, bounded = 0, 0, True
    for found, days in lengths:
        if states.isdisjoint(found):
            continue
        if days is None:
            bounded = False
            continue
        high += days
        low += days if found <= states else 0
    return Days(low, high if bounded else None)


@cache
def share(states: States) -> States:
    """The same set for all equal ones: few are different, of tens of thousands."""
    return states


def make_line(steps: Sequence[Step], deaths: Window | None, *, until: date) -> StateLine:
    """The line of a measure; `deaths` is when the last person it protected died, where all did."""
    ends, grants = [step for step in steps if step.ends], [step for step in steps if step.is_grant]
    life, asked = _list_life(steps, ends)
    if deaths and (grants or not ends):
        life.append(_make_end(deaths))
    told = [step for step in steps if step.track == "verified" and step.state]
    told += [replace(step, state=State.UNKNOWN) for step in grants if _renews(step, ends)]
    if not life and not asked and any(step.phase == "unknown" for step in steps):
        return StateLine((date.min,), (_UNCLEAR,), until)
    days = _list_turns([*life, *asked, *told], until)
    turns = {day: turn for turn, day in enumerate(days)}
    changes, states = _find_changes(
        tuple([_number(step, turns, _find_meaning(step)) for step in life]),
        tuple([_number(step, turns, None) for step in asked]),
        tuple([_number(step, turns, step.state) for step in told]),
        len(days),
    )
    return StateLine(tuple([days[turn] for turn in changes]), states, until)


def _number(step: Step, turns: Mapping[date, int], says: State | None) -> _Word:
    """What a step says, and between which turns of a line it came; those that lie ahead of all come last."""
    window, ahead = step.window, len(turns)
    return turns.get(window.first, ahead), turns.get(window.last, ahead), step.order, says


def _find_meaning(step: Step) -> State | None:
    """What a measure is with a step of its life; none where it is granted, for then others tell."""
    if step.phase == "request":
        return State.PENDING
    if step.is_grant:
        return None
    return State.ENDED if step.is_end else State.NOT_EXISTING


def _list_life(steps: Iterable[Step], ends: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """The steps that decide whether a measure exists, and the first requests for it."""
    life: list[Step] = []
    asked: list[Step] = []
    for step in steps:
        if step.phase == "unknown":
            continue
        if step.is_grant or step.ends or _asks_again(step, ends):
            life.append(step)
        elif step.phase == "request" and step.window.is_bounded:
            asked.append(step)
    return life, asked


@lru_cache(maxsize=1 << 12)
def _find_changes(
    life: tuple[_Word, ...], asked: tuple[_Word, ...], told: tuple[_Word, ...], turns: int
) -> tuple[tuple[int, ...], tuple[States, ...]]:
    """On which turns the measure may become something else, and what it may be from then on.

    It depends on the order of the days alone, and tens of thousands of measures have few different ones.
    """
    changes: list[int] = []
    found: list[States] = []
    for turn in range(turns):
        states = _find_states(life, asked, told, turn)
        if not found or found[-1] != states:
            changes.append(turn)
            found.append(share(states))
    return tuple(changes), tuple(found)


def _find_states(life: Iterable[_Word], asked: Iterable[_Word], told: Iterable[_Word], turn: int) -> States:
    """What the measure may be at the end of the day of a turn."""
    latest, none_yet = list_latest(life, turn)
    states = {state for state in latest if state}
    if None in latest:
        said, silent = list_latest(told, turn)
        states.update([state for state in said if state])
        if silent:
            states.add(State.UNKNOWN)
    if none_yet:
        begun = [last for first, last, *_ in asked if first <= turn]
        if begun:
            states.add(State.PENDING)
        if not begun or min(begun) > turn:
            states.add(State.NOT_EXISTING)
    return frozenset(states)


def _list_turns(steps: Iterable[Step], until: date) -> list[date]:
    """Every day on which something can be other than on the day before, in order.

    A step of one day comes before or after those that may have happened on it; what may follow it, the day after.
    """
    days = {date.min}
    for step in steps:
        window = step.window
        days.add(window.first)
        days.add(window.last)
        if window.first == window.last != date.max:
            days.add(window.last + DAY)
    return sorted([day for day in days if day <= until])


def _asks_again(step: Step, ends: Iterable[Step]) -> bool:
    """Whether a request certainly came after a denial or an end; else it is taken to come before the grant."""
    return step.phase == "request" and any(one.window.is_before(step.window) for one in ends)


def _renews(grant: Step, ends: Iterable[Step]) -> bool:
    """Whether a grant may come after an end, so that what was said before no longer holds."""
    return any(one.is_end and one.window.first <= grant.window.last for one in ends)


def _make_end(deaths: Window) -> Step:
    """The end of a measure whose last beneficiary has died; nothing comes after it."""
    return Step(None, deaths, "end", ends=True, order=10_000, state=None, track="none")
