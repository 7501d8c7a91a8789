"""Days between imprecise dates, and survival estimates against values worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.durations import (
    DaySpan,
    Duration,
    SurvivalCurve,
    count_days,
    estimate_range,
    estimate_survival,
    measure_wait,
)
from generator.records.dates import parse_date

CHECKED = date(2026, 11, 22)
OBSERVATIONS = st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=30)


def estimate(observations: list[tuple[int, bool]]) -> SurvivalCurve:
    """Return the estimate of days, each with whether it then happened."""
    return estimate_survival(*([days for days, ended in observations if ended is kind] for kind in (True, False)))


def test_golden_vector() -> None:
    """The published example: three drops, and the median on the day by which half were reached."""
    curve = estimate([(100, True), (200, False), (300, True), (300, True), (400, False), (500, True)])
    drops = [(point.day, point.survival) for point in curve.points if point.events]

    assert drops == [(100, Fraction(5, 6)), (300, Fraction(5, 12)), (500, Fraction(0))]
    assert [point.at_risk for point in curve.points] == [6, 5, 4, 2, 1]
    assert curve.median == 300


def test_no_median_while_more_than_half_wait() -> None:
    """One of three is not half; and nothing observed has no median."""
    assert estimate([(10, True), (20, False), (30, False)]).median is None
    assert estimate([]).median is None


def test_on_one_day_events_come_before_losses() -> None:
    """Who was last seen on a day was still at risk on it."""
    curve = estimate([(10, True), (10, False)])

    assert curve.points[0].survival == Fraction(1, 2)


@given(OBSERVATIONS)
def test_curves_fall_and_lose_nobody(observations: list[tuple[int, bool]]) -> None:
    """Survival never rises and stays a share; everybody leaves the curve once."""
    points = estimate(observations).points
    survival = [Fraction(1), *(point.survival for point in points)]

    assert all(0 <= after <= before for before, after in pairwise(survival))
    assert sum(point.events + point.censored for point in points) == len(observations)


def test_shares_of_many_days_stay_short() -> None:
    """Exact ones would have thousands of digits; what is kept is no less, and on the same side of a half."""
    observations = [(day * 7 % 1009, day % 3 > 0) for day in range(2000)]
    curve, exact = estimate(observations), Fraction(1)
    for point in curve.points:
        exact *= Fraction(point.at_risk - point.events, point.at_risk)
        assert 0 <= point.survival - exact < Fraction(1, 10**18)
        assert (point.survival <= Fraction(1, 2)) == (exact <= Fraction(1, 2))
        assert point.survival.denominator <= 1 << 64
    assert exact.denominator > 1 << 640


def test_days_between_imprecise_dates() -> None:
    """A month is counted from its first and to its last day; an unknown date gives no days."""
    assert count_days(parse_date("1999"), parse_date("2000-09")) == DaySpan(245, 638)
    assert count_days(parse_date("2021-06-17"), parse_date("2021-06")) == DaySpan(0, 13)
    assert count_days(parse_date("unknown"), parse_date("2021-06")) is None


def test_waits() -> None:
    """What came is measured to its date, what did not to the last check; what is undated may have come any day."""
    act = parse_date("2026-11-12")

    assert measure_wait("x", act, None, CHECKED) == Duration("x", DaySpan(10, 10), ended=False)
    assert measure_wait("x", act, parse_date("2026-11-15"), CHECKED) == Duration("x", DaySpan(3, 3), ended=True)
    assert measure_wait("x", act, parse_date("unknown"), CHECKED) == Duration("x", DaySpan(0, 10), ended=True)
    assert measure_wait("x", parse_date("unknown"), None, CHECKED) is None


def test_imprecise_dates_give_two_runs() -> None:
    """Both runs are kept, and the higher median is told only where both reach one."""
    found = estimate_range([Duration("a", DaySpan(10, 40), ended=True), Duration("b", DaySpan(30, 30), ended=False)])

    assert found.earliest.median == 10
    assert found.latest.median == 40
    assert found.medians == (10, 40)
    assert estimate_range([]).medians == (None, None)
