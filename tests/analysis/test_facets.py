"""Facets: under which state, year, kind of attack and right a case is found."""

from __future__ import annotations

import pytest
from builders import make_act, publish
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analysis.facets import FACETS, Facet, find_act_types, find_rights, find_states, find_years, group_cases
from generator.records.fields import Context


def test_states_of_the_case_its_acts_and_the_work(context: Context) -> None:
    """A case stands in each state it touches, each once."""
    acts = [make_act("a1", place={"state": "20"}), make_act("a2", place={"state": "07"}), make_act("a3")]
    case = publish(context, acts=acts, work_place={"state": "30"})

    assert find_states(case) == {"20", "07", "30"}


@pytest.mark.parametrize(
    ("date", "years"),
    [
        ("2012", {"2012"}),
        ("2012-02-22", {"2012"}),
        ("2012~", {"2012"}),
        ("2011-12/2013-01", {"2011", "2012", "2013"}),
        ("2012/..", {"2012"}),
        ("../2012", {"2012"}),
        ("unknown", set()),
    ],
)
def test_years_are_those_it_may_have_been(context: Context, date: str, years: set[str]) -> None:
    """An interval gives all its years, an open end only the known one, an unknown date none."""
    assert find_years(publish(context, acts=[make_act(date=date)])) == years


def test_kinds_and_rights(context: Context) -> None:
    """Kinds come from the acts and rights from the case, each once."""
    acts = [make_act("a1"), make_act("a2"), make_act("a3", type="smear")]
    case = publish(context, acts=acts, defends=["environment", "women"])

    assert find_act_types(case) == {"threat", "smear"}
    assert find_rights(case) == {"environment", "women"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    facet=st.sampled_from(sorted(FACETS)),
    dates=st.lists(st.lists(st.sampled_from(["2010", "2011/2013", "unknown"]), min_size=1, max_size=3), max_size=4),
)
def test_groups_hold_each_case_under_each_of_its_values(context: Context, facet: Facet, dates: list[list[str]]) -> None:
    """Grouping loses nothing, adds nothing, and orders by code and then as given."""
    cases = [
        publish(context, id=f"MX-000{n}", acts=[make_act(f"a{m}", date=date) for m, date in enumerate(each)])
        for n, each in enumerate(dates)
    ]
    groups = group_cases(cases, facet)

    assert list(groups) == sorted(groups)
    assert {(value, case.id) for value, held in groups.items() for case in held} == {
        (value, case.id) for case in cases for value in FACETS[facet](case)
    }
    for held in groups.values():
        assert [case.id for case in held] == sorted(case.id for case in held)
        assert held
