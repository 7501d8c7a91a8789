"""The search page and its table: what is in it, how it is counted, split, and told to the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import accumulate
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

import pytest
from builders import make_act, make_person, publish, text
from folding import VECTORS
from hypothesis import assume, given
from hypothesis import strategies as st
from scenes import make_scene

from generator import gathering
from generator.analysis.facets import FACETS, Facet, group_cases
from generator.config import SiteOptions
from generator.pages import search, search_words
from generator.pages.i18n import Words
from generator.pages.page import EditorialPage, Page
from generator.pages.scene import Scene
from generator.pages.search_table import ROWS, CaseRow, make_row, make_table
from generator.pages.search_words import (
    WORD_BYTES,
    change_words,
    encode_postings,
    find_words,
    list_postings,
    list_words,
    render_words,
)
from generator.pages.task import Inputs
from generator.pages.urls import Addresses
from generator.records.fields import Context
from generator.records.reading import Records

PAGES = {"es": "buscar/", "en": "en/search/"}
NO_VALUES: Mapping[Facet, Mapping[str, Sequence[int]]] = dict.fromkeys(FACETS, MappingProxyType({}))


def read_parts(files: tuple[tuple[str, bytes], ...]) -> dict[str, Any]:
    """Return what each file hands to the browser, by the name it says."""
    parts = {}
    for path, content in files:
        call = re.fullmatch(r'visibles\("([a-z0-9_-]+)",(.*)\);\n', content.decode())
        assert call, path
        assert path.endswith(f"{call[1]}.js")
        parts[call[1]] = json.loads(call[2])
    return parts


def decode(rows: str) -> list[int]:
    """Return the rows of a list."""
    return list(accumulate(int(step, 36) for step in rows.split(",")))


def read_words(parts: Mapping[str, Any]) -> dict[str, list[int]]:
    """Return every word with its rows."""
    shards = [parts[f"words-{n}"] for n in range(sum(name.startswith("words-") for name in parts))]
    pairs = [zip(words.split(" "), rows.split(";"), strict=True) for words, rows in shards]
    return {word: decode(rows) for shard in pairs for word, rows in shard}


def read_rows(parts: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return what is shown of every case, in order."""
    shards = [parts[f"rows-{n}"] for n in range(sum(name.startswith("rows-") for name in parts))]
    return [row for columns in shards for row in zip(*columns, strict=True)]


def make_files(found: Sequence[frozenset[str]]) -> tuple[tuple[str, bytes], ...]:
    """Return the table of so many rows, each found by some words."""
    rows = [CaseRow(f"caso-{number}", f"Caso {number}", "", "", "", "") for number in range(len(found))]
    return tuple(make_table(rows, found, NO_VALUES))


@pytest.mark.parametrize(("said", "words"), VECTORS)
def test_words_of_a_text(said: str, words: list[str]) -> None:
    """Accents and capitals do not count, ñ is not n, and apostrophes stand within words."""
    assert [*list_words(said)] == words


@given(st.text())
def test_words_stay_as_they_are(said: str) -> None:
    """Folding what is folded changes nothing, so that a word found once is found again."""
    words = [*list_words(said)]

    assert [again for word in words for again in list_words(word)] == words


@given(st.lists(st.frozensets(st.text("abcñ0", min_size=1, max_size=6), max_size=12), max_size=250))
def test_table_holds_what_the_rows_hold(found: list[frozenset[str]]) -> None:
    """Every word leads to exactly the rows that have it, whatever the number of files."""
    parts = read_parts(make_files(found))
    every = frozenset[str]().union(*found)

    assert read_words(parts) == {word: [n for n, words in enumerate(found) if word in words] for word in every}
    assert [row[0] for row in read_rows(parts)] == [f"caso-{n}" for n in range(len(found))]


