"""Published figures by line and year: nothing joined that differs, nothing lost, gaps and contradictions visible."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from builders import REPOSITORY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analysis.series import SeriesReading, read_series
from generator.records.fields import Context
from generator.records.forms import validate
from generator.records.mechanism import Series
from generator.records.mechanism_files import read_mechanism

HYPOTHESIS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def series(context: Context) -> dict[str, SeriesReading]:
    """Return every series of the site."""
    found, _ = read_mechanism(REPOSITORY / "content", root=REPOSITORY, context=context)
    assert found is not None
    return {id_: read_series(one, as_of=AS_OF) for id_, one in found.series.items()}


def make(context: Context, *told: dict[str, Any]) -> Series:
    """Return a series of such points."""
    points = [
        {"id": f"p{number}", "caveat": {"es": "Algo", "en": "Something"}, "sources": ["s1"], **point}
        for number, point in enumerate(told, 1)
    ]
    raw = {"id": "serie", "label": {"es": "Serie", "en": "Series"}, "unit": "people", "points": points}
    return validate(raw, Series, context)


def test_no_point_is_lost(series: dict[str, SeriesReading]) -> None:
    """The 258 points of the 35 series are each in exactly one line."""
    assert len(series) == 35
    assert sum(len(one.points) for one in series.values()) == 258
    assert all(len(one.points) == len({point.id for point in one.points}) for one in series.values())


def test_contradictions_stand_together(series: dict[str, SeriesReading]) -> None:
    """Every place where the sources do not agree on one value for one time."""
    told = {
        (one.id, *sorted((str(point.value) for point in group), key=float))
        for one in series.values()
        for line in one.lines
        for group in line.rivals
    }

    assert told == {
        ("applications-cumulative", "131", "152"),
        ("board-decisions", "37", "41"),
        ("beneficiaries-total", "758", "798", "800"),
        ("beneficiaries-total", "790", "831"),
        ("budget", "227.6", "234.5"),
        ("measures-not-implemented", "10", "20"),
    }


def test_years_without_data(series: dict[str, SeriesReading]) -> None:
    """ARTICLE 19's attacks: a figure each year from 2015 to 2024, one of nine months of 2014, none since."""
    (line,) = series["article19-attacks"].lines

    assert line.missing == (2025, 2026)
    assert [str(point.value) for point in line.years[0].points] == ["222"]
    assert [str(point.value) for point in line.spans] == ["3408"]
    assert [year.year for year in line.years] == list(range(2014, 2027))


def test_kinds_and_groups_are_apart(series: dict[str, SeriesReading]) -> None:
    """Budget kinds never share a line; nor do defenders and journalists, nor who counts."""
    kinds = {"approved", "proposed", "blocked", "spent", "trust_unclear", "trust_balance"}
    assert {line.key[0] for line in series["budget"].lines} == kinds | {"projected_cost", "requested_minimum"}
    lines = series["killed-while-enrolled"].lines
    killed = {line.key[1]: [str(point.value) for point in line.points] for line in lines}
    assert killed["journalists"] == ["1", "7", "8", "7"]
    assert len(series["impunity"].lines) == 8


def test_the_newest_point(series: dict[str, SeriesReading]) -> None:
    """By the day on which its time ends."""
    newest = series["beneficiaries-defenders"].newest

    assert newest is not None
    assert (newest.date.text, newest.value) == ("2025-10", Decimal(1311))


def test_a_point_counts_once_its_time_has_passed(context: Context) -> None:
    """A year is not known before it ends; what has no date always stands there."""
    one = make(context, {"date": "2014", "value": 1}, {"date": "unknown", "value": 2})

    assert [point.id for point in read_series(one, as_of=date(2014, 12, 30)).points] == ["p2"]
    assert [point.id for point in read_series(one, as_of=date(2014, 12, 31)).points] == ["p1", "p2"]


def test_only_different_values_of_one_time_are_rivals(context: Context) -> None:
    """Not the same value twice, not two months, not a year beside its month, not what has no value."""
    one = make(
        context,
        {"date": "2014-03", "value": 5},
        {"date": "2014-03-09", "value": 5},
        {"date": "2014-04", "value": 6},
        {"date": "2014", "value": 7},
        {"date": "2014-04-01"},
        {"date": "2014-05-01/2014-05-09", "value": 8},
        {"date": "2014-05", "value": 9},
    )

    assert [line.rivals for line in read_series(one, as_of=AS_OF).lines] == [()]


DATES = st.one_of(
    st.dates(date(2012, 1, 1), date(2020, 12, 31)).map(str),
    st.sampled_from(["2014", "2015-06", "2013/2016", "2015-01/2015-06", "unknown"]),
)
POINTS = st.lists(
    st.fixed_dictionaries(
        {"date": DATES, "value": st.integers(0, 5)}, optional={"group": st.sampled_from(["all", "defenders"])}
    ),
    min_size=1,
    max_size=8,
)


@HYPOTHESIS
@given(told=POINTS, day=st.dates(date(2011, 1, 1), date(2022, 1, 1)))
def test_every_point_is_in_one_place(context: Context, told: list[dict[str, Any]], day: date) -> None:
    """In one year, in a span, or without date; and a year is missing exactly where nothing covers it."""
    for line in read_series(make(context, *told), as_of=day).lines:
        placed = [point for year in line.years for point in year.points] + [*line.spans, *line.undated]
        covered = {year for point in line.points for year in point.date.years}

        assert sorted(point.id for point in placed) == sorted(point.id for point in line.points)
        assert not covered & set(line.missing)
        assert covered | set(line.missing) >= {year.year for year in line.years}
        assert all(len({point.value for point in group}) > 1 for group in line.rivals)
