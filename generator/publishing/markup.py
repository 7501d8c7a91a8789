"""Reads a finished page for its ids and links, what its policy would block and what is not ours. Reads no files.

One pattern cuts a line into its tags, and each different line is read once: pages of a site share most of theirs. A
line in which something begins that ends further down is read together with those below it. Parsers that follow every
rule of HTML take many times as long; tests hold this one to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import NamedTuple, TypeAlias

from generator.pages.editorial import OUTWARD_REL
from generator.publishing.csp import hash_text

_ATTRIBUTES = r"""[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*"""
_SMUGGLED = ("iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "portal")
"""Elements that none of our texts has: in an article they were put there by somebody else, or by mistake."""
_NAMED = rf"(?i:article|{'|'.join(_SMUGGLED)})\b"
_BLOCK = r"(?i:script|style)\b"
# Comments, scripts and styles whole; then tags, of which few tell anything that have no attributes; last those in which
# a quote is never closed.
_TOKEN = re.compile(
    rf"<!--.*?-->|<(?:(?i:script)\b{_ATTRIBUTES}>.*?</(?i:script)|(?i:style)\b{_ATTRIBUTES}>.*?</(?i:style))\s*>"
    rf"|</?{_NAMED}{_ATTRIBUTES}>|<[a-zA-Z][^\s/>]*[\s/]{_ATTRIBUTES}>|<[a-zA-Z][^>]*['\"][^>]*>",
    re.DOTALL,
)
# Lines of such tags only as we write them, and nothing that could go on below.
_PLAIN = re.compile(r"""(?:[^<]++|<(?!(?:script|style)\b)/?[a-z][a-z0-9-]*+(?:[^<>"']++|"[^"]*+")*+>)*+""")
# What could be something else together with what follows on further lines: none of the tokens, or of the last kinds.
_BEGUN = re.compile(rf"<!--|<{_BLOCK}|</?{_NAMED}|<[a-zA-Z](?![^\s/>'\"]*>)")
_WHOLE = re.compile(
    rf"<!--.*-->|<{_BLOCK}{_ATTRIBUTES}>.*</{_BLOCK}\s*>|(?!<{_BLOCK})</?[a-zA-Z]{_ATTRIBUTES}>", re.DOTALL
)
# In a tag without any of these there is nothing of interest.
_TELLING = re.compile(
    rf"<(?:{_NAMED}|/article|{_BLOCK})|[\s/\"'](?i:id|(?:xlink:)?href|src|srcset|(?:form)?action|poster|style|on|data"
    r"|background|ping)(?!-)"
)
_TAG = re.compile(rf"<(?P<name>/?[a-zA-Z][^\s/>]*)(?P<attributes>{_ATTRIBUTES}|[^>]*)>")
_ATTRIBUTE = re.compile(r"""([^\s/=>"'][^\s/=>]*)(?:\s*=\s*("[^"]*"|'[^']*'|(?!["'])[^\s>]*))?""")
_URL_ATTRIBUTES = frozenset({"href", "src", "action", "poster"})
_QUOTES = frozenset("\"'")
_LOADING = frozenset({"src", "srcset", "poster", "action", "formaction", "data", "background", "ping"})
"""Attributes that make the browser ask for something, or send something, without leaving the page."""
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Where a link may lead; others, such as `javascript:`, do something instead."""
_FILE = "data:application/"
"""A small file within a page, such as a citation, which a link with `download` saves and never opens."""
_UNSEEN = re.compile(r"[\x00-\x20]+")
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):")
_ARTICLE = {"article": 1, "/article": -1}
_LINES_KEPT = 1 << 12
_TAGS_KEPT = 1 << 12


class _Tag(NamedTuple):
    """What one tag tells, with the style or script that it begins."""

    name: str
    ids: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    bookmark: str | None = None
    moved: str | None = None
    policy: str | None = None
    text: str = ""
    """Of a style: all of it."""
    is_inline: bool = False
    """Of a script: whether it is in the page itself."""
    is_odd: bool = False
    """Whether it may be wrong in some place."""


