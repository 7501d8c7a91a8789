"""The section of trends: what is documented by year, place, alleged perpetrator and right, and what came before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.analysis.figures import Figure
from generator.analysis.loss_list import ListedLosses, open_losses
from generator.analysis.outcomes import Outcome
from generator.analysis.parts import Part
from generator.pages import section_parts
from generator.pages.antecedents import make_sequences
from generator.pages.data_section import find_data
from generator.pages.drawings import Drawing, PanelView, link_definitions, make_explore
from generator.pages.figure_rows import name_figure, trace_rows
from generator.pages.i18n import Words
from generator.pages.leaves import count_leaves, cut_leaf, link_leaves, make_leaf_path, make_leaf_title
from generator.pages.page import EditorialPage, Page
from generator.pages.panels import Years, find_peak, make_stems, make_year_ticks
from generator.pages.plots import Series, make_bars_plot
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.tables import Cell, Row, Table, make_number
from generator.pages.task import Inputs, Task, digest_of
from generator.pages.traces import Tracer
from generator.pages.trend_losses import draw_losses
from generator.pages.trend_parts import draw_parts
from generator.pages.urls import Link, make_link
from generator.pages.values import name_part, render_count

GROUPS = "attacks_by_group"
TOLD_OF_LOSSES: tuple[Part | Outcome, ...] = ("people", "acts", "losses")
"""What its further leaves are made of."""
LOSSES = 30
"""Losses on a leaf of what came before each: 40 to 130 kB, on the first one below as much of figures."""
_PLOT_TONES = ("ink", "oro", "no", "yes", "ink-lines", "oro-dots", "part", "off")


def list_tasks(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """The page of the section, and further leaves of its last part: what came before each loss."""
    lang, groups = scene.words.language, scene.findings.listed_losses
    told = {**inputs.of_page("trends", lang), **inputs.of_all(*section_parts.TRENDS)}
    yield Task(f"{lang} section trends", told, partial(_make_first_page, scene, source, groups))
    shell = inputs.of_page("trends", lang, total=len(groups))
    for number in range(2, count_leaves(len(groups), LOSSES) + 1):
        losses = cut_leaf(groups, number, LOSSES)
        leaf = inputs.of_some(dict.fromkeys(group.case_id for group in losses), *TOLD_OF_LOSSES)
        shown = {"shown": digest_of(*(id_ for group in losses for id_ in group.units))}
        make = partial(_make_leaf, scene, source, groups, number)
        yield Task(f"{lang} trends {number}", {**leaf, **shell, **shown}, make)


def _make_first_page(scene: Scene, source: EditorialPage, groups: Sequence[ListedLosses]) -> Iterator[Page]:
    yield scene.make_editorial_page(source, render_trends(scene, groups, prose=source.prose), charts=True)


def _make_leaf(scene: Scene, source: EditorialPage, groups: Sequence[ListedLosses], number: int) -> Iterator[Page]:
    title = make_leaf_title(scene.words.get("trends.sequences"), number, scene.words)
    yield scene.make_page(
        "trends",
        path=_find_leaf(scene, number, scene.words),
        title=title,
        description=source.description,
        body=render_leaf(scene, title, groups, number),
        find_path=partial(_find_leaf, scene, number),
    )


def _find_leaf(scene: Scene, number: int, words: Words) -> str:
    return make_leaf_path(scene.addresses.section("trends", words.language), number, words)


def render_trends(scene: Scene, groups: Sequence[ListedLosses], *, prose: str) -> str:
    """The HTML of the section, around the editor's prose."""
    path = scene.section("trends")
    tracer = Tracer(scene, path)
    return render_template(
        "trends",
        scene.words,
        prose=prose,
        drawings=tuple(_list_drawings(tracer)) if scene.findings.indicators else (),
        sequences=make_sequences(open_losses(cut_leaf(groups, 1, LOSSES), scene.findings), tracer),
        leaves=link_leaves(path, 1, len(groups), scene.words, LOSSES),
        explore=make_explore(scene, path),
        data_href=find_data(scene, path),
        as_of=scene.words.date(scene.as_of),
    )


def render_leaf(scene: Scene, title: str, groups: Sequence[ListedLosses], number: int) -> str:
    """The HTML of a further leaf of what came before each loss."""
    first = scene.section("trends")
    path = make_leaf_path(first, number, scene.words)
    return render_template(
        "trends_leaf",
        scene.words,
        title=title,
        section=Link(scene.addresses.title("trends", scene.words.language), make_link(first, path)),
        sequences=make_sequences(open_losses(cut_leaf(groups, number, LOSSES), scene.findings), Tracer(scene, path)),
        leaves=link_leaves(first, number, len(groups), scene.words, LOSSES),
        data_href=find_data(scene, path),
        as_of=scene.words.date(scene.as_of),
    )


