"""The time limits of the law: never late unless every possible day is, never met unless every possible day is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import REPOSITORY, make_body, text
from chronicles import VAGUE, find_finding
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.analysis.clocks import ClockReading, ClockState, Reason, read_clocks
from generator.analysis.founding import read_founding
from generator.analysis.intervals import Days, make_window
from generator.records.dates import parse_date
from generator.records.fields import Context
from generator.records.forms import validate
from generator.records.law import Law
from generator.records.mechanism_files import read_mechanism

HYPOTHESIS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
MECHANISM = make_body(type="federal_mechanism")
RULE = {
    "id": "limite",
    "label": text(),
    "binds": text(),
    "actor": text(),
    "article_evidence": "article_text",
    "evidence": "article_text",
    "starts_when": text(),
    "ends_when": text(),
    "sources": ["s1"],
    "on": "state",
    "kinds": ["recommendation"],
    "starts": ["requested"],
    "ends": ["granted"],
}


@pytest.fixture(scope="module")
def law(context: Context) -> Law:
    """Return the law of the site."""
    found, problems = read_mechanism(REPOSITORY / "content", root=REPOSITORY, context=context)
    assert not problems
    assert found is not None
    assert found.law is not None
    return found.law


def read(context: Context, *told: tuple[str, ...], as_of: str = "2015-01-01", **changes: Any) -> ClockReading:
    """Return what one made-up limit of 10 calendar days says, with some of its keys changed."""
    measure = {"body": MECHANISM} | changes.pop("measure", {})
    dead = changes.pop("dead", None)
    rule = RULE | {"limit": {"number": 10, "unit": "calendar_days"}} | changes
    raw = {"name": text(), "published": "2012", "last_reform_seen": "2012", "bodies": ["federal_mechanism"]}
    raw |= {"clocks": [rule], "founding": []}
    one = validate(raw, Law, context)
    finding = find_finding(context, *told, as_of=date.fromisoformat(as_of), measure=measure, dead=dead)
    return read_clocks(finding, one)[0]


def say(reading: ClockReading) -> tuple[ClockState, Reason | None]:
    """Return state and reason."""
    return reading.state, reading.reason


def test_met_on_the_last_day_and_late_the_day_after(context: Context) -> None:
    """The day of the start does not count."""
    met = read(context, ("2014-01-01", "requested"), ("2014-01-11", "granted"))
    late = read(context, ("2014-01-01", "requested"), ("2014-01-12", "granted"))

    assert (met.state, met.elapsed) == (ClockState.MET, Days(10, 10))
    assert (late.state, late.elapsed) == (ClockState.LATE, Days(11, 11))


def test_month_precision_is_never_a_false_late(context: Context) -> None:
    """January to February may be one day or 58: not late, not met. January to March is late whatever the days."""
    assert say(read(context, ("2014-01", "requested"), ("2014-02", "granted"))) == (
        ClockState.UNDETERMINED,
        Reason.IMPRECISE,
    )
    assert read(context, ("2014-01", "requested"), ("2014-03", "granted")).state == ClockState.LATE


@pytest.mark.parametrize(
    ("end", "state"),
    [
        ("2014-01-01", ClockState.MET),
        ("2014-01-03", ClockState.MET),
        ("2014-01-04", ClockState.UNDETERMINED),
        ("2014-01-05", ClockState.UNDETERMINED),
        ("2014-01-06", ClockState.LATE),
    ],
)
def test_hours_from_days(context: Context, end: str, state: ClockState) -> None:
    """72 hours between two days without hours: met if even the longest fits, late if even the shortest does not."""
    limit = {"number": 72, "unit": "hours"}

    assert read(context, ("2014-01-01", "requested"), (end, "granted"), limit=limit).state == state


def test_running_until_the_limit_then_no_news(context: Context) -> None:
    """Silence after the limit does not make anybody late: no source says."""
    told = [("2014-12-20", "requested")]

    assert say(read(context, *told, as_of="2014-12-30")) == (ClockState.RUNNING, None)
    assert say(read(context, *told, as_of="2014-12-31")) == (ClockState.UNDETERMINED, Reason.NO_NEWS)


def test_late_where_it_was_verified_missing_after_the_limit(context: Context) -> None:
    """A verified report dated after the limit shows it; one of before, or of the authority, does not."""
    told = ("2014-01-01", "granted")
    changes: dict[str, Any] = {"starts": ["granted"], "ends": ["in_place"], "missed_by": ["not_in_place"]}
    after = read(context, told, ("2014-01-12", "not_in_place"), **changes)
    before = read(context, told, ("2014-01-11", "not_in_place"), **changes)
    claimed = read(
        context,
        told,
        ("2014-01-05", "in_place", "authority"),
        ("2014-02", "not_in_place"),
        **changes | {"ends_track": "verified"},
    )

    assert (after.state, after.step and after.step.step) == (ClockState.LATE, "not_in_place")
    assert say(before) == (ClockState.UNDETERMINED, Reason.NO_NEWS)
    assert say(claimed) == (ClockState.UNDETERMINED, Reason.CLAIMED)


def test_only_a_verified_step_ends_it_where_the_law_file_says_so(context: Context) -> None:
    """What only the authority reports does not meet the limit."""
    told = [("2014-01-01", "granted"), ("2014-01-05", "in_place", "authority")]
    changes: dict[str, Any] = {"starts": ["granted"], "ends": ["in_place"]}

    assert read(context, *told, **changes).state == ClockState.MET
    assert say(read(context, *told, **changes, ends_track="verified")) == (ClockState.UNDETERMINED, Reason.CLAIMED)


def test_an_end_that_is_only_implied(context: Context) -> None:
    """The study came before the grant: in time if the grant was, else nobody knows."""
    changes: dict[str, Any] = {"ends": ["assessed"], "implied_by": ["granted"]}

    assert read(context, ("2014-01-01", "requested"), ("2014-01-09", "granted"), **changes).state == ClockState.MET
    assert say(read(context, ("2014-01-01", "requested"), ("2014-06-01", "granted"), **changes)) == (
        ClockState.UNDETERMINED,
        Reason.END_UNKNOWN,
    )


def test_a_death_before_the_limit_stops_it(context: Context) -> None:
    """Neither met nor late: the person died first."""
    reading = read(context, ("2014-01-01", "granted"), starts=["granted"], ends=["in_place"], dead="2014-01-08")

    assert say(reading) == (ClockState.NOT_APPLICABLE, Reason.STOPPED)
    assert reading.elapsed == Days(7, 7)


def test_what_binds_the_person_is_never_late(context: Context) -> None:
    """It has lapsed."""
    told = [("2014-01-01", "requested"), ("2014-06-01", "granted")]

    assert say(read(context, *told, on="person")) == (ClockState.NOT_APPLICABLE, Reason.LAPSED)
    assert say(read(context, told[0], on="person")) == (ClockState.NOT_APPLICABLE, Reason.LAPSED)


@pytest.mark.parametrize(
    ("changes", "state", "reason"),
    [
        ({"evidence": "brief_only"}, ClockState.OFF, Reason.BRIEF_ONLY),
        ({"limit": {"number": 3, "unit": "days_unclear"}}, ClockState.OFF, Reason.UNIT_UNCLEAR),
        ({"limit": {"unit": "none"}}, ClockState.NO_LIMIT, None),
        ({"starts": []}, ClockState.UNDETERMINED, Reason.NO_STEP),
        ({"starts": ["admitted"]}, ClockState.NOT_APPLICABLE, Reason.NOT_STARTED),
        ({"requires": ["appealed"]}, ClockState.NOT_APPLICABLE, Reason.NOT_STARTED),
        ({"kinds": ["protective"]}, ClockState.NOT_APPLICABLE, Reason.OTHER_KIND),
        ({"procedures": ["ordinary"]}, ClockState.UNDETERMINED, Reason.PROCEDURE_UNKNOWN),
        (
            {"procedures": ["ordinary"], "measure": {"body": MECHANISM, "procedure": "extraordinary"}},
            ClockState.NOT_APPLICABLE,
            Reason.OTHER_PROCEDURE,
        ),
        ({"measure": {"body": make_body()}}, ClockState.NOT_APPLICABLE, Reason.OTHER_BODY),
    ],
)
def test_clocks_that_do_not_run(
    context: Context, changes: dict[str, Any], state: ClockState, reason: Reason | None
) -> None:
    """Each says why."""
    told = [("2014-01-01", "requested"), ("2014-06-01", "granted")]

    assert say(read(context, *told, **changes)) == (state, reason)


def test_a_start_without_date(context: Context) -> None:
    """Nothing can be said."""
    reading = read(context, ("unknown", "granted"), ("2014", "not_in_place"), starts=["granted"], ends=["in_place"])

    assert say(reading) == (ClockState.UNDETERMINED, Reason.START_UNKNOWN)


def test_the_law_of_the_site(context: Context, law: Law) -> None:
    """A protection measure not there 31 days after it was granted is late; clocks without evidence are off."""
    told = [("2014-01-01", "granted"), ("2014-02-01", "not_in_place"), ("2020-01-01", "lifted")]
    measure = {"body": MECHANISM, "kind": "protective"}
    finding = find_finding(context, *told, measure=measure)
    states = {reading.clock.id: reading.state for reading in read_clocks(finding, law)}

    assert states["implement-measures"] == ClockState.LATE
    assert {name for name, state in states.items() if state == ClockState.OFF} == {
        "communicate-decisions",
        "notify-board",
        "urgent-issue",
    }
    assert ClockState.RUNNING not in states.values()


def test_appeals_without_limit(context: Context, law: Law) -> None:
    """Steps of an appeal for which the law sets no limit say so once somebody has appealed."""
    told = [("2014-01-01", "granted"), ("2014-02-01", "notified"), ("2014-02-20", "appealed"), ("2020-01-01", "lifted")]
    finding = find_finding(context, *told, measure={"body": MECHANISM, "kind": "protective"})
    readings = {reading.clock.id: say(reading) for reading in read_clocks(finding, law)}

    assert readings["appeal-file"] == (ClockState.MET, None)
    assert readings["appeal-new-study"] == (ClockState.NO_LIMIT, None)
    assert readings["appeal-council-resolution"] == (ClockState.UNDETERMINED, Reason.NO_STEP)


def test_limits_of_2012(law: Law) -> None:
    """The first Board was due on 9 July 2012 and was installed 126 days later; of the others no date was seen."""
    readings = {reading.clock.id: reading for reading in read_founding(law, as_of=date(2026, 11, 22))}
    board = readings["first-board"]

    assert (board.state, board.due, board.late) == (ClockState.LATE, date(2012, 7, 9), Days(126, 126))
    assert (readings["regulations"].state, readings["regulations"].due) == (ClockState.UNDETERMINED, date(2012, 12, 25))
    assert (readings["fund"].reason, readings["fund"].due) == (Reason.NO_NEWS, date(2012, 9, 25))
    assert readings["board-civil-society"].reason == Reason.UNIT_UNCLEAR
    early = {reading.clock.id: reading.state for reading in read_founding(law, as_of=date(2012, 7, 1))}
    assert early["first-board"] == ClockState.RUNNING


@HYPOTHESIS
@given(
    told=st.tuples(VAGUE, VAGUE),
    shares=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    limit=st.fixed_dictionaries({"number": st.integers(1, 400), "unit": st.sampled_from(["calendar_days", "hours"])}),
)
def test_late_and_met_hold_on_every_possible_day(
    context: Context, told: tuple[str, str], shares: tuple[float, float], limit: dict[str, Any]
) -> None:
    """What is late or met on vague dates is so on whatever exact days they stand for."""
    windows = [make_window(parse_date(one)) for one in told]
    days = [one.first + share * (one.last - one.first) for one, share in zip(windows, shares, strict=True)]
    assume(days[0] <= days[1])
    vague, exact = (
        read(context, (str(start), "requested"), (str(end), "granted"), limit=limit, as_of="2026-11-22")
        for start, end in (told, days)
    )
    if vague.state in {ClockState.LATE, ClockState.MET}:
        assert exact.state == vague.state
