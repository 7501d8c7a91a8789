"""How long a time limit is, and how long something took in its unit. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.analysis.intervals import Days, Window, add_months, add_weekdays

if TYPE_CHECKING:
    from generator.records.law import Limit

HOURS = 24
"""Hours of a day."""


def measure_gap(start: Window, end: Window, limit: Limit) -> Days | None:
    """The shortest and longest time between two things, in the unit of a limit; none where nothing bounds it.

    A day may begin or end in between, so hours come from days as an interval. The day of the start is day 0.
    """
    if not start.is_bounded or end.last == date.max:
        return None
    low, high = max(0, (end.first - start.last).days), max(0, (end.last - start.first).days)
    if limit.unit == "hours":
        return Days(max(0, low - 1) * HOURS, (high + 1) * HOURS)
    return Days(low, high)


def find_due(started: Window, limit: Limit) -> Window | None:
    """The last day of a limit, for the earliest and the latest possible start; none where it has no such day."""
    days = [_add(day, limit) for day in (started.first, started.last)]
    return Window(days[0], days[1]) if days[0] and days[1] else None


def _add(day: date, limit: Limit) -> date | None:
    """The last day of a limit that starts on a day; none where it is no number of days or months."""
    if limit.number is None or limit.unit == "days_unclear":
        return None
    if limit.unit == "months":
        return add_months(day, limit.number)
    if limit.unit == "business_days":
        return add_weekdays(day, limit.number)
    return day + timedelta(days=limit.number if limit.unit == "calendar_days" else -(-limit.number // HOURS))
