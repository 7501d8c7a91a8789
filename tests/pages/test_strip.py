"""The strip of a case: lanes, stacks, labels, and the same in words. Never more certain than the dates."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise

import pytest
from builders import (
    AS_OF,
    make_act,
    make_measure,
    make_measure_step,
    make_person,
    make_proceeding,
    make_proceeding_step,
    publish,
)
from hypothesis import given
from hypothesis import strategies as st
from scenes import make_scene

from generator.pages.case_scene import CaseScene
from generator.pages.gap import Axis, begin_axis
from generator.pages.i18n import Words
from generator.pages.strip import (
    HIGH,
    NEAR,
    NEAR_TEXT,
    Dot,
    arrange,
    make_dot,
    place_label,
    stack,
)
from generator.pages.strip_facts import Fact, Shape
from generator.pages.strip_words import LONGEST, StripView, make_strip_view, shorten
from generator.pages.urls import Addresses
from generator.records.dates import day, parse_date
from generator.records.fields import Context

AXIS = Axis(date(2010, 1, 1), date(2020, 1, 1))
DAYS = st.dates(date(1990, 1, 1), date(2026, 12, 31))
SHAPES = st.sampled_from(["recognition", "attack", "kill", "about", "step", "conviction"])
PLACES = st.floats(0, 100).map(lambda x: round(x, 2))
DOTS = st.lists(st.builds(Dot, SHAPES, PLACES, st.just("")), min_size=1, max_size=40)


def strip_of(context: Context, words: Words, addresses: Addresses, **changes: object) -> StripView | None:
    """Return the strip of a changed case in a language."""
    case = publish(context, **changes)
    here = CaseScene(case, make_scene((case,), words, addresses))
    return make_strip_view(here.shape.strip, here) if here.shape.strip else None


@given(days=st.lists(DAYS, min_size=1))
def test_every_fact_lies_on_the_axis_and_in_order(days: list[date]) -> None:
    """From 1 January of the first year; no later fact lies left of an earlier one."""
    facts = [Fact("attack", day(one), "") for one in sorted(days)]
    axis = begin_axis(min(days), date(2026, 12, 31))
    dots = [dot for fact in facts if (dot := make_dot(fact, axis))]

    assert axis.first == date(min(days).year, 1, 1)
    assert len(dots) == len(facts)
    assert all(0 <= dot.x <= 100 for dot in dots)
    assert all(one.x <= other.x for one, other in pairwise(dots))


@given(dots=DOTS)
def test_marks_of_a_level_never_touch(dots: list[Dot]) -> None:
    """Every fact is drawn or counted; stacks are six high, from the ground up; numbers keep apart too."""
    marks, more = stack(dots)

    assert len(marks) + sum(one.number for one in more) == len(dots)
    assert [mark.dot.x for mark in marks] == sorted(mark.dot.x for mark in marks)
    assert {mark.level for mark in marks} == set(range(max(mark.level for mark in marks) + 1)) <= set(range(HIGH))
    for one, other in combinations(marks, 2):
        assert one.level != other.level or abs(one.dot.x - other.dot.x) >= NEAR
    assert all(other.x - one.x >= NEAR_TEXT for one, other in pairwise(more))


@given(dots=DOTS)
def test_lanes_do_not_overlap(dots: list[Dot]) -> None:
    """Every mark lies below the name of its lane and above the next."""
    strip = arrange(dots, (), AXIS)
    bounds = [*(lane.y for lane in strip.lanes), strip.height]

    for lane, (top, bottom) in zip(strip.lanes, pairwise(bounds), strict=True):
        assert all(top + 20 <= mark.y <= bottom - 8 for mark in lane.marks)
        assert all(top + 20 <= one.y < min(mark.y for mark in lane.marks) for one in lane.more)
        assert len({(mark.y, mark.dot.x) for mark in lane.marks}) == len(lane.marks)


def test_a_full_stack_is_counted_and_killings_stay() -> None:
    """The gravest are at the bottom, and what has no room is a number."""
    shapes: list[Shape] = ["attack"] * 7 + ["kill"]
    marks, more = stack([Dot(shape, 50, "") for shape in shapes])

    assert [mark.dot.shape for mark in marks if mark.level == 0] == ["kill"]
    assert [(one.x, one.number) for one in more] == [(50, 2)]


@pytest.mark.parametrize(
    ("shape", "text_", "drawn", "vague"),
    [
        ("kill", "2014-05-04", "kill", False),
        ("attack", "2014-05", "attack", False),
        ("kill", "2014", "about", True),
        ("recognition", "2014", "recognition", True),
        ("conviction", "2014/2015", "conviction", True),
    ],
)
def test_what_is_vague_has_a_line_over_all_its_days(shape: Shape, text_: str, drawn: Shape, *, vague: bool) -> None:
    """An attack known to the year is open; every mark lies in the middle of its days."""
    dot = make_dot(Fact(shape, parse_date(text_), ""), AXIS)

    assert dot is not None
    assert (dot.shape, dot.whisker is not None) == (drawn, vague)
    assert dot.whisker is None or dot.whisker.x < dot.x < dot.whisker.end


@pytest.mark.parametrize("text_", ["unknown", "2014/..", "../2014"])
def test_what_has_no_bounds_has_no_mark(text_: str) -> None:
    """It is told in the list."""
    assert make_dot(Fact("attack", parse_date(text_), ""), AXIS) is None


@given(start=PLACES, length=PLACES)
def test_a_label_has_room(start: float, length: float) -> None:
    """It starts in the left third or ends in the right one, so that thirty characters fit a narrow screen."""
    x, anchor = place_label(start, min(100.0, start + length))

    assert 0 <= x <= 30 if anchor == "start" else 70 <= x <= 100


@given(text_=st.text(min_size=1))
def test_a_label_is_short(text_: str) -> None:
    """It is cut, at a word where there is one."""
    assert len(shorten(text_)) <= LONGEST
    assert shorten("Medidas cautelares de derechos humanos") == "Medidas cautelares…"


def test_no_strip_without_a_date(context: Context, spanish: Words, addresses: Addresses) -> None:
    """Nothing is drawn where nothing has a place."""
    assert strip_of(context, spanish, addresses, acts=[make_act(date="unknown")]) is None


def test_the_words_say_what_is_drawn(context: Context, spanish: Words, english: Words, addresses: Addresses) -> None:
    """Attacks as they are counted, measures granted and in place, and how far justice got."""
    step = make_measure_step(date="2014-02-03", step="granted", according_to="organisation")
    seen = make_measure_step("m1-2", date="2026-10-01", step="in_place", according_to="organisation")
    asked = make_measure("m2", steps=[make_measure_step("m2-1", date="2015-01-01", step="requested")])
    changes = {
        "people": [make_person(), make_person("eva")],
        "acts": [
            make_act(date="2013-05-04", victims=["ana", "eva"]),
            make_act("a2", date="2016-01-01"),
            make_act("a3", date="unknown"),
        ],
        "measures": [make_measure(steps=[step, seen], kind="recommendation"), asked],
        "proceedings": [
            make_proceeding(
                side="against_suspects",
                kind="criminal",
                about=["a1"],
                steps=[make_proceeding_step(date="2017-01-01", stage="complaint")],
            )
        ],
    }
    found = strip_of(context, spanish, addresses, **changes)
    other = strip_of(context, english, addresses, **changes)

    assert found
    assert other
    assert found.text.sentences[:2] == (
        "4 agresiones documentadas entre 2013 y 2016.",
        "1 medida otorgada, verificada hoy como cumplida: 1.",
    )
    assert other.text.sentences[:2] == (
        "4 documented attacks between 2013 and 2016.",
        "1 measure granted, verified in place today: 1.",
    )
    assert found.text.sentences[-1] == "No consta ninguna condena en pie."
    assert len(found.text.notes) == 2
    assert [lane.name for lane in found.drawing.lanes] == ["attacks", "justice"]
    assert found.drawing.shapes == {"attack", "step"}


def test_seven_measures_are_six_bars_and_a_number(context: Context, spanish: Words, addresses: Addresses) -> None:
    """They are in order of their start, each on a row of its own."""
    measures = [
        make_measure(f"m{n}", steps=[make_measure_step(f"m{n}-1", date=f"{2020 - n}-02-03", step="granted")])
        for n in range(1, 9)
    ]
    found = strip_of(context, spanish, addresses, measures=measures)

    assert found
    strip = found.drawing
    assert (len(strip.rows), strip.rows_more) == (HIGH, 2)
    starts = [row.drawing.start or 0 for row in strip.rows]
    assert starts == sorted(starts)
    assert all(other.y - one.y >= 30 for one, other in pairwise(strip.rows))
    assert strip.rows[-1].y < strip.more_y < strip.height


def test_reserved_measures_keep_the_month(context: Context, spanish: Words, addresses: Addresses) -> None:
    """Whatever the day of the grant, the whole month is dotted, and the bar starts where it ends."""
    strips = []
    for day_ in ("2014-02-03", "2014-02-20"):
        measure = make_measure(steps=[make_measure_step(date=day_, step="granted")])
        strips.append(strip_of(context, spanish, addresses, measures=[measure]))
    axis = Axis(date(2012, 1, 1), AS_OF)

    assert strips[0] == strips[1]
    assert strips[0]
    drawing = strips[0].drawing.rows[0].drawing
    assert drawing.start == axis.place(date(2014, 2, 28))
    assert [(one.x, one.end) for one in drawing.whiskers] == [(axis.place(date(2014, 2, 1)), drawing.start)]
