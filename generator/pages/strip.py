"""The strip of a case: recognition, attacks, measures and justice in lanes over one axis of time. Pure.

Places are in per cent across and in pixels down, so that a strip fits any width and its text is never scaled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.intervals import DAY
from generator.analysis.measures import MeasureFinding
from generator.pages.gap import (
    Anchor,
    Axis,
    GapDrawing,
    Tick,
    Whisker,
    make_drawing,
    make_ticks,
)
from generator.pages.strip_facts import Fact, Shape

LaneName = Literal["recognition", "attacks", "justice"]

NEAR = 6.0
"""Marks nearer than this stack upwards: as wide as the widest mark where the screen is narrowest, in per cent."""
NEAR_TEXT = 12.0
"""The same of the "+n" above a full stack."""
HIGH = 6
"""Marks in a stack, and measures with a bar of their own."""
RISE, HEAD, ROW = 17, 20, 34
"""Pixels: from mark to mark in a stack; for the name of a lane; for a measure with its label."""
_ROOM = 30.0
"""No label above a bar starts further right."""
_ORDER: tuple[LaneName, ...] = ("recognition", "attacks", "justice")
_EDGE = 8.0
_GRAVEST = frozenset({"kill", "conviction"})
_LANES: Mapping[Shape, LaneName] = MappingProxyType(
    {"recognition": "recognition", "step": "justice", "conviction": "justice"}
)


class Dot(Struct, frozen=True, gc=False):
    """A dated fact, before it has its place in a stack."""

    shape: Shape
    x: float
    id: str
    """Of the event it tells of."""
    whisker: Whisker | None = None
    """Where its date is known less well than to the month."""


class Mark(Struct, frozen=True, gc=False):
    """A dated fact, drawn."""

    dot: Dot
    level: int
    y: int = 0


class More(Struct, frozen=True, gc=False):
    """Facts for which a stack has no room, counted."""

    x: float
    number: int
    anchor: Anchor
    y: int = 0


class Lane(Struct, frozen=True, gc=False):
    """Marks of one kind of fact."""

    name: LaneName
    y: int
    marks: tuple[Mark, ...]
    more: tuple[More, ...]


class Row(Struct, frozen=True, gc=False):
    """A measure on a bar of its own."""

    id: str
    """Of the measure, as `MX-0007#m1`."""
    x: float
    anchor: Anchor
    drawing: GapDrawing
    y: int = 0


class Strip(Struct, frozen=True, dict=True):
    """Everything a template draws of a case, the same in all languages."""

    lanes: tuple[Lane, ...]
    rows: tuple[Row, ...]
    rows_y: int
    """Where the lane of measures is named."""
    rows_more: int
    """Measures that have no bar here."""
    ticks: tuple[Tick, ...]
    height: int
    is_complete: bool
    """Whether every fact has a mark."""

    @cached_property
    def shapes(self) -> frozenset[str]:
        """Names of the marks, for the legend."""
        return frozenset(mark.dot.shape for lane in self.lanes for mark in lane.marks)

    @cached_property
    def textures(self) -> frozenset[str]:
        """Names of all else that is drawn."""
        vague = any(mark.dot.whisker for lane in self.lanes for mark in lane.marks)
        found = frozenset[str]().union(*(row.drawing.parts for row in self.rows))
        return found | {"whisker"} if vague else found

    @property
    def more_y(self) -> int:
        """Where it says how many measures have no bar."""
        return self.rows_y + HEAD + ROW * len(self.rows) + RISE - 5


def make_strip(facts: Sequence[Fact], findings: Iterable[MeasureFinding], axis: Axis) -> Strip | None:
    """The strip of some facts and measures on an axis; none where nothing has a date."""
    dots = [dot for fact in facts if (dot := make_dot(fact, axis))]
    rows = tuple(_make_rows(findings, axis))
    if not dots and not rows:
        return None
    return arrange(dots, rows, axis, is_complete=len(dots) == len(facts))


def make_dot(fact: Fact, axis: Axis) -> Dot | None:
    """Where a fact lies: the middle of the days it may have been; none where they have no bounds."""
    first, last = fact.date.earliest, fact.date.latest
    if first is None or last is None:
        return None
    exact = fact.date.precision in {"day", "month"}
    shape: Shape = "about" if fact.shape in {"attack", "kill"} and not exact else fact.shape
    span = None if exact else Whisker(axis.place(first), axis.place(last + DAY))
    return Dot(shape, axis.place(first + (last - first) // 2), fact.id, span)


def stack(dots: Sequence[Dot]) -> tuple[tuple[Mark, ...], tuple[More, ...]]:
    """Marks on the lowest level free for them, gravest first, then from left to right; "+n" for those left over."""
    levels: list[list[float]] = [[] for _ in range(HIGH)]
    marks, left = [], []
    for dot in sorted(dots, key=lambda dot: (dot.shape not in _GRAVEST, dot.x)):
        free = (n for n, taken in enumerate(levels) if all(abs(x - dot.x) >= NEAR for x in taken))
        level = next(free, None)
        if level is None:
            left.append(dot.x)
            continue
        levels[level].append(dot.x)
        marks.append(Mark(dot, level))
    return tuple(sorted(marks, key=lambda mark: mark.dot.x)), tuple(_make_more(sorted(left)))


def arrange(dots: Sequence[Dot], rows: Sequence[Row], axis: Axis, *, is_complete: bool = True) -> Strip:
    """Lanes from top to bottom: recognition, attacks, measures, justice."""
    lanes: list[Lane] = []
    y = rows_y = 0
    shown, more = rows[:HIGH], len(rows[HIGH:])
    for name in _ORDER:
        if name == "justice":
            rows_y = y
            y += (HEAD + ROW * len(shown) + HEAD * (more > 0)) if rows else 0
        if found := [dot for dot in dots if _LANES.get(dot.shape, "attacks") == name]:
            lane, y = _make_lane(name, found, y)
            lanes.append(lane)
    placed = tuple(replace(row, y=rows_y + HEAD + ROW * n) for n, row in enumerate(shown))
    return Strip(tuple(lanes), placed, rows_y, more, make_ticks(axis), y, is_complete)


def _make_lane(name: LaneName, dots: Sequence[Dot], y: int) -> tuple[Lane, int]:
    """A lane from some height on, and the height where it ends."""
    marks, more = stack(dots)
    top = y + HEAD + (RISE if more else 0)
    ground = top + RISE * max(mark.level for mark in marks) + RISE // 2
    lane = Lane(
        name,
        y,
        tuple([Mark(mark.dot, mark.level, ground - RISE * mark.level) for mark in marks]),
        tuple([More(one.x, one.number, one.anchor, top - 4) for one in more]),
    )
    return lane, ground + RISE


def _make_more(places: Sequence[float]) -> Iterator[More]:
    """Neighbours counted together, so that no number touches the next."""
    start, number = 0.0, 0
    for x in places:
        if number and x - start < NEAR_TEXT:
            number += 1
            continue
        if number:
            yield More(start, number, _lean(start))
        start, number = x, 1
    if number:
        yield More(start, number, _lean(start))


def _lean(x: float) -> Anchor:
    return "start" if x < _EDGE else "end" if x > 100 - _EDGE else "middle"


def _make_rows(findings: Iterable[MeasureFinding], axis: Axis) -> Iterator[Row]:
    """The measures that can be drawn, earliest first."""
    drawn = [(one.id, found) for one in findings if (found := make_drawing(one, axis))]
    for id_, drawing in sorted(drawn, key=lambda pair: _find_ends(pair[1])):
        x, anchor = place_label(*_find_ends(drawing))
        yield Row(id_, x, anchor, drawing)


def _find_ends(drawing: GapDrawing) -> tuple[float, float]:
    """Where a drawing starts and ends."""
    spans = [*((bar.x, bar.x + bar.width) for bar in drawing.bars), *((one.x, one.end) for one in drawing.whiskers)]
    return min(start for start, _ in spans), round(max(end for _, end in spans), 2)


def place_label(start: float, end: float) -> tuple[float, Anchor]:
    """A label starts where its bar does, or as far right as it has room; above a late bar it ends where that does."""
    if start <= _ROOM or end < 100 - _ROOM:
        return min(start, _ROOM), "start"
    return min(end, 100.0), "end"
