"""The codes the records use, with their words and their meaning, as `content/vocabularies/` tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from msgspec import Struct

from generator.records.fields import LocalText
from generator.records.matching import fold

SOURCES_FILE = "sources.yml"
Flag = bool | int | str | tuple[str, ...]


class VocabularyTerm(Struct, frozen=True, array_like=True):
    """One code with its words."""

    code: str
    label: LocalText
    definition: LocalText
    broader: str | None
    flags: dict[str, Any]
    maps_to: dict[str, Any]
    sources: tuple[str, ...]
    checked: str
    deprecated_by: str | None


@dataclass(frozen=True)
class Vocabulary(Mapping[str, VocabularyTerm]):
    """One vocabulary: its terms by code, in the order of its file."""

    name: str
    label: LocalText
    terms: Mapping[str, VocabularyTerm]
    _flagged: dict[tuple[str, Flag], frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, in order."""
        return tuple(self.terms)

    @cached_property
    def current(self) -> frozenset[str]:
        """The codes that are not retired."""
        return frozenset(code for code, term in self.terms.items() if not term.deprecated_by)

    @cached_property
    def words(self) -> re.Pattern[str]:
        """What finds words for any of the terms (flag `words`) in a folded text, from letter to letter at once."""
        told = (fold(str(word)) for term in self.terms.values() for word in term.flags["words"])
        words = sorted(word for word in told if word)
        heads = (
            rf"{re.escape(head)}(?<=\b{re.escape(head)})(?:{'|'.join(re.escape(word[1:]) for word in found)})"
            for head, found in groupby(words, key=lambda word: word[0])
        )
        return re.compile(rf"(?:{'|'.join(heads)})\b")

    def codes_with(self, flag: str, value: Flag = True) -> frozenset[str]:  # noqa: FBT002 - a value to compare, no switch
        """The codes whose flag has a value."""
        asked = (flag, value)
        if asked not in self._flagged:
            self._flagged[asked] = frozenset(code for code, term in self.terms.items() if term.flags.get(flag) == value)
        return self._flagged[asked]

    def __getitem__(self, code: str) -> VocabularyTerm:
        return self.terms[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)


@dataclass(frozen=True)
class Vocabularies(Mapping[str, Vocabulary]):
    """All vocabularies by name."""

    by_name: Mapping[str, Vocabulary] = field(default_factory=dict, repr=False)
    digest: str = field(default="", compare=False)
    """Of all that they decide, which their words do not; empty where they come from no files."""

    def __getitem__(self, name: str) -> Vocabulary:
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)
