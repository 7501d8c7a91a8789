"""The chronology: everything dated once, under the year and month that its date allows."""

from __future__ import annotations

import dataclasses

import pytest
from builders import REPOSITORY
from msgspec.structs import replace

from generator.analysis.chronology import Chronology, find_month, open_dated
from generator.analysis.findings import find_all
from generator.analysis.timeline import make_timeline
from generator.records.dates import parse_date
from generator.records.public import PublicCase
from generator.records.reading import Layout, Records, read_records


@pytest.fixture(scope="module")
def records() -> Records:
    """Return the records of the repository."""
    return read_records(Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", ("es", "en")))


def find(records: Records, *cases: PublicCase) -> Chronology:
    """Return the chronology of some cases."""
    return find_all(replace(records, cases=cases)).chronology


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


def test_everything_dated_stands_once(records: Records) -> None:
    """No entry is lost, none stands twice, and only what a case tells after another is left out."""
    cases, chronology = records.cases, find_all(records).chronology
    listed = [(one.case_id, one.event_id) for year in chronology.years for one in year.events]
    listed += [(one.case_id, one.event_id) for one in chronology.undated]
    every = {(case.id, event.id) for case in cases for event in make_timeline(case)}
    again = {(case.id, act.id) for case in cases for act in case.acts if act.same_as}
    again |= {(case.id, step.id) for case in cases for one in case.measures if one.same_as for step in one.steps}

    assert len(listed) == len(set(listed))
    assert set(listed) == every - again
    assert chronology.count == sum(len(year.events) for year in chronology.years)


def test_order(records: Records) -> None:
    """Decades, years, months and entries follow each other; what has no month comes last."""
    findings = find_all(records)
    chronology = findings.chronology
    numbers = [year.number for year in chronology.years]

    assert numbers == sorted(set(numbers))
    assert all(
        decade.first <= year.number < decade.first + 10 for decade in chronology.decades for year in decade.years
    )
    for year in chronology.years:
        months = [month.number or 13 for month in year.months]
        assert months == sorted(set(months))
        for month in year.months:
            opened = open_dated(month.events, findings)
            keys = [opened[one.case_id][one.event_id].date.sort_key for one in month.events]
            assert keys == sorted(keys)


def test_several_years_and_none(records: Records) -> None:
    """What may fall in several years stands in the first; what has no date is listed apart."""
    case = records.cases[0]
    act = case.acts[0]
    wide = replace(act, id="a1", date=parse_date("2010-05/2012"), same_as=None)
    none = replace(act, id="a2", date=parse_date("unknown"), same_as=None)
    found = find(records, dataclasses.replace(case, acts=(wide, none), measures=(), proceedings=(), recognition=()))

    assert [(year.number, [month.number for month in year.months]) for year in found.years] == [(2010, [None])]
    assert [one.event_id for one in found.undated] == ["a2"]
