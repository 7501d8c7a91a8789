"""What a site needs to know of a page in it: so that the page is read once, by whoever has its bytes at hand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from struct import pack, unpack
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from zlib import crc32

from msgspec import Struct

from generator.pages.case_addresses import NOTICE_ID, find_case
from generator.publishing.markup import PageMarkup, join_ids
from generator.publishing.tags import split_link

AT = "\0"
"""Between a file and an anchor in it: no path can hold it."""

_LINKS_KEPT = 1 << 12
_FORMER_MARKS = (f'id="{NOTICE_ID}"'.encode(), b'<meta http-equiv="refresh"')
_FROM_ROOT = re.compile(r"(?:[\w~-][\w/~.-]*)?")
_ON_THE_WAY = re.compile(r"//|\./|\.\.|\.\Z")
"""A path such as most are: from the root; and what there is to be worked out in others."""


class PageFacts(Struct, frozen=True, array_like=True):
    """What is kept of a page."""

    ids: str = " "
    """In alphabetical order, each between spaces."""
    anchors: str = ""
    """Those it offers permanent links to (`rel=bookmark`), in the order of the page."""
    owners: tuple[str, ...] = ()
    """The files that these links name."""
    moved: str | None = None
    """The file that the page leads its readers on to, if it does."""
    links: bytes = b""
    """A mark for each file, and each place in one, that it links to."""

    def has(self, id_: str) -> bool:
        """Whether a link can lead to this place in the page."""
        return " " not in id_ and f" {id_} " in self.ids

    def has_all(self, ids: Iterable[str]) -> bool:
        """Whether links can lead to all these places; an empty one stands for the page as a whole."""
        return all(map(self.has, filter(None, ids)))

    def leads_to(self, marks: frozenset[int]) -> bool:
        """Whether it may link to any of some places; that it does not is certain."""
        return not marks.isdisjoint(_unpack_marks(self.links))

    def pick_new(self, places: AbstractSet[str], last: PageFacts) -> AbstractSet[str]:
        """Those of the places it links to that it did not link to before.

        A broken link is taken for one of before where the two have one mark: one in some million times, and a clean
        build finds it.
        """
        new = {*_unpack_marks(self.links)}.difference(_unpack_marks(last.links))
        return {place for place in places if mark(place) in new} if new else set()


class PageClaims(NamedTuple):
    """What a page that was read just now needs a site to have."""

    places: AbstractSet[str]
    """Each file, or place in one, that it links to."""
    is_sound: bool
    """Whether nothing is wrong in the page by itself."""


class PageReading(NamedTuple):
    """What is known of a page that was read just now."""

    facts: PageFacts
    claims: PageClaims
    depth: int
    """All of it holds of every page of the same bytes so many folders below the root; of no other where this is -1."""


class Target(NamedTuple):
    """Where a link leads."""

    file: str
    """Path from the site folder; empty where it leads elsewhere, or to what no site has."""
    anchor: str = ""
    fault: str = ""
    """What is wrong with it, whatever the site has."""


_ELSEWHERE = ("https://", "http://", "data:", "mailto:")
"""How links begin that lead out of the site, such as most of these are; others are looked at more closely."""


def read_facts(name: str, markup: PageMarkup, base: str) -> PageReading:
    """What is kept of a page, and what it needs; `base` is the path the site is served at."""
    finder, known = _Finder(name, base), _find_ways(name.count("/"))
    places, marks, own, is_sound = set[str](), set[int](), list[str](), markup.is_sound
    for path, anchor in markup.links:
        if not path:
            own.append(anchor)
            continue
        file, fault, mark_, begins, goes_on = known[path] or finder.find(path)
        if file:
            marks.add(mark_)
            places.add(f"{begins}{anchor}" if anchor else file)
            if anchor:
                # As if of all of it at once: checksums can be gone on with.
                marks.add(crc32(anchor.encode("utf-8", "surrogatepass"), goes_on))
        elif fault:
            is_sound = False
    permanent = [(finder.find(path).file, anchor) for path, anchor in markup.permanent]
    facts = PageFacts(
        markup.ids,
        anchors=join_ids([*dict.fromkeys([anchor for file, anchor in permanent if file])]),
        owners=tuple(dict.fromkeys([file for file, _ in permanent if file])),
        moved=None if markup.moved is None else find_target(name, markup.moved, base).file,
        links=pack(f"<{len(marks)}I", *sorted(marks)),
    )
    is_of_one = finder.is_of_one or markup.moved is not None
    claims = PageClaims(places, is_sound and facts.has_all(own))
    return PageReading(facts, claims, -1 if is_of_one else name.count("/"))


def find_target(name: str, link: str, base: str) -> Target:
    """Where a link on a page leads."""
    split = split_link(link)
    file, fault, *_ = _Finder(name, base).find(split.path)
    return Target(file, split.anchor if file else "", fault)


@lru_cache(maxsize=_LINKS_KEPT)
def mark(target: str) -> int:
    """A number for a file or place: the same for the same, and most often another for another."""
    return crc32(target.encode("utf-8", "surrogatepass"))


def is_former(name: str, data: bytes) -> bool:
    """Whether a file only stands at a former address: leads on, or says there that a case was withdrawn."""
    if not name.endswith(".html"):
        return False
    is_notice, leads_on = (one in data for one in _FORMER_MARKS)
    return leads_on or (is_notice and find_case(name) is None)


class _Way(NamedTuple):
    """Where a link leads, up to `#`."""

    file: str
    """Path from the site folder; empty where it leads elsewhere, or to what no site has."""
    fault: str = ""
    mark: int = 0
    begins: str = ""
    """How places in the file begin; the anchor follows."""
    goes_on: int = 0
    """The mark of that, to be gone on with."""


def _unpack_marks(links: bytes) -> tuple[int, ...]:
    return unpack(f"<{len(links) // 4}I", links)


_NOWHERE = _Way("")


def _make_way(file: str, fault: str = "") -> _Way:
    begins = f"{file}{AT}"
    return _Way(file, fault, mark(file), begins, mark(begins)) if file else _Way("", fault)


class _KnownWays(dict[str, _Way | None]):
    """Where links lead from so many folders below the root; none where it depends on more than that."""

    def __init__(self, depth: int) -> None:
        self._up = "../" * depth

    def __missing__(self, path: str) -> _Way | None:
        if path.startswith(_ELSEWHERE):
            return _NOWHERE
        if len(self) >= _LINKS_KEPT:
            self.clear()
        rest = path.removeprefix(self._up)
        is_plain = path.startswith(self._up) and _FROM_ROOT.fullmatch(rest) and not _ON_THE_WAY.search(rest)
        file = (f"{rest}index.html" if not rest or rest.endswith("/") else rest) if path and is_plain else None
        self[path] = way = _make_way(file) if file else None
        return way


_find_ways = lru_cache(maxsize=None)(_KnownWays)


class _Finder:
    """Finds where the links of a page lead."""

    def __init__(self, name: str, base: str) -> None:
        self._name, self._base, self._known = name, base, _find_ways(name.count("/"))
        self.is_of_one = False
        """Whether any of them depends on which page it is on, not only on how many folders it is below the root."""

    def find(self, path: str) -> _Way:
        """Where a link leads, up to `#`."""
        way = self._known[path]
        if way is None:
            self.is_of_one = True
            way = _make_way(*_find_any(self._name, path, self._base))
        return way


def _find_any(name: str, path: str, base: str) -> tuple[str, str]:
    if not path:
        return name, ""
    try:
        url = urlsplit(path)
    except ValueError:
        return "", "broken-link"
    if url.scheme or url.netloc:
        return "", ""
    if url.path.startswith("/") and not url.path.startswith(base):
        return "", "outside-base"
    file = _resolve(name, unquote(url.path), base)
    is_outside = AT in file or file == ".." or file.startswith("../")
    return ("", "broken-link") if is_outside else (file, "")


def _resolve(name: str, path: str, base: str) -> str:
    """The file that a path on a page names."""
    if not path:
        return name
    target = path.removeprefix(base) if path.startswith("/") else posixpath.join(posixpath.dirname(name), path)
    is_folder = not target or target.endswith(("/", "/.", "/.."))
    target = posixpath.normpath(target)
    if is_folder or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target
