"""How long things take: days between imprecise dates, and Kaplan-Meier estimates with right-censoring. Pure.

This is documentation and no sample: no confidence intervals are computed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct

from generator.analysis import intervals
from generator.analysis.intervals import Window, make_window
from generator.records.dates import PartialDate

Wait: TypeAlias = tuple[int, int, bool]
"""The fewest and the most days that something took, or has taken, and whether what was waited for happened."""

_HALF = Fraction(1, 2)
_FINE = 1 << 64
"""Finer than this no share is kept: exact ones of thousands of days have thousands of digits each."""


class DaySpan(Struct, frozen=True, gc=False):
    """A number of days that is only known to lie between two bounds."""

    low: int
    """The fewest days it can be; never negative."""
    high: int
    """The most days it can be."""


class Duration(Struct, frozen=True, gc=False):
    """How long one thing took, or has taken until it was last looked at."""

    id: str
    """What it is the duration of."""
    days: DaySpan
    ended: bool
    """Whether what was waited for happened; otherwise it is right-censored after these days."""

    @classmethod
    def of(cls, id_: str, wait: Wait) -> Duration:
        """How long a thing waited."""
        low, high, ended = wait
        return cls(id_, DaySpan(low, high), ended)

    @property
    def plain(self) -> Wait:
        """The same without what it is the duration of."""
        return self.days.low, self.days.high, self.ended


class SurvivalPoint(Struct, frozen=True, gc=False):
    """One moment of a survival curve."""

    day: int
    """Days since the origin."""
    at_risk: int
    """How many were still waiting just before it."""
    events: int
    """For how many it happened on that day."""
    censored: int
    """How many were last seen waiting on that day."""
    survival: Fraction
    """Share still waiting after it, as the product-limit estimate has it; never less, nor more to be seen."""


class SurvivalCurve(Struct, frozen=True):
    """A Kaplan-Meier estimate."""

    points: tuple[SurvivalPoint, ...]
    """Days on which something happened or somebody was last seen, in order."""

    @property
    def at_start(self) -> int:
        """How many are waiting at the origin."""
        return self.points[0].at_risk if self.points else 0

    @property
    def events(self) -> int:
        """For how many it happened."""
        return sum(point.events for point in self.points)

    @property
    def median(self) -> int | None:
        """The first day by which it happened for half of them; none while more than half are still waiting."""
        return next((point.day for point in self.points if point.events and point.survival <= _HALF), None)


class SurvivalRange(Struct, frozen=True):
    """The same estimate with every imprecise date as early, and as late, as it can be."""

    earliest: SurvivalCurve
    """With every duration at its shortest."""
    latest: SurvivalCurve
    """With every duration at its longest."""
    ids: tuple[str, ...]
    """What was observed."""
    undated: tuple[str, ...]
    """Known to exist but without dates to measure: left out, and listed."""

    @property
    def medians(self) -> tuple[int | None, int | None]:
        """The lower and the higher of both medians; the higher is none where one of them is not reached."""
        found = [median for median in (self.earliest.median, self.latest.median) if median is not None]
        return min(found, default=None), max(found) if len(found) == 2 else None  # noqa: PLR2004 - both of the two


def count_days(start: PartialDate, end: PartialDate) -> DaySpan | None:
    """The days from one date to one that cannot come before it; none where either lacks a bound that is needed."""
    return _bound(make_window(start), make_window(end))


def measure_wait(id_: str, start: PartialDate, end: PartialDate | None, checked: date) -> Duration | None:
    """How long something was waited for, until it came or until it was last looked at; none where nothing dates it.

    An end that is known but not dated came at some time before the last check, so its bounds are wide, not absent.
    """
    origin = make_window(start, until=checked)
    if not origin.is_bounded or origin.first > checked:
        return None
    last = Window(checked, checked) if end is None else make_window(end, until=checked).cut(first=origin.first)
    span = _bound(origin, last)
    return Duration(id_, span, ended=end is not None) if span else None


def _bound(start: Window, end: Window) -> DaySpan | None:
    days = intervals.count_days(start, end)
    return None if days.high is None else DaySpan(days.low, days.high)


def estimate_survival(ended: Iterable[int], waiting: Iterable[int]) -> SurvivalCurve:
    """The Kaplan-Meier estimate of days after which it happened, and after which it had not when last looked at.

    On one day, events precede losses.
    """
    happened, lost = Counter(ended), Counter(waiting)
    points: list[SurvivalPoint] = []
    at_risk, survival = happened.total() + lost.total(), Fraction(1)
    shown = survival
    for day in sorted(happened.keys() | lost.keys()):
        events, censored = happened[day], lost[day]
        if events:
            survival *= Fraction(at_risk - events, at_risk)
            shown = _shorten(survival)
        points.append(SurvivalPoint(day, at_risk, events, censored, shown))
        at_risk -= events + censored
    return SurvivalCurve(tuple(points))


def _shorten(share: Fraction) -> Fraction:
    """A share that takes little memory: rounded up, so that what is over a half stays so."""
    if share.denominator <= _FINE:
        return share
    return Fraction(-(-share.numerator * _FINE // share.denominator), _FINE)


def estimate_range(durations: Iterable[Duration], undated: Iterable[str] = ()) -> SurvivalRange:
    """The estimates of durations that are only known between bounds: all at their shortest, and all at their longest.

    Both are printed. Neither is a bound of what is in between: an event that moves past a loss can raise the curve.
    """
    listed = tuple(durations)
    ended, waiting = ([one.days for one in listed if one.ended is kind] for kind in (True, False))
    earliest = estimate_survival([days.low for days in ended], [days.low for days in waiting])
    latest = estimate_survival([days.high for days in ended], [days.high for days in waiting])
    return SurvivalRange(earliest, latest, tuple([one.id for one in listed]), tuple(undated))