def test_files_are_small_and_in_order() -> None:
    """A file of words is cut where it is full, and the page knows with which word each begins."""
    files = make_files([frozenset({f"palabra{number}", f"otra{number % 7}", "de"}) for number in range(5000)])
    shards = [content for path, content in files if path.startswith("words-")]
    parts = read_parts(files)
    words, first = list(read_words(parts)), parts["words"].split(" ")

    assert 2 < len(shards) == len(first)
    assert all(len(shard) < 1.5 * WORD_BYTES for shard in shards)
    assert words == sorted(words)
    assert first == [parts[f"words-{number}"][0].split(" ")[0] for number in range(len(shards))]
    assert len([path for path, _ in files if path.startswith("rows-")]) == 5000 // ROWS


def test_same_rows_same_bytes() -> None:
    """The order in which a set gives its words does not reach the files."""
    assert make_files([frozenset("abcdefgh")]) == make_files([frozenset("hgfedcba")])


ROWS_OF_WORDS = st.lists(st.frozensets(st.text("abcñ0", min_size=1, max_size=3), max_size=5), min_size=3, max_size=3)


@given(before=ROWS_OF_WORDS, between=ROWS_OF_WORDS, after=ROWS_OF_WORDS, changed=ROWS_OF_WORDS, full=st.integers(1, 40))
def test_changed_rows(
    before: list[frozenset[str]],
    between: list[frozenset[str]],
    after: list[frozenset[str]],
    changed: list[frozenset[str]],
    full: int,
) -> None:
    """What some rows are found by now comes out as if all had been listed anew, however many files there are."""
    with patch.object(search_words, "WORD_BYTES", full):
        last = [data for _, data in make_words([*before, *between, *after])][1:]
        assume(last)
        old, new = (list_postings(enumerate(rows, len(before))) for rows in (between, changed))

        assert [*change_words(last, old, new)] == make_words([*before, *changed, *after])


def test_files_without_a_changed_word_are_not_read() -> None:
    """They come out as they are, even if nobody could read them."""
    found = [frozenset({f"palabra{number:04}"}) for number in range(9000)]
    last = [data for _, data in make_words(found)][1:]
    torn = [*(data[:30] for data in last[:-1]), last[-1]]
    old, new = (list_postings([(8999, {word})]) for word in ("palabra8999", "palabra9999"))
    changed = [data for _, data in change_words(torn, old, new)][1:]

    assert len(last) > 3
    assert changed[:-1] == torn[:-1]
    assert b"palabra9999" in changed[-1]


def make_words(found: Sequence[frozenset[str]]) -> list[tuple[str, bytes]]:
    """Return the files of words of so many rows."""
    return list(render_words(encode_postings(list_postings(enumerate(found)))))