_Tags: TypeAlias = tuple[tuple[_Tag, int], ...]
"""Tags, each with how far below the first line it is."""


@dataclass(frozen=True, slots=True)
class PageMarkup:
    """What a page holds."""

    ids: frozenset[str]
    links: frozenset[str]
    """Each link as it is written."""
    permanent: tuple[str, ...]
    """Links that the page offers as permanent ones to what is in it (`rel=bookmark`)."""
    moved: str | None
    """Where the page leads its readers on to, if it does."""
    is_sound: bool
    """Whether nothing is wrong in the page by itself."""


@dataclass(frozen=True, slots=True)
class PagePlaces:
    """Where it is in a page."""

    links: tuple[tuple[str, int], ...]
    """Each link with its line."""
    faults: tuple[tuple[str, str, int], ...]
    """Kind, target, and line of what is wrong in the page by itself."""


def parse_page(html: str) -> PageMarkup:
    """What is in a page."""
    tags = [tag for told, _ in _list_told(html) for tag, _ in told]
    ids = [one for tag in tags for one in tag.ids]
    moved = [tag.moved for tag in tags if tag.moved is not None]
    found = frozenset(ids)
    is_sound = len(found) == len(ids) and not any(_find_faults((tag, 0) for tag in tags if tag.is_odd))
    return PageMarkup(
        found,
        frozenset([link for tag in tags for link in tag.links]),
        tuple([tag.bookmark for tag in tags if tag.bookmark is not None]),
        moved[-1] if moved else None,
        is_sound,
    )


def parse_places(html: str) -> PagePlaces:
    """Where links and faults are in a page: for those that something is wrong with."""
    tags = [(tag, line + offset) for told, line in _list_told(html) for tag, offset in told]
    return PagePlaces(tuple((link, line) for tag, line in tags for link in tag.links), tuple(_find_faults(tags)))


def _list_told(html: str) -> list[tuple[_Tags, int]]:
    """What lines tell, if they tell anything, each with its number."""
    lines = html.split("\n")
    found = [_read_lines(line) for line in lines]
    if None in found:
        found = _join(lines, found)
    return [(told, number) for number, told in enumerate(found, 1) if told]


def _join(lines: list[str], found: list[_Tags | None]) -> list[_Tags | None]:
    """What is told by lines, each with those below it that it needs; these then tell nothing for themselves."""
    joined = list(found)
    at = 0
    while at < len(lines):
        size, told = 1, found[at]
        while told is None:
            # Twice as many each time: a page is not read over and over where something never ends.
            size = min(size * 2, len(lines) - at)
            text = "\n".join(lines[at : at + size])
            told = _read_lines(text) if at + size < len(lines) else _read_tags(text)
        joined[at : at + size] = [told, *[()] * (size - 1)]
        at += size
    return joined


def _find_faults(tags: Iterable[tuple[_Tag, int]]) -> Iterator[tuple[str, str, int]]:
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
        articles += _ARTICLE.get(tag.name, 0)
        if articles and tag.is_inline:
            yield "inline-script", "script", number
        if articles and tag.name in _SMUGGLED:
            yield "foreign-element", tag.name, number
        if tag.text and hash_text(tag.text) not in policy:
            yield "inline-style", "style", number


@lru_cache(maxsize=_LINES_KEPT)
def _read_lines(text: str) -> _Tags | None:
    """Tags of lines that tell anything; None if something begins there that may go on below."""
    if not _PLAIN.fullmatch(text):
        end = 0
        for match in _TOKEN.finditer(text):
            if _BEGUN.search(text, end, match.start()) or not _WHOLE.fullmatch(match[0]):
                return None
            end = match.end()
        if _BEGUN.search(text, end):
            return None
    return _read_tags(text)


