"""The gap as a drawing: where each bar, mark and tick of a measure lies, in per cent of an axis of time. Pure.

A date the records leave open is never drawn as if it were known: a bar starts on the last day its grant may mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from generator.analysis.intervals import DAY, Window
from generator.analysis.measure_list import ListedMeasure
from generator.analysis.measure_steps import State
from generator.analysis.measures import MeasureFinding
from generator.analysis.states import LIVE, Segment, States
from generator.records.dates import PartialDate

Texture = Literal["yes", "part", "no", "since", "na", "off"]
"""In place, partly, not in place; not verified since; not known; ended and never verified."""
Shape = Literal["attack", "kill", "about"]
Anchor = Literal["start", "middle", "end"]

LEAST = 0.9
"""Least visible length of what was verified, in per cent."""
FEW, SOME = 7, 15
"""Up to so many years each one is labelled, and every second one."""
_CROWDED = 6
_TEXTURES: dict[State, Texture] = {State.IN_PLACE: "yes", State.PARTLY: "part", State.NOT_IN_PLACE: "no"}
_LEFT, _RIGHT = 2, 97


class Axis(Struct, frozen=True, gc=False):
    """Days from left to right."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Where a day lies, in per cent, between 0 and 100."""
        if day <= self.first:
            return 0.0
        return round((day - self.first).days / (self.last - self.first).days * 100, 2) if day < self.last else 100.0


class Bar(Struct, frozen=True, gc=False):
    """A stretch of one texture."""

    texture: Texture
    x: float
    width: float


class Whisker(Struct, frozen=True, gc=False):
    """Days on which something may already, or may still, have been."""

    x: float
    end: float


class DatedAct(Struct, frozen=True, gc=False):
    """An attack, in words."""

    date: PartialDate
    lethal: bool
    title: str


class Mark(Struct, frozen=True, gc=False):
    """An attack on the bar."""

    shape: Shape
    x: float
    title: str
    whisker: Whisker | None
    """Where its date is known to the year only."""


class Tick(Struct, frozen=True, gc=False):
    """A year on a shared axis."""

    x: float
    label: str
    anchor: Anchor
    spare: bool
    """Whether its label may leave where there is little room."""


class GapDrawing(Struct, frozen=True, gc=False):
    """Everything a template draws of one measure."""

    bars: tuple[Bar, ...]
    whiskers: tuple[Whisker, ...]
    start: float | None
    """The grant; none where its date is not known."""
    stub: float | None
    """Where the measure is first known to exist, if its grant is not."""
    end: float | None
    """Where it ended or the last person it protected died."""
    marks: tuple[Mark, ...]
    limit: float | None
    """The last day of the legal limit."""
    run: Whisker | None
    """From the end of a bar to a limit it did not reach."""

    @property
    def parts(self) -> frozenset[str]:
        """Names of what is drawn, for the legend."""
        found: list[str] = [*[bar.texture for bar in self.bars], *[mark.shape for mark in self.marks]]
        found += ["whisker"] if self.whiskers else []
        found += [name for name in ("stub", "end", "limit") if getattr(self, name) is not None]
        return frozenset(found)


def make_shared_axis(measures: Iterable[ListedMeasure], last: date) -> Axis:
    """From 1 January of the first year that any of some measures may lie in, to a day."""
    return begin_axis(min((one.start for one in measures if one.start), default=None), last)


def begin_axis(first: date | None, last: date) -> Axis:
    """From 1 January of the year of a first day, to the day that counts."""
    return Axis(date(min(first or last, last).year, 1, 1), last)


def make_own_axis(finding: MeasureFinding, limit: date | None = None) -> Axis | None:
    """From the first day a measure may have been granted, to its end, the day that counts, or its legal limit."""
    windows = [segment.window for segment in _list_live(finding)]
    bounded = [window.first for window in windows if window.is_bounded]
    if not bounded:
        return None
    last = windows[-1].last + DAY
    return Axis(min(bounded), max(last, limit) if limit else last)


def make_ticks(axis: Axis) -> tuple[Tick, ...]:
    """The years of an axis: each, every second, or every fifth."""
    count = axis.last.year - axis.first.year
    step = 1 if count <= FEW else 2 if count <= SOME else 5
    first = axis.first.year if axis.first == date(axis.first.year, 1, 1) else axis.first.year + 1
    years = [year for year in range(first, axis.last.year + 1) if year % step == 0]
    return tuple(_make_tick(axis.place(date(year, 1, 1)), year, n, len(years)) for n, year in enumerate(years))


