"""What a site needs to know of a page in it: so that the page is read once, by whoever has its bytes at hand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from struct import pack, unpack
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from zlib import crc32

from generator.pages.case_addresses import NOTICE_ID, find_case
from generator.publishing.markup import parse_page

SLOT = "@@v:"
"""How slots begin: what nothing filled."""

AT = "\0"
"""Between a file and an anchor in it: no path can hold it."""

_LINKS_KEPT = 1 << 12
_FORMER_MARKS = (f'id="{NOTICE_ID}"'.encode(), b'<meta http-equiv="refresh"')
_FROM_ROOT = re.compile(r"[\w~-][\w/~.-]*(?:#[\w~.:-]*)?|#[\w~.:-]*|")
_ON_THE_WAY = re.compile(r"//|\./|\.\.|\.(?:#|\Z)")
"""A link such as most are: from the root; and what there is to be worked out in others."""


@dataclass(frozen=True, slots=True)
class PageFacts:
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
    targets: frozenset[str] = field(default=frozenset(), compare=False)
    """These themselves, of a page that was read just now."""
    is_sound: bool = field(default=True, compare=False)
    """Whether nothing is wrong in the page by itself; of one that was published there is nothing."""

    def has(self, id_: str) -> bool:
        """Whether a link can lead to this place in the page."""
        return " " not in id_ and f" {id_} " in self.ids

    def leads_to(self, marks: frozenset[int]) -> bool:
        """Whether it may link to any of some places; that it does not is certain."""
        return not marks.isdisjoint(unpack(f"<{len(self.links) // 4}I", self.links))

    def settle(self) -> PageFacts:
        """What is kept of it once others know its links."""
        return replace(self, targets=frozenset(), is_sound=True)


class Target(NamedTuple):
    """Where a link leads."""

    file: str
    """Path from the site folder; empty where it leads elsewhere, or to what no site has."""
    anchor: str = ""
    fault: str = ""
    """What is wrong with it, whatever the site has."""
    places: tuple[str, ...] = ()
    """The file, and the place in it if one is named."""


_ELSEWHERE = ("https://", "http://", "data:", "mailto:")
"""How links begin that lead out of the site, such as most of these are; others are looked at more closely."""
_NOWHERE = Target("")


def read_facts(name: str, html: str, base: str) -> PageFacts:
    """What is in a page; `base` is the path the site is served at."""
    markup = parse_page(html)
    up = "../" * name.count("/")
    found = [find_target(name, link, base, up) for link in markup.links]
    ids = f" {_join(sorted(markup.ids))} "
    own = [one.anchor for one in found if one.file == name and one.anchor]
    targets = frozenset([place for one in found if one.file != name for place in one.places])
    permanent = [find_target(name, link, base, up) for link in markup.permanent]
    is_sound = markup.is_sound and not any(one.fault for one in found) and not has_open_slots(html)
    return PageFacts(
        ids,
        anchors=_join([*dict.fromkeys([one.anchor for one in permanent])]),
        owners=tuple(dict.fromkeys([one.file for one in permanent if one.file])),
        moved=None if markup.moved is None else find_target(name, markup.moved, base, up).file,
        links=pack(f"<{len(targets)}I", *sorted([mark(one) for one in targets])),
        targets=targets,
        is_sound=is_sound and all(" " not in one and f" {one} " in ids for one in own),
    )


def find_target(name: str, link: str, base: str, up: str) -> Target:
    """Where a link on a page leads; `up` leads from the page to the root."""
    if link.startswith("#") and "%" not in link:
        return Target(name, link[1:])
    if link.startswith(_ELSEWHERE):
        return _NOWHERE
    if link and link.startswith(up) and (target := _find_from_root(link[len(up) :])):
        return target
    return _find_any(name, link, base)


@lru_cache(maxsize=_LINKS_KEPT)
def mark(target: str) -> int:
    """A number for a file or place: the same for the same, and most often another for another."""
    return crc32(target.encode("utf-8", "surrogatepass"))


def has_open_slots(html: str) -> bool:
    """Whether nothing filled a slot. An article is not looked at: its text may well speak of `@@v:`."""
    return SLOT in html and any(True for _ in list_open_slots(html))


def list_open_slots(html: str) -> Iterator[tuple[str, int]]:
    """Each slot that nothing filled, with its line."""
    head, _, rest = html.partition("<article")
    for text in (head, rest.rpartition("</article>")[2]):
        for after in text.split(SLOT)[1:]:
            yield f"{SLOT}{after.partition('@@')[0]}@@", html.count("\n", 0, html.find(f"{SLOT}{after[:20]}")) + 1


def is_former(name: str, data: bytes) -> bool:
    """Whether a file only stands at a former address: leads on, or says there that a case was withdrawn."""
    if not name.endswith(".html"):
        return False
    is_notice, leads_on = (one in data for one in _FORMER_MARKS)
    return leads_on or (is_notice and find_case(name) is None)


@lru_cache(maxsize=_LINKS_KEPT)
def _find_from_root(link: str) -> Target | None:
    if not _FROM_ROOT.fullmatch(link) or _ON_THE_WAY.search(link):
        return None
    path, _, anchor = link.partition("#")
    return _make_target(path if path and not path.endswith("/") else f"{path}index.html", anchor)


def _find_any(name: str, link: str, base: str) -> Target:
    try:
        url = urlsplit(link)
    except ValueError:
        return Target("", fault="broken-link")
    if url.scheme or url.netloc:
        return Target("")
    if url.path.startswith("/") and not url.path.startswith(base):
        return Target("", fault="outside-base")
    file = _resolve(name, unquote(url.path), base)
    is_outside = AT in file or file == ".." or file.startswith("../")
    return Target("", fault="broken-link") if is_outside else _make_target(file, unquote(url.fragment))


def _make_target(file: str, anchor: str) -> Target:
    return Target(file, anchor, places=(file, f"{file}{AT}{anchor}") if anchor else (file,))


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


def _join(ids: list[str]) -> str:
    """Ids in a row; one with a space in it is none, and nothing can lead to it."""
    row = " ".join(ids)
    return row if row.split() == ids else " ".join(one for one in ids if one.split() == [one])
