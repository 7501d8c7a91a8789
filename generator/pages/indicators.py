"""The definitions of all indicators, from the registry, each with its value today."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.pages.citing import CiteView, list_bibliographies, make_cite, make_figure_citation
from generator.pages.data_section import DATA_ID
from generator.pages.embeds import SnippetView, make_figure_embed, make_snippets
from generator.pages.figure_rows import name_figure, name_scope
from generator.pages.linked_data import make_dataset, render_linked_data
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.share_cards import CardMaker
from generator.pages.tables import Cell, Row, Table, make_number
from generator.pages.urls import make_link
from generator.pages.values import render_figure
from generator.records.indicator_files import Indicator


class FactView(Struct, frozen=True):
    """One line of a definition."""

    label: str
    text: str


class FileView(Struct, frozen=True):
    """A file of data to download."""

    name: str
    href: str
    size: str


class IndicatorView(Struct, frozen=True):
    """One indicator."""

    code: str
    label: str
    definition: str
    facts: tuple[FactView, ...]
    values: Table
    snippets: tuple[SnippetView, ...]
    """What other sites may copy to show its main figure."""
    cite: CiteView
    note: str
    """What a sign in the table means; empty where there is none."""


def make_pages(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    """The page of the section."""
    head = render_linked_data(make_dataset(scene), scene)
    yield scene.make_editorial_page(source, render_indicators(scene, prose=source.prose), head=head)


def render_indicators(scene: Scene, *, prose: str) -> str:
    """The HTML of the definitions, around the editor's prose."""
    words, path, maker = scene.words, scene.section("indicators"), CardMaker(scene)
    files = (
        FileView(name.rpartition("/")[2], make_link(name, path), words.number(size))
        for name, size in scene.data_files.items()
    )
    return render_template(
        "indicators",
        words,
        prose=prose,
        indicators=tuple(_make_indicator(one, maker) for one in scene.findings.indicators.values()),
        files=tuple(files),
        data_id=DATA_ID,
        bibliographies=list_bibliographies(scene, path),
        as_of=words.date(scene.as_of),
    )


def _make_indicator(one: Indicator, maker: CardMaker) -> IndicatorView:
    scene, words = maker.scene, maker.scene.words
    embeds = [make_figure_embed(one.code, maker)] if scene.embeds and one.rows is None else []
    return IndicatorView(
        code=one.code,
        label=words.plain(one.label),
        definition=words.plain(one.definition),
        facts=tuple(_list_facts(one, scene)),
        values=_make_values(one, scene),
        snippets=make_snippets(embeds, scene, scene.section("indicators")),
        cite=make_cite(make_figure_citation(one, scene), scene),
        note=words.get("chart.withheld_note") if _is_withheld(one, scene) else "",
    )


def _is_withheld(one: Indicator, scene: Scene) -> bool:
    select = scene.findings.statistics.select
    return any(figure.suppressed for scope in one.scopes for figure in select(one.code, scope=scope))


def _list_facts(one: Indicator, scene: Scene) -> Iterator[FactView]:
    words, indicators = scene.words, scene.findings.indicators
    unit = indicators.units[one.unit]
    yield FactView(words.get("indicator.unit"), f"{words.plain(unit.label)}. {words.plain(unit.about)}")
    yield FactView(words.get("indicator.numerator"), words.plain(one.numerator))
    if one.denominator:
        yield FactView(words.get("indicator.denominator"), words.plain(one.denominator))
    yield FactView(words.get("indicator.unknowns"), words.plain(one.unknowns))
    scopes = (indicators.scopes[scope] for scope in one.scopes)
    told = " ".join(f"{words.plain(scope.label)}: {words.plain(scope.about)}" for scope in scopes)
    yield FactView(words.get("indicator.scopes"), told)
    if one.breakdowns:
        names = [words.plain(indicators.breakdowns[code].label) for code in one.breakdowns]
        yield FactView(words.get("indicator.breakdowns"), ", ".join(names))
    if one.min_n:
        yield FactView(words.get("indicator.min_n"), words.get("indicator.min_n_text", n=one.min_n))
    yield FactView(words.get("indicator.limits"), words.plain(one.limits))


def _make_values(one: Indicator, scene: Scene) -> Table:
    """The value of every row, in each scope."""
    words = scene.words
    scopes = [scene.findings.statistics.select(one.code, scope=scope) for scope in one.scopes]
    head = (
        Cell(words.get("chart.row") if one.rows else ""),
        *(make_number(name_scope(scene, scope)) for scope in one.scopes),
    )
    rows = tuple(
        Row(
            Cell(name_figure(figures[0], scene)),
            tuple(make_number(render_figure(figure, one, words)) for figure in figures),
        )
        for figures in zip(*scopes, strict=True)
    )
    return Table(words.get("indicator.value", name=words.plain(one.label)), head, rows)
