"""Addresses that moved: each leads its readers on, without a script, to where its page is now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.analysis.facets import FACETS, Facet, list_possible_values
from generator.analysis.parts import Part
from generator.config import SiteOptions
from generator.pages.i18n import Words
from generator.pages.leaves import make_leaf_path
from generator.pages.page import make_file
from generator.pages.task import GONE, File, Group, Inputs, Needs, Task
from generator.pages.urls import Addresses, make_link
from generator.records.problems import Problem
from generator.records.promises import Promises
from generator.records.reading import Records

if TYPE_CHECKING:
    from generator.pages.scene import Scene


_PARTS: tuple[Part, ...] = ("people",)
"""Who knows how a case was called before."""


class Moved(Struct, frozen=True):
    """An address that moved, and where it leads."""

    path: str
    target: str


def list_former_groups(scenes: Iterable[Scene]) -> Iterator[Group]:
    """What leads on from former addresses of cases that are there."""
    yield Group("former addresses", Needs(parts=_PARTS, rest=GONE), partial(_list_former_tasks, tuple(scenes)))


def _list_former_tasks(scenes: Iterable[Scene], inputs: Inputs) -> Iterator[Task]:
    told = {**inputs.of_all(*_PARTS), **inputs.of_rest(*GONE)}
    for scene in scenes:
        yield Task(f"{scene.words.language} former addresses", told, partial(_make_former_files, scene))


def _make_former_files(scene: Scene) -> Iterator[File]:
    """But for those of which the record says something else, or where the notice of another case stands."""
    gone = scene.hidden.union(one.id for one in scene.withdrawn)
    taken = {one.path for one in scene.promises.entries if one.target is not None or one.case in gone}
    for case in scene.cases:
        target = scene.addresses.case(case.slug, scene.words.language)
        for slug in case.former_slugs:
            path = scene.addresses.case(slug, scene.words.language)
            if path != target and path not in taken:
                told = Moved(path, target), scene.words, scene.site_name, scene.site_url
                yield make_file(path), render_moved(*told, folder_links=scene.folder_links).encode()


def make_moved_files(
    records: Records, addresses: Addresses, options: SiteOptions, is_made: Callable[[str], bool]
) -> Iterator[File]:
    """What leads on from recorded addresses that nothing has any more; `is_made` knows all files that were made."""
    languages = {language.code: Words(language.code, records.vocabularies) for language in options.languages}
    for one in find_moved(records.promises, addresses, tuple(languages.values()), is_made):
        told = one, languages[addresses.find_language(one.path)], options.site_name, options.site_url
        yield make_file(one.path), render_moved(*told, folder_links=options.use_directory_urls).encode()


def find_moved(
    promises: Promises, addresses: Addresses, languages: tuple[Words, ...], is_made: Callable[[str], bool]
) -> Iterator[Moved]:
    """Every recorded address that leads on: where the record says, or from a list that has nothing left in it."""
    for one in promises.entries:
        # Only pages can lead on; a file that moved keeps its own address.
        if not is_made(make_file(one.path)) and make_file(one.path).endswith(".html"):
            target = one.target or _find_above(one.path, addresses, languages, is_made)
            if target and target != one.path:
                yield Moved(one.path, target)


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


def render_moved(one: Moved, words: Words, site_name: str, site_url: str | None, *, folder_links: bool) -> str:
    """The HTML of a page that leads on."""
    from generator.pages.rendering import render_template  # noqa: PLC0415 - checks need no templates

    path, _, anchor = one.target.partition("#")
    link = make_link(path if folder_links else make_file(path), one.path)
    canonical = None if site_url is None else site_url + path
    return render_template(
        "moved", words, link=f"{link}#{anchor}" if anchor else link, canonical=canonical, site=site_name
    )