def make_drawing(
    finding: MeasureFinding, axis: Axis, acts: Iterable[DatedAct] = (), *, limit: date | None = None
) -> GapDrawing | None:
    """The drawing of one measure on an axis, with attacks that came after its grant; none where nothing has a date."""
    live = [one for one in _list_live(finding) if one.window.is_bounded]
    if finding.gap is None or not live:
        return None
    sure = [one for one in live if one.states <= LIVE]
    bars = tuple(_join(bar for one in sure for bar in _make_bars(one, finding, axis)))
    open_ends = [_place(one.window, axis) for one in live if not one.states <= LIVE]
    stop = axis.place(live[-1].window.last + DAY)
    start = axis.place(sure[0].window.first) if sure else None
    granted = finding.gap.basis == "granted"
    due = axis.place(limit) if limit else None
    return GapDrawing(
        bars=bars,
        whiskers=tuple(_join_whiskers(open_ends)),
        start=start if granted else None,
        stub=None if granted else start,
        end=stop if finding.gap.standing in {"ended", "death"} else None,
        marks=tuple(mark for act in acts if (mark := make_mark(act, axis))),
        limit=due,
        run=Whisker(stop, due) if due is not None and due > stop else None,
    )


def _list_live(finding: MeasureFinding) -> Sequence[Segment]:
    return finding.line.find(LIVE, until=finding.until)


def _make_bars(segment: Segment, finding: MeasureFinding, axis: Axis) -> Iterator[Bar]:
    """One stretch of the line: what was verified up to the last time anybody looked, and what follows it."""
    span = _place(segment.window, axis)
    texture = _find_texture(segment.states)
    if texture == "na":
        lifted = finding.gap is not None and finding.gap.standing == "ended"
        yield Bar("off" if lifted else "na", span.x, round(span.end - span.x, 2))
        return
    seen = axis.place(_find_last_look(finding, segment.window.first))
    turn = min(span.end, max(seen, round(span.x + LEAST, 2)))
    yield Bar(texture, span.x, round(turn - span.x, 2))
    if turn < span.end:
        yield Bar("na" if texture == "yes" else "since", turn, round(span.end - turn, 2))


def _find_texture(states: States) -> Texture:
    return _TEXTURES.get(min(states), "na") if len(states) == 1 else "na"


def _find_last_look(finding: MeasureFinding, default: date) -> date:
    """The last day anybody but the authority may have looked; what nothing bounds says of no day that it was then."""
    looks = (one for one in finding.steps if one.track == "verified" and one.state)
    days = (one.window.last if one.source is None or one.source.date.latest else one.window.first for one in looks)
    return max((day for day in days if day <= finding.until), default=default)


def _place(window: Window, axis: Axis) -> Whisker:
    return Whisker(axis.place(window.first), axis.place(window.last + DAY))


def _join(bars: Iterable[Bar]) -> Iterator[Bar]:
    """Bars, with neighbours of one texture made one."""
    last: Bar | None = None
    for bar in bars:
        if last and last.texture == bar.texture and abs(last.x + last.width - bar.x) < LEAST / 10:
            last = Bar(bar.texture, last.x, round(bar.x + bar.width - last.x, 2))
            continue
        if last:
            yield last
        last = bar
    if last:
        yield last


def _join_whiskers(whiskers: Iterable[Whisker]) -> Iterator[Whisker]:
    last: Whisker | None = None
    for one in whiskers:
        if last and last.end == one.x:
            last = Whisker(last.x, one.end)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def make_mark(act: DatedAct, axis: Axis) -> Mark | None:
    """An attack on an axis; a date known to the year, or an interval, is an open mark with its whisker."""
    first, last = act.date.earliest, act.date.latest
    if first is None or last is None:
        return None
    exact = act.date.precision in {"day", "month"}
    shape: Shape = ("kill" if act.lethal else "attack") if exact else "about"
    span = None if exact else _place(Window(first, last), axis)
    return Mark(shape, axis.place(first + (last - first) // 2), act.title, span)


def _make_tick(x: float, year: int, number: int, count: int) -> Tick:
    anchor: Anchor = "start" if x < _LEFT else "end" if x > _RIGHT else "middle"
    return Tick(x, str(year), anchor, spare=count > _CROWDED and number % 2 == 1)
