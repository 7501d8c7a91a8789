"""What became of a measure: two tracks, a headline, and what it may have been on any day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
import yaml
from chronicles import PRECISE, VAGUE, find_finding, make_public
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analysis.intervals import make_window
from generator.analysis.measure_steps import State
from generator.analysis.measures import find_measure, find_measures
from generator.records.dates import parse_date
from generator.records.fields import Context
from generator.records.reading import Layout, Records, read_records

REPOSITORY = Path(__file__).parent.parent.parent
EXPECTED = yaml.safe_load((Path(__file__).parent / "expected" / "measures.yml").read_text("utf-8"))
HYPOTHESIS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
CODES = ("requested", "granted", "not_in_place", "partly_in_place", "in_place", "failed", "suspended", "lifted")
TOLD = st.lists(
    st.tuples(VAGUE, st.sampled_from(CODES), st.sampled_from(["organisation", "authority", "press", "court"])),
    min_size=1,
    max_size=5,
)


@pytest.fixture(scope="module")
def records() -> Records:
    """Return the records of the site."""
    layout = Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", ("es", "en"))
    return read_records(layout, as_of=date(2026, 11, 22))


@pytest.mark.parametrize("slug", EXPECTED)
def test_measures_of_real_cases(records: Records, slug: str) -> None:
    """Five real cases come out as somebody who read their files says."""
    cases = [case for case in records.cases if case.slug == slug]
    found = {}
    for finding in find_measures(cases, records.vocabularies, as_of=date(2026, 11, 22)):
        assert finding.gap is not None
        assert finding.gap.days is not None
        found[finding.measure.id] = {
            "headline": finding.headline.state,
            "basis": finding.headline.basis,
            "verified": finding.verified.state or "none",
            "disagrees": finding.disagrees,
            "low": finding.gap.days.low,
            "high": finding.gap.days.high,
            "gap": finding.gap.standing,
        }

    assert found == EXPECTED[slug]["measures"]


def test_what_the_authority_reports_never_clears_what_others_found(context: Context) -> None:
    """The verified word stays the headline however much later the authority speaks; that they disagree is told."""
    finding = find_finding(
        context,
        ("2014-01-10", "granted", "body"),
        ("2014-03-01", "not_in_place"),
        ("2016-01-01", "in_place", "authority"),
        ("2017-01-01", "in_place", "press"),
    )

    assert (finding.headline.state, finding.headline.basis) == (State.NOT_IN_PLACE, "verified")
    assert (finding.authority.state, finding.disagrees) == (State.IN_PLACE, True)
    assert [step.date.text for step in finding.others] == ["2017-01-01"]
    assert finding.gap is not None
    assert finding.gap.is_open


def test_the_authority_alone_is_a_claim(context: Context) -> None:
    """Where nobody else speaks the claim is the headline, marked so, and the days go on counting."""
    finding = find_finding(context, ("2014-01-10", "granted"), ("2014-01-20", "in_place", "authority"))

    assert (finding.headline.state, finding.headline.basis) == (State.IN_PLACE, "claimed")
    assert finding.line.on(date(2014, 2, 1)) == {State.UNKNOWN}
    assert finding.gap is not None
    assert finding.gap.is_open


def test_press_decides_nothing(context: Context) -> None:
    """What an outlet says in its own name is shown and never decides."""
    finding = find_finding(context, ("2014-01-10", "granted"), ("2014-01-20", "in_place", "press"))

    assert (finding.headline.state, finding.headline.basis) == (State.UNKNOWN, "none")
    assert len(finding.others) == 1


def test_silence_counts_from_the_last_word_of_the_authority(context: Context) -> None:
    """Any step of the authority breaks its silence; without one it is silent since the grant."""
    spoke = find_finding(context, ("2014-01-10", "granted"), ("2015-05", "maintained", "authority"))
    never = find_finding(context, ("2014-01-10", "granted"), ("2015-05", "not_in_place"))

    assert spoke.silent_since == parse_date("2015-05")
    assert never.silent_since == parse_date("2014-01-10")


def test_of_one_day_the_order_of_the_vocabulary_decides(context: Context) -> None:
    """A failure told the same day as the measure being in place comes after it."""
    told = [("2014-01-10", "granted"), ("2014-03-01", "failed"), ("2014-03-01", "in_place")]
    finding = find_finding(context, *told)

    assert finding.headline.state == State.PARTLY
    assert finding.line.on(date(2014, 3, 1)) == {State.PARTLY}


def test_of_one_month_either_may_be_the_last(context: Context) -> None:
    """Two reports of one month leave open which came last; the headline follows the vocabulary's order."""
    finding = find_finding(context, ("2014-01", "granted"), ("2014-03", "failed"), ("2014-03", "not_in_place"))

    assert finding.verified.possible == {State.PARTLY, State.NOT_IN_PLACE}
    assert finding.headline.state == State.PARTLY


