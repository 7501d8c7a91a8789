"""Rows of charts and tables made from figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.analysis.figures import Figure
from generator.pages.charts import make_stack
from generator.pages.drawings import BarView
from generator.pages.i18n import Words
from generator.pages.scene import Scene
from generator.pages.tables import Cell, Row, Table, make_number
from generator.pages.traces import Trace, Tracer
from generator.pages.values import make_sums, name_row, render_count, render_percent


def name_figure(figure: Figure, scene: Scene) -> str:
    """What the row of a figure is called."""
    indicators = scene.findings.indicators
    return name_row(indicators[figure.code], figure.row, indicators, scene.words)


def name_scope(scene: Scene, scope: str) -> str:
    """What a scope is called."""
    return scene.words.plain(scene.findings.indicators.scopes[scope].label)


def make_bar(label: str, parts: Sequence[tuple[str, int]], words: Words, *, total: int = 0, href: str = "") -> BarView:
    """A bar of textures and amounts; `total` is what its full width means, if that is not its own sum."""
    amount = sum(number for _, number in parts)
    return BarView(label, href, make_stack(parts, total or amount), words.number(amount))


def count_with_share(figure: Figure, scene: Scene) -> str:
    """A count, with its percentage where the denominator is large enough."""
    count = render_count(figure.numerator, scene.words)
    if not figure.shows_percentage or figure.known is None:
        return count
    return scene.words.get("chart.with_share", count=count, share=render_percent(figure.known, scene.words))


def make_figure_table(scene: Scene, figures: Sequence[Figure]) -> Table:
    """Each row of an indicator in its main scope: its low, known and high figure as sums."""
    words = scene.words
    keys = ("sum.low", "sum.known", "sum.high")
    head = (Cell(words.get("chart.row")), *(make_number(words.get(key)) for key in keys))
    caption = words.plain(scene.findings.indicators[figures[0].code].label) if figures else ""
    return Table(caption, head, tuple(make_sum_row(name_figure(figure, scene), figure, scene) for figure in figures))


def make_sum_row(name: str, figure: Figure, scene: Scene) -> Row:
    """The low, known and high figure of a share beside one another, each with its sum."""
    sums = make_sums(figure, scene.findings.indicators[figure.code], scene.words)
    cells = (f"{each.parts} = {each.result}" if each.result else each.parts for each in sums)
    return Row(Cell(name), tuple(make_number(cell) for cell in cells))


def trace_rows(tracer: Tracer, figures: Iterable[Figure], prefix: str = "") -> Iterator[Trace]:
    """The cases behind each row that counts any."""
    for figure in figures:
        if figure.ids:
            name = name_figure(figure, tracer.scene)
            number = tracer.scene.words.number(len(figure.ids))
            label = f"{prefix}. {name}" if prefix else name
            yield tracer.make_trace(f"{label}: {number}", figure.ids)
