"""Figures in words: names of their rows and parts, percentages, and each share as a sum."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.analysis.breakdowns import BREAKDOWNS
from generator.analysis.figures import Figure
from generator.pages.i18n import Words
from generator.records.dates import UNKNOWN
from generator.records.indicators import Indicators

if TYPE_CHECKING:
    from generator.records.indicator_files import Indicator

_WHOLE = 100


class SumView(Struct, frozen=True):
    """One of the three figures of a share, as a sum."""

    name: str
    parts: str
    """What is divided by what: "13 / 18"."""
    result: str
    """The percentage; empty where the denominator is too small for one."""


def render_percent(share: Fraction, words: Words) -> str:
    """A share as a percentage, without decimals; never 0 or 100 where it is not exactly so."""
    value = round(share * _WHOLE)
    if (value == 0 and share) or (value == _WHOLE and share != 1):
        return words.get("number.percent", n=words.decimal(float(share * _WHOLE)))
    return words.get("number.percent", n=value)


def count_all(figure: Figure, indicator: Indicator) -> int:
    """Everything a share speaks of: what is known and what is not."""
    unknown = 0 if indicator.unknown_in_denominator else figure.unknown or 0
    return (figure.denominator or 0) + unknown


def make_sums(figure: Figure, indicator: Indicator, words: Words) -> tuple[SumView, ...]:
    """The low, known and high figure of a share, each with its sum."""
    hits, everything = figure.numerator or 0, count_all(figure, indicator)
    rows = (
        ("sum.low", hits, everything, figure.low),
        ("sum.known", hits, figure.denominator or 0, figure.known),
        ("sum.high", hits + (figure.unknown or 0), everything, figure.high),
    )
    return tuple(
        SumView(
            name=words.get(key),
            parts=words.get("sum.parts", part=words.number(part), whole=words.number(whole)),
            result=render_percent(value, words) if figure.shows_percentage and value is not None else "",
        )
        for key, part, whole, value in rows
    )


def render_count(value: int | None, words: Words) -> str:
    """A count, or the sign of one that is withheld."""
    return words.get("chart.withheld") if value is None else words.number(value)


def name_row(indicator: Indicator, row: str | None, indicators: Indicators, words: Words) -> str:
    """What a row of an indicator is called."""
    if row is None:
        return words.plain(indicator.label)
    rows = indicators.rows.get(indicator.rows or "")
    return words.plain(rows[row].label) if rows else words.term(indicator.rows or "", row)


def name_part(breakdown: str, key: str, words: Words) -> str:
    """What a part of a breakdown is called."""
    vocabulary = BREAKDOWNS[breakdown].vocabulary
    if vocabulary:
        return words.term(vocabulary, key)
    return words.get("chart.unknown_year") if key == UNKNOWN else key


def render_figure(figure: Figure, one: Indicator, words: Words) -> str:
    """A figure in a line: a count; a share between what is certain and what is possible; a median."""
    return "; ".join(list_parts(figure, one, words))


def list_parts(figure: Figure, one: Indicator, words: Words) -> tuple[str, ...]:
    """What is said of a figure: how many, out of how many; then what follows from that, and what is not known."""
    if figure.suppressed or one.kind == "count":
        return (render_count(figure.numerator, words),)
    parts = words.get(
        "sum.parts", part=words.number(figure.numerator or 0), whole=words.number(figure.denominator or 0)
    )
    if one.kind == "median":
        return parts, _render_median(figure, words)
    if count_all(figure, one) == 0:
        return (words.get("chart.none"),)
    told = [parts]
    if figure.shows_percentage and figure.low is not None and figure.high is not None:
        low, high = render_percent(figure.low, words), render_percent(figure.high, words)
        told.append(low if low == high else words.get("sum.range", low=low, high=high))
    if figure.unknown and not one.unknown_in_denominator:
        told.append(words.count("chart.unknown_more", figure.unknown))
    return tuple(told)


def _render_median(figure: Figure, words: Words) -> str:
    if figure.low is None:
        return words.get("wait.no_median")
    if figure.high is None:
        return words.count("wait.median_from", int(figure.low))
    if figure.low == figure.high:
        return words.count("wait.median", int(figure.low))
    return words.count("wait.median_between", int(figure.high), low=words.number(int(figure.low)))