def test_states_of_a_life(context: Context) -> None:
    """A measure is requested, granted, in place, suspended and lifted, and is each of these in its time."""
    finding = find_finding(
        context,
        ("2014-01-01", "requested"),
        ("2014-02-01", "granted"),
        ("2014-03", "in_place"),
        ("2014-05-01", "suspended"),
        ("2014-06-01", "lifted"),
    )
    days = {
        date(2013, 12, 31): {State.NOT_EXISTING},
        date(2014, 1, 1): {State.PENDING},
        date(2014, 2, 1): {State.UNKNOWN},
        date(2014, 3, 15): {State.UNKNOWN, State.IN_PLACE},
        date(2014, 4, 1): {State.IN_PLACE},
        date(2014, 5, 1): {State.NOT_IN_PLACE},
        date(2014, 6, 1): {State.ENDED},
    }

    assert {day: set(finding.line.on(day)) for day in days} == days
    assert finding.headline.state == State.ENDED


def test_granted_again_what_was_verified_before_no_longer_holds(context: Context) -> None:
    """After an end and a new grant nothing is known until somebody verifies it again."""
    told = [("2014-01-01", "granted"), ("2014-02-01", "in_place"), ("2015-01-01", "lifted"), ("2016-01-01", "granted")]
    finding = find_finding(context, *told)

    assert finding.line.on(date(2015, 6, 1)) == {State.ENDED}
    assert finding.line.on(date(2016, 6, 1)) == {State.UNKNOWN}


def test_denied_is_not_granted(context: Context) -> None:
    """A measure denied never existed: it has no gap, whatever became of the person."""
    finding = find_finding(context, ("2014-01-01", "requested"), ("2014-02-01", "denied"), dead="2015-01-01")

    assert (finding.headline.state, finding.gap) == (State.NOT_EXISTING, None)


def test_a_request_of_the_month_of_the_grant_came_before_it(context: Context) -> None:
    """Both known to the year only, it is never pending again."""
    finding = find_finding(context, ("2014", "requested"), ("2014", "granted"))

    assert finding.line.on(date(2014, 6, 1)) == {State.NOT_EXISTING, State.PENDING, State.UNKNOWN}
    assert finding.line.on(date(2014, 12, 31)) == {State.UNKNOWN}


def test_after_the_last_check_there_may_be_news(context: Context) -> None:
    """Beyond the day the case was checked nothing is certain, and days stop counting."""
    told = [("2014-01-01", "granted"), ("2014-02-01", "not_in_place")]
    finding = find_finding(context, *told, last_checked="2015-01-01", as_of=date(2020, 1, 1))

    assert finding.until == date(2015, 1, 1)
    assert finding.line.on(date(2016, 1, 1)) == {State.NOT_IN_PLACE, State.UNKNOWN}


@HYPOTHESIS
@given(told=TOLD, seed=st.integers())
def test_order_in_the_file_does_not_matter(context: Context, told: list[tuple[str, ...]], seed: int) -> None:
    """Whatever the order of the steps, the same comes out."""
    case = make_public(context, ("2012-01-01", "granted"), *told)
    measure = case.measures[0]
    mixed = list(measure.steps)
    Random(seed).shuffle(mixed)  # noqa: S311 - a test's order
    other = type(measure)(
        **{name: getattr(measure, name) for name in measure.__struct_fields__} | {"steps": tuple(mixed)}
    )
    one, two = (find_measure(case, each, context.vocabularies, as_of=case_day()) for each in (measure, other))

    assert (one.line, one.headline, one.gap, one.silent_since) == (two.line, two.headline, two.gap, two.silent_since)


@HYPOTHESIS
@given(told=TOLD, days=st.lists(PRECISE, min_size=3, max_size=3), data=st.data())
def test_states_hold_those_of_every_exact_history(
    context: Context, told: list[tuple[str, ...]], days: list[str], data: st.DataObject
) -> None:
    """Whatever exact days the vague ones stand for, what the measure was then is among what it may have been.

    A request is taken to come before the grant unless it certainly came after an end; exact ones that do are left out.
    """
    vague = find_finding(context, ("2012-01-01", "granted"), *told)
    exact = [(choose_day(one, data), *rest) for one, *rest in told]
    requests = [day for day, step, _ in exact if step == "requested"]
    precise = find_finding(context, ("2012-01-01", "granted"), *exact)

    for text in days:
        day = date.fromisoformat(text)
        if not any(date.fromisoformat(one) <= day for one in requests):
            assert precise.line.on(day) <= vague.line.on(day)
        assert len(precise.line.on(day)) == 1


def choose_day(text: str, data: st.DataObject) -> str:
    """Return a day that a date may mean."""
    window = make_window(parse_date(text))
    days = (window.last - window.first).days
    return (window.first + timedelta(days=data.draw(st.integers(0, days)))).isoformat()


def case_day() -> date:
    """Return the as-of date of these tests."""
    return date(2026, 11, 22)
