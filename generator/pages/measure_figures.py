"""The figures that lead the section of measures, each with its denominator, its unknowns and how it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.analysis.figures import Figure
from generator.pages.data_section import find_indicator
from generator.pages.i18n import Words
from generator.pages.scene import Scene
from generator.pages.traces import FEW, MOST, describe_rest
from generator.pages.urls import Link, make_link
from generator.records.dates import day

if TYPE_CHECKING:
    from generator.records.indicator_files import Indicator

LEAD = ("measure_implementation_rate", "attacked_while_unprotected", "time_to_implementation")
"""Codes of the indicators, in order."""


class BehindView(Struct, frozen=True):
    """The things that a number counts."""

    count: str
    links: tuple[Link, ...]
    rest: str
    """That these are a part only; empty where all are listed."""


class FigureView(Struct, frozen=True):
    """One number with everything it must not stand without."""

    code: str
    value: str
    base: str
    """Out of how many."""
    what: str
    definition: str
    unknown: str
    """Empty where all is known."""
    range: str
    """The share if none, and if all, of the unknown counted; empty where there are too few for a percentage."""
    as_of: str
    terms: tuple[tuple[str, str], ...]
    """How it is counted: label and text."""
    href: str
    """Its definition with all its values; empty where the site has no page of them."""
    behind: BehindView
    """What the numerator counts."""
    behind_unknown: BehindView


def make_figures(scene: Scene, page_path: str) -> tuple[FigureView, ...]:
    """The figures of the section; those the site has no words for are left out."""
    found = ((code, scene.findings.statistics.find(code)) for code in LEAD)
    return tuple(make_figure(figure, scene, page_path) for _, figure in found if figure)


def make_figure(figure: Figure, scene: Scene, page_path: str) -> FigureView:
    """One figure with everything it must not stand without."""
    words = scene.words
    indicator = scene.findings.indicators[figure.code]
    return FigureView(
        code=figure.code.replace("_", "-"),
        value=words.number(figure.numerator or 0),
        base=words.get("lead.out_of", total=words.number(figure.denominator or 0)),
        what=words.plain(indicator.numerator if indicator.kind == "median" else indicator.label).rstrip("."),
        definition=words.plain(indicator.definition),
        unknown=words.count(_unknown_key(indicator), figure.unknown) if figure.unknown else "",
        range=_say_range(figure, indicator, words),
        as_of=words.get("list.as_of", date=words.date(day(figure.as_of))),
        terms=tuple(_list_terms(indicator, words)),
        href=find_indicator(scene, figure.code, page_path),
        behind=_link(figure.ids if indicator.kind == "share" else (), scene, page_path),
        behind_unknown=_link(figure.unknown_ids, scene, page_path),
    )


def _unknown_key(indicator: Indicator) -> str:
    return "lead.undated" if indicator.kind == "median" else "lead.unknown"


def _say_range(figure: Figure, indicator: Indicator, words: Words) -> str:
    if indicator.kind == "median":
        if figure.known is None:
            return words.get("lead.no_median")
        return words.count("lead.median", int(figure.known))
    if not figure.shows_percentage or figure.low is None or figure.high is None:
        return ""
    low, high = (words.number(round(share * 100)) for share in (figure.low, figure.high))
    return words.get("lead.range", low=low, high=high)


def _list_terms(indicator: Indicator, words: Words) -> Iterator[tuple[str, str]]:
    texts = (
        ("lead.numerator", indicator.numerator),
        ("lead.denominator", indicator.denominator),
        ("lead.unknowns", indicator.unknowns),
        ("lead.limits", indicator.limits),
    )
    return ((words.get(key), words.plain(text)) for key, text in texts if text)


def _link(ids: tuple[str, ...], scene: Scene, page_path: str) -> BehindView:
    """Links to where each thing stands in its case."""
    links = []
    for id_ in ids[: MOST if len(scene.cases) > FEW else len(ids)]:
        case, _, thing = id_.partition("#")
        slug, title = scene.titles[case]
        path = make_link(scene.addresses.case(slug, scene.words.language), page_path)
        links.append(Link(f"{title}, {thing}", f"{path}#{thing}"))
    total = scene.words.number(len(ids))
    return BehindView(total, tuple(links), describe_rest(len(links), total, scene) if len(links) < len(ids) else "")