def _list_drawings(tracer: Tracer) -> Iterator[Drawing]:
    yield _draw_years(tracer)
    yield from draw_parts(tracer)
    yield from draw_losses(tracer)


def _draw_years(tracer: Tracer) -> Drawing:
    """Each group of attacks over the years, all on one scale."""
    scene, words = tracer.scene, tracer.scene.words
    figures = scene.findings.statistics.select(GROUPS, breakdown="year")
    by_group: dict[str, list[Figure]] = {}
    for figure in figures:
        by_group.setdefault(figure.row or "", []).append(figure)
    known = [int(figure.key) for figure in figures if figure.key and figure.key.isdigit()]
    last = scene.findings.as_of.year
    years = Years(min(known, default=last), max(known, default=last))
    top = max((figure.numerator or 0 for figure in figures if figure.key and figure.key.isdigit()), default=0)
    hidden = any(figure.suppressed for figure in figures)
    return Drawing(
        id="anios",
        title=words.get("trends.by_year"),
        text=words.get("trends.by_year_text"),
        panels=tuple(_make_panel(scene, group, years, top) for group in by_group.values() if _has_any(group)),
        tables=(_make_year_table(scene, by_group),),
        notes=(
            words.get("trends.caveat"),
            words.get("trends.years_note"),
            *((words.get("chart.withheld_note"),) if hidden else ()),
        ),
        definitions=link_definitions(scene, tracer.path, GROUPS),
        traces=tuple(trace_rows(tracer, scene.findings.statistics.select(GROUPS))),
        plot=_plot_years(scene, by_group),
    )


def _has_any(figures: list[Figure]) -> bool:
    return any(one.numerator or one.suppressed for one in figures)


def _make_panel(scene: Scene, figures: list[Figure], years: Years, top: int) -> PanelView:
    words = scene.words
    values = {int(one.key): one.numerator or 0 for one in figures if one.key and one.key.isdigit()}
    unknown = sum(one.numerator or 0 for one in figures if one.key and not one.key.isdigit())
    name = name_figure(figures[0], scene)
    told = ", ".join(f"{year}: {words.number(value)}" for year, value in sorted(values.items()) if value)
    withheld = words.get("trends.years_withheld") if any(one.suppressed for one in figures) else ""
    notes = (words.count("trends.without_year", unknown) if unknown else "", withheld)
    whole = scene.findings.statistics.find(GROUPS, row=figures[0].row)
    peak = find_peak(values)
    return PanelView(
        # Of the whole: the years that are shown may leave some out.
        name=f"{name}: {render_count(whole.numerator if whole else None, words)}",
        note=" ".join(filter(None, notes)),
        alternative=". ".join(filter(None, (name, told or ("" if withheld else words.get("chart.none")), withheld))),
        stems=make_stems(values, years, top, {peak: words.number(values[peak])} if peak is not None else {}),
        ticks=make_year_ticks(years),
    )


def _make_year_table(scene: Scene, by_group: Mapping[str, list[Figure]]) -> Table:
    words = scene.words
    head = (
        Cell(words.plain(scene.findings.indicators.breakdowns["year"].label)),
        *(make_number(name_figure(figures[0], scene)) for figures in by_group.values()),
        make_number(words.get("chart.total")),
    )
    rows = tuple(
        Row(
            Cell(name_part("year", figures[0].key or "", words)),
            (
                *(make_number(render_count(figure.numerator, words)) for figure in figures),
                make_number(render_count(_add(figures), words)),
            ),
        )
        for figures in zip(*by_group.values(), strict=True)
    )
    return Table(words.get("trends.by_year"), head, rows)


def _add(figures: tuple[Figure, ...]) -> int | None:
    """The sum; none where a part is withheld."""
    if any(figure.suppressed for figure in figures):
        return None
    return sum(figure.numerator or 0 for figure in figures)


def _plot_years(scene: Scene, by_group: Mapping[str, list[Figure]]) -> str:
    labels = [name_part("year", one.key or "", scene.words) for one in next(iter(by_group.values()), [])]
    series = [
        Series(name_figure(figures[0], scene), tone, tuple(one.numerator or 0 for one in figures))
        for tone, figures in zip(_PLOT_TONES, by_group.values(), strict=False)
    ]
    return make_bars_plot(labels, series) if labels else ""
