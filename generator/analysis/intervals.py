"""Dates as the days they may mean, and how many days lie between them at least and at most. Pure."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from generator.records.dates import DatePoint, PartialDate

DAY = timedelta(days=1)
DOUBT_MONTHS = 1
"""How many months a doubted day or month may be off; a doubted year may be off by a year. Our choice."""


class Window(Struct, frozen=True, order=True, gc=False):
    """The days on which something may have happened, both included."""

    first: date
    """`date.min` where nothing bounds it."""
    last: date
    """`date.max` where nothing bounds it."""

    @property
    def is_bounded(self) -> bool:
        """Whether its first day is known."""
        return self.first != date.min

    def is_before(self, other: Window) -> bool:
        """Whether every day of this one comes before every day of the other."""
        return self.last < other.first

    def cut(self, *, first: date = date.min, last: date = date.max) -> Window:
        """The days of it that lie between two days; itself where all do, or none."""
        if first <= self.first and self.last <= last:
            return self
        start, end = max(self.first, first), min(self.last, last)
        return Window(start, end) if start <= end else self


class Days(Struct, frozen=True, gc=False):
    """How many days something lasted, at least and at most."""

    low: int
    """Days; never more than there may have been."""
    high: int | None
    """Days; none where nothing bounds it."""

    @property
    def exact(self) -> bool:
        """Whether both are the same."""
        return self.low == self.high


def make_window(value: PartialDate, *, until: date = date.max) -> Window:
    """The days a date may mean, none of them later than the day its case was last checked.

    What the source doubts (`~`, `?`) is widened; without an end, the end may be any day until then.
    """
    window = _find_days(value)
    return Window(window.first, until) if window.first <= until < window.last else window


@lru_cache(maxsize=20_000)
def _find_days(value: PartialDate) -> Window:
    """The days a date may mean: many thousands of steps fall on few."""
    first = _first_day(value.start) if value.start else date.min
    return Window(first, _last_day(value.end) if value.end else date.max)


def count_days(start: Window, end: Window) -> Days:
    """How many days lie between two things of which the first cannot come after the second."""
    low = max(0, (end.first - start.last).days)
    high = (end.last - start.first).days if start.is_bounded and end.last != date.max else None
    return Days(low, high if high is None else max(low, high))


def add_months(day: date, months: int) -> date:
    """The same day of another month, or the last one of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_weekdays(day: date, number: int) -> date:
    """The day that lies so many days from Monday to Friday after a day; the day itself does not count."""
    while number:
        day += DAY
        number -= day.weekday() < calendar.SATURDAY
    return day


def _first_day(point: DatePoint) -> date:
    return add_months(point.earliest, -_doubt(point)) if point.mark else point.earliest


def _last_day(point: DatePoint) -> date:
    if not point.mark:
        return point.latest
    if point.day is not None:
        return add_months(point.latest, _doubt(point))
    return add_months(point.latest + DAY, _doubt(point)) - DAY


def _doubt(point: DatePoint) -> int:
    return 12 if point.month is None else DOUBT_MONTHS
