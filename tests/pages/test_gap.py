"""The drawing of a measure: scales, textures, open ends, marks. Never more certain than the dates."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from builders import AS_OF, make_measure, make_measure_step, make_person, publish
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.measure_list import make_listed
from generator.analysis.measures import MeasureFinding, find_measure
from generator.pages.gap import (
    LEAST,
    Axis,
    Bar,
    DatedAct,
    GapDrawing,
    Whisker,
    make_drawing,
    make_own_axis,
    make_shared_axis,
    make_ticks,
)
from generator.records.dates import parse_date
from generator.records.fields import Context

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
AXIS = Axis(date(2010, 1, 1), date(2020, 1, 1))


def find(context: Context, *told: tuple[str, str], dead: str | None = None, **changes: Any) -> MeasureFinding:
    """Return what is derived of a measure with some steps, of a kind whose days are not withheld."""
    steps = [
        make_measure_step(f"m1-{number}", date=day, step=step, according_to="organisation")
        for number, (day, step) in enumerate(told, 1)
    ]
    status = [{"status": "dead", "sources": ["s1"], "date": dead}] if dead else []
    measure = make_measure(steps=steps, kind="recommendation")
    case = publish(context, people=[make_person(status=status)], measures=[measure], **changes)
    return find_measure(case, case.measures[0], context.vocabularies, as_of=AS_OF)


def draw(finding: MeasureFinding, axis: Axis | None = None, *acts: DatedAct, limit: date | None = None) -> GapDrawing:
    """Return the drawing of a measure, on its own axis if on no other; there must be one."""
    axis = axis or make_own_axis(finding, limit)
    assert axis is not None
    drawing = make_drawing(finding, axis, acts, limit=limit)
    assert drawing is not None
    return drawing


@given(first=DAYS, last=DAYS, day=DAYS, other=DAYS)
def test_an_axis_keeps_the_order_of_days(first: date, last: date, day: date, other: date) -> None:
    """Every place lies on the axis, its ends at the ends, and no later day lies left of an earlier one."""
    first, last = sorted((first, last))
    axis = Axis(first, last)

    assert axis.place(first) == 0
    assert first == last or axis.place(last) == 100
    assert 0 <= axis.place(day) <= 100
    assert axis.place(min(day, other)) <= axis.place(max(day, other))


def test_what_nobody_verified_is_dashed(context: Context) -> None:
    """From the day of the grant, which bears a cap, to the day that counts; the gap is open."""
    drawing = draw(find(context, ("2013-05-04", "granted")))

    assert drawing.bars == (Bar("na", 0, 100),)
    assert (drawing.start, drawing.stub, drawing.end, drawing.whiskers) == (0, None, None, ())
    assert drawing.parts == {"na"}


@pytest.mark.parametrize(("step", "texture"), [("not_in_place", "no"), ("partly_in_place", "part")])
def test_thick_up_to_the_last_look_and_thin_after_it(context: Context, step: str, texture: str) -> None:
    """One look is a mark of the least visible length; between two looks that agree all is thick."""
    once = draw(find(context, ("2013-05-04", "granted"), ("2014-05-04", step)))
    twice = draw(find(context, ("2013-05-04", "granted"), ("2014-05-04", step), ("2020-05-04", step)))

    assert [bar.texture for bar in once.bars] == ["na", texture, "since"]
    assert once.bars[1].width == pytest.approx(LEAST)
    assert [bar.texture for bar in twice.bars] == ["na", texture, "since"]
    assert twice.bars[1].width > 40


@pytest.mark.parametrize("vague", ["unknown", "2014/.."])
def test_a_look_on_no_known_day_draws_nothing_out(context: Context, vague: str) -> None:
    """What was seen somewhen is no proof that it still was so today."""
    known = [("2013-05-04", "granted"), ("2014-05-04", "not_in_place")]

    assert draw(find(context, *known, (vague, "not_in_place"))).bars == draw(find(context, *known)).bars


def test_what_was_in_place_is_solid_and_then_not_known(context: Context) -> None:
    """A measure once seen in place is not drawn solid up to today on old evidence."""
    drawing = draw(find(context, ("2013-05-04", "granted"), ("2014-05-04", "in_place")))

    assert [bar.texture for bar in drawing.bars] == ["na", "yes", "na"]


def test_a_vague_grant_starts_on_its_last_day(context: Context) -> None:
    """A dotted line covers the days it may have been, and the bar only what is certain."""
    drawing = draw(find(context, ("2013", "granted")), Axis(date(2013, 1, 1), date(2015, 1, 1)))

    assert drawing.start == Axis(date(2013, 1, 1), date(2015, 1, 1)).place(date(2013, 12, 31))
    assert drawing.whiskers == (Whisker(0, drawing.start),)
    assert drawing.bars[0].x == drawing.start


def test_a_grant_without_a_date_leaves_the_bar_open(context: Context) -> None:
    """It starts where the measure is first known, with a stub in place of the cap."""
    drawing = draw(find(context, ("unknown", "granted"), ("2014-05-04", "not_in_place")))

    assert (drawing.start, drawing.stub) == (None, 0)
    assert [bar.texture for bar in drawing.bars] == ["no", "since"]


def test_the_bar_stops_where_the_measure_ended(context: Context) -> None:
    """It bears a cap there; what nobody verified until then is pale."""
    drawing = draw(find(context, ("2012-01-01", "granted"), ("2015-01-01", "lifted")), AXIS)
    first, last = (AXIS.place(date(year, 1, 1)) for year in (2012, 2015))

    assert drawing.bars == (Bar("off", first, round(last - first, 2)),)
    assert drawing.end == AXIS.place(date(2015, 1, 1))


def test_the_bar_never_runs_past_a_death(context: Context) -> None:
    """It stops on that day, and is not drawn as if the measure had been lifted."""
    drawing = draw(find(context, ("2012-01-01", "granted"), dead="2014-01-01"), AXIS)

    assert drawing.end == AXIS.place(date(2014, 1, 1))
    assert [bar.texture for bar in drawing.bars] == ["na"]


def test_an_end_somewhere_in_the_life_of_a_measure_leaves_no_bar(context: Context) -> None:
    """Where no day is certain there is only the dotted line, and the cap at the last possible end."""
    drawing = draw(find(context, ("2014", "granted"), ("2014/2021-06", "lifted"), dead="2021-06-17"))

    assert (drawing.bars, drawing.start) == ((), None)
    assert drawing.whiskers == (Whisker(0, 100),)
    assert drawing.end == 100


def test_no_drawing_without_a_grant_or_a_date(context: Context) -> None:
    """A request is no gap, and what has no date has no place."""
    asked, undated = find(context, ("2013-05-04", "requested")), find(context, ("unknown", "granted"))

    assert make_drawing(asked, AXIS) is None
    assert make_drawing(undated, AXIS) is None or make_own_axis(undated) is not None


def test_marks_have_shapes_by_gravity_and_certainty(context: Context) -> None:
    """A killing has its own; a date known to the year has a line over all of it; one without a date has no mark."""
    finding = find(context, ("2012-01-01", "granted"))
    dates = (("2013-01-01", False), ("2014-02", True), ("2015", True), ("unknown", False))
    acts = [DatedAct(parse_date(text), lethal, text) for text, lethal in dates]
    marks = draw(finding, AXIS, *acts).marks

    assert [(mark.shape, mark.title) for mark in marks] == [
        ("attack", "2013-01-01"),
        ("kill", "2014-02"),
        ("about", "2015"),
    ]
    assert [mark.whisker is None for mark in marks] == [True, True, False]
    assert marks[0].x == AXIS.place(date(2013, 1, 1))


def test_a_limit_the_bar_does_not_reach(context: Context) -> None:
    """The axis runs on to it, and a dotted line joins both."""
    finding = find(context, ("2021-06-01", "granted"), dead="2021-06-17")
    drawing = draw(finding, limit=date(2021, 7, 1))

    assert drawing.limit == 100
    assert drawing.end == pytest.approx(16 / 30 * 100, abs=0.01)
    assert drawing.run == Whisker(drawing.end or 0, 100)
    assert drawing.parts == {"na", "end", "limit"}


def test_a_shared_axis_starts_with_a_year(context: Context) -> None:
    """It covers the earliest day any of the measures may have been granted."""
    findings = (find(context, ("2013-05-04", "granted")), find(context, ("2009-02", "granted")))

    assert make_shared_axis(map(make_listed, findings), AS_OF) == Axis(date(2009, 1, 1), AS_OF)
    assert make_shared_axis((), AS_OF).last == AS_OF


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(2018, 1, 1), date(2020, 6, 1), ["2018", "2019", "2020"]),
        (date(2011, 1, 1), date(2020, 6, 1), ["2012", "2014", "2016", "2018", "2020"]),
        (date(1999, 1, 1), date(2026, 6, 1), ["2000", "2005", "2010", "2015", "2020", "2025"]),
    ],
)
def test_years_are_labelled_sparsely(first: date, last: date, labels: list[str]) -> None:
    """Each year, every second or every fifth; the outer ones lean inwards."""
    ticks = make_ticks(Axis(first, last))

    assert [tick.label for tick in ticks] == labels
    assert all(tick.anchor == "start" for tick in ticks if tick.x < 2)


@given(
    grant=st.dates(date(2005, 1, 1), date(2015, 1, 1)),
    looks=st.lists(
        st.tuples(
            st.dates(date(2015, 1, 2), date(2026, 1, 1)),
            st.sampled_from(["not_in_place", "partly_in_place", "in_place"]),
        ),
        max_size=3,
    ),
)
def test_bars_cover_the_gap_without_overlap(context: Context, grant: date, looks: list[tuple[date, str]]) -> None:
    """Whatever was verified when, the bars lie side by side from the grant to the day that counts."""
    steps = [(grant.isoformat(), "granted"), *((day.isoformat(), step) for day, step in looks)]
    bars = draw(find(context, *steps)).bars

    assert bars[0].x == 0
    assert sum(bar.width for bar in bars) == pytest.approx(100, abs=0.1)
    for one, other in pairwise(bars):
        assert one.x + one.width == pytest.approx(other.x, abs=0.05)
        assert one.texture != other.texture
