"""Editorial pages before rendering: where each goes, and whether every language has the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.config import ContentError, Trouble, make_trouble
from generator.pages.page import CONTENT_ID, NOT_FOUND_FILE

if TYPE_CHECKING:
    from generator.config import SiteOptions

HOME = "home"
"""Key of the page at the root of each language."""

NOT_FOUND = "not_found"
"""Key of the page shown for missing addresses."""

_HEADING = re.compile(r"\s*#[ \t]+(?P<title>[^\n]*?)[ \t]*(?:\{[^{}\n]*\})?[ \t]*#*[ \t]*(?:\n|$)")

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
"""Markdown lets comments through; within code they are escaped, and stay."""
_OUTWARD = re.compile(r'<a\b(?P<before>[^<>]*?\shref="(?:https?:)?//[^<>]*)>', re.IGNORECASE)
_REL = re.compile(r'\srel="(?P<words>[^"]*)"', re.IGNORECASE)
OUTWARD_REL = ("noopener", "noreferrer", "nofollow")
"""What every link to another site says: not where the reader comes from, and no recommendation to search engines."""

_FIELDS = ("key", "title", "description")


class EditorialSource(Struct, frozen=True):
    """A Markdown file of the content folder, known by its front matter."""

    src: str
    """Path of the file below the content folder: `es/casos/index.md`."""

    lang: str
    """Code of the language, which is the first folder of the path."""

    key: str
    """The same in all languages."""

    title: str
    """Title as plain text."""

    description: str
    """One sentence about the page."""

    label: str
    """Short name for tabs and footer: the front matter's `label`, or else the title."""

    path: str
    """Address below the site's base: `casos/`."""


def make_path(src: str, options: SiteOptions) -> str:
    """Return the address of a file below the content folder: its language's prefix and its own path."""
    lang, _, name = src.partition("/")
    prefix = options.get_prefix(lang)
    stem, is_markdown, _ = name.rpartition(".md")
    if not is_markdown:
        return prefix + name
    folder, _, last = stem.rpartition("/")
    if f"{stem}.html" == NOT_FOUND_FILE:
        return prefix + NOT_FOUND_FILE
    parts = [part for part in (folder, "" if last == "index" else last) if part]
    return prefix + "".join(f"{part}/" for part in parts)


def make_sources(front_matter: Mapping[str, Mapping[str, object]], options: SiteOptions) -> dict[str, EditorialSource]:
    """Return the editorial pages by file; raise ContentError naming everything that is missing."""
    troubles: list[Trouble] = []
    sources: dict[str, EditorialSource] = {}
    for src, meta in sorted(front_matter.items()):
        texts = {name: str(meta.get(name) or "").strip() for name in _FIELDS}
        absent = [name for name in _FIELDS if not texts[name]]
        if absent:
            message = "{file}: the front matter lacks {fields}"
            fields = ", ".join(absent)
            troubles.append(make_trouble("page-front-matter", message, file=src, fields=fields))
            continue
        lang = src.partition("/")[0]
        label = str(meta.get("label") or texts["title"])
        sources[src] = EditorialSource(src=src, lang=lang, label=label, path=make_path(src, options), **texts)
    troubles += _check_pairs(list(sources.values()), options) if not troubles else []
    if troubles:
        raise ContentError(*troubles)
    return sources


def mark_heading(markdown: str, src: str) -> str:
    """Return Markdown whose heading is where the skip link leads; raise ContentError if it has none."""
    match = _HEADING.match(markdown)
    if match is None:
        message = "{file}: begin the text with a heading: # Title"
        raise ContentError(make_trouble("page-heading", message, file=src))
    # An attribute list of Markdown: the heading can then also take the focus.
    attributes = f"{{: #{CONTENT_ID} tabindex=-1 }}"
    return f"# {match['title']} {attributes}\n{markdown[match.end() :]}"


def drop_comments(html: str) -> str:
    """Return HTML without what editors wrote for one another."""
    return _COMMENT.sub("", html)


def mark_outward(html: str) -> str:
    """Return HTML whose links to other sites say what they may tell of the reader: nothing."""
    return _OUTWARD.sub(_mark_link, html)


def _mark_link(found: re.Match[str]) -> str:
    attributes = found["before"]
    rel = _REL.search(attributes)
    words = dict.fromkeys((*(rel["words"].split() if rel else ()), *OUTWARD_REL))
    return f'<a{_REL.sub("", attributes)} rel="{" ".join(words)}">'


def _check_pairs(sources: list[EditorialSource], options: SiteOptions) -> Iterator[Trouble]:
    """Yield a trouble for each key that one language has twice or lacks."""
    found: dict[tuple[str, str], EditorialSource] = {}
    for source in sources:
        first = found.setdefault((source.key, source.lang), source)
        if first is not source:
            message = "{file}: the key {key} is already that of {first}"
            yield make_trouble("page-key-twice", message, file=source.src, key=source.key, first=first.src)
    wanted = dict.fromkeys((HOME, NOT_FOUND, *options.nav, *(source.key for source in sources)))
    for key in wanted:
        for language in options.languages:
            if (key, language.code) not in found:
                message = "content/{lang}: no page with the key {key}"
                yield make_trouble("page-missing", message, lang=language.code, key=key)


def unlink(html: str, languages: Iterable[str]) -> str:
    """Return a text of an editor without its links to pages of languages in which none are made."""
    for code in languages:
        pattern = rf'<a [^>]*href="(?:\.\./)*{re.escape(code)}/[^"]*"[^>]*>(.*?)</a>'
        html = re.sub(pattern, r"\1", html, flags=re.DOTALL)
    return html
