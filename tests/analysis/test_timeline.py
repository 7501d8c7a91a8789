"""The timeline of a case: everything dated, once, in order."""

from __future__ import annotations

from builders import make_act, make_measure, make_measure_step, make_proceeding, make_proceeding_step, publish, text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analysis.timeline import ActEvent, CompetenceEvent, MeasureEvent, ProceedingEvent, make_timeline
from generator.records.fields import Context

YEARS = st.integers(1990, 2025)
POINTS = st.one_of(
    YEARS.map(str),
    st.builds("{}-{:02}".format, YEARS, st.integers(1, 12)),
    st.builds("{}-{:02}-{:02}".format, YEARS, st.integers(1, 12), st.integers(1, 28)),
)
DATES = st.one_of(
    POINTS,
    POINTS.map("{}~".format),
    POINTS.map("{}?".format),
    POINTS.map("../{}".format),
    POINTS.map("{}/..".format),
    st.builds("{}/{}".format, YEARS, st.integers(2026, 2026)),
    st.just("unknown"),
)


def make_recognition(id_: str, date: str) -> dict[str, object]:
    """Return a recognition."""
    return {"id": id_, "date": date, "text": text(), "sources": ["s1"]}


def list_ids(context: Context, **changes: object) -> list[str]:
    """Return the anchors of a case's timeline in order."""
    return [event.id for event in make_timeline(publish(context, **changes))]


def test_everything_dated_is_there_once(context: Context) -> None:
    """Acts, steps of measures and proceedings, changes of competence and recognition each have one entry."""
    competence = {"id": "p1-2", "date": "2015", "action": "declined", "sources": ["s1"]}
    events = make_timeline(
        publish(
            context,
            recognition=[make_recognition("r1", "2016")],
            measures=[make_measure()],
            proceedings=[make_proceeding(competence=[competence])],
        )
    )

    assert [event.id for event in events] == ["a1", "m1-1", "p1-1", "p1-2", "r1"]
    kinds = [type(event.what) for event in events[:4]]
    assert kinds == [ActEvent, MeasureEvent, ProceedingEvent, CompetenceEvent]


def test_order_is_by_date_whatever_the_order_in_the_file(context: Context) -> None:
    """Earliest first, unknown last."""
    acts = [
        make_act("a1", date="unknown"),
        make_act("a2", date="2015-03-04"),
        make_act("a3", date="2012"),
        make_act("a4", date="../2011-05"),
        make_act("a5", date="2014-02/2014-06"),
    ]

    assert list_ids(context, acts=acts) == ["a4", "a3", "a5", "a2", "a1"]


def test_of_one_first_day_the_more_precise_comes_first(context: Context) -> None:
    """A day comes before the month that begins with it, and that before the year."""
    acts = [make_act(f"a{n}", date=date) for n, date in enumerate(("2012", "2012-01", "2012-01-01"), 1)]

    assert list_ids(context, acts=acts) == ["a3", "a2", "a1"]


def test_marks_of_doubt_do_not_change_the_order(context: Context) -> None:
    """An approximate year stands where the year would, in the order of the file."""
    acts = [make_act("a1", date="2012?"), make_act("a2", date="2012"), make_act("a3", date="2012~")]

    assert list_ids(context, acts=acts) == ["a1", "a2", "a3"]


def test_on_one_day_recognition_attacks_measures_proceedings(context: Context) -> None:
    """What falls on one day is told in a fixed order."""
    day = "2014-05-06"
    measure = make_measure(steps=[make_measure_step(date=day)], kind="recommendation")
    proceeding = make_proceeding(steps=[make_proceeding_step(date=day)])
    ids = list_ids(
        context,
        acts=[make_act(date=day)],
        measures=[measure],
        proceedings=[proceeding],
        recognition=[make_recognition("r1", day)],
    )

    assert ids == ["r1", "a1", "m1-1", "p1-1"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(dates=st.lists(DATES, min_size=1, max_size=8))
def test_no_entry_certainly_follows_a_later_one(context: Context, dates: list[str]) -> None:
    """Whatever the dates, nothing is lost and no entry stands after one that certainly came later."""
    acts = [make_act(f"a{n}", date=date, type="smear") for n, date in enumerate(dates)]
    events = make_timeline(publish(context, acts=acts))

    assert sorted(event.id for event in events) == sorted(f"a{n}" for n in range(len(dates)))
    for number, event in enumerate(events):
        assert not any(event.date.certainly_after(later.date) for later in events[number + 1 :])
    unknown = [event.date.precision == "unknown" for event in events]
    assert unknown == sorted(unknown)
