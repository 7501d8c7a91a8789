"""The section on impunity: how far justice got, what share stays without a conviction, and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from generator.analysis.figures import Figure
from generator.pages.breakdown_charts import make_breakdowns
from generator.pages.charts import make_stack
from generator.pages.data_section import find_data
from generator.pages.drawings import BarView, Drawing, link_definitions, make_explore
from generator.pages.figure_rows import count_with_share, make_bar, make_sum_row, name_figure, name_scope, trace_rows
from generator.pages.ledgers import make_competence, make_criminalisation
from generator.pages.legends import KeyView, get_texture
from generator.pages.page import EditorialPage, Page, split_prose
from generator.pages.plots import Series, make_bars_plot
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.stages import make_split, make_stages
from generator.pages.tables import Cell, Row, Table, make_number
from generator.pages.traces import Trace, Tracer
from generator.pages.values import render_count, render_percent
from generator.pages.waits import make_waits
from generator.pages.wholes import make_main_justice, say_empty

BREAKDOWN = "justice_breakdown"
SHARES = {"impunity_share": "proporcion", "impunity_where_proceedings_known": "proporcion-conocida"}
"""Code of a share → anchor of its figure."""


def make_pages(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    """The page of the section."""
    body = render_impunity(scene, prose=source.prose)
    yield scene.make_editorial_page(source, body, charts=True)


def render_impunity(scene: Scene, *, prose: str) -> str:
    """The HTML of the section, around the editor's prose."""
    path = scene.section("impunity")
    tracer = Tracer(scene, path)
    drawings = tuple(_list_drawings(tracer)) if scene.findings.indicators else ()
    opening, rest = split_prose(prose)
    return render_template(
        "impunity",
        scene.words,
        opening=opening,
        rest=rest,
        drawn=make_main_justice(scene, path),
        drawings=drawings,
        explore=make_explore(scene, path),
        data_href=find_data(scene, path),
        as_of=scene.words.date(scene.as_of),
    )


def _list_drawings(tracer: Tracer) -> Iterator[Drawing]:
    yield make_classes(tracer)
    yield from (make_share(tracer, code) for code in SHARES)
    yield make_stages(tracer)
    yield make_split(tracer)
    yield from make_breakdowns(tracer)
    yield make_waits(tracer)
    yield make_competence(tracer)
    yield make_criminalisation(tracer)


def make_classes(tracer: Tracer) -> Drawing:
    """Every class of justice, what is not known its own, in each scope."""
    scene, words = tracer.scene, tracer.scene.words
    indicator = scene.findings.indicators[BREAKDOWN]
    scopes = {scope: scene.findings.statistics.select(BREAKDOWN, scope=scope) for scope in indicator.scopes}
    main = scopes[indicator.scopes[0]]
    names = tuple(name_scope(scene, scope) for scope in scopes)
    bars = tuple(
        make_bar(name, [(get_texture(f.row, words), f.numerator or 0) for f in figures], words)
        for name, figures in zip(names, scopes.values(), strict=True)
    )
    classes = tuple(zip(*scopes.values(), strict=True))
    drawn = [figures for figures in classes if any(figure.numerator for figure in figures)]
    keys = tuple(KeyView(get_texture(f.row, words), name_figure(f, scene)) for f, *_ in drawn)
    series = [
        Series(key.label, key.texture, tuple(figure.numerator or 0 for figure in figures))
        for key, figures in zip(keys, drawn, strict=True)
    ]
    told = (f"{name_figure(figure, scene)}, {render_count(figure.numerator, words)}" for figure in main)
    empty = say_empty((name_figure(figures[0], scene) for figures in classes if figures not in drawn), scene)
    return Drawing(
        id="justicia",
        title=words.get("impunity.classes"),
        text=words.get("impunity.classes_text"),
        alternative=f"{names[0]}: {', '.join(told)}",
        keys=keys,
        bars=bars,
        tables=(_make_class_table(scene, tuple(scopes.values()), names),),
        notes=(*(_describe_scope(scene, scope) for scope in indicator.scopes), *((empty,) if empty else ())),
        definitions=link_definitions(scene, tracer.path, BREAKDOWN),
        traces=tuple(
            trace
            for name, figures in zip(names, scopes.values(), strict=True)
            for trace in trace_rows(tracer, figures, name)
        ),
        plot=make_bars_plot(names, series),
    )


