"""For how long a measure was granted and not verified in place: never overstated, and never shorter later."""

from __future__ import annotations

from datetime import date, timedelta

from chronicles import VAGUE, find_finding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analysis.gaps import Gap
from generator.analysis.intervals import Days, Window, add_months, add_weekdays, make_window
from generator.analysis.measure_steps import State
from generator.records.dates import parse_date
from generator.records.fields import Context

HYPOTHESIS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
CODES = ("requested", "granted", "not_in_place", "partly_in_place", "in_place", "failed", "lifted")
TOLD = st.lists(st.tuples(st.one_of(VAGUE, st.just("unknown")), st.sampled_from(CODES)), min_size=1, max_size=5)


def find(context: Context, *told: tuple[str, ...], as_of: str = "2015-01-01", **changes: object) -> Gap:
    """Return the gap of a measure; it must have one."""
    gap = find_finding(context, *told, as_of=date.fromisoformat(as_of), **changes).gap
    assert gap is not None
    return gap


def test_from_the_grant_to_the_day_it_was_verified(context: Context) -> None:
    """Both days known, the days between them; then it is closed."""
    gap = find(context, ("2014-01-10", "granted"), ("2014-02-10", "in_place"))

    assert (gap.days, gap.standing, gap.delay) == (Days(31, 31), "in_place", Days(31, 31))
    assert gap.days is not None
    assert gap.days.exact


def test_open_up_to_the_as_of_date(context: Context) -> None:
    """Without a verification it counts up to the as-of date, in the states that were verified."""
    gap = find(context, ("2014-12-01", "granted"), ("2014-12-11", "not_in_place"))

    assert (gap.days, gap.standing, gap.arrival) == (Days(31, 31), "open", None)
    assert dict(gap.by_state) == {State.NOT_IN_PLACE: Days(21, 21), State.UNKNOWN: Days(10, 10)}


def test_it_stops_at_the_last_check(context: Context) -> None:
    """What nobody has looked for since the last check is not counted."""
    gap = find(context, ("2014-12-01", "granted"), last_checked="2014-12-11", as_of="2020-01-01")

    assert (gap.days, gap.until) == (Days(10, 10), date(2014, 12, 11))


def test_a_month_counts_from_its_last_day_at_least(context: Context) -> None:
    """The low figure starts on the last possible day, the high one on the first."""
    assert find(context, ("2014-02", "granted")).days == Days(307, 334)


def test_a_report_within_the_month_of_the_grant_is_the_last_possible_day(context: Context) -> None:
    """What is reported of a measure shows that it had been granted by then."""
    gap = find(context, ("2014", "granted"), ("2014-11-02", "not_in_place"))

    assert gap.days == Days(60, 365)


def test_grant_without_date_counts_since_it_is_known(context: Context) -> None:
    """There is a least number of days, from the first thing known of it, and no greatest one."""
    gap = find(context, ("unknown", "granted"), ("2014-11", "not_in_place"))

    assert (gap.days, gap.basis) == (Days(32, None), "first_seen")


def test_a_grant_nobody_tells_follows_from_what_came_after(context: Context) -> None:
    """A measure that is reported missing had been granted."""
    gap = find(context, ("2014-11", "not_in_place"))

    assert (gap.days, gap.basis) == (Days(32, None), "first_seen")


def test_no_days_where_nothing_has_a_date(context: Context) -> None:
    """A grant and a report without date give no number at all."""
    assert find(context, ("unknown", "granted"), as_of="2014-06-01", last_checked="2015-01-01").days is None


def test_reopened_when_it_fails(context: Context) -> None:
    """The days before it was in place and those since it failed are added up."""
    gap = find(context, ("2014-01-01", "granted"), ("2014-01-11", "in_place"), ("2014-12-12", "failed"))

    assert (gap.days, gap.standing) == (Days(30, 30), "open")
    assert gap.delay == Days(10, 10)


def test_lifted_on_an_unknown_day(context: Context) -> None:
    """The end is an interval, so the days are one."""
    gap = find(context, ("2014-01-01", "granted"), ("2014-02/2014-03", "lifted"))

    assert (gap.days, gap.standing) == (Days(31, 89), "ended")


