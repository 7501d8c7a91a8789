"""A number the site publishes, with everything needed to print it honestly and to trace it. Pure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.analysis.durations import SurvivalRange

if TYPE_CHECKING:
    from generator.records.indicator_files import Indicator


class Tally(Struct, frozen=True):
    """What an indicator found: ids of what it counts, of the rest of the denominator, and of what is not known.

    Each in the order of the units, but for the rest of the denominator, whose ids nobody sees.
    """

    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[int, int, int]:
        """How many of each."""
        return len(self.hits), len(self.misses), len(self.unknown)


class Aggregate(Struct, frozen=True):
    """What an indicator found where nobody may learn which ones: amounts without ids."""

    cells: tuple[int, int, int]
    """How many count, do not count, and are not known."""
    withheld: bool
    """Whether even the amounts could point to a person (DNH-12)."""


class Figure(Struct, frozen=True):
    """One value of one indicator. Pages, charts, tables, exports and texts read the same one."""

    code: str
    """Code of the indicator."""
    unit: str
    """What one is: a key of `units` in `content/indicators.yml`."""
    scope: str
    """Which acts enter: a key of `scopes` there."""
    as_of: date
    """The day it speaks of."""
    row: str | None
    """Which of the indicator's rows it is; none where it has one only."""
    breakdown: str | None
    """By what it is broken down: a key of `breakdowns` there; none for the whole."""
    key: str | None
    """Which part of the breakdown it is; none for the whole."""
    numerator: int | None
    """How many it counts; of a median, for how many it happened. None where suppressed."""
    denominator: int | None
    """Out of how many; of a median, how many were observed. None for counts, and where suppressed."""
    unknown: int | None
    """How many more there are of which it is not known. None where suppressed."""
    low: Fraction | None
    """The value if none of the unknown counted: a share from 0 to 1, a count, or days. None where there is none."""
    known: Fraction | None
    """The value over what is known; of a median, only where both runs agree."""
    high: Fraction | None
    """The value if all of the unknown counted; of a median, none where one run does not reach it."""
    suppressed: bool
    """Whether it is withheld because it, or another cell through it, could point to a person (DNH-12)."""
    shows_percentage: bool
    """Whether its denominator is large enough to print a percentage (`min_n` of the indicator)."""
    ids: tuple[str, ...]
    """What the numerator counts, as `MX-0007#a3:ana` or the like; empty where suppressed."""
    unknown_ids: tuple[str, ...]
    """What is not known, likewise."""


class Place(Struct, frozen=True):
    """Where a figure stands among those of its indicator."""

    scope: str
    as_of: date
    row: str | None = None
    breakdown: str | None = None
    key: str | None = None


def make_figure(indicator: Indicator, tally: Tally | Aggregate, place: Place, *, suppressed: bool = False) -> Figure:
    """The figure of a count or a share."""
    ids = tally if isinstance(tally, Tally) and not suppressed else Tally()
    hits, misses, unknown = (0, 0, 0) if suppressed else tally.cells
    everything = hits + misses + unknown
    base = everything if indicator.unknown_in_denominator else hits + misses
    low: Fraction | None
    known: Fraction | None
    high: Fraction | None
    if indicator.kind == "count":
        low, known, high = Fraction(hits), Fraction(hits), Fraction(hits + unknown)
    else:
        low, known, high = _share(hits, everything), _share(hits, base), _share(hits + unknown, everything)
    counted = indicator.kind == "count"
    return Figure(
        code=indicator.code,
        unit=indicator.unit,
        scope=place.scope,
        as_of=place.as_of,
        row=place.row,
        breakdown=place.breakdown,
        key=place.key,
        numerator=None if suppressed else hits,
        denominator=None if suppressed or counted else base,
        unknown=None if suppressed else unknown,
        low=None if suppressed else low,
        known=None if suppressed else known,
        high=None if suppressed else high,
        suppressed=suppressed,
        shows_percentage=not counted and not suppressed and base >= (indicator.min_n or 0) and base > 0,
        ids=ids.hits,
        unknown_ids=ids.unknown,
    )


def make_median(indicator: Indicator, estimate: SurvivalRange, place: Place) -> Figure:
    """The figure of a median wait. It has no percentage, and no value while more than half are still waiting."""
    low, high = (None if median is None else Fraction(median) for median in estimate.medians)
    return Figure(
        code=indicator.code,
        unit=indicator.unit,
        scope=place.scope,
        as_of=place.as_of,
        row=place.row,
        breakdown=place.breakdown,
        key=place.key,
        numerator=estimate.earliest.events,
        denominator=estimate.earliest.at_start,
        unknown=len(estimate.undated),
        low=low,
        known=low if low == high else None,
        high=high,
        suppressed=False,
        shows_percentage=False,
        ids=estimate.ids,
        unknown_ids=estimate.undated,
    )


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
