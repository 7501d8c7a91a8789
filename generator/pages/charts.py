"""Geometry of the static charts. Pure: numbers in, places out; x in per cent of the width, y in pixels.

Templates draw SVG from these places. No drawing has a viewBox, so that it is as wide as its column and its text never
shrinks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct

DAYS_IN_YEAR = 365.2425

_STEPS = (1, 2, 5, 10, 20, 50)
_LABELS = 6
"""How many labels a time axis bears at most, the one at its origin left out."""


class Piece(Struct, frozen=True):
    """A part of a bar."""

    x: str
    """Where it starts, in per cent."""
    width: str
    """How wide it is, in per cent."""
    texture: str
    """What it looks like: yes, part, no, since, off, na, ink."""


class Line(Struct, frozen=True):
    """A straight line: x in per cent, y in pixels."""

    x1: str
    x2: str
    y1: str
    y2: str


class Tick(Struct, frozen=True):
    """A mark on a time axis."""

    x: str
    years: int


class Frame(Struct, frozen=True):
    """What a curve is drawn in."""

    until: int
    """The last day of the axis, which starts at day 0."""
    top: int
    """Where the whole is, in pixels."""
    bottom: int
    """Where nothing is, in pixels."""

    def x(self, day: int) -> str:
        """Where a day is."""
        return write_number(100 * day / self.until if self.until else 0)

    def y(self, share: Fraction) -> str:
        """Where a share from 0 to 1 is."""
        return write_number(self.bottom - float(share) * (self.bottom - self.top))


def write_number(value: float) -> str:
    """A number as an attribute writes it: two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def make_stack(parts: Iterable[tuple[str, int | Fraction]], total: int | Fraction) -> tuple[Piece, ...]:
    """A stacked bar of textures and amounts; `total` is what the full width means. Empty parts are not drawn."""
    pieces: list[Piece] = []
    start = 0.0
    for texture, amount in parts:
        if amount and total:
            width = float(100 * Fraction(amount) / Fraction(total))
            pieces.append(Piece(write_number(start), write_number(width), texture))
            start += width
    return tuple(pieces)


Point: TypeAlias = tuple[int, Fraction]
"""A day, and the share after it."""

PIXEL = 1
"""The least step of a curve that is drawn on its own."""


def make_curve(points: Sequence[Point], frame: Frame) -> tuple[Line, ...]:
    """A falling step curve that starts whole at day 0; each point is a day and the share after it."""
    return tuple(_walk(points, frame))


def _walk(points: Sequence[Point], frame: Frame) -> Iterator[Line]:
    day, share = 0, Fraction(1)
    for fall, after in _list_steps(points, Fraction(PIXEL, frame.bottom - frame.top)):
        yield Line(frame.x(day), frame.x(fall), frame.y(share), frame.y(share))
        yield Line(frame.x(fall), frame.x(fall), frame.y(share), frame.y(after))
        day, share = fall, after
    if points and points[-1][0] > day:
        yield Line(frame.x(day), frame.x(points[-1][0]), frame.y(share), frame.y(share))


def _list_steps(points: Sequence[Point], least: Fraction) -> Iterator[Point]:
    """Of thousands of steps those that can be seen; the end is always where it is."""
    steps = list(list_falls(points, 1 - least, least))
    yield from steps
    if points and points[-1][1] != (steps[-1][1] if steps else 1):
        yield points[_find_fall(points, points[-1][1])]


def list_falls(points: Sequence[Point], limit: Fraction, step: Fraction) -> Iterator[Point]:
    """The first point of a falling curve that is no higher than a limit, then each that is lower by at least a step."""
    place = _find_fall(points, limit)
    while place < len(points):
        yield points[place]
        place = _find_fall(points, points[place][1] - step, place)


def _find_fall(points: Sequence[Point], limit: Fraction, start: int = 0) -> int:
    """The place of the first point from one on that is no higher than a limit: few of thousands are looked at."""
    return bisect_left(points, -limit, start, key=lambda point: -point[1])


def make_ticks(frame: Frame) -> tuple[Tick, ...]:
    """Marks at round numbers of years, from 0 on."""
    years = int(frame.until / DAYS_IN_YEAR)
    step = next((one for one in _STEPS if years // one <= _LABELS), _STEPS[-1])
    return tuple(Tick(frame.x(get_day(year)), year) for year in range(0, years + 1, step))


def get_day(years: int) -> int:
    """The day on which so many years are over."""
    return round(years * DAYS_IN_YEAR)


def count_at_risk(points: Sequence[tuple[int, int]], day: int) -> int:
    """How many are still waiting just before a day; each point is a day and how many were waiting just before it."""
    return next((at_risk for one, at_risk in points if one >= day), 0)
