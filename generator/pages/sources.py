"""The numbered sources of a case as a template prints them."""

from __future__ import annotations

from msgspec import Struct

from generator.pages.i18n import Words, says_something
from generator.pages.texts import Citation
from generator.records.public import PublicSource


class SourceView(Struct, frozen=True, gc=False):
    """A numbered source."""

    number: int
    anchor: str
    publisher: str
    title: str
    url: str | None
    lang: str
    notes: tuple[str, ...]
    archived: str | None


def make_source(source: PublicSource, citation: Citation, words: Words) -> SourceView:
    """A source ready to print."""
    notes = [words.term("source_type", source.type)]
    if source.date.precision != "unknown":
        notes.append(words.date(source.date))
    else:
        notes.append(words.get("source.undated"))
    if source.copy_of:
        notes.append(words.get("source.copy_of", name=source.copy_of))
    if says_something(source.extent):
        notes.append(words.get("source.extent", extent=words.term_inside("source_extent", source.extent)))
    if says_something(source.reliability):
        notes.append(words.term("source_reliability", source.reliability))
    if source.accessed:
        notes.append(words.get("source.accessed", date=words.date(source.accessed)))
    return SourceView(
        citation.number,
        citation.anchor,
        source.publisher,
        source.title,
        source.url,
        source.language,
        tuple(notes),
        source.archived,
    )
