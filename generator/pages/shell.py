"""Shells: finished HTML with slots, into which pages are stamped. Knows nothing of who rendered it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

if TYPE_CHECKING:
    from generator.pages.page import Page

REQUIRED_SLOTS = frozenset({"title", "description", "robots", "article"})
"""A shell without one of these was not rendered by our template."""

CSP_SLOT = "@@v:csp@@"
"""Left in place when stamping: the policy is computed from the finished page."""

_PIECE = re.compile(
    r"@@v:(?P<slot>[a-z:A-Z0-9-]+)@@"
    r'|(?P<before>\s(?:href|src|action|poster)="|"(?:base|search)":\s*"|new URL\(")(?P<url>(?!@@v:)[^"]*)(?=")'
)


class ShellError(ValueError):
    """A shell lacks slots, or a page cannot be stamped into it."""


class _Slot(Struct, frozen=True):
    """A place to fill for each page."""

    name: str


class _Link(Struct, frozen=True):
    """A path below the site's root, to be written relative to each page."""

    path: str


_Part: TypeAlias = str | _Slot | _Link


class Shell(Struct, frozen=True, dict=True):
    """The chrome of a page: literal HTML, slots, and links that follow the page they are stamped into."""

    parts: tuple[_Part, ...]
    """The HTML in order."""

    @classmethod
    def parse(cls, html: str, url: str) -> Shell:
        """Return the shell in the HTML rendered at an address such as `casos/`; raise if slots are missing."""
        shell = cls(parts=tuple(_split(html, url)))
        missing = REQUIRED_SLOTS - shell.slots
        if missing:
            message = f"the shell rendered at {url or 'the root'!r} has no slot for: {', '.join(sorted(missing))}"
            raise ShellError(message)
        return shell

    @property
    def slots(self) -> frozenset[str]:
        """Return the names of all slots."""
        return frozenset(part.name for part in self.parts if isinstance(part, _Slot))

    def dump(self) -> list[str | list[str]]:
        """Return the parts as plain values, to be kept."""
        return [part if isinstance(part, str) else _dump(part) for part in self.parts]

    @classmethod
    def load(cls, parts: Iterable[str | list[str]]) -> Shell:
        """Return the shell that was dumped."""
        return cls(parts=tuple(part if isinstance(part, str) else _load(*part) for part in parts))

    def stamp(self, page: Page, *, base: str, site_url: str | None = None) -> str:
        """Return the HTML of a page; `base` leads from it to the root. Text in the body is never re-scanned."""
        values = {
            "title": _escape(page.title),
            "description": _escape(page.description),
            "robots": "noindex" if page.noindex else "all",
            "article": page.body,
            "head": page.head,
            "csp": CSP_SLOT,
            "feed": _escape(base + page.feed),
        }
        if site_url is not None:
            values["canonical"] = _escape(site_url + (page.path if page.canonical is None else page.canonical))
        for lang, path in page.alternates:
            values[f"alternate:{lang}"] = _escape(base + path or "./")
        return "".join(_fill(self._get_template(base), values, page))

    @cached_property
    def _templates(self) -> dict[str, tuple[str | _Slot, ...]]:
        return {}

    def _get_template(self, base: str) -> tuple[str | _Slot, ...]:
        """Return the parts with all links written for a base; made once for each base."""
        if base not in self._templates:
            self._templates[base] = tuple(_join(self.parts, base))
        return self._templates[base]


def _dump(part: _Slot | _Link) -> list[str]:
    return ["slot", part.name] if isinstance(part, _Slot) else ["link", part.path]


def _load(kind: str, value: str) -> _Slot | _Link:
    return _Slot(value) if kind == "slot" else _Link(value)


def rebase(html: str, *, url: str, base: str) -> str:
    """Return HTML rendered at one address with its relative links written for another base."""
    return "".join(
        part if isinstance(part, str) else f"@@v:{part.name}@@" for part in _join(tuple(_split(html, url)), base)
    )


def _split(html: str, url: str) -> Iterator[_Part]:
    """Yield literals, slots and links in order."""
    end = 0
    for match in _PIECE.finditer(html):
        yield html[end : match.start()]
        end = match.end()
        if match["slot"]:
            yield _Slot(match["slot"])
            continue
        yield match["before"]
        path = _find_path(match["url"], url)
        yield match["url"] if path is None else _Link(path)
    yield html[end:]


def _find_path(link: str, url: str) -> str | None:
    """Return the path below the root a relative link leads to, or None if it is not relative."""
    scheme, host, path, _, _ = urlsplit(link)
    if scheme or host or not path or path.startswith("/"):
        return None
    return urljoin(f"/{url}", link).removeprefix("/")


def _join(parts: tuple[_Part, ...], base: str) -> Iterator[str | _Slot]:
    """Yield slots, and between them one literal with its links written for a base."""
    literals: list[str] = []
    for part in parts:
        if isinstance(part, _Slot):
            yield "".join(literals)
            yield part
            literals.clear()
        else:
            literals.append(part if isinstance(part, str) else base + part.path or "./")
    yield "".join(literals)


def _fill(template: tuple[str | _Slot, ...], values: Mapping[str, str], page: Page) -> Iterator[str]:
    """Yield the text of a page; raise if it has nothing for a slot."""
    for part in template:
        if isinstance(part, str):
            yield part
        elif part.name in values:
            yield values[part.name]
        else:
            message = f"the page {page.path or '/'!r} ({page.lang}) has nothing for the slot {part.name!r}"
            raise ShellError(message)


def _escape(text: str) -> str:
    """Return text for HTML; in it, nothing can be taken for a slot."""
    return close_slots(escape(text))


def close_slots(html: str) -> str:
    """Return HTML in whose texts nothing can be taken for a slot."""
    return html.replace("@@", "&#64;&#64;")
