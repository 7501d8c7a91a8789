"""The search page: a form that works where scripts run, and the lists that lead to every case without them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from zlib import crc32

from generator.analysis.facets import FACETS
from generator.pages import section_parts
from generator.pages.case_order import find_order
from generator.pages.listing import make_facet
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.search_table import ROWS, SHOWN, group_rows, make_row, render_facet_file, render_rows_file
from generator.pages.search_words import change_words, encode_postings, find_words, list_postings, render_words
from generator.pages.task import File, Inputs, Task, digest_of
from generator.pages.urls import make_link
from generator.pieces import FEW
from generator.records.public import PublicCase

SCRIPT = "assets/js/search.js"
"""Searches the table; loaded on this page only, and the table only once a reader searches."""

FOLDER = "tabla/"
"""Where the files of the table lie below the page."""


def list_tasks(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """The page, the values of all facets, and what is shown of a hundred cases each."""
    lang, values = scene.words.language, inputs.of_all("facets")
    ids = find_order(scene, inputs)
    page = {**inputs.of_page("search", lang, total=len(ids)), **values}
    yield Task(f"{lang} section search", page, partial(_make_page, scene, source))
    folder, order = source.path + FOLDER, inputs.of_rest(order=digest_of(*ids))
    yield Task(f"{lang} search facets", {**values, **order}, partial(_make_facet_files, scene, folder, ids))
    for number, block in enumerate(_cut_rows(scene, ids)):
        told = inputs.of_some((case.id for case in block), *section_parts.SEARCH)
        yield Task(f"{lang} search rows {number}", told, partial(_make_rows_file, scene, folder, number, block))


def list_word_tasks(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """The words of all cases: an edit of a sentence is no reason to list what is shown of each."""
    blocks = _cut_rows(scene, find_order(scene, inputs))
    make = partial(_make_words_files, scene, source.path + FOLDER, blocks, inputs)
    yield Task(f"{scene.words.language} search words", inputs.of_all(*section_parts.FOUND_BY), make)


def _cut_rows(scene: Scene, ids: Sequence[str]) -> list[list[PublicCase]]:
    """The cases of each file of rows."""
    cases = scene.findings.by_id
    return [[cases[id_] for id_ in ids[start : start + ROWS]] for start in range(0, len(ids), ROWS)]


def _make_page(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    yield scene.make_editorial_page(source, render_search(scene, prose=source.prose))


def _make_facet_files(scene: Scene, folder: str, ids: Sequence[str]) -> Iterator[File]:
    for facet in FACETS:
        name, data = render_facet_file(facet, group_rows(ids, facet, scene))
        yield folder + name, data


def _make_rows_file(scene: Scene, folder: str, number: int, cases: Sequence[PublicCase]) -> Iterator[File]:
    name, data = render_rows_file(number, [make_row(case, scene) for case in cases])
    yield folder + name, data


def _make_words_files(
    scene: Scene, folder: str, blocks: Sequence[Sequence[PublicCase]], inputs: Inputs
) -> Iterator[File]:
    """The files of words: those of the last site with what changed in some rows, or all of them."""
    for name, data in WordFiles(scene, folder, blocks, inputs).make():
        yield folder + name, data


class WordFiles:
    """The files of words of one language, made of what the last build noted and of the rows that changed since."""

    def __init__(self, scene: Scene, folder: str, blocks: Sequence[Sequence[PublicCase]], inputs: Inputs) -> None:
        """Rows in blocks; the inputs tell which of them changed."""
        self._scene = scene
        self._folder = folder
        self._blocks = blocks
        self._inputs = inputs
        self._name = f"search-{scene.words.language}"
        self._keys = [inputs.of_some((case.id for case in block), *section_parts.FOUND_BY)["cases"] for block in blocks]

    def make(self) -> list[File]:
        """Name and bytes of each."""
        changed = self._change_last()
        files = list(self._make_anew() if changed is None else changed)
        notes = self._scene.pieces.notes
        notes.write(self._name, [self._keys, len(files) - 1, _sum_up(data for _, data in files[1:])])
        return files

    def _change_last(self) -> Iterator[File] | None:
        """The files of the last site with the words of those rows that changed; None where too little is known."""
        noted = self._scene.pieces.notes.read(self._name)
        if not noted or len(noted[0]) != len(self._keys):
            return None
        changed = [n for n, (before, after) in enumerate(zip(noted[0], self._keys, strict=True)) if before != after]
        found = [self._scene.pieces.read_last(f"{self._folder}words-{number}.js") for number in range(noted[1])]
        files = [data for data in found if data is not None]
        if not files or len(changed) > FEW or len(files) < len(found) or _sum_up(files) != noted[2]:
            return None
        old: list[tuple[int, Sequence[str]]] = []
        new: list[tuple[int, Sequence[str]]] = []
        for number in changed:
            before = self._scene.pieces.notes.read(f"{self._name}-{number}")
            if not before or before[0] != noted[0][number]:
                return None
            rows = [(key, words.split(" ")) for key, words in before[1]]
            old += enumerate((words for _, words in rows), number * ROWS)
            new += enumerate(self._find_words(number, dict(rows)), number * ROWS)
        return change_words(files, list_postings(old), list_postings(new))

    def _make_anew(self) -> Iterator[File]:
        self._scene.pieces.notes.forget(self._name, len(self._blocks))
        found = (words for number in range(len(self._blocks)) for words in self._find_words(number, {}))
        return render_words(encode_postings(list_postings(enumerate(found))))

    def _find_words(self, number: int, known: Mapping[str, Sequence[str]]) -> list[Sequence[str]]:
        """The words of each row of a block, which are noted; `known` are those of before, by what they were made of."""
        cases, words = self._blocks[number], self._scene.words
        keys = [self._inputs.of_some([case.id], *section_parts.FOUND_BY)["cases"] for case in cases]
        found = [
            known[key] if key in known else sorted(find_words(case, words))
            for key, case in zip(keys, cases, strict=True)
        ]
        told = [(key, " ".join(one)) for key, one in zip(keys, found, strict=True)]
        self._scene.pieces.notes.write(f"{self._name}-{number}", [self._keys[number], told])
        return found


def _sum_up(contents: Iterable[bytes]) -> int:
    """A checksum of some files together."""
    total = 0
    for data in contents:
        total = crc32(data, total)
    return total


def render_search(scene: Scene, *, prose: str) -> str:
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
        rows=ROWS,
        shown=SHOWN,
        total=len(scene.cases),
        cases_href=make_link(scene.section("cases"), path),
        script=make_link(SCRIPT, path),
        count=words.count("count.cases", len(scene.cases)),
        as_of=words.date(scene.as_of),
    )
