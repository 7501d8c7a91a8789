"""The definitions of all indicators, from the registry, each with its value today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.figures import Figure
from generator.pages.figure_rows import name_figure, name_scope
from generator.pages.i18n import Words
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.tables import Cell, Row, Table, make_number
from generator.pages.urls import make_link
from generator.pages.values import count_all, render_count, render_percent
from generator.records.indicators import Indicator


@dataclass(frozen=True, slots=True)
class FactView:
    """One line of a definition."""

    label: str
    text: str


DATA_ID = "datos"
"""Anchor of the list of data files, in all languages."""


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of data to download."""

    name: str
    href: str
    size: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One indicator."""

    code: str
    label: str
    definition: str
    facts: tuple[FactView, ...]
    values: Table
    note: str
    """What a sign in the table means; empty where there is none."""


def make_pages(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    """The page of the section."""
    yield scene.make_editorial_page(source, render_indicators(scene, prose=source.prose))


def render_indicators(scene: Scene, *, prose: str) -> str:
    """The HTML of the definitions, around the editor's prose."""
    words, path = scene.words, scene.section("indicators")
    files = (
        FileView(name.rpartition("/")[2], make_link(name, path), words.number(-(-size // 1000)))
        for name, size in scene.data_files.items()
    )
    return render_template(
        "indicators",
        words,
        prose=prose,
        indicators=tuple(_make_indicator(one, scene) for one in scene.findings.indicators.values()),
        files=tuple(files),
        data_id=DATA_ID,
        as_of=words.date(scene.as_of),
    )


def find_data(scene: Scene, page_path: str) -> str:
    """The link from a page to the list of data files."""
    return f"{make_link(scene.section('indicators'), page_path)}#{DATA_ID}"


def _make_indicator(one: Indicator, scene: Scene) -> IndicatorView:
    words = scene.words
    return IndicatorView(
        code=one.code,
        label=words.plain(one.label),
        definition=words.plain(one.definition),
        facts=tuple(_list_facts(one, scene)),
        values=_make_values(one, scene),
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


def render_figure(figure: Figure, one: Indicator, words: Words) -> str:
    """A figure in a line: a count; a share between what is certain and what is possible; a median."""
    return "; ".join(list_parts(figure, one, words))


def list_parts(figure: Figure, one: Indicator, words: Words) -> tuple[str, ...]:
    """What is said of a figure: how many, out of how many; then what follows from that, and what is not known."""
    if figure.suppressed or one.kind == "count":
        return (render_count(figure.numerator, words),)
    parts = words.get(
        "sum.parts", part=words.number(figure.numerator or 0), whole=words.number(figure.denominator or 0)
    )
    if one.kind == "median":
        return parts, _render_median(figure, words)
    if count_all(figure, one) == 0:
        return (words.get("chart.none"),)
    told = [parts]
    if figure.shows_percentage and figure.low is not None and figure.high is not None:
        low, high = render_percent(figure.low, words), render_percent(figure.high, words)
        told.append(low if low == high else words.get("sum.range", low=low, high=high))
    if figure.unknown and not one.unknown_in_denominator:
        told.append(words.count("chart.unknown_more", figure.unknown))
    return tuple(told)


def _render_median(figure: Figure, words: Words) -> str:
    if figure.low is None:
        return words.get("wait.no_median")
    if figure.high is None:
        return words.count("wait.median_from", int(figure.low))
    if figure.low == figure.high:
        return words.count("wait.median", int(figure.low))
    return words.count("wait.median_between", int(figure.high), low=words.number(int(figure.low)))


def find_definition(scene: Scene, code: str, page_path: str) -> str:
    """Where an indicator is defined: its own page where the site has one, else the methodology."""
    if scene.addresses.has("indicators", scene.words.language):
        return f"{make_link(scene.section('indicators'), page_path)}#{code}"
    return make_link(scene.section("methodology"), page_path)
