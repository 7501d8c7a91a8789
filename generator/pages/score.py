"""The score: every protection measure that has a date as one thin bar, from the oldest to the newest. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from msgspec import Struct

from generator.analysis.measure_list import ListedMeasure
from generator.analysis.measures import MeasureFinding
from generator.pages.gap import Axis, GapDrawing, Tick, make_drawing, make_shared_axis, make_ticks
from generator.pages.i18n import Words
from generator.pages.scene import Scene
from generator.pages.standing import list_acts_after, make_chip

TOP, PITCH, BAR, FOOT = 4, 11, 7, 22
"""Pixels: above the first bar; from bar to bar; of a bar; for the years below."""
FREE = 32.0
"""A label stands left of its bar, where bars of later measures leave room: from here on, in per cent."""
MOST = 150
"""Bars at most; of more measures those without verified protection for longest are drawn."""
APART = 2
"""Rows from one label to the next, so that they never touch."""


class ScoreRow(Struct, frozen=True):
    """A measure."""

    drawing: GapDrawing
    y: int
    title: str
    label: str
    """Said beside the bar; empty for most."""
    start: float
    """Where what is drawn of it starts, in per cent."""


class Score(Struct, frozen=True):
    """Everything a template draws of all measures."""

    rows: tuple[ScoreRow, ...]
    ticks: tuple[Tick, ...]
    title: str
    alternative: str
    """The drawing in one sentence."""
    undated: str
    """How many measures are not drawn, or are; empty where all are."""
    parts: frozenset[str]
    """What is drawn, for the legend."""

    @property
    def bottom(self) -> int:
        """Where the last row ends."""
        return TOP + PITCH * len(self.rows)

    @property
    def height(self) -> int:
        """Of the drawing, years included."""
        return self.bottom + FOOT


class Chosen(Struct, frozen=True):
    """What is drawn, before anything of it is derived."""

    measures: tuple[ListedMeasure, ...]
    granted: int
    """Out of how many."""
    axis: Axis


def choose_measures(scene: Scene) -> Chosen:
    """The measures of the score."""
    granted = [one for one in scene.findings.counted if one.protective and one.is_granted]
    shown = tuple(islice((one for one in granted if one.is_dated), MOST))
    return Chosen(shown, len(granted), make_shared_axis(granted, scene.as_of.latest or date.max))


def make_score(scene: Scene) -> Score | None:
    """The score of all cases; none where no protection measure has a date."""
    words, chosen = scene.words, choose_measures(scene)
    if not chosen.measures:
        return None
    axis, granted = chosen.axis, chosen.granted
    near = scene.near_all(one.case_id for one in chosen.measures)
    drawn = tuple(sort_by_start(_draw(chosen.measures, axis, near)))
    return Score(
        rows=tuple(_place(drawn, words)),
        ticks=make_ticks(axis),
        title=words.count("score.title", granted if len(drawn) == MOST else len(drawn)),
        alternative=words.get("score.alternative", first=axis.first.year, last=axis.last.year),
        undated=_say_missing(len(drawn), granted, words),
        parts=frozenset[str]().union(*(drawing.parts for _, drawing in drawn)),
    )


def _say_missing(drawn: int, granted: int, words: Words) -> str:
    if drawn == granted:
        return ""
    if drawn == MOST:
        return words.get("score.most", n=MOST, total=words.number(granted))
    return words.count("score.undated", granted - drawn)


def _draw(shown: Iterable[ListedMeasure], axis: Axis, scene: Scene) -> Iterator[tuple[MeasureFinding, GapDrawing]]:
    for one in map(scene.findings.get_measure, shown):
        if drawing := make_drawing(one, axis, list_acts_after(one, scene)):
            yield one, drawing


def sort_by_start(
    drawn: Iterable[tuple[MeasureFinding, GapDrawing]],
) -> list[tuple[MeasureFinding, GapDrawing]]:
    """Measures from the first to start to the last."""
    return sorted(drawn, key=lambda pair: (find_start(pair[1]), pair[0].id))


def find_start(drawing: GapDrawing) -> float:
    """Where the first bar of a drawing starts; where there is none, its first whisker."""
    return min(one.x for one in (drawing.bars or drawing.whiskers))


def _place(drawn: Sequence[tuple[MeasureFinding, GapDrawing]], words: Words) -> Iterator[ScoreRow]:
    last = -APART
    for number, (finding, drawing) in enumerate(drawn):
        name = words.plain(finding.case.title)
        start = find_start(drawing)
        label = _say_label(finding, words) if start >= FREE and number - last >= APART else ""
        last = number if label else last
        title = f"{name}: {words.term('measure_kind', finding.measure.kind)}. {make_chip(finding, words).text}"
        left = min(start, *(one.x for one in drawing.whiskers)) if drawing.whiskers else start
        yield ScoreRow(drawing, TOP + PITCH * number, title, label, left)


def _say_label(finding: MeasureFinding, words: Words) -> str:
    """Of a measure that stopped counting because those it protected died, who and for how many days."""
    gap = finding.gap
    if gap is None or gap.standing != "death" or not gap.days or not gap.days.low:
        return ""
    key = "score.days" if gap.days.exact else "score.days_at_least"
    return words.count(key, gap.days.low, who=words.plain(finding.case.title))
