"""Sparks: each case of a list as a small drawing of attacks and protection measures on one axis for all. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from msgspec import Struct

from generator.pages.gap import Axis, GapDrawing, make_drawing
from generator.pages.scene import Scene
from generator.records.dates import PartialDate
from generator.records.public import PublicCase

MOST = 3
"""Measures a spark draws at most."""
HEAD, PITCH = 12, 9
"""Pixels: for the attacks; from bar to bar."""


class SparkRow(Struct, frozen=True):
    """A measure."""

    drawing: GapDrawing
    y: int


class Spark(Struct, frozen=True):
    """What is drawn of a case. The words beside it say as much."""

    dots: tuple[float, ...]
    """Where attacks with a date lie, in per cent."""
    rows: tuple[SparkRow, ...]

    @property
    def height(self) -> int:
        """Of the drawing, in pixels."""
        return HEAD + PITCH * len(self.rows)


class Sparks(Struct, frozen=True):
    """The sparks of the cases of a leaf, on the axis of all."""

    by_case: Mapping[str, Spark]
    first: int
    """The year in which the axis starts."""
    parts: frozenset[str]
    """What is drawn, for the legend."""


def make_sparks(cases: Iterable[PublicCase], axis: Axis, scene: Scene) -> Sparks:
    """The spark of each of some cases."""
    sparks = {case.id: _make_spark(case, axis, scene) for case in cases}
    rows = [row for spark in sparks.values() for row in spark.rows]
    parts = frozenset[str]().union(*(row.drawing.parts for row in rows))
    dotted = frozenset({"attack"}) if any(spark.dots for spark in sparks.values()) else frozenset[str]()
    return Sparks(sparks, axis.first.year, parts | dotted)


def _make_spark(case: PublicCase, axis: Axis, scene: Scene) -> Spark:
    days = (day for act in case.acts if (day := _find_middle(act.date)))
    drawn = islice(_draw(case, axis, scene), MOST)
    rows = tuple(SparkRow(drawing, HEAD + PITCH * number) for number, drawing in enumerate(drawn))
    return Spark(tuple(sorted({axis.place(day) for day in days})), rows)


def _find_middle(date: PartialDate) -> dt.date | None:
    """The middle of the days that a date can mean; none where they have no bounds."""
    first, last = date.earliest, date.latest
    return first + (last - first) // 2 if first and last else None


def _draw(case: PublicCase, axis: Axis, scene: Scene) -> Iterator[GapDrawing]:
    """Its protection measures that have a date, as the case lists them."""
    for finding in scene.findings.measures.get(case.id, ()):
        if finding.protective and (drawing := make_drawing(finding, axis)):
            yield drawing
