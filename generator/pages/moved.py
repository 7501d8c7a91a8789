"""Addresses that moved: each leads its readers on, without a script, to where its page is now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.analysis.facets import FACETS, Facet, list_possible_values
from generator.config import SiteOptions
from generator.pages.i18n import Words
from generator.pages.leaves import make_leaf_path
from generator.pages.page import make_file
from generator.pages.urls import Addresses, make_link
from generator.records.problems import Problem
from generator.records.reading import Records


@dataclass(frozen=True, slots=True)
class Moved:
    """An address that moved, and where it leads."""

    path: str
    target: str


def make_moved_files(
    records: Records, addresses: Addresses, options: SiteOptions, is_made: Callable[[str], bool]
) -> Iterator[tuple[str, bytes]]:
    """The page at each address that leads on, as a file; `is_made` knows the files of all other pages."""
    languages = {language.code: Words(language.code, records.vocabularies) for language in options.languages}
    for one in find_moved(records, addresses, tuple(languages.values()), is_made):
        words = languages[addresses.find_language(one.path)]
        yield make_file(one.path), render_moved(one, words, options).encode()


def find_moved(
    records: Records, addresses: Addresses, languages: tuple[Words, ...], is_made: Callable[[str], bool]
) -> Iterator[Moved]:
    """Every address that leads on: former slugs, what the record says, and lists that have nothing left in them."""
    found: dict[str, str] = {}
    for case in records.cases:
        for words in languages:
            target = addresses.case(case.slug, words.language)
            found |= {addresses.case(slug, words.language): target for slug in case.former_slugs}
    for one in records.promises.entries:
        if one.target is not None:
            found[one.path] = one.target
        elif one.path not in found and not is_made(make_file(one.path)):
            above = _find_above(one.path, addresses, languages, is_made)
            found |= {one.path: above} if above else {}
    for path, target in found.items():
        # Only pages can lead on; a file that moved keeps its own address.
        if path != target and not is_made(make_file(path)) and make_file(path).endswith(".html"):
            yield Moved(path, target)


def check_renamed(records: Records, addresses: Addresses, languages: tuple[Words, ...]) -> Iterator[Problem]:
    """A problem for each list of cases that was published under a name that nothing has any more."""
    possible: set[str] = set()
    lists: set[str] = set()
    for words in languages:
        for facet in FACETS:
            if facet != "year":
                lists.add(addresses.facet(facet, words))
                codes = _list_values(facet, records)
                possible |= {addresses.facet_value(facet, code, words) for code in codes}
    for one in records.promises.entries:
        above = next(_list_above(one.path), "")
        if one.target is None and above in lists and one.path not in possible:
            details: dict[str, str | int] = {"value": f"/{one.path}", "target": f"/{above}"}
            yield Problem("address-renamed", records.promises.file, one.line, 1, details=details)


def _list_values(facet: Facet, records: Records) -> list[str]:
    """The values that a facet may have on some day."""
    vocabularies = records.vocabularies
    return list(vocabularies[facet].codes) if facet in vocabularies else list_possible_values(facet, (), vocabularies)


def _find_above(
    path: str, addresses: Addresses, languages: tuple[Words, ...], is_made: Callable[[str], bool]
) -> str | None:
    """The nearest page above one that came and went with the cases; none where an editor must say where it is now.

    Such are cases, campaigns and whole sections: nobody may lose one unawares.
    """
    above = next((one for one in _list_above(path) if is_made(make_file(one))), None)
    for words in languages:
        cases = addresses.section("cases", words.language)
        campaigns = addresses.section("campaigns", words.language) if addresses.has("campaigns", words.language) else ""
        number = re.search(r"([0-9]+)/$", path)
        is_leaf = number is not None and path == make_leaf_path(cases, int(number[1]), words)
        if above == addresses.root(words.language) or (above in {cases, campaigns} and not is_leaf):
            return None
    return above


def _list_above(path: str) -> Iterator[str]:
    """The addresses above one, the nearest first."""
    parts = path.rstrip("/").split("/")
    yield from ("/".join(parts[:length]) + "/" for length in range(len(parts) - 1, 0, -1))


def render_moved(one: Moved, words: Words, options: SiteOptions) -> str:
    """The HTML of a page that leads on."""
    from generator.pages.rendering import render_template  # noqa: PLC0415 - checks need no templates

    path, _, anchor = one.target.partition("#")
    link = make_link(path if options.use_directory_urls else make_file(path), one.path)
    canonical = None if options.site_url is None else options.site_url + path
    return render_template(
        "moved", words, link=f"{link}#{anchor}" if anchor else link, canonical=canonical, site=options.site_name
    )
