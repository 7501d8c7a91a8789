"""Checks a finished site: links and anchors that lead nowhere, slots left open, what the policy would block."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from generator.publishing.folder import list_files
from generator.publishing.markup import find_line, parse_page

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class SiteFault:
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


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """What others may want of a page: its links have been checked by then."""

    ids: frozenset[str]

    permanent: tuple[str, ...]
    """Links that the page offers as permanent ones to what is in it (`rel=bookmark`)."""

    moved: str | None
    """Where the page leads its readers on to, if it does."""


@dataclass(frozen=True, slots=True)
class FinishedSite:
    """What was read of a site that is ready to be put in place."""

    files: frozenset[str]
    """Paths of all files, from the site folder."""

    pages: Mapping[str, FinishedPage]
    """Path of each page → what is in it."""

    faults: tuple[SiteFault, ...]
    """Every fault of every page, by file and line."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A link to a place in another page."""

    file: str
    number: int
    link: str
    target: str
    id: str


@dataclass(slots=True)
class _Reader:
    """Reads the pages of a site one after the other."""

    site_dir: Path
    files: frozenset[str]
    base: str
    pages: dict[str, FinishedPage] = field(default_factory=dict)
    faults: list[SiteFault] = field(default_factory=list)
    _later: list[_Anchor] = field(default_factory=list)
    """Links into pages that were not yet read."""
    _ids: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)
    """Ids of pages, kept once: a page, its copy and its translations have the same."""

    def read(self, name: str) -> None:
        """Read a page, and look up its links."""
        html = (self.site_dir / name).read_text(encoding="utf-8")
        markup = parse_page(html)
        ids = self._ids.setdefault(markup.ids, markup.ids)
        self.pages[name] = FinishedPage(ids, markup.permanent, markup.moved)
        wrong = list(markup.faults)
        for link, number in markup.links:
            if fault := self._check(name, link, number):
                wrong.append((fault, link, number))
        self.faults += (SiteFault(name, find_line(html, number), kind, what) for kind, what, number in wrong)
        self.faults += _check_slots(name, html)

    def look_up(self) -> None:
        """Look up the links into pages that were read after the pages they are on."""
        for one in self._later:
            if one.target in self.pages and one.id not in self.pages[one.target].ids:
                html = (self.site_dir / one.file).read_text(encoding="utf-8")
                self.faults.append(SiteFault(one.file, find_line(html, one.number), "broken-anchor", one.link))

    def _check(self, name: str, link: str, number: int) -> str:
        """The kind of fault a link has; empty where it has none, or where that is not known yet."""
        target, anchor = self._find_known(name, link)
        if not target:
            url = urlsplit(link)
            if url.scheme or url.netloc:
                return ""
            if url.path.startswith("/") and not url.path.startswith(self.base):
                return "outside-base"
            target, anchor = find_file(name, unquote(url.path), self.base, self.files), unquote(url.fragment)
        if not target:
            return "broken-link"
        if anchor and target in self.pages:
            return "" if anchor in self.pages[target].ids else "broken-anchor"
        if anchor:
            self._later.append(_Anchor(name, number, link, target, anchor))
        return ""

    def _find_known(self, name: str, link: str) -> tuple[str | None, str]:
        """File and anchor of a link such as most are: within the page, or by way of the root to what it names."""
        if "%" in link:
            return None, ""
        if link.startswith("#"):
            return name, link[1:]
        up = "../" * name.count("/")
        path, _, anchor = link[len(up) :].partition("#")
        target = path if path and not path.endswith("/") else f"{path}index.html"
        return (target, anchor) if link.startswith(up) and target in self.files else (None, "")


def read_site(site_dir: Path, *, base_path: str = "/") -> FinishedSite:
    """Return what is in a site and what is wrong with it; `base_path` is the path it is served at."""
    files = list_files(site_dir)
    reader = _Reader(site_dir, files, base_path)
    for name in sorted(name for name in files if name.endswith(".html")):
        reader.read(name)
    reader.look_up()
    return FinishedSite(files, reader.pages, tuple(sorted(reader.faults)))


def _check_slots(name: str, html: str) -> Iterator[SiteFault]:
    """Yield slots that nothing filled. An article is not looked at: its text may well speak of `@@v:`."""
    head, _, rest = html.partition("<article")
    for text in (head, rest.rpartition("</article>")[2]):
        for after in text.split("@@v:")[1:]:
            line = html[: html.find(f"@@v:{after[:20]}")].count("\n") + 1
            yield SiteFault(name, line, "open-slot", f"@@v:{after.partition('@@')[0]}@@")


def find_file(name: str, path: str, base: str, files: frozenset[str]) -> str | None:
    """Return the file of the site a path on a page leads to, or None."""
    if not path:
        return name
    folder = posixpath.dirname(name)
    target = path.removeprefix(base) if path.startswith("/") else posixpath.join(folder, path)
    is_folder = not target or target.endswith(("/", "/.", "/.."))
    target = posixpath.normpath(target)
    if is_folder or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target if target in files else None
