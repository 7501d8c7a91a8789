"""Documented attacks by state, type of alleged perpetrator and right defended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.analysis.breakdowns import BREAKDOWNS
from generator.analysis.figures import Figure
from generator.pages.drawings import BarView, Drawing, link_definitions
from generator.pages.figure_rows import make_bar, name_scope
from generator.pages.plots import Series, make_bars_plot
from generator.pages.scene import Scene
from generator.pages.tables import Cell, Row, Table, make_number
from generator.pages.traces import Trace, Tracer
from generator.pages.values import name_part, render_count

ATTACKS = "attacks_documented"
TITLES: Mapping[str, tuple[str, str]] = {
    "state": ("estado", "trends.by_state"),
    "perpetrator_type": ("responsable", "trends.by_perpetrator"),
    "right_defended": ("derecho", "trends.by_right"),
}
"""Breakdown → anchor of its figure and key of its title."""


def draw_parts(tracer: Tracer) -> Iterator[Drawing]:
    """One figure for each breakdown."""
    for breakdown in TITLES:
        yield _draw_breakdown(tracer, breakdown)


def _draw_breakdown(tracer: Tracer, breakdown: str) -> Drawing:
    scene, words = tracer.scene, tracer.scene.words
    figures = scene.findings.statistics.select(ATTACKS, breakdown=breakdown)
    unknown = BREAKDOWNS[breakdown].unknown
    shown = [one for one in figures if one.suppressed or one.numerator]
    shown.sort(key=lambda one: (one.key == unknown, words.sort_key(name_part(breakdown, one.key or "", words))))
    longest = max((one.numerator or 0 for one in shown), default=0)
    links = tracer.link_parts(breakdown)
    anchor, title = TITLES[breakdown]
    wording = scene.findings.indicators.breakdowns[breakdown]
    bars = tuple(_make_part(scene, one, links, longest) for one in shown)
    return Drawing(
        id=anchor,
        title=words.get(title),
        text=f"{name_scope(scene, shown[0].scope) if shown else ''}. {words.plain(wording.about)}",
        alternative=words.get(title),
        bars=bars,
        tables=(_make_part_table(scene, breakdown, shown),),
        notes=(
            words.get("impunity.no_ranking"),
            *((words.get("chart.withheld_note"),) if any(one.suppressed for one in shown) else ()),
        ),
        definitions=link_definitions(scene, tracer.path, ATTACKS),
        traces=tuple(_trace_parts(tracer, breakdown, shown)),
        plot=_plot_parts(scene, breakdown, shown),
    )


def _make_part(scene: Scene, figure: Figure, links: Mapping[str, str], longest: int) -> BarView:
    key, words = figure.key or "", scene.words
    label, href = name_part(figure.breakdown or "", key, words), links.get(key, "")
    if figure.suppressed:
        return BarView(label, href, (), words.get("chart.withheld"))
    texture = "na" if key == BREAKDOWNS[figure.breakdown or ""].unknown else "ink"
    return make_bar(label, [(texture, figure.numerator or 0)], words, total=longest, href=href)


def _make_part_table(scene: Scene, breakdown: str, shown: list[Figure]) -> Table:
    """Each part in every scope."""
    words, statistics = scene.words, scene.findings.statistics
    scopes = scene.findings.indicators[ATTACKS].scopes
    head = (
        Cell(words.plain(scene.findings.indicators.breakdowns[breakdown].label)),
        *(make_number(name_scope(scene, scope)) for scope in scopes),
    )
    rows = []
    for one in shown:
        found = [statistics.find(ATTACKS, scope=scope, breakdown=breakdown, key=one.key) for scope in scopes]
        cells = tuple(make_number(render_count(each.numerator if each else 0, words)) for each in found)
        rows.append(Row(Cell(name_part(breakdown, one.key or "", words)), cells))
    return Table(words.get(TITLES[breakdown][1]), head, tuple(rows))


def _trace_parts(tracer: Tracer, breakdown: str, shown: list[Figure]) -> Iterator[Trace]:
    for one in shown:
        if one.ids:
            yield tracer.make_trace(name_part(breakdown, one.key or "", tracer.scene.words), one.ids, facts=False)


def _plot_parts(scene: Scene, breakdown: str, shown: list[Figure]) -> str:
    told = [one for one in shown if not one.suppressed]
    labels = [name_part(breakdown, one.key or "", scene.words) for one in told]
    name = scene.words.plain(scene.findings.indicators[ATTACKS].label)
    return make_bars_plot(labels, [Series(name, "ink", tuple(one.numerator or 0 for one in told))]) if told else ""
