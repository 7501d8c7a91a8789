"""Dates as precise as the sources allow. Pure: parses text, compares days, reads no clock."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from msgspec import Struct

Precision = Literal["day", "month", "year", "approximate", "uncertain", "interval", "open_end", "before", "unknown"]
"""Codes of the vocabulary `date_precision`."""

UNKNOWN = "unknown"
_POINT = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<mark>[~?])?")
_OPEN = ".."


class DateError(ValueError):
    """Says why a text is no date: `code` is a problem code, `day` the part at fault."""

    def __init__(self, code: str, part: str) -> None:
        """Keep the problem code and the part of the text at fault."""
        super().__init__(f"{code}: {part}")
        self.code = code
        self.part = part


class DatePoint(Struct, frozen=True, dict=True):
    """One year, month or day, with the mark the source's doubt deserves."""

    year: int
    month: int | None
    day: int | None
    mark: Literal["", "~", "?"]

    @cached_property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @cached_property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @cached_property
    def precision(self) -> Precision:
        """How much of it is known."""
        if self.mark:
            return "approximate" if self.mark == "~" else "uncertain"
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"


class PartialDate(Struct, frozen=True, dict=True, array_like=True):
    """A date in EDTF: level 0, and `~`, `?`, intervals and open ends of level 1, or `unknown`.

    `~` and `?` say that the source doubts; they do not widen `earliest` and `latest`. `parse_date` makes them.
    """

    text: str
    """The EDTF text, as the editor wrote it. All else is read off it."""

    @cached_property
    def points(self) -> tuple[DatePoint | None, DatePoint | None]:
        """Start and end; raises `DateError` where the text is no date."""
        return _parse_points(self.text)

    @property
    def start(self) -> DatePoint | None:
        """The date itself, or the start of an interval; none where unknown or open."""
        return self.points[0]

    @property
    def end(self) -> DatePoint | None:
        """The end of an interval; the date itself where it is no interval."""
        return self.points[1]

    @cached_property
    def earliest(self) -> date | None:
        """The first day it can mean; none where nothing bounds it."""
        return self.start.earliest if self.start else None

    @cached_property
    def latest(self) -> date | None:
        """The last day it can mean; none where nothing bounds it."""
        return self.end.latest if self.end else None

    @cached_property
    def precision(self) -> Precision:
        """How much of it is known, as a code of `date_precision`."""
        if self.start is None and self.end is None:
            return "unknown"
        if self.start is None:
            return "before"
        if self.end is None:
            return "open_end"
        return self.start.precision if self.start is self.end else "interval"

    @cached_property
    def span(self) -> tuple[int, int]:
        """First and last possible day by number; open ends come after closed ones, unknown dates last."""
        first, last = self.earliest or self.latest or date.max, self.latest or date.max
        return first.toordinal(), last.toordinal()

    @cached_property
    def sort_key(self) -> tuple[int, int, str]:
        """Orders dates by first possible day, then by last, then by what was written."""
        return (*self.span, self.text)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Each year it may fall in; empty where unknown, one year where an end is open."""
        first, last = self.earliest or self.latest, self.latest or self.earliest
        if first is None or last is None:
            return ()
        return tuple(range(first.year, last.year + 1))

    def certainly_after(self, other: PartialDate) -> bool:
        """Whether every day this can mean comes after every day the other can mean."""
        return bool(self.earliest and other.latest and self.earliest > other.latest)

    def to_month(self) -> PartialDate:
        """The same date without its day, for what must not be published to the day: one value for all such dates."""
        start, end = _month_of(self.start), _month_of(self.end)
        if self.start is self.end or start == end:
            return parse_date(_point_text(start))
        return parse_date(f"{_point_text(start, _OPEN)}/{_point_text(end, _OPEN)}")


@lru_cache(maxsize=20_000)
def parse_date(text: str) -> PartialDate:
    """The date a text means. Raises `DateError` with the code of what is wrong."""
    found = PartialDate(text)
    _ = found.points
    return found


def _parse_points(text: str) -> tuple[DatePoint | None, DatePoint | None]:
    if text == UNKNOWN:
        return None, None
    if "/" not in text:
        point = _parse_point(text)
        return point, point
    first, _, last = text.partition("/")
    start = None if first == _OPEN else _parse_point(first)
    end = None if last == _OPEN else _parse_point(last)
    if start is None and end is None:
        raise DateError("date-format", text)
    if start and end and start.earliest > end.latest:
        raise DateError("date-reversed", text)
    return start, end


def day(value: date) -> PartialDate:
    """A day as a date of this kind."""
    return parse_date(value.isoformat())


def _parse_point(text: str) -> DatePoint:
    match = _POINT.fullmatch(text)
    if not match:
        raise DateError("date-format", text)
    year, month, day_ = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
    mark: Literal["", "~", "?"] = "~" if match["mark"] == "~" else "?" if match["mark"] else ""
    try:
        date(year or 0, 1 if month is None else month, 1 if day_ is None else day_)
    except ValueError:
        raise DateError("date-impossible", text) from None
    return DatePoint(year or 0, month, day_, mark)


def _month_of(point: DatePoint | None) -> DatePoint | None:
    return point and DatePoint(point.year, point.month, None, point.mark)


def _point_text(point: DatePoint | None, absent: str = UNKNOWN) -> str:
    if point is None:
        return absent
    month = "" if point.month is None else f"-{point.month:02}"
    day_ = "" if point.day is None else f"-{point.day:02}"
    return f"{point.year:04}{month}{day_}{point.mark}"
