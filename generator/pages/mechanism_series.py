"""Figures that others published: small charts of stems, and every value with its source and caveat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from generator.analysis.intervals import make_window
from generator.analysis.series import SeriesLine, SeriesReading
from generator.pages.charts import write_number
from generator.pages.drawings import PanelView, StemView
from generator.pages.i18n import Words, get_time_value
from generator.pages.mechanism_sources import Sheet
from generator.pages.panels import BASE, PEAK, Years, make_year_ticks, space_labels
from generator.pages.rendering import render_template
from generator.pages.texts import Citation, TextView
from generator.records.mechanism import LineKey, Point

_BOUNDS = {"about": "point.about", "at_least": "point.at_least", "at_most": "point.at_most"}
_DAYS = 366


class PointView(Struct, frozen=True):
    """One published value."""

    anchor: str
    date: str
    time: str | None
    value: str
    """Empty where the source tells it in words only."""
    what: str
    """What, whom and whose count it is, where the series holds several."""
    caveat: TextView | None
    citations: tuple[Citation, ...]


class SeriesView(Struct, frozen=True):
    """A series with all that was published of it."""

    id: str
    title: str
    unit: str
    note: TextView | None
    panels: tuple[PanelView, ...]
    points: tuple[PointView, ...]
    conflicts: tuple[tuple[PointView, ...], ...]
    """Values of one line and time that contradict each other."""
    count: str


def render_figures(sheet: Sheet) -> str:
    """The HTML of the page."""
    words = sheet.words
    series = tuple(make_series(one, sheet) for one in sheet.found.series)
    points = sum(len(one.points) for one in series)
    return render_template(
        "mechanism_figures",
        words,
        index_href=sheet.index_href,
        all_series=series,
        count=words.count("mechanism.figures_count", points, series=words.number(len(series))),
        as_of=words.date(sheet.scene.as_of),
        sources=sheet.sources.list(),
    )


def make_series(reading: SeriesReading, sheet: Sheet) -> SeriesView:
    """A series ready to print."""
    words, series = sheet.words, reading.series
    points = {point.id: make_point(point, reading, sheet) for line in reading.lines for point in line.points}
    return SeriesView(
        id=series.id,
        title=words.plain(series.label),
        unit=words.term("series_unit", series.unit),
        note=sheet.sources.text(series.note) if series.note else None,
        panels=tuple(_list_panels(reading, words)),
        points=tuple(points.values()),
        conflicts=tuple(tuple(points[one.id] for one in group) for line in reading.lines for group in line.rivals),
        count=words.count("mechanism.values", len(points)),
    )


def make_point(point: Point, reading: SeriesReading, sheet: Sheet) -> PointView:
    """A value ready to print, with what it must not stand without."""
    words = sheet.words
    return PointView(
        anchor=f"{reading.id}-{point.id}",
        date=words.date(point.date),
        time=get_time_value(point.date),
        value=say_value(point, words),
        what=say_line(point.line, words),
        caveat=sheet.sources.text(point.caveat) if point.caveat else None,
        citations=sheet.sources.cite(point.sources),
    )


def say_value(point: Point, words: Words) -> str:
    """A value as its source bounds it; empty where the source has words only."""
    if point.value is None:
        return ""
    text = say_number(point.value, words)
    if point.total is not None:
        text = words.get("point.of", value=text, total=say_number(point.total, words))
    if point.bound:
        text = words.get(_BOUNDS[point.bound], value=text)
    return words.get("point.derived", value=text) if point.derived else text


def say_number(value: Decimal, words: Words) -> str:
    """A number with its group marks and at most the decimals that it has."""
    return words.number(int(value)) if value == value.to_integral_value() else words.decimal(float(value))


def say_line(line: LineKey, words: Words) -> str:
    """What, whom and whose count a value is."""
    kind, group, by = line
    parts = (
        words.term("series_kind", kind) if kind else "",
        words.term("series_group", group) if group else "",
        words.plain(by) if by else "",
    )
    return ", ".join(part for part in parts if part)


def _list_panels(reading: SeriesReading, words: Words) -> Iterator[PanelView]:
    """A small chart for each line, all of one series on one scale and the same years."""
    placed = {line.key: _place(line) for line in reading.lines}
    values = [point.value for found in placed.values() for point, _ in found if point.value is not None]
    if not values:
        return
    days = [day.year for found in placed.values() for _, day in found]
    years = Years(min(days), max(days))
    for line in reading.lines:
        mine = placed[line.key]
        if mine:
            yield PanelView(
                name=say_line(line.key, words) or words.term("series_unit", reading.series.unit),
                note="",
                alternative="; ".join(f"{words.date(point.date)}: {say_value(point, words)}" for point, _ in mine),
                stems=_make_stems(mine, years, max(values), words),
                ticks=make_year_ticks(years),
                gaps=_list_gaps(frozenset(line.missing), years),
            )


def _place(line: SeriesLine) -> list[tuple[Point, date]]:
    """The values of a line that have a date, each with where it stands."""
    return [(point, day) for point in line.points if point.value is not None and (day := _find_day(point))]


def _find_day(point: Point) -> date | None:
    """Where a value stands: the middle of its date, or the end of a period that lasts longer than a year."""
    window = make_window(point.date)
    if date.max in {window.first, window.last} or not window.is_bounded:
        return None
    length = window.last - window.first
    return window.last if length.days > _DAYS else window.first + length // 2


def _make_stems(points: Sequence[tuple[Point, date]], years: Years, top: Decimal, words: Words) -> tuple[StemView, ...]:
    """A stem for each value; the highest and the last bear their numbers."""
    last = max(day for _, day in points)
    most = max(point.value or 0 for point, _ in points)
    stems = []
    for point, day in points:
        value = point.value or Decimal(0)
        x = years.place(day.year + day.timetuple().tm_yday / _DAYS - 0.5)
        height = BASE - float((BASE - PEAK) * value / top) if top else BASE
        label = say_number(value, words) if day == last or value == most else ""
        stems.append(StemView(write_number(x), write_number(height), label))
    return space_labels(stems)


def _list_gaps(missing: frozenset[int], years: Years) -> tuple[tuple[str, str, bool], ...]:
    """The axis year by year, and whether no value was seen for it."""
    width = 100 / (years.last - years.first + 1)
    return tuple(
        (
            write_number((year - years.first) * width),
            write_number((year - years.first + 1) * width),
            year in missing,
        )
        for year in range(years.first, years.last + 1)
    )
