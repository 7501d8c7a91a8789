"""Checks a finished site: links and anchors that lead nowhere, slots left open, what the policy would block.

All of it is known from the facts of its pages. Only pages in which something is wrong are read again, to say where.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.publishing.entries import has_place
from generator.publishing.facts import PageFacts, Target, find_target, mark
from generator.publishing.markup import parse_places
from generator.publishing.site_folder import SiteFolder

if TYPE_CHECKING:
    from pathlib import Path

    from generator.publishing.entries import Entry, Files, SiteNews


class SiteFault(Struct, frozen=True, order=True):
    """Something wrong in a finished page."""

    file: str
    """The page, relative to the site folder."""

    line: int
    """Line in that file."""

    kind: str
    """broken-link, broken-anchor, outside-base, open-slot, duplicate-id, inline-style, inline-script, or of what is
    not ours: unsafe-link, unmarked-link, foreign-load, foreign-element."""

    target: str
    """The link, id or attribute at fault, as written."""

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.file}:{self.line} {self.kind}: {self.target}"


class FinishedSite(Struct, frozen=True):
    """What is in a site that is ready to be put in place."""

    files: Collection[str]
    """Paths of all files, from the site folder."""

    pages: Mapping[str, PageFacts]
    """Path of each page → what is in it."""

    faults: tuple[SiteFault, ...]
    """Every fault of every page, by file and line."""


def read_site(site_dir: Path, *, base_path: str = "/") -> FinishedSite:
    """Return what is in a folder and what is wrong with it; `base_path` is the path it is served at."""
    folder = SiteFolder(site_dir, base_path=base_path)
    folder.adopt_all()
    return check_site(site_dir, folder.entries, folder.list_news(), base_path=base_path)


def check_site(site_dir: Path, entries: Files, news: SiteNews, *, base_path: str = "/") -> FinishedSite:
    """Return what is in a site and what is wrong with it: in what is new, and in what leads to what was lost."""
    pages = _Pages(entries)
    marks = frozenset(map(mark, news.unmet | news.lost))
    led = (name for name, one in entries.list_all() if one.page and one.page.leads_to(marks)) if marks else ()
    faults = (fault for name in {*news.unsound, *led} for fault in _list_faults(site_dir, name, entries, base_path))
    return FinishedSite(entries.keys(), pages, tuple(sorted(faults)))


class _Pages(Mapping[str, PageFacts]):
    """What is in each page among some files, looked up when asked for."""

    def __init__(self, entries: Files) -> None:
        self._entries = entries

    def __getitem__(self, name: str) -> PageFacts:
        page = self._entries[name].page
        if page is None:
            raise KeyError(name)
        return page

    def __iter__(self) -> Iterator[str]:
        return (name for name, entry in self._entries.list_all() if entry.page is not None)

    def __len__(self) -> int:
        return self._entries.page_count


def _list_faults(site_dir: Path, name: str, entries: Mapping[str, Entry], base_path: str) -> Iterator[SiteFault]:
    """Everything that is wrong in a page."""
    html = (site_dir / name).read_text(encoding="utf-8", errors="replace")
    places = parse_places(html)
    yield from (SiteFault(name, line, kind, what) for kind, what, line in places.faults)
    for link, line in places.links:
        if kind := _find_kind(find_target(name, link, base_path), entries):
            yield SiteFault(name, line, kind, link)


def _find_kind(target: Target, entries: Mapping[str, Entry]) -> str:
    """The kind of fault of a link; empty where it has none."""
    if target.fault or not target.file:
        return target.fault
    if target.file not in entries:
        return "broken-link"
    return "" if has_place(entries, target.file, target.anchor) else "broken-anchor"
