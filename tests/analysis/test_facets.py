"""Facets: under which state, year, kind of attack and right a case is found."""

from __future__ import annotations

import pytest
from builders import AS_OF, make_act, make_measure, make_measure_step, make_proceeding, publish, text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analysis.facets import (
    FACETS,
    Facet,
    find_act_types,
    find_rights,
    find_states,
    find_years,
    group_cases,
    list_possible_values,
)
from generator.analysis.findings import find_all
from generator.records.fields import Context
from generator.records.public import PublicCase
from generator.records.reading import Records


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
    findings = find_all(Records(tuple(cases), (), context.vocabularies, AS_OF, (), len(cases)))
    groups = group_cases(findings, facet)

    assert list(groups) == sorted(groups)
    assert {(value, case.id) for value, held in groups.items() for case in held} == {
        (value, case.id) for case in cases for value in FACETS[facet](case, findings)
    }
    for held in groups.values():
        assert [case.id for case in held] == sorted(case.id for case in held)
        assert held


def find_values(context: Context, case: PublicCase, facet: Facet) -> set[str]:
    """Return the values of a facet in a case that is alone on the site."""
    findings = find_all(Records((case,), (), context.vocabularies, AS_OF, (), 1))
    return FACETS[facet](case, findings)


def test_states_of_measures(context: Context) -> None:
    """Each state in which a protection measure is; a recommendation has none, and no measure is no state."""
    steps = [
        make_measure_step("m1-1"),
        make_measure_step("m1-2", date="2014-02", step="not_in_place", according_to="person"),
    ]
    measures = [make_measure(steps=steps), make_measure("m2"), make_measure("m3", kind="recommendation")]

    assert find_values(context, publish(context, measures=measures), "measure_state") == {"not_in_place", "unknown"}
    assert find_values(context, publish(context), "measure_state") == set()


def test_justice(context: Context) -> None:
    """The class of every attack on every victim of the case."""
    assert find_values(context, publish(context), "impunity_status") == {"complete_impunity"}


def test_content(context: Context) -> None:
    """What the case holds, and nothing of what it does not."""
    case = publish(
        context,
        acts=[make_act(date="2015-03-04", versions=[{"according_to": "authority", "text": text(), "sources": ["s1"]}])],
        measures=[make_measure()],
        proceedings=[make_proceeding(side="against_defender", about=[])],
    )

    assert find_values(context, publish(context), "content") == set()
    assert find_values(context, case, "content") == {
        "measures",
        "after_grant",
        "versions",
        "proceedings",
        "criminalisation",
    }


@pytest.mark.parametrize("facet", FACETS)
def test_possible_values(context: Context, facet: Facet) -> None:
    """Whatever a case can have is among the values whose addresses are kept free."""
    case = publish(context, measures=[make_measure()], proceedings=[make_proceeding()])

    assert find_values(context, case, facet) <= set(list_possible_values(facet, (case,), context.vocabularies))
