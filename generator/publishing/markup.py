"""Reads a finished page for its ids and links, what its policy would block and what is not ours. Reads no files.

Pages share most of their tags: each different one is read once. One pattern finds all tags of a page that is written as
we write ours; a page that is not, so that something in it may not be what it seems, is read by a more careful one.
Parsers that follow every rule of HTML take many times as long; tests hold both ways to them, and to one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Final

from msgspec import Struct

from generator.publishing.csp import hash_text
from generator.publishing.tags import (
    ARTICLE,
    ATTRIBUTES,
    NAMED,
    QUOTED,
    SMUGGLED,
    KnownAnchors,
    KnownPaths,
    KnownTags,
    Tag,
    UnclearTagError,
    parse_tag,
)

SLOT = "@@v:"
"""How slots begin: what nothing filled."""

# Whatever begins as a tag, up to where it ends if nothing in it is odd; scripts and styles whole; no end of elements,
# which tells nothing, but that of an article. To pass over more of them would take longer than to look them up.
_PLAINLY: Final = re.compile(rb"<(?:s(?:cript|tyle)\b[^>]*+>[^<]*+</s(?:cript|tyle)|[^/]|/article)[^>]*+>")
# The same of any page. Comments, scripts and styles whole; then tags, of which few tell anything that have no
# attributes; last those in which a quote is never closed.
_CAREFULLY: Final = re.compile(
    rf"<!--.*?-->|<(?:(?i:script)\b{ATTRIBUTES}>.*?</(?i:script)|(?i:style)\b{ATTRIBUTES}>.*?</(?i:style))\s*>"
    rf"|</?{NAMED}{ATTRIBUTES}>|<[a-zA-Z][^\s/>]*[\s/]{ATTRIBUTES}>|<[a-zA-Z][^>]*['\"][^>]*>",
    re.DOTALL,
)
_SLOT: Final = SLOT.encode()
_known_tags: Final = KnownTags()
_known_paths: Final = KnownPaths()
_known_anchors: Final = KnownAnchors()
_get_ids: Final = attrgetter("ids")
_is_permanent: Final = attrgetter("is_permanent")
_get_links: Final = attrgetter("links")


class PageMarkup(Struct, frozen=True):
    """What a page holds."""

    ids: str
    """In alphabetical order, each between spaces; one with a space in it is none, as nothing can lead to it."""
    links: AbstractSet[tuple[str, str]]
    """Each up to `#`, and the anchor that follows; an empty one stands for none."""
    permanent: tuple[tuple[str, str], ...]
    """Those that the page offers as permanent ones to what is in it (`rel=bookmark`), in its order."""
    moved: str | None
    """Where the page leads its readers on to, if it does."""
    is_sound: bool
    """Whether nothing is wrong in the page by itself."""


class PagePlaces(Struct, frozen=True):
    """Where it is in a page."""

    links: tuple[tuple[str, int], ...]
    """Each link with its line."""
    faults: tuple[tuple[str, str, int], ...]
    """Kind, target, and line of what is wrong in the page by itself."""


def parse_page(data: bytes) -> PageMarkup:
    """What is in a page."""
    try:
        tags, cut = _read_quickly(data)
    except UnclearTagError:
        tags, cut = [tag for tag, _ in _list_tags(data.decode("utf-8", "replace"))], []
    ids = list(chain.from_iterable(map(_get_ids, tags)))
    different = sorted(set(ids))
    moved, has_faults = _judge(tuple([tag for tag in tags if tag.is_odd]))
    return PageMarkup(
        f" {join_ids(different)} ",
        {*cut, *[(link.path, link.anchor) for link in chain.from_iterable(map(_get_links, tags))]},
        tuple(_list_permanent(tags, cut)) if any(map(_is_permanent, tags)) else (),
        moved,
        not has_faults and len(different) == len(ids) and not _has_slots(data),
    )


def parse_places(html: str) -> PagePlaces:
    """Where links and faults are in a page: for those that something is wrong with."""
    tags, line, end = list[tuple[Tag, int]](), 1, 0
    for tag, start in _list_tags(html):
        line, end = line + html.count("\n", end, start), start
        tags.append((tag, line))
    links = tuple((link.written, line) for tag, line in tags for link in tag.links)
    return PagePlaces(links, (*_find_faults(tags), *_list_slots(html)))


def join_ids(ids: list[str]) -> str:
    """Ids in a row, but for what is none."""
    row = " ".join(ids)
    return row if row.split() == ids else " ".join(one for one in ids if one.split() == [one])


def _read_quickly(data: bytes) -> tuple[list[Tag], list[tuple[str, str]]]:
    """Each tag that tells anything, and the links that were cut out of them, of a page that is written as ours are."""
    # What comes before a link, the link up to `#`, what follows of it; and so on.
    parts = QUOTED.split(data)
    paths, anchors = list(map(_known_paths.__getitem__, parts[1::3])), map(_known_anchors.__getitem__, parts[2::3])
    cut = list(zip([one.path for one in paths], anchors, strict=True))
    parts[1::3] = [one.stand_in for one in paths]
    del parts[2::3]
    tags = list(filter(None, map(_known_tags.__getitem__, _PLAINLY.findall(b"".join(parts)))))
    # What only looked like a link, such as in a comment, a script or a text, was in no tag.
    if len(cut) != sum([tag.is_cut for tag in tags]):
        raise UnclearTagError
    return tags, cut


def _list_permanent(tags: Iterable[Tag], cut: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The links that the page offers as permanent ones."""
    following = iter(cut)
    for tag in tags:
        link = next(following) if tag.is_cut else None
        if tag.is_permanent:
            yield link or (tag.links[0].path, tag.links[0].anchor)