@pytest.fixture(params=["es", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Return each language."""
    found: str = request.param
    return found


@pytest.fixture(scope="session")
def tables(
    scenes: tuple[Scene, ...], editorial: Mapping[tuple[str, str], EditorialPage]
) -> Mapping[str, tuple[tuple[str, bytes], ...]]:
    """Return the files of the invented site's table in each language."""
    found = {}
    for scene in scenes:
        lang = scene.words.language
        listed = (search.list_tasks, search.list_word_tasks)
        tasks = [task for each in listed for task in each(scene, editorial["search", lang], Inputs())]
        made = (one for task in tasks for one in task.make())
        found[lang] = tuple(one for one in made if isinstance(one, tuple))
    return found


@pytest.fixture
def table(tables: Mapping[str, tuple[tuple[str, bytes], ...]], language: str) -> dict[str, Any]:
    """Return the parts of the invented site's table."""
    return read_parts(tables[language])


def list_options(page: Page) -> Iterator[tuple[str, str, int]]:
    """Yield the facet, value and number of each choice of the form."""
    for facet, options in re.findall(r'<select [^>]*name="(\w+)">(.*?)</select>', page.body, re.DOTALL):
        for value, count in re.findall(r'<option value="(\w+)">[^<]* \(([\d,]+)\)</option>', options):
            yield facet, value, int(count.replace(",", ""))


def test_counts_agree(  # noqa: PLR0913, PLR0917 - everything that counts
    pages: Mapping[str, Page],
    table: Mapping[str, Any],
    language: str,
    records: Records,
    options: SiteOptions,
    addresses: Addresses,
) -> None:
    """The form, the table, the pages of the facets and the findings have the same cases under every value."""
    findings = gathering.Reading(records, options).findings
    words = Words(language, records.vocabularies)
    slugs = [row[0] for row in read_rows(table)]
    offered = {(facet, value): count for facet, value, count in list_options(pages[PAGES[language]])}

    for facet in FACETS:
        groups = group_cases(findings, facet)
        assert {value for name, value in offered if name == facet} == set(groups) == set(table[f"facet-{facet}"])
        for value, cases in groups.items():
            assert sorted(slugs[row] for row in decode(table[f"facet-{facet}"][value])) == sorted(
                case.slug for case in cases
            )
            page = pages[addresses.facet_value(facet, value, words)]
            assert len(re.findall(r"<li><h2>", page.body)) == len(cases) == offered[facet, value]


def test_rows_are_the_list(pages: Mapping[str, Page], table: Mapping[str, Any], language: str) -> None:
    """The table holds the cases of the list of all cases, in the same order, with the same titles."""
    body = pages[{"es": "casos/", "en": "en/cases/"}[language]].body
    listed = re.findall(r'<li>.*?<h3><a href="[./en]+/cas[eo]s/([\w-]+)/">([^<]+)<', body)

    assert [(row[0], row[1]) for row in read_rows(table)] == [(slug, unescape(title)) for slug, title in listed]


def test_what_is_not_published_is_not_found(tables: Mapping[str, tuple[tuple[str, bytes], ...]]) -> None:
    """Nothing of a private record is in the table, folded or not: neither names, nor pseudonyms, nor places."""
    for files in tables.values():
        content = b"".join(data for _, data in files).decode().lower()

        assert "ximena" in content
        assert "canario" not in content


def test_what_a_case_is_found_by(context: Context, addresses: Addresses, spanish: Words) -> None:
    """Its names, places, peoples, rights, kinds of attack, years and summary, in the language of the page."""
    person = make_person(people=text("Me\u2019phaa", "Me\u2019phaa"), about=text("Cuida el bosque.", "Looks after it."))
    act = make_act(date="2011/2012", place={"state": "07", "municipality": "Ocosingo"})
    case = publish(context, people=[person], acts=[act], title=text("Caso Ñandú"))
    row, found = make_row(case, make_scene((case,), spanish, addresses)), find_words(case, spanish)
    wanted = "MX-0001 Ana Pérez Ñuu mephaa bosque nandu Ocosingo Chiapas Oaxaca Xadani 2011 2012 amenaza tierra pasó"

    assert set(list_words(wanted)) - found == {"nandu"}
    assert not found & set(list_words("looks threat s1"))
    assert row.years == "2011\N{EN DASH}2012"
    assert row.place == "Xadani, Oaxaca"
    assert row.measures == "Ninguna documentada"


def test_the_page_works_without_scripts(pages: Mapping[str, Page]) -> None:
    """The form is hidden until a script shows it; the lists and every value of them are plain links."""
    body = pages["buscar/"].body

    assert re.search(r"<form class=v-search role=search hidden ", body)
    assert " action=" not in body
    assert 'href="../casos/"' in body
    for facet, value, _ in list_options(pages["buscar/"]):
        assert f'<option value="{value}">' in body, facet
    assert len(re.findall(r'<li><a href="\.\./casos/\w+/', body)) == len(list(list_options(pages["buscar/"])))


def test_a_table_without_cases() -> None:
    """It is empty, and has no rows, and no words but the list of their files."""
    files = dict(make_files([]))

    assert read_parts(tuple(files.items()))["words"] == ""
    assert set(files) == {"words.js", *(f"facet-{facet}.js" for facet in FACETS)}
