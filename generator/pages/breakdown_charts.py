"""Justice by year, state, type of attack and type of alleged perpetrator.

Parts that could point to a person are withheld by the analysis, and shown as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.analysis.breakdowns import BREAKDOWNS
from generator.analysis.figures import Figure
from generator.pages.drawings import BarView, Drawing, link_definitions
from generator.pages.figure_rows import make_bar, name_figure, name_scope
from generator.pages.legends import KeyView, get_texture
from generator.pages.plots import Series, make_bars_plot
from generator.pages.scene import Scene
from generator.pages.tables import Cell, Row, Table, make_number
from generator.pages.traces import Trace, Tracer
from generator.pages.values import name_part, render_count

CODE = "justice_breakdown"
TITLES: Mapping[str, tuple[str, str]] = {
    "year": ("anio", "impunity.by_year"),
    "state": ("estado", "impunity.by_state"),
    "act_type": ("agresion", "impunity.by_act"),
    "perpetrator_type": ("responsable", "impunity.by_perpetrator"),
}
"""Breakdown → anchor of its figure and key of its title."""

Parts = Mapping[str, tuple[Figure, ...]]
"""Part of a breakdown → its figures, one for each class."""


def make_breakdowns(tracer: Tracer) -> Iterator[Drawing]:
    """One figure for each breakdown."""
    for breakdown in TITLES:
        yield _make_breakdown(tracer, breakdown)


def _make_breakdown(tracer: Tracer, breakdown: str) -> Drawing:
    scene, words = tracer.scene, tracer.scene.words
    indicator = scene.findings.indicators[CODE]
    scopes = [_group(scene, breakdown, scope) for scope in indicator.scopes[:2]]
    wording = scene.findings.indicators.breakdowns[breakdown]
    main = scopes[0]
    hidden = any(figure.suppressed for parts in scopes for figures in parts.values() for figure in figures)
    anchor, title = TITLES[breakdown]
    bars = tuple(_list_bars(tracer, breakdown, main))
    return Drawing(
        id=anchor,
        title=words.get(title),
        text=f"{name_scope(scene, indicator.scopes[0])}. {words.plain(wording.about)}",
        alternative=words.get("impunity.breakdown_alternative", title=words.get(title)),
        keys=tuple(_list_keys(scene, main)),
        bars=bars,
        tables=tuple(
            _make_table(scene, breakdown, parts, f"{words.get(title)}. {name_scope(scene, scope)}")
            for scope, parts in zip(indicator.scopes[:2], scopes, strict=True)
        ),
        notes=(words.get("impunity.no_ranking"), *((words.get("chart.withheld_note"),) if hidden else ())),
        definitions=link_definitions(scene, tracer.path, CODE),
        traces=tuple(_list_traces(tracer, breakdown, main)),
        is_half=True,
        plot=_make_plot(scene, breakdown, main),
    )


def _group(scene: Scene, breakdown: str, scope: str) -> Parts:
    """The figures of each part: years in order, all else by its name, the unknown last; parts without any left out."""
    parts: dict[str, list[Figure]] = {}
    for figure in scene.findings.statistics.select(CODE, scope=scope, breakdown=breakdown):
        parts.setdefault(figure.key or "", []).append(figure)
    unknown = BREAKDOWNS[breakdown].unknown
    shown = [key for key, figures in parts.items() if any(f.suppressed or f.numerator for f in figures)]
    names = {key: scene.words.sort_key(name_part(breakdown, key, scene.words)) for key in shown}
    return {key: tuple(parts[key]) for key in sorted(shown, key=lambda key: (key == unknown, names[key]))}


def _list_bars(tracer: Tracer, breakdown: str, parts: Parts) -> Iterator[BarView]:
    words = tracer.scene.words
    longest = max((_count(figures) for figures in parts.values()), default=0)
    links = tracer.link_parts(breakdown)
    for key, figures in parts.items():
        label, href = name_part(breakdown, key, words), links.get(key, "")
        if figures[0].suppressed:
            yield BarView(label, href, (), words.get("chart.withheld"))
        else:
            amounts = [(get_texture(figure.row, words), figure.numerator or 0) for figure in figures]
            yield make_bar(label, amounts, words, total=longest, href=href)


def _count(figures: Sequence[Figure]) -> int:
    return sum(figure.numerator or 0 for figure in figures)


def _list_keys(scene: Scene, parts: Parts) -> Iterator[KeyView]:
    """The classes that are drawn anywhere."""
    for figures in zip(*parts.values(), strict=True):
        if any(figure.numerator for figure in figures):
            yield KeyView(get_texture(figures[0].row, scene.words), name_figure(figures[0], scene))


def _make_table(scene: Scene, breakdown: str, parts: Parts, caption: str) -> Table:
    words = scene.words
    classes = next(iter(parts.values()), ())
    head = (
        Cell(words.plain(scene.findings.indicators.breakdowns[breakdown].label)),
        *(make_number(name_figure(figure, scene)) for figure in classes),
        make_number(words.get("chart.total")),
    )
    rows = tuple(
        Row(
            Cell(name_part(breakdown, key, words)),
            (
                *(make_number(render_count(figure.numerator, words)) for figure in figures),
                make_number(render_count(None if figures[0].suppressed else _count(figures), words)),
            ),
        )
        for key, figures in parts.items()
    )
    return Table(caption, head, rows)


def _list_traces(tracer: Tracer, breakdown: str, parts: Parts) -> Iterator[Trace]:
    for key, figures in parts.items():
        ids = [id_ for figure in figures for id_ in figure.ids]
        if ids:
            yield tracer.make_trace(name_part(breakdown, key, tracer.scene.words), ids, facts=False)


def _make_plot(scene: Scene, breakdown: str, parts: Parts) -> str:
    shown = {key: figures for key, figures in parts.items() if not figures[0].suppressed}
    labels = [name_part(breakdown, key, scene.words) for key in shown]
    series = [
        Series(
            name_figure(figures[0], scene),
            get_texture(figures[0].row, scene.words),
            tuple(figure.numerator or 0 for figure in figures),
        )
        for figures in zip(*shown.values(), strict=True)
    ]
    return make_bars_plot(labels, series) if labels else ""
