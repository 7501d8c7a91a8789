"""Where commitments stand on a day: five of the site worked out by hand, and what must hold of any."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from builders import REPOSITORY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.analysis.commitments import (
    CommitmentReading,
    count_states,
    make_ledger,
    read_commitment,
    read_commitments,
)
from generator.analysis.intervals import Days, Window, make_window
from generator.analysis.mechanism import MechanismFindings, find_mechanism
from generator.records.fields import Context
from generator.records.forms import validate
from generator.records.known_mechanism import Mechanism
from generator.records.mechanism import Commitment
from generator.records.mechanism_files import read_mechanism

HYPOTHESIS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120, deadline=None)
AS_OF = date(2026, 11, 22)
STATUSES = ("not_started", "partial", "implemented", "reversed", "unknown")


@pytest.fixture(scope="module")
def mechanism(context: Context) -> Mechanism:
    """Return the mechanism of the site."""
    found, problems = read_mechanism(REPOSITORY / "content", root=REPOSITORY, context=context)
    assert problems == []
    assert found is not None
    return found


@pytest.fixture(scope="module")
def findings(mechanism: Mechanism, context: Context) -> MechanismFindings:
    """Return what is derived of it."""
    return find_mechanism(mechanism, context.vocabularies, as_of=AS_OF)


def say(reading: CommitmentReading) -> tuple[str, int]:
    """Return the state and how many reversals."""
    return reading.state, len(reading.reversals)


STATES = {
    # Observed before it was asked: an observation of a month counts from its last day.
    "hold-deadlines-clear-backlog": [
        ("2014-02-27", "not_asked", 0),
        ("2014-02-28", "not_started", 0),
        ("2014-10-08", "partial", 0),
        ("2019-04-23", "partial", 0),
        ("2019-04-24", "reversed", 1),
        ("2020-12-30", "reversed", 1),
        ("2020-12-31", "not_started", 1),
    ],
    # Asked on a day, observed later; an undated report of a committee never decides.
    "general-law": [
        ("2016-10-08", "not_asked", 0),
        ("2016-10-09", "asked", 0),
        ("2017-04-23", "not_started", 0),
        ("2021-10-05", "partial", 0),
        ("2022-12-30", "partial", 0),
        ("2022-12-31", "not_started", 0),
        ("2026-11-22", "not_started", 0),
    ],
    # Lost, partly mended, lost again.
    "guarantee-budget-after-trust": [
        ("2020-10-07", "not_asked", 0),
        ("2020-10-08", "asked", 0),
        ("2020-11-06", "reversed", 1),
        ("2021-07-12", "partial", 1),
        ("2025-12-30", "partial", 1),
        ("2025-12-31", "reversed", 2),
    ],
    # An umbrella of which nothing is known but that it exists.
    "moc-2015-report": [("2015-09-29", "not_asked", 0), ("2015-09-30", "unknown", 0)],
    # One dated observation, then silence.
    "disseminate": [("2014-03-30", "not_asked", 0), ("2014-03-31", "not_started", 0), ("2026-11-22", "not_started", 0)],
}
DAYS_OPEN = {
    # 31 March 2014 to 31 December 2020: six years (two leap days) and 275 days; 30 more from 1 March.
    "hold-deadlines-clear-backlog": ("2020-12-31", Days(2467, 2497), Days(0, 365)),
    "general-law": ("2017-04-23", Days(196, 196), Days(0, 0)),
    # First asked in October 2020, at the latest on the 8th: five years (one leap day) and 84 days.
    "guarantee-budget-after-trust": ("2025-12-31", Days(1910, 1917), Days(0, 364)),
    "moc-2015-report": ("2015-10-30", Days(30, 59), Days(30, 59)),
    # 31 March 2014 to 22 November 2026: twelve years (three leap days) and 236 days.
    "disseminate": ("2026-11-22", Days(4619, 4649), Days(4619, 4649)),
}


@pytest.mark.parametrize("id_", STATES)
def test_states_worked_out_by_hand(mechanism: Mechanism, context: Context, id_: str) -> None:
    """What five commitments were on the days on which something changes."""
    one = mechanism.commitments[id_]
    read = [read_commitment(one, context.vocabularies, as_of=date.fromisoformat(day)) for day, _, _ in STATES[id_]]

    assert [(str(each.as_of), *say(each)) for each in read] == STATES[id_]


@pytest.mark.parametrize("id_", DAYS_OPEN)
def test_days_worked_out_by_hand(mechanism: Mechanism, context: Context, id_: str) -> None:
    """How long five commitments had been open, and for how long nothing had been heard of them."""
    day, days_open, silence = DAYS_OPEN[id_]
    reading = read_commitment(mechanism.commitments[id_], context.vocabularies, as_of=date.fromisoformat(day))

    assert (reading.days_open, reading.silence) == (days_open, silence)


def make(context: Context, *told: tuple[str, str], asked: str = "2014-01-01", umbrella: bool = False) -> Commitment:
    """Return a commitment with such observations."""
    words = {"es": "Algo", "en": "Something"}
    raw: dict[str, Any] = {
        "id": "promesa",
        "title": words,
        "addressed_to": words,
        "addressees": ["segob", "congress"],
        "done_when": words,
        "requests": [{"who": words, "date": asked, "sources": ["s1"]}],
        "observations": [
            {"id": f"o{number}", "date": day, "status": status, "text": words, "sources": ["s1"]}
            for number, (day, status) in enumerate(told, 1)
        ],
    }
    return validate(raw | ({"umbrella": {"about": words}} if umbrella else {}), Commitment, context)


def test_it_closes_when_it_was_carried_out(context: Context) -> None:
    """Days stop at the first report of the last stretch in which it was carried out."""
    told = (("2014-02-01", "implemented"), ("2015-02-01", "partial"), ("2016-01-01", "implemented"))
    one = make(context, *told, ("2017-01-01", "implemented"))
    reading = read_commitment(one, context.vocabularies, as_of=AS_OF)

    assert (reading.state, reading.arrived, reading.days_open) == ("implemented", "whole", Days(730, 730))
    before = read_commitment(one, context.vocabularies, as_of=date(2015, 3, 1))
    assert (before.state, before.days_open) == ("partial", Days(424, 424))


def test_without_a_date_of_asking(context: Context) -> None:
    """It counts as asked, and for how long nobody can say."""
    reading = read_commitment(make(context, asked="unknown"), context.vocabularies, as_of=AS_OF)

    assert (reading.state, reading.arrived, reading.asked) == ("asked", "unknown", None)
    assert (reading.days_open, reading.silence, reading.latest) == (None, None, None)


def test_the_whole_ledger(findings: MechanismFindings) -> None:
    """27 rows that are no umbrella, and 8 that are, counted apart."""
    ledger = findings.ledger
    counts = {state: len(ids) for state, ids in ledger.counts.rows}

    assert (ledger.counts.total, ledger.umbrellas.total, len(ledger.readings)) == (27, 8, 35)
    assert counts == {"not_started": 17, "partial": 7, "implemented": 0, "reversed": 2, "unknown": 1, "asked": 0}
    assert ledger.counts.get("reversed") == ("resources-2017", "guarantee-budget-after-trust")
    assert ledger.umbrellas.get("unknown") == ("moc-2015-report", "forst-2018")
    assert ledger.reversals == 7
    assert ledger.get("upr-2024").is_umbrella
    assert dict(ledger.by_addressee)["fund_committee"].get("not_started") == ("fund-access-transparency",)


def test_the_newest_news(findings: MechanismFindings) -> None:
    """The newest observation of any commitment is of December 2025: nothing is known since."""
    assert findings.ledger.silent == Days((AS_OF - date(2025, 12, 31)).days, (AS_OF - date(2025, 12, 1)).days)
    assert findings.ledger.newest
    assert make_window(findings.ledger.newest.date) == Window(date(2025, 12, 1), date(2025, 12, 31))


DAYS = st.dates(date(2012, 1, 1), date(2020, 12, 31))
MONTHS, YEARS = DAYS.map(lambda day: str(day)[:7]), DAYS.map(lambda day: str(day)[:4])
DATES = st.one_of(DAYS.map(str), MONTHS, YEARS, st.just("unknown"))
TOLD = st.lists(st.tuples(DATES, st.sampled_from(STATUSES)), max_size=6)


@HYPOTHESIS
@given(told=TOLD, asked=DATES, day=DAYS, later=st.integers(0, 3000))
def test_a_later_date_never_changes_an_earlier_state(
    context: Context, told: list[tuple[str, str]], asked: str, day: date, later: int
) -> None:
    """What is told of a day is the same from every later day, and nothing known is forgotten."""
    one = make(context, *told, asked=asked)
    then = read_commitment(one, context.vocabularies, as_of=day)
    now = read_commitment(one, context.vocabularies, as_of=day + timedelta(days=later))

    assert [change for change in now.changes if change.day <= day] == list(then.changes)
    assert set(then.reversals) <= set(now.reversals)
    assert (then.state == "not_asked") or (now.state != "not_asked")
    if then.days_open and now.days_open and now.arrived != "whole":
        assert now.days_open.low >= then.days_open.low


@HYPOTHESIS
@given(rows=st.lists(st.tuples(TOLD, DATES, st.booleans()), max_size=6), day=DAYS)
def test_counts_add_up(context: Context, rows: list[tuple[list[tuple[str, str]], str, bool]], day: date) -> None:
    """Every commitment that was asked is in exactly one row, of one of the two counts."""
    made = [make(context, *told, asked=asked, umbrella=umbrella) for told, asked, umbrella in rows]
    commitments = [replace(one, id=f"c{number}") for number, one in enumerate(made)]
    ledger = make_ledger(commitments, context.vocabularies, as_of=day)
    ids = [id_ for count in (ledger.counts, ledger.umbrellas) for _, row in count.rows for id_ in row]

    assert len(ids) == len(set(ids)) == ledger.counts.total + ledger.umbrellas.total
    assert set(ids) == {one.id for one in ledger.readings if one.state != "not_asked"}
    assert all(sum(len(row) for _, row in count.rows) == count.total for _, count in ledger.by_addressee)
    assert {count.total for _, count in ledger.by_addressee} <= {ledger.counts.total}


def test_a_reading_of_each_and_only_once(mechanism: Mechanism, context: Context) -> None:
    """In the order of the file; before anything happened nothing counts."""
    readings = read_commitments(mechanism.commitments.values(), context.vocabularies, as_of=date(2010, 1, 1))

    assert [one.id for one in readings] == list(mechanism.commitments)
    assert {one.state for one in readings} == {"not_asked"}
    assert count_states(readings, context.vocabularies).total == 0


def test_the_limits_of_2012(findings: MechanismFindings) -> None:
    """The Board was due on 9 July 2012 and came 126 days late; of the others no source tells enough."""
    told = {one.clock.id: (str(one.state), one.due, one.late) for one in findings.founding}

    assert told == {
        "first-board": ("late", date(2012, 7, 9), Days(126, 126)),
        "board-civil-society": ("off", None, None),
        "regulations": ("undetermined", date(2012, 12, 25), None),
        "fund": ("undetermined", date(2012, 9, 25), None),
    }


def test_organs_on_a_day(mechanism: Mechanism, context: Context) -> None:
    """Of an organ only what was known by then is told."""
    early = find_mechanism(mechanism, context.vocabularies, as_of=date(2015, 8, 30))
    late = find_mechanism(mechanism, context.vocabularies, as_of=date(2015, 8, 31))
    before, after = (next(one for one in each.organs if one.organ.id == "upsa") for each in (early, late))

    assert [one.id for one in before.observations] == ["o1", "o2"]
    assert [one.id for one in after.observations] == ["o1", "o2", "o3"]
    assert before.silence == Days(273, 302)
    assert after.latest is not None
    assert after.latest.id == "o3"
