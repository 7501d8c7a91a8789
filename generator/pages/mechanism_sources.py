"""A page about the mechanism in the making: its place, and the sources it cites, by number."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.analysis.mechanism import MechanismFindings
from generator.pages.i18n import Words, begin_sentence, says_something
from generator.pages.scene import Scene
from generator.pages.sources import SourceView
from generator.pages.texts import Citation, TextView, cite, make_text
from generator.pages.urls import Link, MechanismPart, make_link
from generator.records.fields import LocalText
from generator.records.known_mechanism import Mechanism
from generator.records.mechanism import MechanismSource, Organ

_OPENING = "opening"
"""Code of `source_extent`: only the beginning was read."""


class Bibliography:
    """Cites sources and keeps account of which a page has cited."""

    def __init__(self, sources: Mapping[str, MechanismSource], words: Words) -> None:
        """Start with nothing cited."""
        self._sources, self._words = sources, words
        self._numbers = {id_: Citation(int(id_[1:]), id_) for id_ in sources}
        self._cited: set[str] = set()

    def cite(self, refs: tuple[str, ...]) -> tuple[Citation, ...]:
        """Links to some sources, in order of number."""
        self._cited.update(refs)
        return cite(refs, self._numbers)

    def text(self, text: LocalText, refs: tuple[str, ...] = ()) -> TextView:
        """A text with the sources it rests on."""
        view = make_text(text, self._words, self._numbers, refs)
        self._cited.update(refs)
        self._cited.update(one.anchor for part in view.paragraphs for run in part for one in run.citations)
        return view

    def list(self) -> tuple[SourceView, ...]:
        """The sources that were cited, in order of number; to be asked for when all else is made."""
        cited = sorted((self._numbers[id_] for id_ in self._cited if id_ in self._numbers), key=lambda one: one.number)
        return tuple(self._make(one) for one in cited)

    def count_openings(self) -> tuple[int, int]:
        """How many of the sources that were cited were read in their opening only, and how many were cited."""
        cited = [self._sources[id_] for id_ in self._cited if id_ in self._sources]
        return sum(one.extent == _OPENING for one in cited), len(cited)

    def _make(self, citation: Citation) -> SourceView:
        source, words = self._sources[citation.anchor], self._words
        undated = source.date.precision == "unknown"
        notes = [begin_sentence(words.get("source.undated") if undated else words.date(source.date))]
        if source.copy_of:
            notes.append(words.get("source.copy_of", name=source.copy_of))
        if says_something(source.extent):
            notes.append(words.get("source.extent", extent=words.term_inside("source_extent", source.extent)))
        if source.note:
            notes.append(words.plain(source.note).rstrip("."))
        described = f"[{words.plain(source.described)}]" if source.described else ""
        return SourceView(
            citation.number,
            citation.anchor,
            source.publisher,
            source.title or described,
            source.url,
            source.language if source.title else words.language,
            tuple(notes),
            None,
        )


class Sheet(Struct, frozen=True, dict=True):
    """A page about the mechanism while it is being made."""

    scene: Scene
    found: MechanismFindings
    path: str
    """Its address."""
    sources: Bibliography

    @classmethod
    def start(cls, scene: Scene, found: MechanismFindings, path: str) -> Sheet:
        """A page on which nothing is cited yet."""
        return cls(scene, found, path, Bibliography(found.mechanism.sources, scene.words))

    @property
    def words(self) -> Words:
        """The words of its language."""
        return self.scene.words

    @property
    def mechanism(self) -> Mechanism:
        """What it is about."""
        return self.found.mechanism

    def link(self, path: str) -> str:
        """A link to another page."""
        return make_link(path, self.path)

    def link_organ(self, organ: Organ) -> Link:
        """A link to the page of a body."""
        return Link(self.words.plain(organ.name), self.link(self.scene.addresses.organ(organ.id, self.words)))

    def link_part(self, part: MechanismPart) -> str:
        """A link to a part of the section."""
        return self.link(self.scene.addresses.mechanism_part(part, self.words))

    @property
    def index_href(self) -> str:
        """A link to the section."""
        return self.link(self.scene.section("mechanism"))