def _read_tags(text: str) -> _Tags:
    """The same of lines below which nothing follows that belongs to them."""
    if "\n" not in text:
        return tuple([(tag, 0) for token in _TOKEN.findall(text) if (tag := _parse_tag(token))])
    found = [(tag, match.start()) for match in _TOKEN.finditer(text) if (tag := _parse_tag(match[0]))]
    return tuple([(tag, text.count("\n", 0, start)) for tag, start in found])


@lru_cache(maxsize=_TAGS_KEPT)
def _parse_tag(token: str) -> _Tag | None:
    """What a tag tells; nothing where that is nothing of interest here."""
    match = _TAG.match(token) if _TELLING.search(token) else None
    if match is None:
        return None
    name, values = match["name"].lower(), _parse_attributes(match["attributes"])
    ids = (values["id"],) if "id" in values else ()
    links = tuple(_list_links(values))
    faults = tuple(_list_faults(name, values))
    if name == "meta":
        return _read_meta(values, faults)
    bookmark = values.get("href", "") if name == "a" and values.get("rel") == "bookmark" else None
    text = token[match.end() :].rpartition("</")[0] if name == "style" else ""
    is_inline = name == "script" and "src" not in values
    is_odd = bool(faults or text or is_inline or name in _ARTICLE or name in _SMUGGLED)
    if not (ids or links or is_odd):
        return None
    return _Tag(name, ids, links, faults, bookmark, text=text, is_inline=is_inline, is_odd=is_odd)


def _read_meta(values: dict[str, str], faults: tuple[tuple[str, str], ...]) -> _Tag:
    """What an element tells that may stand for a header of HTTP."""
    kind, content = values.get("http-equiv"), values.get("content", "")
    return _Tag(
        "meta",
        faults=faults,
        moved=content.partition("url=")[2] if kind == "refresh" else None,
        policy=content if kind == "Content-Security-Policy" else None,
        is_odd=True,
    )


def _parse_attributes(text: str) -> dict[str, str]:
    """Name and value of each attribute; one without a value has an empty one."""
    found = {name.lower(): value[1:-1] if value[:1] in _QUOTES else value for name, value in _ATTRIBUTE.findall(text)}
    return {name: unescape(value) for name, value in found.items()} if "&" in text else found


def _list_links(values: dict[str, str]) -> Iterator[str]:
    """The links in the attributes of a tag."""
    for name, value in values.items():
        if name in _URL_ATTRIBUTES:
            yield value
    if "srcset" in values:
        yield from (words[0] for candidate in values["srcset"].split(",") if (words := candidate.split()))


def _list_faults(tag: str, values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Kind and target of what the policy would block, loads from elsewhere, or tells another site of the reader."""
    for name, value in values.items():
        if name == "style":
            yield "inline-style", f'style="{value}"'
        elif name.startswith("on"):
            yield "inline-script", f"{name}={value!r}"
        elif name in _LOADING and _is_elsewhere(value) and not (tag == "img" and value.startswith("data:image/")):
            yield "foreign-load", value
    link = values.get("href") or values.get("xlink:href") or ""
    if tag == "link" or not _is_elsewhere(link) or ("download" in values and link.startswith(_FILE)):
        return
    scheme = _find_scheme(link)
    if scheme and scheme not in _SCHEMES:
        yield "unsafe-link", link
    elif scheme in {"", "http", "https"} and not set(OUTWARD_REL) <= set(values.get("rel", "").split()):
        yield "unmarked-link", link


def _is_elsewhere(link: str) -> bool:
    """Whether a link has a scheme or a host of its own, as browsers read it."""
    if link.startswith(("../", "#")):
        return False
    return bool(_find_scheme(link)) or link.strip().replace("\\", "/").startswith("//")


def _find_scheme(link: str) -> str:
    """The scheme of a link as browsers read it; they skip what cannot be seen."""
    found = _SCHEME.match(_UNSEEN.sub("", link))
    return found["scheme"].lower() if found else ""
