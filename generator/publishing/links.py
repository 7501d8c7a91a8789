"""Checks a finished site: links and anchors that lead nowhere, slots left open, what the policy would block."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from generator.pages.editorial import OUTWARD_REL
from generator.publishing.csp import hash_text

if TYPE_CHECKING:
    from pathlib import Path

_URL_ATTRIBUTES = frozenset({"href", "src", "action", "poster"})
_LOADING = frozenset({"src", "srcset", "poster", "action", "formaction", "data", "background", "ping"})
"""Attributes that make the browser ask for something, or send something, without leaving the page."""
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Where a link may lead; others, such as `javascript:`, do something instead."""
_FILE = "data:application/"
"""A small file within a page, such as a citation, which a link with `download` saves and never opens."""
_UNSEEN = re.compile(r"[\x00-\x20]+")
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):")
_SMUGGLED = frozenset({"iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "portal"})
"""Elements that none of our texts has: in an article they were put there by somebody else, or by mistake."""


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


class PageReader(HTMLParser):
    """Collects ids, links and faults of one page."""

    def __init__(self) -> None:
        """Begin a page."""
        super().__init__(convert_charrefs=False)
        self.ids: set[str] = set()
        self.links: list[tuple[str, int]] = []
        self.faults: list[tuple[str, str, int]] = []
        self.permanent: list[str] = []
        """Links that the page offers as permanent ones to what is in it (`rel=bookmark`)."""
        self.moved: str | None = None
        """Where the page leads its readers on to, if it does."""
        self._articles = 0
        self._style = 0
        self._policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element's ids and links, and of what the policy would block."""
        line, values = self.getpos()[0], dict(attrs)
        if tag == "a" and values.get("rel") == "bookmark":
            self.permanent.append(values.get("href") or "")
        elif tag == "meta" and values.get("http-equiv") == "refresh":
            self.moved = (values.get("content") or "").partition("url=")[2]
        if tag == "article":
            self._articles += 1
        elif tag == "style":
            self._style = line
        elif tag == "script" and self._articles and "src" not in values:
            self.faults.append((f"inline-{tag}", tag, line))
        elif tag == "meta" and values.get("http-equiv") == "Content-Security-Policy":
            self._policy = values.get("content") or ""
        if self._articles and tag in _SMUGGLED:
            self.faults.append(("foreign-element", tag, line))
        for name, value in attrs:
            self._read_attribute(name, value or "", line)
        self._read_outward(tag, values, line)

    def _read_outward(self, tag: str, values: Mapping[str, str | None], line: int) -> None:
        """Take note of what would load something from elsewhere, or tell another site of the reader."""
        for name in _LOADING & values.keys():
            loaded = values[name] or ""
            if _is_elsewhere(loaded) and not (tag == "img" and loaded.startswith("data:image/")):
                self.faults.append(("foreign-load", loaded, line))
        link = values.get("href") or values.get("xlink:href") or ""
        is_file = "download" in values and link.startswith(_FILE)
        if tag == "link" or is_file or not _is_elsewhere(link):
            return
        scheme = _find_scheme(link)
        if scheme and scheme not in _SCHEMES:
            self.faults.append(("unsafe-link", link, line))
        elif scheme in {"", "http", "https"} and not set(OUTWARD_REL) <= set((values.get("rel") or "").split()):
            self.faults.append(("unmarked-link", link, line))

    def handle_endtag(self, tag: str) -> None:
        """Take note of where an article ends."""
        self._style = 0
        if tag == "article":
            self._articles -= 1

    def handle_data(self, data: str) -> None:
        """Take note of styles that the page's policy does not name."""
        if self._style and hash_text(data) not in self._policy:
            self.faults.append(("inline-style", "style", self._style))

    def _read_attribute(self, name: str, value: str, line: int) -> None:
        """Take note of one attribute."""
        if name == "id":
            if value in self.ids:
                self.faults.append(("duplicate-id", value, line))
            self.ids.add(value)
        elif name in _URL_ATTRIBUTES:
            self.links.append((value, line))
        elif name == "srcset":
            candidates = (candidate.split() for candidate in value.split(","))
            self.links.extend((words[0], line) for words in candidates if words)
        elif name == "style":
            self.faults.append(("inline-style", f'style="{value}"', line))
        elif name.startswith("on"):
            self.faults.append(("inline-script", f"{name}={value!r}", line))


@dataclass(frozen=True, slots=True)
class FinishedSite:
    """What was read of a site that is ready to be put in place."""

    files: frozenset[str]
    """Paths of all files, from the site folder."""

    pages: Mapping[str, PageReader]
    """Path of each page → what is in it."""


def _is_elsewhere(link: str) -> bool:
    """Whether a link has a scheme or a host of its own, as browsers read it."""
    return bool(_find_scheme(link)) or link.strip().replace("\\", "/").startswith("//")


def _find_scheme(link: str) -> str:
    """The scheme of a link as browsers read it; they skip what cannot be seen."""
    found = _SCHEME.match(_UNSEEN.sub("", link))
    return found["scheme"].lower() if found else ""


def read_site(site_dir: Path) -> FinishedSite:
    """Return what is in every page of a site, and the names of all its files."""
    files = frozenset(path.relative_to(site_dir).as_posix() for path in site_dir.rglob("*") if path.is_file())
    pages: dict[str, PageReader] = {}
    for name in sorted(name for name in files if name.endswith(".html")):
        html = (site_dir / name).read_text(encoding="utf-8")
        pages[name] = reader = PageReader()
        reader.feed(html)
        reader.close()
        reader.faults += ((fault.kind, fault.target, fault.line) for fault in _check_slots(name, html))
    return FinishedSite(files, pages)


def find_faults(site: FinishedSite, *, base_path: str = "/") -> list[SiteFault]:
    """Return every fault of every page, by file and line; `base_path` is the path the site is served at."""
    faults: list[SiteFault] = []
    for name, reader in site.pages.items():
        faults += [SiteFault(name, line, kind, target) for kind, target, line in reader.faults]
        faults += _check_page(name, reader, site, base_path)
    return sorted(faults)


def _check_slots(name: str, html: str) -> Iterator[SiteFault]:
    """Yield slots that nothing filled. An article is not looked at: its text may well speak of `@@v:`."""
    head, _, rest = html.partition("<article")
    for text in (head, rest.rpartition("</article>")[2]):
        for after in text.split("@@v:")[1:]:
            line = html[: html.find(f"@@v:{after[:20]}")].count("\n") + 1
            yield SiteFault(name, line, "open-slot", f"@@v:{after.partition('@@')[0]}@@")


def _check_page(name: str, reader: PageReader, site: FinishedSite, base: str) -> Iterator[SiteFault]:
    """Yield the links of a page that lead nowhere."""
    for link, line in reader.links:
        url = urlsplit(link)
        if url.scheme or url.netloc:
            continue
        if url.path.startswith("/") and not url.path.startswith(base):
            yield SiteFault(name, line, "outside-base", link)
            continue
        target = find_file(name, unquote(url.path), base, site.files)
        if target is None:
            yield SiteFault(name, line, "broken-link", link)
        elif url.fragment and target in site.pages and unquote(url.fragment) not in site.pages[target].ids:
            yield SiteFault(name, line, "broken-anchor", link)


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