def test_the_clock_never_runs_past_a_death(context: Context) -> None:
    """It stops on the day the only person protected dies, and on the first possible one at least."""
    assert find(context, ("2014-01-01", "granted"), dead="2014-01-17").days == Days(16, 16)
    gap = find(context, ("2014-01-01", "granted"), dead="2014-02")

    assert (gap.days, gap.standing) == (Days(31, 58), "death")


def test_unnamed_others_and_collectives_never_die(context: Context) -> None:
    """While somebody else is protected the measure goes on."""
    others = {"beneficiaries": ["ana", {"others": "2", "relation": "relatives"}]}

    assert find(context, ("2014-01-01", "granted"), dead="2014-01-17", measure=others).is_open


def test_granted_after_a_death(context: Context) -> None:
    """What is ordered for somebody who has died, such as a reparation, is still owed."""
    assert find(context, ("2014-12-01", "granted"), dead="2014-01-17").days == Days(31, 31)


def test_doubt_widens() -> None:
    """A doubted day or month may be off by a month, a doubted year by a year."""
    widened = {text: make_window(parse_date(text)) for text in ("2018-01?", "2012~", "2014-03-31?")}

    assert widened["2018-01?"] == Window(date(2017, 12, 1), date(2018, 2, 28))
    assert widened["2012~"] == Window(date(2011, 1, 1), date(2013, 12, 31))
    assert widened["2014-03-31?"] == Window(date(2014, 2, 28), date(2014, 4, 30))


def test_months_and_weekdays() -> None:
    """Months keep the day where they can; ten weekdays from a Monday are two weeks."""
    assert add_months(date(2012, 1, 31), 1) == date(2012, 2, 29)
    assert add_weekdays(date(2012, 6, 25), 10) == date(2012, 7, 9)


@HYPOTHESIS
@given(told=TOLD, days=st.tuples(st.integers(0, 2500), st.integers(0, 2500)))
def test_a_later_day_never_shortens_a_gap(context: Context, told: list[tuple[str, str]], days: tuple[int, int]) -> None:
    """Low is never above high, both only grow, and the states that make them up stay within."""
    early, late = (date(2012, 1, 1) + timedelta(days=number) for number in sorted(days))
    first, second = (find_finding(context, *told, as_of=day).gap for day in (early, late))
    for gap in (first, second):
        if gap and gap.days:
            assert gap.days.low >= 0
            assert gap.days.high is None or gap.days.low <= gap.days.high
            assert sum(part.low for _, part in gap.by_state) <= gap.days.low
            assert gap.days.high is None or all((part.high or 0) <= gap.days.high for _, part in gap.by_state)
    if first:
        assert second is not None
        assert (first.days.low if first.days else 0) <= (second.days.low if second.days else 0)
        if first.days and second.days and first.days.high is not None:
            assert second.days.high is not None
            assert first.days.high <= second.days.high


@HYPOTHESIS
@given(told=TOLD, shares=st.lists(st.floats(0, 1), min_size=5, max_size=5))
def test_every_exact_history_lies_between(context: Context, told: list[tuple[str, str]], shares: list[float]) -> None:
    """Whatever exact days the vague ones stand for, their gap is at least the low and at most the high figure."""
    told = [one for one in told if one[1] != "requested"]
    exact = []
    for (text, step), share in zip(told, shares, strict=False):
        window = make_window(parse_date(text)).cut(first=date(2012, 1, 1), last=date(2026, 11, 22))
        exact.append(((window.first + share * (window.last - window.first)).isoformat(), step))
    vague = find_finding(context, ("2012-01-01", "granted"), *told).gap
    gap = find_finding(context, ("2012-01-01", "granted"), *exact).gap

    assert vague is not None
    assert gap is not None
    assert gap.days is not None
    assert gap.days.exact
    if vague.days:
        assert vague.days.low <= gap.days.low
        assert vague.days.high is None or gap.days.low <= vague.days.high
