"""What a tag of a page tells: an id, links, what its policy would block, what is not ours. Reads no files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.pages.editorial import OUTWARD_REL

ATTRIBUTES = r"""[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*"""
SMUGGLED = ("iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "portal")
"""Elements that none of our texts has: in an article they were put there by somebody else, or by mistake."""
NAMED = rf"(?i:article|{'|'.join(SMUGGLED)})\b"
ARTICLE = {"article": 1, "/article": -1}
# As we write a tag, a comment, or a whole script or style: what is another may be something else, or end further on.
_FITTING = r"""(?P<attributes>(?:\s++[^\s"'<>/=]++(?:=(?:"[^"<>]*+"|[^\s"'<>]++))?)*+)\s*+"""
_PLAIN = re.compile(rf"<(?P<name>(?!script|style)/?[a-z][a-z0-9-]*+){_FITTING}/?>|<!doctype html>|<!--[^<>]*-->")
_PLAIN_BLOCK = re.compile(rf"<(?P<name>script|style){_FITTING}>(?P<text>[^<]*+)</(?P=name)>")
_TAG = re.compile(
    rf"<(?P<name>/?[a-zA-Z][^\s/>]*)(?P<attributes>{ATTRIBUTES}|[^>]*)>(?:(?P<text>.*)</[a-zA-Z]+\s*>)?", re.DOTALL
)
_ATTRIBUTE = re.compile(r"""([^\s/=>"'][^\s/=>]*)(?:\s*=\s*("[^"]*"|'[^']*'|(?!["'])[^\s>]*))?""")
_QUIET = frozenset(
    {
        *(
            "aria-current",
            "aria-describedby",
            "aria-hidden",
            "aria-label",
            "aria-labelledby",
            "charset",
            "class",
            "content",
        ),
        *("d", "datetime", "height", "hidden", "lang", "name", "open", "property", "role", "type", "width"),
        *("x", "x1", "x2", "y", "y1", "y2"),
    }
)
"""Attributes of most tags, which tell nothing that is of interest here."""
_URL_ATTRIBUTES = ("src", "action", "poster")
_QUOTES = frozenset("\"'")
_LOADING = frozenset({"src", "srcset", "poster", "action", "formaction", "data", "background", "ping"})
"""Attributes that make the browser ask for something, or send something, without leaving the page."""
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Where a link may lead; others, such as `javascript:`, do something instead."""
_FILE = "data:application/"
"""A small file within a page, such as a citation, which a link with `download` saves and never opens."""
_UNSEEN = re.compile(r"[\x00-\x20]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
QUOTED = re.compile(rb' href="(?<!&lt;a href=")([^"<>&#]*+)(#?+[^"<>&]*+)(?=")')
"""A link that is cut out of its tag, for another to stand in its place: then many tags are the same. HTML that is to be
copied has none."""
_ALIKE = re.compile(rb"\.\./|https://|data:application/")
"""Links that begin so tell the same of their tags, wherever they go on."""
# What differs most in those without quotes, and tells nothing.
_MEASURES = re.compile(rb" (?:[xy][12]?|width|height|datetime)=[0-9.%-]+(?=[ >])")
_TAGS_KEPT = 1 << 14


class Link(Struct, frozen=True):
    """A link as it is written, and what is meant by that."""

    written: str
    path: str
    """All of it up to `#`."""
    anchor: str
    """What follows."""


class CutPath(NamedTuple):
    """A link that was cut out of its tag, up to `#`."""

    path: str
    stand_in: bytes
    """What stands in the place of the whole, with what comes before it."""


class Tag(Struct, frozen=True):
    """What one tag tells, with the style or script that it begins."""

    name: str
    ids: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    is_permanent: bool = False
    """Whether it offers a permanent link to what is in the page (`rel=bookmark`)."""
    faults: tuple[tuple[str, str], ...] = ()
    moved: str | None = None
    policy: str | None = None
    text: str = ""
    """Of a style: all of it."""
    is_inline: bool = False
    """Of a script: whether it is in the page itself."""
    is_odd: bool = False
    """Whether it may be wrong in some place, or tells more than ids and links."""
    is_cut: bool = False
    """Whether a link was cut out of it, which then is none of its links."""


class UnclearTagError(ValueError):
    """Something is not written as we write a tag."""


class KnownTags(dict[bytes, Tag | None]):
    """What tags tell that are written as we write them, by their bytes: each is read when it is met first.

    Links were cut out of them; what those have in common that differ in measures is read once. Another raises
    UnclearTagError.
    """

    def __init__(self) -> None:
        """Know of none."""
        super().__init__()
        self._shapes: dict[bytes, Tag | None] = {}

    def __missing__(self, token: bytes) -> Tag | None:
        if len(self) >= _TAGS_KEPT:
            self.clear()
        tag = self[token] = self._read(token if b'"' in token else _MEASURES.sub(b"", token))
        return tag

    def _read(self, shape: bytes) -> Tag | None:
        """What a tag tells, and all that are like it."""
        if shape not in self._shapes:
            if len(self._shapes) >= _TAGS_KEPT:
                self._shapes.clear()
            text = shape.decode("utf-8", "replace")
            plain = _PLAIN.fullmatch(text) or _PLAIN_BLOCK.fullmatch(text)
            if plain is None:
                raise UnclearTagError(text)
            tag = _read_tag(plain)
            if tag and tag.links and QUOTED.search(shape):
                tag = replace(tag, links=tag.links[1:], is_cut=True)
            self._shapes[shape] = tag
        return self._shapes[shape]


class KnownPaths(dict[bytes, CutPath]):
    """Links that were cut out of tags, up to `#`: each is read when it is met first."""

    def __missing__(self, written: bytes) -> CutPath:
        if len(self) >= _TAGS_KEPT:
            self.clear()
        alike = _ALIKE.match(written)
        stand_in = b' href="%b' % (alike[0] if alike else written)
        self[written] = cut = CutPath(written.decode("utf-8", "replace"), stand_in)
        return cut


class KnownAnchors(dict[bytes, str]):
    """What follows, `#` included, and the anchor that is meant by it."""

    def __missing__(self, written: bytes) -> str:
        if len(self) >= _TAGS_KEPT:
            self.clear()
        self[written] = anchor = split_link(written.decode("utf-8", "replace")).anchor
        return anchor


def split_link(link: str) -> Link:
    """A link, and what is meant by it."""
    path, _, written = link.partition("#")
    is_plain = "%" not in written and written.isprintable()
    return Link(link, path, written if is_plain else unquote(urlsplit(f"#{written}").fragment))


def parse_tag(token: str) -> Tag | None:
    """What a tag tells, or all of a script or style; nothing where that is nothing of interest here."""
    match = _TAG.fullmatch(token)
    return match and _read_tag(match)


def _read_tag(match: re.Match[str]) -> Tag | None:
    name, values = (match["name"] or "").lower(), _parse_attributes(match["attributes"] or "")
    is_block, is_named = name in {"script", "style"}, name in ARTICLE or name in SMUGGLED
    if not (is_block or is_named) and values.keys() <= _QUIET:
        return None
    ids = (values["id"],) if "id" in values else ()
    links = tuple([split_link(link) for link in _list_links(values)])
    faults = tuple(_list_faults(name, values))
    if name == "meta":
        return _read_meta(values, faults)
    is_permanent = name == "a" and values.get("rel") == "bookmark" and "href" in values
    text = (match["text"] or "") if name == "style" else ""
    is_inline = name == "script" and "src" not in values
    is_odd = bool(faults or text or is_inline or is_named)
    if not (ids or links or is_odd):
        return None
    return Tag(name, ids, links, is_permanent, faults, text=text, is_inline=is_inline, is_odd=is_odd)


def _read_meta(values: dict[str, str], faults: tuple[tuple[str, str], ...]) -> Tag:
    """What an element tells that may stand for a header of HTTP."""
    kind, content = values.get("http-equiv"), values.get("content", "")
    return Tag(
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
    """The links in the attributes of a tag, first the one that readers follow."""
    if "href" in values:
        yield values["href"]
    yield from (values[name] for name in _URL_ATTRIBUTES if name in values)
    if "srcset" in values:
        yield from (words[0] for candidate in values["srcset"].split(",") if (words := candidate.split()))


def _list_faults(tag: str, values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Kind and target of what the policy would block, loads from elsewhere, or tells another site of the reader."""
    for name, value in values.items():
        if name in _QUIET or name == "href":
            continue
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
    start, colon, _ = link.partition(":")
    scheme = _UNSEEN.sub("", start) if colon else ""
    return scheme.lower() if _SCHEME.fullmatch(scheme) else ""
