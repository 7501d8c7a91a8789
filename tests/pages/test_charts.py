"""The geometry of the static charts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from generator.pages.charts import (
    Frame,
    Line,
    Piece,
    count_at_risk,
    get_day,
    make_curve,
    make_stack,
    make_ticks,
    write_number,
)

FRAME = Frame(until=1000, top=6, bottom=86)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (100, "100"), (33.333333, "33.33"), (0.1, "0.1"), (-0.001, "0"), (20.0, "20")]
)
def test_numbers_are_short(value: float, text: str) -> None:
    """Attributes carry two decimals at most, and no sign before nothing."""
    assert write_number(value).removeprefix("-") == text


def test_stack() -> None:
    """Parts follow each other without a hole, empty ones are not drawn, and the whole is as wide as its total says."""
    parts = (("yes", 1), ("part", 0), ("no", 2), ("na", 1))

    assert make_stack(parts, 4) == (Piece("0", "25", "yes"), Piece("25", "50", "no"), Piece("75", "25", "na"))
    assert make_stack(parts, 8)[-1] == Piece("37.5", "12.5", "na")
    assert make_stack((("no", Fraction(1, 3)),), 1) == (Piece("0", "33.33", "no"),)


def test_stack_of_nothing() -> None:
    """Where there is nothing there is no bar."""
    assert make_stack((("yes", 0),), 0) == ()
    assert make_stack((("yes", 3),), 0) == ()
    assert make_stack((), 5) == ()


def test_curve_falls_in_steps() -> None:
    """It starts whole, falls upright on each day something happened, and goes on level to the last day."""
    points = ((100, Fraction(1)), (250, Fraction(1, 2)), (1000, Fraction(1, 2)))

    assert make_curve(points, FRAME) == (
        Line("0", "25", "6", "6"),
        Line("25", "25", "6", "46"),
        Line("25", "100", "46", "46"),
    )


def test_curve_that_never_falls() -> None:
    """Nobody got there: one level line as long as anybody was watched."""
    assert make_curve(((500, Fraction(1)),), FRAME) == (Line("0", "50", "6", "6"),)
    assert make_curve((), FRAME) == ()


def test_curve_that_falls_on_the_first_day() -> None:
    """A step on the day of the act itself has no length before it."""
    lines = make_curve(((0, Fraction(0)),), FRAME)

    assert lines == (Line("0", "0", "6", "6"), Line("0", "0", "6", "86"))


@pytest.mark.parametrize(
    ("years", "labels"),
    [
        (0, [0]),
        (3, [0, 1, 2, 3]),
        (13, [0, 2, 4, 6, 8, 10, 12]),
        (20, [0, 5, 10, 15, 20]),
        (26, [0, 5, 10, 15, 20, 25]),
    ],
)
def test_ticks_are_round_years(years: int, labels: list[int]) -> None:
    """A time axis has few labels, at round numbers of years from 0."""
    assert [tick.years for tick in make_ticks(Frame(get_day(years) + 1, 0, 1))] == labels


def test_at_risk() -> None:
    """Just before a day as many are waiting as just before the next thing that happens; after the last, nobody."""
    points = ((10, 5), (20, 3))

    assert [count_at_risk(points, day) for day in (0, 10, 11, 20, 21)] == [5, 5, 3, 3, 0]


def test_a_long_curve_is_drawn_to_the_pixel() -> None:
    """Of thousands of steps only what can be seen is drawn, and it ends on the day and at the share where it ends."""
    points = tuple((day, Fraction(5000 - day, 5000)) for day in range(1, 1001))
    lines = make_curve(points, FRAME)

    assert len(lines) <= 2 * 80
    assert (lines[-1].x2, lines[-1].y2) == ("100", FRAME.y(Fraction(4000, 5000)))
    assert all(float(line.y2) - float(line.y1) < 2 for line in lines)
