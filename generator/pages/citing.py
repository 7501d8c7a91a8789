"""How to cite a case or an indicator: a text to copy, and files for reference managers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.analysis.editions import make_case_edition
from generator.pages.citations import FORMATS, Citation, Format
from generator.pages.scene import Scene
from generator.pages.urls import Link, make_link, quote_text
from generator.records.dates import day
from generator.records.public import PublicCase

if TYPE_CHECKING:
    from generator.records.indicator_files import Indicator

_PLAIN = "/:,;=@!$*()+?"
"""Signs that stand for themselves in a link that holds a file."""


class DownloadView(Struct, frozen=True, gc=False):
    """One citation in one format, held in the link itself: nothing is asked of a server."""

    name: str
    file: str
    href: str


class CiteView(Struct, frozen=True, gc=False):
    """What a reader needs to cite."""

    text: str
    address: str
    """Empty where neither the site's address nor a permanent one of the page is known."""
    downloads: tuple[DownloadView, ...]


def make_case_citation(case: PublicCase, scene: Scene) -> Citation:
    """The citation of a case in the language of the scene."""
    language = scene.words.language
    checked = case.last_checked.latest or _get_day(scene)
    path = scene.addresses.permanent(case.id, language)
    edition = scene.editions.get(case.id) or make_case_edition(case)
    return _make_citation(case.id, scene.words.plain(case.title), (edition, checked), path, scene)


def make_figure_citation(indicator: Indicator, scene: Scene) -> Citation:
    """The citation of an indicator; of one that is a single figure, with its value."""
    words, statistics = scene.words, scene.findings.statistics
    title, figure = words.plain(indicator.label), statistics.find(indicator.code)
    if indicator.rows is None and figure is not None:
        from generator.pages.values import render_figure  # noqa: PLC0415 - no page of a case cites a figure

        title = f"{title}: {render_figure(figure, indicator, words)}"
    edition = scene.findings.editions[indicator.code]
    path = f"{scene.section('indicators')}#{indicator.code}"
    return _make_citation(indicator.code, title, (edition, _get_day(scene)), path, scene)


def _make_citation(id_: str, title: str, edition: tuple[str, date], path: str, scene: Scene) -> Citation:
    words = scene.words
    return Citation(
        key=f"visibles-{id_}-{words.language}",
        id=id_,
        title=title,
        site=scene.site_name,
        edition=edition[0],
        day=edition[1],
        note=words.get("list.as_of", date=words.date(scene.as_of)),
        language=words.language,
        address=scene.site_url + path if scene.site_url else "",
    )


def make_cite(citation: Citation, scene: Scene, *, fallback: str = "") -> CiteView:
    """The text of a citation and its files; `fallback` is the address to show where the site's is not known."""
    text = scene.words.get(
        "cite.text",
        site=citation.site,
        date=scene.words.date(day(citation.day)),
        title=citation.title,
        id=citation.id,
        version=citation.edition,
        note=citation.note,
    )
    downloads = tuple(
        DownloadView(
            each.name,
            f"{citation.id}.{each.ending}",
            f"data:{each.media_type},{quote_text(each.render([citation]), _PLAIN)}",
        )
        for each in FORMATS
    )
    return CiteView(text, citation.address or fallback, downloads)


def list_case_citations(scene: Scene, cases: Iterable[PublicCase]) -> Iterator[Citation]:
    """Those of some cases whose consent covers data files."""
    return (make_case_citation(case, scene) for case in cases if "data_export" in case.uses)


def list_figure_citations(scene: Scene) -> Iterator[Citation]:
    """Those of all indicators, where the site has a page of them."""
    if scene.addresses.has("indicators", scene.words.language):
        for indicator in scene.findings.indicators.values():
            yield make_figure_citation(indicator, scene)


def make_bibliography_path(form: Format, language: str) -> str:
    """Where all citations in one format are, below the root of the site."""
    return f"data/citations-{language}.{form.ending}"


def list_bibliographies(scene: Scene, page_path: str) -> tuple[Link, ...]:
    """Links to the files with all citations."""
    language = scene.words.language
    return tuple(Link(each.name, make_link(make_bibliography_path(each, language), page_path)) for each in FORMATS)


def _get_day(scene: Scene) -> date:
    return scene.findings.as_of
