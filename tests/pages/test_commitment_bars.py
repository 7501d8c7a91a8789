"""Bars of commitments: a texture for each report, from its last possible day on; thin hatch where nobody has looked."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.commitments import CommitmentReading, read_commitment
from generator.pages.commitment_bars import find_texture, make_ledger_axis, make_ledger_drawing
from generator.pages.gap import LEAST, Axis
from generator.records.dates import parse_date
from generator.records.fields import LocalText
from generator.records.mechanism import Commitment, Observation, Request
from generator.records.vocabularies import Vocabularies

AXIS = Axis(date(2010, 1, 1), date(2020, 1, 1))
TEXT = LocalText((("es", "x"),))
STATUSES = ("not_started", "partial", "implemented", "reversed", "unknown")


def make_reading(vocabularies: Vocabularies, asked: str, *told: tuple[str, str]) -> CommitmentReading:
    """Return a commitment asked for on a date, with reports."""
    observations = tuple(
        Observation(id=f"o{n}", date=parse_date(day), status=status, text=TEXT, sources=("s1",))
        for n, (day, status) in enumerate(told)
    )
    one = Commitment(
        id="c",
        title=TEXT,
        requests=(Request(who=TEXT, date=parse_date(asked), sources=("s1",)),),
        observations=observations,
        addressed_to=TEXT,
        addressees=("segob",),
        done_when=TEXT,
    )
    return read_commitment(one, vocabularies, as_of=AXIS.last)


def draw(vocabularies: Vocabularies, asked: str, *told: tuple[str, str]) -> list[tuple[str, float, float]]:
    """Return the bars of a commitment: texture, start and end."""
    reading = make_reading(vocabularies, asked, *told)
    drawing = make_ledger_drawing(reading, AXIS, vocabularies["commitment_status"])
    assert drawing
    return [(bar.texture, bar.x, round(bar.x + bar.width, 1)) for bar in drawing.bars]


def test_each_report_until_the_next(vocabularies: Vocabularies) -> None:
    """Not known before the first report; its texture up to the next; a lost gain is pale; then nobody has looked."""
    told = [("2013", "not_started"), ("2014-12-31", "partial"), ("2017-12-31", "reversed")]
    days = (date(2012, 1, 1), date(2013, 12, 31), date(2014, 12, 31), date(2017, 12, 31))
    start, first, second, third = (AXIS.place(day) for day in days)
    found = draw(vocabularies, "2012-01-01", *told)

    assert [texture for texture, _, _ in found] == ["na", "no", "part", "off", "since"]
    assert [x for _, x, _ in found] == [start, first, second, third, round(third + LEAST, 2)]
    assert found[-1][2] == 100


def test_nothing_seen(vocabularies: Vocabularies) -> None:
    """Asked for, and no report: one dashed bar."""
    assert [texture for texture, _, _ in draw(vocabularies, "2012-01-01")] == ["na"]


def test_what_was_carried_out_is_not_known_for_ever(vocabularies: Vocabularies) -> None:
    """After the report that it was done nobody has looked either: dashed, not solid and not hatched."""
    found = draw(vocabularies, "2012-01-01", ("2012-01-01", "implemented"))

    assert [texture for texture, _, _ in found] == ["yes", "na"]


def test_a_vague_request_has_a_whisker(vocabularies: Vocabularies) -> None:
    """It starts on the last day it can mean."""
    reading = make_reading(vocabularies, "2012")
    drawing = make_ledger_drawing(reading, AXIS, vocabularies["commitment_status"])

    assert drawing is not None
    assert drawing.start == AXIS.place(date(2012, 12, 31))
    assert [(one.x, one.end) for one in drawing.whiskers] == [(AXIS.place(date(2012, 1, 1)), drawing.start)]
    assert "whisker" in drawing.parts


def test_no_date_no_bar(vocabularies: Vocabularies) -> None:
    """Where nothing has a date there is nothing to draw."""
    reading = make_reading(vocabularies, "unknown")

    assert make_ledger_drawing(reading, AXIS, vocabularies["commitment_status"]) is None


def test_axis_and_textures(vocabularies: Vocabularies) -> None:
    """The axis begins with the first year of all; a state outside the vocabulary is not known."""
    readings = [make_reading(vocabularies, "2014-05"), make_reading(vocabularies, "2016", ("2012-03-01", "partial"))]

    assert make_ledger_axis(readings, AXIS.last) == Axis(date(2012, 1, 1), AXIS.last)
    assert find_texture("asked", vocabularies["commitment_status"]) == "na"


@settings(deadline=None)
@given(
    st.integers(2010, 2019),
    st.lists(st.tuples(st.integers(2010, 2019), st.integers(1, 12), st.sampled_from(STATUSES)), max_size=6),
)
def test_bars_join_and_end_today(vocabularies: Vocabularies, asked: int, told: list[tuple[int, int, str]]) -> None:
    """Whatever the reports, bars follow one another without holes up to the as-of date, within the axis."""
    reports = [(f"{year}-{month:02}", status) for year, month, status in sorted(told)]
    reading = make_reading(vocabularies, str(asked), *reports)
    drawing = make_ledger_drawing(reading, AXIS, vocabularies["commitment_status"])
    assert drawing is not None
    ends = [round(bar.x + bar.width, 2) for bar in drawing.bars]

    assert all(abs(end - bar.x) < 0.05 for end, bar in zip(ends, drawing.bars[1:], strict=False))
    assert all(0 <= bar.x <= 100 and bar.width > 0 for bar in drawing.bars)
    assert abs(ends[-1] - 100) < 0.05
