"""Texts of case files as templates print them: paragraphs, cited sources, and the language they are in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from generator.pages.i18n import Words
from generator.records.fields import LocalText

_CITATION = re.compile(r"(?<![ \t])[ \t]*\[(s[0-9]+)\]")
_MARK = "[s"
"""How a mark of a source begins."""
_BREAK = re.compile(r"\n\s*\n")


class Citation(Struct, frozen=True, gc=False):
    """A link to one of the page's numbered sources."""

    number: int
    anchor: str


class Segment(Struct, frozen=True, gc=False):
    """A run of text and the sources cited right after it."""

    text: str
    citations: tuple[Citation, ...]


class TextView(Struct, frozen=True, gc=False):
    """A text in paragraphs. `lang` is set where it is not in the page's language: mark it, and say so."""

    paragraphs: tuple[tuple[Segment, ...], ...]
    lang: str | None
    citations: tuple[Citation, ...]
    """Sources of the whole text that are not cited within it, to print at its end."""


class Paragraph(Struct, frozen=True, gc=False):
    """A text on one line without marks of sources; `lang` is set where it is not in the language of the page."""

    text: str
    lang: str | None = None


Numbers = Mapping[str, Citation]
"""Id of a source → its number on the page."""


def make_text(text: LocalText, words: Words, numbers: Numbers, sources: tuple[str, ...] = ()) -> TextView:
    """A text ready to print; marks of sources that may not be shown are dropped."""
    value, language = text.get(words.language)
    paragraphs = tuple([tuple(_split(part, numbers)) for part in (_BREAK.split(value) if "\n" in value else (value,))])
    lang = None if language == words.language else language
    named = cite(sources, numbers)
    if named:
        cited = {citation for paragraph in paragraphs for segment in paragraph for citation in segment.citations}
        named = tuple([one for one in named if one not in cited])
    return TextView(paragraphs, lang, named)


def make_paragraph(text: LocalText, words: Words) -> Paragraph:
    """A text for lists, feeds and calendars."""
    return flatten_text(make_text(text, words, {}))


def flatten_text(view: TextView) -> Paragraph:
    """The same of a text that is ready to print."""
    return Paragraph(" ".join("".join(run.text for run in one) for one in view.paragraphs), view.lang)


def cite(sources: tuple[str, ...], numbers: Numbers) -> tuple[Citation, ...]:
    """Links to some sources, in order of number."""
    found = [numbers[ref] for ref in sources if ref in numbers]
    return tuple(sorted(found, key=lambda citation: citation.number) if found[1:] else found)


def make_plain(text: LocalText, words: Words) -> str:
    """A text on one line without its citation marks."""
    return " ".join(_CITATION.sub("", words.plain(text)).split())


def cut_text(text: str, limit: int = 155) -> str:
    """The start of a text, cut at a word: what search engines and previews show."""
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def _split(text: str, numbers: Numbers) -> list[Segment]:
    """Runs of text, each with the marks that follow it."""
    line = " ".join(text.split())
    if _MARK not in line:
        return [Segment(line, ())] if line else []
    segments: list[Segment] = []
    pieces = _CITATION.split(line)
    for index in range(0, len(pieces), 2):
        run, mark = pieces[index], pieces[index + 1] if index + 1 < len(pieces) else None
        citations = (numbers[mark],) if mark is not None and mark in numbers else ()
        if not run and segments:
            segments[-1] = Segment(segments[-1].text, segments[-1].citations + citations)
        elif run or citations:
            segments.append(Segment(run, citations))
    return segments
