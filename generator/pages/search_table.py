"""The table that the search page asks in the browser: which cases have a word or a value, and what is shown of them.

It is an index in small files beside the page, so that a reader of 10,000 cases takes only what a question needs:
- `words-N`: words of the cases in order, each with the rows it is in. `words` holds the first word of every file, so
  that what is typed, which is the beginning of a word, leads to one file or a few neighbours.
- `facet-NAME`: the values of one facet, each with the rows that have it. Asked for when a value is chosen.
- `rows-N`: what is shown of a hundred cases in a row, A to Z. Asked for when one of them is to be shown.

Every file is a script that calls one function: pages opened from disk may load scripts, and no data. Sizes and times
at 10,000 cases are in benchmarks/README.md. Only public cases come in. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator.analysis.facets import Facet, find_values, group_cases
from generator.analysis.measure_steps import State
from generator.pages.case import make_place
from generator.pages.scene import Scene
from generator.pages.search_words import encode_postings, list_postings, render_file, render_words
from generator.pages.urls import make_facet_label
from generator.records.public import PublicCase

ROWS = 100
"""Cases in a file of rows: results that lie far apart ask for one file each."""
SHOWN = 25
"""Cases shown at once."""


class CaseRow(Struct, frozen=True):
    """What is shown of one case in the table, in the words of one language."""

    slug: str
    title: str
    defends: str
    place: str
    years: str
    measures: str


Files = Iterator[tuple[str, bytes]]
"""Name and bytes of each."""


def make_table(
    rows: Sequence[CaseRow], words: Iterable[Iterable[str]], values: Mapping[Facet, Mapping[str, Sequence[int]]]
) -> Files:
    """All files: of the rows, of the words that each is found by, and of the rows that have each value of a facet."""
    yield from render_words(encode_postings(list_postings(enumerate(words))))
    yield from (render_facet_file(facet, postings) for facet, postings in values.items())
    for start in range(0, len(rows), ROWS):
        yield render_rows_file(start // ROWS, rows[start : start + ROWS])


def group_rows(ids: Iterable[str], facet: Facet, scene: Scene) -> dict[str, list[int]]:
    """Value of a facet → the rows that have it, where the cases of the rows are these."""
    places = {id_: place for place, id_ in enumerate(ids)}
    groups = group_cases(scene.findings, facet)
    return {value: sorted(places[case.id] for case in cases) for value, cases in groups.items()}


def render_facet_file(facet: Facet, postings: Mapping[str, Sequence[int]]) -> tuple[str, bytes]:
    """The file of a facet."""
    name = f"facet-{facet}"
    return f"{name}.js", render_file(name, encode_postings(postings))


def render_rows_file(number: int, rows: Iterable[CaseRow]) -> tuple[str, bytes]:
    """A file of what is shown of some cases, column by column."""
    shown = [(row.slug, row.title, row.defends, row.place, row.years, row.measures) for row in rows]
    name = f"rows-{number}"
    return f"{name}.js", render_file(name, [list(column) for column in zip(*shown, strict=True)])


def make_row(case: PublicCase, scene: Scene) -> CaseRow:
    """The row of a case."""
    words = scene.words
    rights = ", ".join(words.term_inside("right_defended", code) for code in case.defends)
    standing = set(find_values(case, "measure_state", scene.findings))
    states = (make_facet_label("measure_state", one, words) for one in State if one in standing)
    return CaseRow(
        slug=case.slug,
        title=words.plain(case.title),
        defends=_begin(rights),
        place=make_place(case.place, words),
        years=_describe_years(find_values(case, "year", scene.findings)),
        measures=_begin(", ".join(states).lower()) or words.get("search.no_measures"),
    )


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]


def _describe_years(years: Iterable[str]) -> str:
    ordered = sorted(years)
    return "\N{EN DASH}".join(dict.fromkeys((ordered[0], ordered[-1]))) if ordered else ""
