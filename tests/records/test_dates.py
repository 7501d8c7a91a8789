"""Dates: what is read, what it can mean, and how dates compare."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.records.dates import DateError, PartialDate, day, parse_date

READ = {
    "2012": ("2012-01-01", "2012-12-31", "year"),
    "2012-02": ("2012-02-01", "2012-02-29", "month"),
    "2013-02": ("2013-02-01", "2013-02-28", "month"),
    "2012-02-22": ("2012-02-22", "2012-02-22", "day"),
    "2012~": ("2012-01-01", "2012-12-31", "approximate"),
    "2012-02?": ("2012-02-01", "2012-02-29", "uncertain"),
    "2012-02-22~": ("2012-02-22", "2012-02-22", "approximate"),
    "2012-02/2012-05": ("2012-02-01", "2012-05-31", "interval"),
    "2012-02-22/2012": ("2012-02-22", "2012-12-31", "interval"),
    "2012/2012": ("2012-01-01", "2012-12-31", "interval"),
    "2012-02/..": ("2012-02-01", None, "open_end"),
    "../2012-05": (None, "2012-05-31", "before"),
    "unknown": (None, None, "unknown"),
}
"""Text → earliest day, latest day, precision."""

REFUSED = {
    "": "date-format",
    "2012-2": "date-format",
    "12-02-2012": "date-format",
    "22/02/2012": "date-format",
    "febrero de 2012": "date-format",
    "2012-02-22T10:00": "date-format",
    "2012~?": "date-format",
    " 2012": "date-format",
    "2012\n": "date-format",
    "٢٠١٢": "date-format",
    "../..": "date-format",
    "2012/": "date-format",
    "2012/2013/2014": "date-format",
    "unknown/2012": "date-format",
    "2012-13": "date-impossible",
    "2012-00": "date-impossible",
    "2012-02-30": "date-impossible",
    "2013-02-29": "date-impossible",
    "0000": "date-impossible",
    "2012/2012-13": "date-impossible",
    "2012-05/2012-02": "date-reversed",
    "2012-02-02/2012-02-01": "date-reversed",
    "2013/2012": "date-reversed",
}
"""Text → the code of what is wrong with it."""


@st.composite
def points(draw: st.DrawFn) -> str:
    """Return the text of a year, month or day, perhaps marked as doubtful."""
    year = draw(st.integers(1900, 2030))
    text = f"{year:04}"
    if draw(st.booleans()):
        month = draw(st.integers(1, 12))
        text += f"-{month:02}"
        if draw(st.booleans()):
            text += f"-{draw(st.integers(1, calendar.monthrange(year, month)[1])):02}"
    return text + draw(st.sampled_from(["", "~", "?"]))


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    """Return a date of any kind."""
    kind = draw(st.sampled_from(["point", "interval", "open_end", "before", "unknown"]))
    first = draw(points())
    if kind == "interval":
        second = draw(points())
        try:
            return parse_date(f"{first}/{second}")
        except DateError:
            return parse_date(f"{second}/{first}")
    return parse_date({"point": first, "open_end": f"{first}/..", "before": f"../{first}", "unknown": "unknown"}[kind])


@pytest.mark.parametrize("text", READ)
def test_reads(text: str) -> None:
    """A text gives its first and last possible day and its precision, and stays as the editor wrote it."""
    earliest, latest, precision = READ[text]
    value = parse_date(text)

    assert value.text == text
    assert value.earliest == (earliest and dt.date.fromisoformat(earliest))
    assert value.latest == (latest and dt.date.fromisoformat(latest))
    assert value.precision == precision


@pytest.mark.parametrize("text", REFUSED)
def test_refuses(text: str) -> None:
    """A text that is no date is refused with the code of what is wrong."""
    with pytest.raises(DateError) as caught:
        parse_date(text)

    assert caught.value.code == REFUSED[text]


def test_years() -> None:
    """A date falls in each year it may mean; an open end adds none, and unknown has none."""
    assert parse_date("2012-11/2014-01").years == (2012, 2013, 2014)
    assert parse_date("2012/..").years == (2012,)
    assert parse_date("../2012").years == (2012,)
    assert parse_date("unknown").years == ()


def test_unknown_dates_come_last() -> None:
    """In order, dates go by their first possible day, then by their last, and unknown ones come last."""
    texts = ["unknown", "2013", "2012-01", "2012", "2012-01-01", "../2011", "2012-06-01/.."]

    ordered = [value.text for value in sorted(map(parse_date, texts), key=lambda value: value.sort_key)]

    assert ordered == ["../2011", "2012-01-01", "2012-01", "2012", "2012-06-01/..", "2013", "unknown"]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2012-02-22", "2012-02"),
        ("2012-02-22~", "2012-02~"),
        ("2012-02", "2012-02"),
        ("2012", "2012"),
        ("2012-02-10/2012-02-20", "2012-02"),
        ("2012-02-10/2012-03-20", "2012-02/2012-03"),
        ("2012-02-10/..", "2012-02/.."),
        ("../2012-02-10", "../2012-02"),
        ("unknown", "unknown"),
    ],
)
def test_to_month(text: str, month: str) -> None:
    """A date without its day says the month, and nothing else of it changes."""
    assert parse_date(text).to_month() == parse_date(month)


@given(st.dates())
def test_day(value: dt.date) -> None:
    """A day as a partial date means that day only."""
    partial = day(value)

    assert (partial.earliest, partial.latest, partial.precision) == (value, value, "day")


@given(dates())
def test_text_and_date_are_one(value: PartialDate) -> None:
    """A date's text gives the same date again."""
    assert parse_date(value.text) == value
    assert parse_date(value.to_month().text) == value.to_month()


@given(dates())
def test_earliest_is_not_after_latest(value: PartialDate) -> None:
    """Where both ends are known, the first possible day is not after the last."""
    assert value.earliest is None or value.latest is None or value.earliest <= value.latest


@given(dates(), dates())
def test_order_follows_first_possible_day(one: PartialDate, other: PartialDate) -> None:
    """A date whose first possible day comes earlier is sorted earlier."""
    if one.earliest and other.earliest and one.earliest < other.earliest:
        assert one.sort_key < other.sort_key


@given(dates())
def test_month_is_never_finer(value: PartialDate) -> None:
    """A date without its day holds every day of the original, and never names a day."""
    month = value.to_month()

    assert (month.earliest is None) == (value.earliest is None)
    assert (month.latest is None) == (value.latest is None)
    assert month.earliest is None or value.earliest is None or month.earliest <= value.earliest
    assert month.latest is None or value.latest is None or month.latest >= value.latest
    assert all(point is None or point.day is None for point in (month.start, month.end))
    assert month.to_month() == month


@given(dates(), dates(), dates())
def test_certainly_after_is_a_strict_partial_order(one: PartialDate, two: PartialDate, three: PartialDate) -> None:
    """Nothing is after itself, no two dates are after each other, and what is after the later is after the earlier."""
    assert not one.certainly_after(one)
    assert not (one.certainly_after(two) and two.certainly_after(one))
    if one.certainly_after(two) and two.certainly_after(three):
        assert one.certainly_after(three)


@given(dates(), dates())
def test_overlapping_dates_are_in_no_order(one: PartialDate, other: PartialDate) -> None:
    """A date that shares a possible day with another is not certainly after it."""
    ends = [(value.earliest or dt.date.min, value.latest or dt.date.max) for value in (one, other)]
    if max(first for first, _ in ends) <= min(last for _, last in ends):
        assert not one.certainly_after(other)
