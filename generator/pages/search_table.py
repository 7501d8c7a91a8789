"""The table that the search page asks in the browser: which cases have a word or a value, and what is shown of them.

It is an index in small files beside the page, so that a reader of 10,000 cases takes only what a question needs:
- `words-N`: words of the cases in order, each with the rows it is in. The page knows the first word of every file, so
  that what is typed, which is the beginning of a word, leads to one file or a few neighbours.
- `facet-NAME`: the values of one facet, each with the rows that have it. Asked for when a value is chosen.
- `rows-N`: what is shown of a hundred cases in a row, A to Z. Asked for when one of them is to be shown.

Rows are counted from 0 in the order of the list; a list of rows is the first one and then the steps to each next one,
in base 36. Every file is a script that calls one function: pages opened from disk may load scripts, and no data.
Sizes and times at 10,000 cases are in benchmarks/README.md. Only public cases come in. Pure.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from generator.analysis.facets import FACETS, Facet, find_states
from generator.analysis.measure_steps import State
from generator.pages.case import make_place
from generator.pages.i18n import Words
from generator.pages.listing import order_cases
from generator.pages.scene import Scene
from generator.pages.texts import make_plain
from generator.pages.urls import make_facet_label
from generator.records.matching import fold
from generator.records.public import PublicCase

ROWS = 100
"""Cases in a file of rows: results that lie far apart ask for one file each."""
SHOWN = 25
"""Cases shown at once."""
WORD_BYTES = 32_000
"""Bytes at which a file of words is full, before compression; a word is never split."""

_APOSTROPHES = re.compile("['`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u2032\ua78b\ua78c]")
"""What may stand within a word of an indigenous language or an Irish name; it is dropped, and so is the saltillo."""
_WORD = re.compile(r"[^\W_]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in the table, in the words of one language."""

    slug: str
    title: str
    defends: str
    place: str
    years: str
    measures: str
    values: Mapping[Facet, frozenset[str]]
    """Facet → the values of the case."""
    words: frozenset[str]
    """Every word it is found by, folded."""


@dataclass(frozen=True, slots=True)
class SearchTable:
    """The files of the table, and what the page must know of them."""

    files: tuple[tuple[str, bytes], ...]
    """Name and bytes of each."""
    first_words: tuple[str, ...]
    """The first word of each file of words, in order."""
    total: int
    """How many cases it holds."""


def list_words(text: str) -> list[str]:
    """The words of a text as they are compared: folded, with ñ kept apart from n. `search.js` has the same rule."""
    return _WORD.findall(fold(_APOSTROPHES.sub("", text), keep="ñ"))


def make_rows(scene: Scene) -> tuple[CaseRow, ...]:
    """A row for each case, A to Z as in the lists."""
    return tuple(_make_row(case, scene) for case in order_cases(scene.cases, scene.words))


def make_table(rows: Sequence[CaseRow]) -> SearchTable:
    """The files of some rows."""
    shards = tuple(_split_words(_list_postings(row.words for row in rows)))
    files = chain(
        ((f"words-{number}", _make_columns(shard)) for number, shard in enumerate(shards)),
        ((f"facet-{facet}", dict(_list_postings(row.values[facet] for row in rows))) for facet in FACETS),
        ((f"rows-{start // ROWS}", _show(rows[start : start + ROWS])) for start in range(0, len(rows), ROWS)),
    )
    return SearchTable(
        files=tuple((f"{name}.js", _render_file(name, part)) for name, part in files),
        first_words=tuple(shard[0][0] for shard in shards),
        total=len(rows),
    )


def _make_row(case: PublicCase, scene: Scene) -> CaseRow:
    words = scene.words
    values = {facet: frozenset(find(case, scene.findings)) for facet, find in FACETS.items()}
    rights = ", ".join(words.term_inside("right_defended", code) for code in case.defends)
    states = (make_facet_label("measure_state", one, words) for one in State if one in values["measure_state"])
    return CaseRow(
        slug=case.slug,
        title=words.plain(case.title),
        defends=_begin(rights),
        place=make_place(case.place, words),
        years=_describe_years(values["year"]),
        measures=_begin(", ".join(states).lower()) or words.get("search.no_measures"),
        values=values,
        words=frozenset(chain.from_iterable(map(list_words, _list_texts(case, words)))),
    )


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]


def _describe_years(years: Iterable[str]) -> str:
    ordered = sorted(years)
    return "\N{EN DASH}".join(dict.fromkeys((ordered[0], ordered[-1]))) if ordered else ""


def _list_texts(case: PublicCase, words: Words) -> Iterator[str]:
    """Everything of a case that can be searched: what its page says of it, in the words of the language."""
    yield case.id
    yield words.plain(case.title)
    yield make_plain(case.summary, words)
    for subject in case.subjects:
        for text in (subject.name, subject.people, subject.about):
            if text is not None:
                yield text if isinstance(text, str) else make_plain(text, words)
    for place in (case.place, case.work_place, *(act.place for act in case.acts)):
        if place:
            yield from filter(None, (place.municipality, place.locality))
    yield from (words.term("state", code) for code in find_states(case))
    yield from (words.term("right_defended", code) for code in case.defends)
    for act in case.acts:
        yield words.term("act_type", act.type)
        yield from map(str, act.date.years)


def _list_postings(found: Iterable[Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Each word or value with the rows it is in, in the order in which the browser compares texts."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for number, values in enumerate(found):
        for value in values:
            rows[value].append(number)
    for value in sorted(rows, key=lambda value: value.encode("utf-16-be")):
        yield value, ",".join(_encode(step) for step in _list_steps(rows[value]))


def _list_steps(rows: Sequence[int]) -> Iterator[int]:
    yield rows[0]
    yield from (after - before for before, after in pairwise(rows))


@cache
def _encode(number: int) -> str:
    """A number in base 36."""
    rest, digit = divmod(number, len(_DIGITS))
    return (_encode(rest) if rest else "") + _DIGITS[digit]


def _split_words(postings: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The words in runs that fill a file each."""
    shard: list[tuple[str, str]] = []
    size = 0
    for word, rows in postings:
        if size >= WORD_BYTES:
            yield shard
            shard, size = [], 0
        shard.append((word, rows))
        size += len(word) + len(rows) + 2
    if shard:
        yield shard


def _make_columns(shard: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Words, and as many lists of rows: both are far smaller as one text each."""
    return " ".join(word for word, _ in shard), ";".join(rows for _, rows in shard)


def _show(rows: Sequence[CaseRow]) -> list[list[str]]:
    """What is shown of some cases, column by column."""
    shown = [(row.slug, row.title, row.defends, row.place, row.years, row.measures) for row in rows]
    return [list(column) for column in zip(*shown, strict=True)]


def _render_file(name: str, part: object) -> bytes:
    data = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    return f'visibles("{name}",{data});\n'.encode()
