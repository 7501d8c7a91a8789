"""Figures that others published, by line and year, with the years without data and what contradicts. Pure.

Nothing is joined, averaged or chosen: two points share a line only where they count the same thing of the same people,
and points of one line for the same time with different values stand together as rivals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from generator.analysis.intervals import Window, make_window
from generator.records.mechanism import LineKey, Point, Series


class Year(Struct, frozen=True):
    """What a line has for one year."""

    year: int
    points: tuple[Point, ...]
    """In order of time; empty where no figure was seen."""


class SeriesLine(Struct, frozen=True):
    """The points of a series that count the same thing of the same people."""

    key: LineKey
    """Kind, group and who counts."""
    points: tuple[Point, ...]
    """In order of time."""
    years: tuple[Year, ...]
    """Every year from the first of the series to the as-of date, those without data included."""
    spans: tuple[Point, ...]
    """Points of a period that is not within one year."""
    undated: tuple[Point, ...]
    rivals: tuple[tuple[Point, ...], ...]
    """Points for the same time with different values: they contradict one another or their caveats say why."""

    @property
    def missing(self) -> tuple[int, ...]:
        """Years for which no figure was seen, not even as part of a longer period."""
        covered = {year for point in self.spans for year in point.date.years}
        return tuple(one.year for one in self.years if not one.points and one.year not in covered)


class SeriesReading(Struct, frozen=True):
    """A series on a day."""

    series: Series
    lines: tuple[SeriesLine, ...]
    """In the order in which the file first has them."""

    @property
    def id(self) -> str:
        """The id of the series."""
        return self.series.id

    @property
    def points(self) -> tuple[Point, ...]:
        """All points that count by then, line by line."""
        return tuple(point for line in self.lines for point in line.points)

    @property
    def newest(self) -> Point | None:
        """The point whose time ends last; none where no point has a date."""
        dated = [point for point in self.points if point.date.latest]
        return max(dated, key=lambda point: (make_window(point.date).last, make_window(point.date).first), default=None)


def read_all_series(series: Iterable[Series], *, as_of: date) -> tuple[SeriesReading, ...]:
    """Each series on a day, in the order given."""
    return tuple(read_series(one, as_of=as_of) for one in series)


def read_series(series: Series, *, as_of: date) -> SeriesReading:
    """A series on a day: points whose time had certainly begun and ended by then, and undated ones."""
    points = [one for one in series.points if one.date.precision == "unknown" or make_window(one.date).last <= as_of]
    lines: defaultdict[LineKey, list[Point]] = defaultdict(list)
    for point in points:
        lines[point.line].append(point)
    first = min((year for point in points for year in point.date.years), default=as_of.year)
    return SeriesReading(
        series, tuple(_make_line(key, tuple(found), first, as_of.year) for key, found in lines.items())
    )


def _make_line(key: LineKey, points: Sequence[Point], first: int, last: int) -> SeriesLine:
    ordered = tuple(sorted(points, key=lambda point: point.date.sort_key))
    return SeriesLine(
        key=key,
        points=ordered,
        years=tuple(
            Year(year, tuple(point for point in ordered if point.date.years == (year,)))
            for year in range(first, last + 1)
        ),
        spans=tuple(point for point in ordered if len(point.date.years) > 1),
        undated=tuple(point for point in ordered if not point.date.years),
        rivals=_find_rivals(ordered),
    )


def _find_rivals(points: Sequence[Point]) -> tuple[tuple[Point, ...], ...]:
    """Points of the same time with different values; a day is of the time of its month where another point is."""
    months = {make_window(point.date) for point in points if point.date.precision == "month"}
    groups: defaultdict[Window, list[Point]] = defaultdict(list)
    for point in points:
        if point.date.precision == "unknown" or point.value is None:
            continue
        window = make_window(point.date)
        groups[next((one for one in months if _holds(one, window)), window)].append(point)
    return tuple(tuple(group) for group in groups.values() if len({point.value for point in group}) > 1)


def _holds(month: Window, window: Window) -> bool:
    """Whether a window is one day of a month, or that month."""
    return (
        month.first <= window.first and window.last <= month.last and (window.first == window.last or window == month)
    )
