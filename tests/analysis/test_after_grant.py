"""Attacks after the grant of a measure: certain only where every possible day is, each counted once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import make_act, make_case, make_measure, make_person, parse_case, publish
from chronicles import AS_OF, DEATH, VAGUE, make_steps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analysis.after_grant import ActUnderMeasure, count_after_grant, find_after_grant
from generator.analysis.intervals import Days, make_window
from generator.analysis.measure_steps import State
from generator.analysis.measures import find_measures
from generator.records.dates import parse_date
from generator.records.fields import Context
from generator.records.public import PublicCase
from generator.records.publication import publish_case
from generator.records.reading import Layout, Records, read_records

REPOSITORY = Path(__file__).parent.parent.parent
EXPECTED = yaml.safe_load((Path(__file__).parent / "expected" / "measures.yml").read_text("utf-8"))
HYPOTHESIS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
GRANT = ("2014-01-10", "granted")
ENDED = ("2020-01-01", "lifted")
"""An end long after: days of measures that have ended are published."""


@pytest.fixture(scope="module")
def records() -> Records:
    """Return the records of the site."""
    layout = Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", ("es", "en"))
    return read_records(layout, as_of=AS_OF)


def find(context: Context, cases: list[PublicCase]) -> tuple[ActUnderMeasure, ...]:
    """Return the pairs of some cases."""
    return find_after_grant(find_measures(cases, context.vocabularies, as_of=AS_OF), context.vocabularies)


def find_one(context: Context, day: str, *told: tuple[str, ...], **changes: Any) -> ActUnderMeasure | None:
    """Return the pair that an act on a day makes with a measure."""
    act = make_act(date=day, type=changes.pop("type", "threat"))
    measure = make_measure(steps=make_steps(*told)) | changes.pop("measure", {})
    return next(iter(find(context, [publish(context, acts=[act], measures=[measure], **changes)])), None)


@pytest.mark.parametrize("slug", EXPECTED)
def test_acts_of_real_cases(records: Records, slug: str) -> None:
    """Five real cases come out as somebody who read their files says."""
    findings = find_measures(records.cases, records.vocabularies, as_of=AS_OF)
    found = [
        [pair.act.id, pair.measure.id, pair.phase, "certain" if pair.certain else "uncertain", sorted(pair.states)]
        for pair in find_after_grant(findings, records.vocabularies)
        if pair.case.slug == slug
    ]

    assert sorted(found) == sorted(EXPECTED[slug]["acts"])


def test_after_the_grant(context: Context) -> None:
    """An act on a later day is after it, with the days between and the state of that day."""
    pair = find_one(context, "2014-02-10", GRANT, ("2014-02-01", "not_in_place"), ENDED)

    assert pair is not None
    assert (pair.phase, pair.certain, pair.states, pair.days) == ("granted", True, {State.NOT_IN_PLACE}, Days(31, 31))


def test_a_measure_that_is_only_mentioned(context: Context) -> None:
    """Nobody says that it was granted: an act may have come after it, by nobody knows how many days."""
    pair = find_one(context, "2014-02-10", ("2014-01-10", "unknown"))

    assert pair is not None
    assert (pair.phase, pair.certain, pair.states, pair.days) == ("granted", False, {State.UNKNOWN}, Days(0, None))


def test_before_the_grant(context: Context) -> None:
    """An act before anything was asked for is no matter of the measure."""
    assert find_one(context, "2014-01-09", GRANT, ENDED) is None


def test_on_the_day_of_the_grant_the_order_is_open(context: Context) -> None:
    """Nobody says which came first."""
    pair = find_one(context, "2014-01-10", GRANT, ENDED)

    assert pair is not None
    assert (pair.phase, pair.certain) == ("granted", False)


def test_a_month_is_no_certain_after(context: Context) -> None:
    """An act of the month of the grant is listed apart; one of the next month is not."""
    told = [("2014-01", "granted"), ENDED]
    same, later = (find_one(context, day, *told) for day in ("2014-01-20", "2014-02"))

    assert same is not None
    assert later is not None
    assert (same.certain, later.certain) == (False, True)


def test_reserved_measures_are_known_to_the_month(context: Context) -> None:
    """Of a measure in force for somebody alive the day is not published, so it decides nothing here."""
    pair = find_one(context, "2014-01-20", GRANT)

    assert pair is not None
    assert not pair.certain


def test_while_a_request_was_pending(context: Context) -> None:
    """Between the request and the grant."""
    pair = find_one(context, "2014-01-05", ("2014-01-01", "requested"), GRANT, ENDED)

    assert pair is not None
    assert (pair.phase, pair.certain, pair.days, pair.states) == ("requested", True, Days(4, 4), frozenset())


@pytest.mark.parametrize(("day", "certain"), [("2020-03-31", True), ("2020-03", True), ("2020-01-01", False)])
def test_soon_after_the_end(context: Context, day: str, certain: bool) -> None:  # noqa: FBT001 - a parameter of cases
    """Within 90 days after the measure was lifted; on its day the order is open."""
    pair = find_one(context, day, GRANT, ENDED)

    assert pair is not None
    assert (pair.phase, pair.certain) == ("ended" if certain else "granted", certain)


def test_long_after_the_end(context: Context) -> None:
    """On the 91st day it is no longer listed; a month that begins within is, as uncertain."""
    assert find_one(context, "2020-04-01", GRANT, ENDED) is None
    pair = find_one(context, "2020-03/2020-05", GRANT, ENDED)

    assert pair is not None
    assert (pair.phase, pair.certain) == ("ended", False)


def test_killed_while_protected(context: Context) -> None:
    """The killing of the only person protected happened while the measure was granted."""
    person = make_person(status=[DEATH | {"date": "2014-02-10"}])
    pair = find_one(context, "2014-02-10", GRANT, ("2014-02-10", "not_in_place"), people=[person], type="killing")

    assert pair is not None
    assert (pair.certain, pair.states, pair.days) == (True, {State.NOT_IN_PLACE}, Days(31, 31))


def test_put_in_place_on_the_day_of_the_attack(context: Context) -> None:
    """It may have come after the attack."""
    pair = find_one(context, "2014-02-10", GRANT, ("2014-02-10", "in_place"), ENDED)

    assert pair is not None
    assert pair.states == {State.UNKNOWN, State.IN_PLACE}


def test_an_act_since_a_year_is_cut_at_the_death(context: Context) -> None:
    """An attack without an end did not come after the person had died."""
    person = make_person(status=[DEATH | {"date": "2013-12-31"}])

    assert find_one(context, "2013/..", GRANT, ENDED, people=[person]) is None


def test_recommendations_protect_nobody(context: Context) -> None:
    """Recommendations, reparations and promises are followed apart."""
    assert find_one(context, "2014-02-10", GRANT, measure={"kind": "recommendation"}) is None


@pytest.mark.parametrize(
    ("beneficiaries", "victims", "covered"),
    [
        (["ana"], ["ana"], True),
        (["grupo"], ["ana"], True),
        (["grupo"], ["grupo"], True),
        (["grupo"], ["eva"], False),
        (["ana"], ["grupo"], False),
        ([{"others": "2"}], [{"others": "2"}], False),
    ],
)
def test_whom_a_measure_covers(
    context: Context, beneficiaries: list[Any], victims: list[Any], *, covered: bool
) -> None:
    """A person, a collective, and its members by name; unnamed others never match."""
    people = [make_person(), make_person("eva")]
    group = {"id": "grupo", "kind": "group", "name": {"es": "G", "en": "G"}, "members": ["ana"], "roles": ["unknown"]}
    act = make_act(date="2014-05-01", victims=victims)
    measure = make_measure(steps=make_steps(GRANT), beneficiaries=beneficiaries)
    pairs = find(context, [publish(context, people=people, collectives=[group], acts=[act], measures=[measure])])

    assert bool(pairs) is covered


def test_told_in_two_cases_counts_once(context: Context) -> None:
    """An act that points to another counts there; the measures of both cases are looked at."""
    one = publish(context, acts=[make_act(date="2014-05-01")], measures=[make_measure(steps=make_steps(GRANT))])
    raw = make_case(
        id="MX-0002",
        acts=[make_act("a7", date="2014-05-01", same_as="MX-0001#a1")],
        measures=[make_measure("m3", steps=make_steps(GRANT), same_as="MX-0001#m1"), make_measure("m4")],
    )
    for number, measure in enumerate(raw["measures"]):
        measure["steps"][0]["id"] = f"x-{number}"
    other = publish_case(parse_case(context, raw).case, as_of=AS_OF, vocabularies=context.vocabularies)
    assert isinstance(other, PublicCase)
    pairs = find(context, [other, one])

    assert [(pair.act_id, pair.measure_id) for pair in pairs] == [
        ("MX-0001#a1", "MX-0001#m1"),
        ("MX-0001#a1", "MX-0002#m4"),
    ]
    assert count_after_grant(pairs).acts == 1


def test_counts(context: Context) -> None:
    """Certain acts by state, and those of which nothing is certain apart."""
    acts = [
        make_act("a1", date="2014-02-10"),
        make_act("a2", date="2014-03-10"),
        make_act("a3", date="2014"),
        make_act("a4", date="2014-01-05"),
        make_act("a5", date="2020-02-01"),
        make_act("a6", date="2014-05"),
    ]
    told = [("2014-01-01", "requested"), GRANT, ("2014-03-01", "not_in_place"), ("2014-05-15", "in_place"), ENDED]
    counts = count_after_grant(
        find(context, [publish(context, acts=acts, measures=[make_measure(steps=make_steps(*told))])])
    )

    assert (counts.acts, counts.mixed, counts.uncertain, counts.requested, counts.ended) == (3, 1, 1, 1, 1)
    assert {state: number for state, number in counts.by_state if number} == {State.UNKNOWN: 1, State.NOT_IN_PLACE: 1}


@HYPOTHESIS
@given(grant=VAGUE, act=VAGUE, data=st.data())
def test_certain_only_where_every_possible_day_is(context: Context, grant: str, act: str, data: st.DataObject) -> None:
    """What is called after is after on whatever exact days, and the exact state is among those given."""
    told = [("2019-01-01", "lifted")]
    vague = find_one(context, act, (grant, "granted"), *told)
    days = []
    for text in (grant, act):
        window = make_window(parse_date(text))
        days.append(window.first + timedelta(days=data.draw(st.integers(0, (window.last - window.first).days))))
    exact = find_one(context, days[1].isoformat(), (days[0].isoformat(), "granted"), *told)
    if vague and vague.certain:
        assert days[1] > days[0]
        assert exact is not None
        assert exact.certain
        assert vague.days.low <= exact.days.low
    if exact:
        assert vague is not None
        assert exact.states <= vague.states
    if days[1] > days[0]:
        assert vague is not None
