"""The search page: a form that works where scripts run, and the lists that lead to every case without them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis.facets import FACETS
from generator.pages.listing import make_facet
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.search_table import ROWS, SHOWN, SearchTable, make_rows, make_table
from generator.pages.urls import make_link

SCRIPT = "assets/js/search.js"
"""Searches the table; loaded on this page only, and the table only once a reader searches."""

FOLDER = "tabla/"
"""Where the files of the table lie below the page."""


def make_pages(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    """The search page, with its table beside it."""
    table = make_table(make_rows(scene))
    body = render_search(scene, table, prose=source.prose)
    files = tuple((f"{source.path}{FOLDER}{name}", content) for name, content in table.files)
    yield scene.make_editorial_page(source, body, files=files)


def render_search(scene: Scene, table: SearchTable, *, prose: str) -> str:
    """The HTML of the search page, after the editor's heading and prose."""
    words, path = scene.words, scene.section("search")
    return render_template(
        "search",
        words,
        prose=prose,
        facets=[make_facet(scene, facet, path) for facet in FACETS],
        labels={facet: words.get(f"search.facet.{facet}") for facet in FACETS},
        numbers=words.number,
        folder=FOLDER,
        first_words=" ".join(table.first_words),
        rows=ROWS,
        shown=SHOWN,
        total=table.total,
        cases_href=make_link(scene.section("cases"), path),
        script=make_link(SCRIPT, path),
        count=words.count("count.cases", table.total),
        as_of=words.date(scene.as_of),
    )