def _describe_scope(scene: Scene, scope: str) -> str:
    wording = scene.findings.indicators.scopes[scope]
    return f"{scene.words.plain(wording.label)}: {scene.words.plain(wording.about)}"


def _make_class_table(scene: Scene, scopes: tuple[tuple[Figure, ...], ...], names: tuple[str, ...]) -> Table:
    words = scene.words
    rows = [
        Row(
            Cell(name_figure(figures[0], scene)),
            tuple(make_number(count_with_share(figure, scene)) for figure in figures),
        )
        for figures in zip(*scopes, strict=True)
    ]
    totals = tuple(make_number(words.number(sum(figure.numerator or 0 for figure in figures))) for figures in scopes)
    head = (Cell(words.get("impunity.class")), *(make_number(name) for name in names))
    return Table(words.get("impunity.classes"), head, (*rows, Row(Cell(words.get("chart.total")), totals)))


def make_share(tracer: Tracer, code: str) -> Drawing:
    """A share without a conviction: low, known and high, each with its sum, in the first tally and the others."""
    scene, words = tracer.scene, tracer.scene.words
    indicator = scene.findings.indicators[code]
    found = (scene.findings.statistics.find(code, scope=scope) for scope in indicator.scopes)
    figures = [figure for figure in found if figure is not None]
    bars = tuple(_make_range(figure, scene) for figure in figures if figure.shows_percentage)
    label = words.plain(indicator.label)
    return Drawing(
        id=SHARES[code],
        title=label,
        text=words.plain(indicator.definition),
        alternative=", ".join(f"{bar.label}: {bar.total}" for bar in bars),
        keys=tuple(KeyView(texture, words.get(key)) for texture, key in _SHARE_KEYS) if bars else (),
        bars=bars,
        tables=(_make_sum_table(label, figures, scene),),
        is_table_open=True,
        notes=(
            words.plain(indicator.unknowns),
            words.plain(indicator.limits),
            words.get("impunity.min_n", n=indicator.min_n or 0),
        ),
        definitions=link_definitions(scene, tracer.path, code),
        traces=tuple(_trace_share(tracer, figures[0])) if figures else (),
    )


_SHARE_KEYS = (("no", "sum.certain"), ("since", "sum.possible"))


def _make_sum_table(label: str, figures: Iterable[Figure], scene: Scene) -> Table:
    words = scene.words
    numbers = (make_number(words.get(key)) for key in ("sum.low_name", "sum.known_name", "sum.high_name"))
    rows = (make_sum_row(name_scope(scene, figure.scope), figure, scene) for figure in figures)
    return Table(label, (Cell(words.get("sum.scope")), *numbers), tuple(rows))


def _make_range(figure: Figure, scene: Scene) -> BarView:
    low, high = figure.low or Fraction(0), figure.high or Fraction(0)
    pieces = make_stack((("no", low), ("since", high - low)), 1)
    shown, most = render_percent(low, scene.words), render_percent(high, scene.words)
    if low != high:
        shown = scene.words.get("sum.range", low=shown, high=most)
    return BarView(name_scope(scene, figure.scope), "", pieces, shown)


def _trace_share(tracer: Tracer, figure: Figure) -> Iterator[Trace]:
    words = tracer.scene.words
    for label, ids in (("sum.certain", figure.ids), ("chart.not_known", figure.unknown_ids)):
        if ids:
            yield tracer.make_trace(f"{words.get(label)}: {words.number(len(ids))}", ids)
