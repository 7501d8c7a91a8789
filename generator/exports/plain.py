"""Values of the analysis as JSON has them. Dates stay in EDTF; what has no bound is null. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from generator.analysis.durations import DaySpan
from generator.analysis.figures import Figure
from generator.analysis.intervals import Days, Window
from generator.exports.permission import Permission
from generator.records.dates import PartialDate

PLACES = 4
"""Decimal places of shares; the exact fraction stands beside them."""

Json = dict[str, Any]


def make_days(days: Days | DaySpan | None) -> Json | None:
    """A number of days between two bounds."""
    return {"low": days.low, "high": days.high} if days else None


def make_window(window: Window | None) -> list[str | None] | None:
    """The first and the last day of a window; null where nothing bounds it."""
    if window is None:
        return None
    return [None if day in {date.min, date.max} else day.isoformat() for day in (window.first, window.last)]


def make_date(value: PartialDate | None) -> str | None:
    """A date as its source gives it, in EDTF."""
    return value.text if value else None


def make_codes(states: Iterable[str]) -> list[str]:
    """Codes in order."""
    return sorted(map(str, states))


def make_figure(figure: Figure, permission: Permission, *, whole_holds_unknown: bool) -> Json:
    """A figure with all three values and what is behind it; of a suppressed one, only where it stands."""
    known = figure.denominator
    whole = known if whole_holds_unknown or known is None else known + (figure.unknown or 0)
    behind: Json = {}
    for name, ids in (("ids", figure.ids), ("unknown_ids", figure.unknown_ids)):
        told = permission.select(ids)
        behind |= (
            {name: None, f"{name}_withheld": None}
            if figure.suppressed
            else {
                name: told,
                f"{name}_withheld": len(ids) - len(told),
            }
        )
    return {
        "code": figure.code,
        "unit": figure.unit,
        "scope": figure.scope,
        "as_of": figure.as_of.isoformat(),
        "row": figure.row,
        "breakdown": figure.breakdown,
        "key": figure.key,
        "suppressed": figure.suppressed,
        "shows_percentage": figure.shows_percentage,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "unknown": figure.unknown,
        "low": make_value(figure.low, whole),
        "known": make_value(figure.known, known),
        "high": make_value(figure.high, whole),
        **behind,
    }


def make_value(value: Fraction | None, whole: int | None) -> Json | None:
    """A value as an exact fraction of a whole, such as 25/30, and as a rounded decimal; a number without a whole."""
    if value is None:
        return None
    part = value * (whole or 1)
    is_share = bool(whole) and part.denominator == 1 and value <= 1
    exact = f"{part.numerator}/{whole}" if is_share else str(value)
    return {"exact": exact, "decimal": round(float(value), PLACES)}
