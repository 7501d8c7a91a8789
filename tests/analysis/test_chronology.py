"""The chronology: everything dated once, under the year and month that its date allows."""

from __future__ import annotations

import dataclasses

import pytest
from builders import REPOSITORY
from msgspec.structs import replace

from generator.analysis.chronology import find_month, make_chronology
from generator.analysis.timeline import make_timeline
from generator.records.dates import parse_date
from generator.records.public import PublicCase
from generator.records.reading import Layout, read_records


@pytest.fixture(scope="module")
def cases() -> tuple[PublicCase, ...]:
    """Return the published cases of the repository."""
    return read_records(Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", ("es", "en"))).cases


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2012-03-07", 3),
        ("2012-03", 3),
        ("2012-03~", 3),
        ("2012-03-01/2012-03-20", 3),
        ("2012", None),
        ("2012-03/2012-04", None),
        ("2011-03/2012-03", None),
        ("2012-03/..", None),
        ("../2012-03", None),
        ("unknown", None),
    ],
)
def test_month_of_a_date(text: str, month: int | None) -> None:
    """A date has a month only where it cannot fall in another."""
    assert find_month(parse_date(text)) == month


def test_everything_dated_stands_once(cases: tuple[PublicCase, ...]) -> None:
    """No entry is lost, none stands twice, and only what a case tells after another is left out."""
    chronology = make_chronology(cases)
    listed = [(one.case.id, one.event.id) for year in chronology.years for one in year.events]
    listed += [(one.case.id, one.event.id) for one in chronology.undated]
    every = {(case.id, event.id) for case in cases for event in make_timeline(case)}
    again = {(case.id, act.id) for case in cases for act in case.acts if act.same_as}
    again |= {(case.id, step.id) for case in cases for one in case.measures if one.same_as for step in one.steps}

    assert len(listed) == len(set(listed))
    assert set(listed) == every - again
    assert chronology.count == sum(len(year.events) for year in chronology.years)


def test_order(cases: tuple[PublicCase, ...]) -> None:
    """Decades, years, months and entries follow each other; what has no month comes last."""
    chronology = make_chronology(cases)
    numbers = [year.number for year in chronology.years]

    assert numbers == sorted(set(numbers))
    assert all(
        decade.first <= year.number < decade.first + 10 for decade in chronology.decades for year in decade.years
    )
    for year in chronology.years:
        months = [month.number or 13 for month in year.months]
        assert months == sorted(set(months))
        for month in year.months:
            keys = [one.event.date.sort_key[0] for one in month.events]
            assert keys == sorted(keys)


def test_order_of_files_does_not_matter(cases: tuple[PublicCase, ...]) -> None:
    """The same cases in another order give the same chronology."""
    assert make_chronology(tuple(reversed(cases))) == make_chronology(cases)


def test_several_years_and_none(cases: tuple[PublicCase, ...]) -> None:
    """What may fall in several years stands in the first; what has no date is listed apart."""
    case = cases[0]
    act = case.acts[0]
    wide = replace(act, id="a1", date=parse_date("2010-05/2012"), same_as=None)
    none = replace(act, id="a2", date=parse_date("unknown"), same_as=None)
    found = make_chronology([dataclasses.replace(case, acts=(wide, none), measures=(), proceedings=(), recognition=())])

    assert [(year.number, [month.number for month in year.months]) for year in found.years] == [(2010, [None])]
    assert [one.event.id for one in found.undated] == ["a2"]
