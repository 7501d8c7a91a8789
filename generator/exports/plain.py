"""Values of the analysis as JSON has them. Dates stay in EDTF; what has no bound is null. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from generator.analysis.breakdowns import BREAKDOWNS
from generator.analysis.durations import DaySpan
from generator.analysis.figures import Figure
from generator.analysis.intervals import Days, Window
from generator.exports.permission import Permission
from generator.records.dates import PartialDate

if TYPE_CHECKING:
    from generator.records.indicator_files import Indicator

PLACES = 4
"""Decimal places of shares; the exact fraction stands beside them."""

Json = dict[str, Any]


def make_days(days: Days | DaySpan | None) -> list[int | None] | None:
    """The least and the greatest number of days; null where nothing bounds them."""
    return [days.low, days.high] if days else None


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


def make_figure(figure: Figure, permission: Permission, indicator: Indicator) -> Json:
    """A figure with all three values and what is behind it; of a suppressed one, only where it stands."""
    known = figure.denominator
    whole = known if indicator.unknown_in_denominator or known is None else known + (figure.unknown or 0)
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
        **_make_behind(figure, permission, is_median=indicator.kind == "median"),
    }


def _make_behind(figure: Figure, permission: Permission, *, is_median: bool) -> Json:
    """What a figure counts, or a median observes, and what is not known; of who is what, amounts alone are told."""
    names, observed = ("ids", "unknown_ids"), figure.denominator if is_median else figure.numerator
    if figure.suppressed:
        return {end: None for name in names for end in (name, f"{name}_withheld")}
    behind: Json = {}
    for name, ids, amount in zip(names, (figure.ids, figure.unknown_ids), (observed, figure.unknown), strict=True):
        told = sorted(permission.select(ids)) if is_traced(figure.breakdown) else []
        behind |= {name: told, f"{name}_withheld": (amount or 0) - len(told)}
    return behind


def is_traced(breakdown: str | None) -> bool:
    """Whether it is told which things stand in a part of a breakdown; of what a victim is, amounts alone are told."""
    return breakdown is None or BREAKDOWNS[breakdown].of_act


def make_value(value: Fraction | None, whole: int | None) -> Json | None:
    """A value as an exact fraction of a whole, such as 25/30, and as a rounded decimal; a number without a whole."""
    if value is None:
        return None
    part = value * (whole or 1)
    is_share = bool(whole) and part.denominator == 1 and value <= 1
    exact = f"{part.numerator}/{whole}" if is_share else str(value)
    return {"exact": exact, "decimal": round(float(value), PLACES)}