@lru_cache(maxsize=1024)
def _judge(odd: tuple[Tag, ...]) -> tuple[str | None, bool]:
    """Where a page with these tags leads on to, and whether they are faults: most pages have the same of them."""
    moved = [tag.moved for tag in odd if tag.moved is not None]
    return moved[-1] if moved else None, any(_find_faults((tag, 0) for tag in odd))


def _list_tags(html: str) -> Iterator[tuple[Tag, int]]:
    """Each tag that tells anything, with where it begins, in whatever page."""
    for match in _CAREFULLY.finditer(html):
        if tag := parse_tag(match[0]):
            yield tag, match.start()


def _find_faults(tags: Iterable[tuple[Tag, int]]) -> Iterator[tuple[str, str, int]]:
    """What is wrong in a page by itself: ids that are there twice, and what its policy would block."""
    articles, policy, seen = 0, "", set[str]()
    for tag, number in tags:
        for one in tag.ids:
            if one in seen:
                yield "duplicate-id", one, number
            seen.add(one)
        for kind, target in tag.faults:
            yield kind, target, number
        if tag.policy is not None:
            policy = tag.policy
        articles += ARTICLE.get(tag.name, 0)
        if articles and tag.is_inline:
            yield "inline-script", "script", number
        if articles and tag.name in SMUGGLED:
            yield "foreign-element", tag.name, number
        if tag.text and hash_text(tag.text) not in policy:
            yield "inline-style", "style", number


def _has_slots(data: bytes) -> bool:
    """Whether a slot may be open."""
    # Looking for one byte is many times quicker than for four.
    at = data.find(b"@")
    while at >= 0 and not data.startswith(_SLOT, at):
        at = data.find(b"@", at + 1)
    return at >= 0 and any(_list_slots(data.decode("utf-8", "replace")))


def _list_slots(html: str) -> Iterator[tuple[str, str, int]]:
    """Each slot that nothing filled. An article is not looked at: its text may well speak of `@@v:`."""
    head, _, rest = html.partition("<article")
    for text in (head, rest.rpartition("</article>")[2]):
        for after in text.split(SLOT)[1:]:
            slot, line = (
                f"{SLOT}{after.partition('@@')[0]}@@",
                html.count("\n", 0, html.find(f"{SLOT}{after[:20]}")) + 1,
            )
            yield "open-slot", slot, line
