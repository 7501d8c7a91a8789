"""Reads a finished page for its ids and links, what its policy would block and what is not ours. Reads no files.

One pattern cuts a page into its tags, and each different tag is read once: pages of a site share most of theirs.
Parsers that follow every rule of HTML take many times as long; tests hold this one to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import islice

from generator.pages.editorial import OUTWARD_REL
from generator.publishing.csp import hash_text

_ATTRIBUTES = r"""[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*"""
_SMUGGLED = ("iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "portal")
"""Elements that none of our texts has: in an article they were put there by somebody else, or by mistake."""
# Comments, scripts and styles whole; then tags, of which few tell anything that have no attributes; last those in which
# a quote is never closed.
_TOKEN = re.compile(
    rf"<!--.*?-->|<(?:(?i:script)\b{_ATTRIBUTES}>.*?</(?i:script)|(?i:style)\b{_ATTRIBUTES}>.*?</(?i:style))\s*>"
    rf"|</?(?i:article|{'|'.join(_SMUGGLED)})\b{_ATTRIBUTES}>|<[a-zA-Z][^\s/>]*[\s/]{_ATTRIBUTES}>|<[a-zA-Z][^>]*['\"][^>]*>",
    re.DOTALL,
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
_TAGS_KEPT = 1 << 14


@dataclass(frozen=True, slots=True)
class _Tag:
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


@dataclass(frozen=True, slots=True)
class PageMarkup:
    """What a page holds; a tag is named by its number, of which `find_line` makes a line."""

    ids: frozenset[str]
    links: tuple[tuple[str, int], ...]
    """Each link as it is written, with the number of its tag."""
    faults: tuple[tuple[str, str, int], ...]
    """Kind, target, and number of the tag."""
    permanent: tuple[str, ...]
    """Links that the page offers as permanent ones to what is in it (`rel=bookmark`)."""
    moved: str | None
    """Where the page leads its readers on to, if it does."""


def parse_page(html: str) -> PageMarkup:
    """What is in a page."""
    tags = [(tag, number) for number, token in enumerate(_TOKEN.findall(html)) if (tag := _parse_tag(token))]
    ids = frozenset(one for tag, _ in tags for one in tag.ids)
    links = tuple((link, number) for tag, number in tags for link in tag.links)
    permanent = tuple(tag.bookmark for tag, _ in tags if tag.bookmark is not None)
    moved = [tag.moved for tag, _ in tags if tag.moved is not None]
    return PageMarkup(ids, links, tuple(_find_faults(tags)), permanent, moved[-1] if moved else None)


def find_line(html: str, number: int) -> int:
    """The line on which a tag stands."""
    match = next(islice(_TOKEN.finditer(html), number, None))
    return html.count("\n", 0, match.start() if match else len(html)) + 1


def _find_faults(tags: list[tuple[_Tag, int]]) -> Iterator[tuple[str, str, int]]:
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


@lru_cache(maxsize=_TAGS_KEPT)
def _parse_tag(token: str) -> _Tag | None:
    """What a tag tells; nothing where that is nothing of interest here."""
    match = _TAG.match(token)
    if match is None:
        return None
    name, values = match["name"].lower(), _parse_attributes(match["attributes"])
    ids = (values["id"],) if "id" in values else ()
    links = tuple(_list_links(values))
    faults = (*_check_attributes(values), *_check_outward(name, values))
    if name == "a" and values.get("rel") == "bookmark":
        return _Tag(name, ids, links, faults, bookmark=values.get("href", ""))
    if name == "meta":
        return _read_meta(values, faults)
    if name == "style":
        return _Tag(name, ids, links, faults, text=token[match.end() : token.rindex("</")])
    if name == "script":
        return _Tag(name, ids, links, faults, is_inline="src" not in values)
    is_told = ids or links or faults or name in _ARTICLE or name in _SMUGGLED
    return _Tag(name, ids, links, faults) if is_told else None


def _read_meta(values: dict[str, str], faults: tuple[tuple[str, str], ...]) -> _Tag:
    """What an element tells that may stand for a header of HTTP."""
    kind, content = values.get("http-equiv"), values.get("content", "")
    return _Tag(
        "meta",
        faults=faults,
        moved=content.partition("url=")[2] if kind == "refresh" else None,
        policy=content if kind == "Content-Security-Policy" else None,
    )


def _parse_attributes(text: str) -> dict[str, str]:
    """Name and value of each attribute; one without a value has an empty one."""
    found = {name.lower(): value[1:-1] if value[:1] in _QUOTES else value for name, value in _ATTRIBUTE.findall(text)}
    return {name: unescape(value) for name, value in found.items()} if "&" in text else found


def _list_links(values: dict[str, str]) -> Iterator[str]:
    """The links in the attributes of a tag."""
    for name in _URL_ATTRIBUTES & values.keys():
        yield values[name]
    if "srcset" in values:
        yield from (words[0] for candidate in values["srcset"].split(",") if (words := candidate.split()))


def _check_attributes(values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Kind and target of what the policy would block."""
    for name, value in values.items():
        if name == "style":
            yield "inline-style", f'style="{value}"'
        elif name.startswith("on"):
            yield "inline-script", f"{name}={value!r}"


def _check_outward(tag: str, values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Kind and target of what would load something from elsewhere, or tell another site of the reader."""
    for name in _LOADING & values.keys():
        loaded = values[name]
        if _is_elsewhere(loaded) and not (tag == "img" and loaded.startswith("data:image/")):
            yield "foreign-load", loaded
    link = values.get("href") or values.get("xlink:href") or ""
    is_file = "download" in values and link.startswith(_FILE)
    if tag == "link" or is_file or not _is_elsewhere(link):
        return
    scheme = _find_scheme(link)
    if scheme and scheme not in _SCHEMES:
        yield "unsafe-link", link
    elif scheme in {"", "http", "https"} and not set(OUTWARD_REL) <= set(values.get("rel", "").split()):
        yield "unmarked-link", link


def _is_elsewhere(link: str) -> bool:
    """Whether a link has a scheme or a host of its own, as browsers read it."""
    return bool(_find_scheme(link)) or link.strip().replace("\\", "/").startswith("//")


def _find_scheme(link: str) -> str:
    """The scheme of a link as browsers read it; they skip what cannot be seen."""
    found = _SCHEME.match(_UNSEEN.sub("", link))
    return found["scheme"].lower() if found else ""
