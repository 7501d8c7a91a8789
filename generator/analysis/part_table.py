"""Short words for each part of all cases, kept part by part: most questions are about one part of all of them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TypeAlias

from generator.records.digests import digest_of

_BLOCK = 128
"""Cases whose words of a part are one text until somebody asks for single ones: of one that changes, so much does."""
_BETWEEN = "|"
"""Between words: no digest, code or date holds it."""
_IDS = "ids"
"""What tells which cases these are, beside the parts."""

Row: TypeAlias = Mapping[str, str]
"""Part → word, of one case."""


class PartTable(Mapping[str, Row]):
    """Id of each case → part → a word for it, empty where nobody has named it. A table never changes."""

    def __init__(self, ids: Iterable[str] = (), texts: Mapping[str, Sequence[str]] | None = None) -> None:
        """Be of these cases, in this order; `texts` are their words by part, block by block."""
        self.ids = tuple(ids)
        self._texts = texts or {}
        self._words: dict[str, Sequence[str]] = {}
        self._rows: dict[tuple[str, ...], Mapping[str, str]] = {}
        self._digests: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}

    @classmethod
    def of(cls, rows: Mapping[str, Row]) -> PartTable:
        """The table that says this."""
        return cls().change(rows, rows)

    @classmethod
    def load(cls, told: Mapping[str, Sequence[str]]) -> PartTable:
        """The table that `dump` told."""
        return cls(_split(told[_IDS]), {part: texts for part, texts in told.items() if part != _IDS})

    def dump(self) -> dict[str, Sequence[str]]:
        """All of it in texts."""
        return {_IDS: _join(self.ids), **self._texts}

    def change(self, ids: Iterable[str], rows: Mapping[str, Row]) -> PartTable:
        """A table of these cases, in this order; `rows` are all words of those that are new, or not as they were."""
        listed = tuple(ids)
        parts = dict.fromkeys((*self._texts, *chain.from_iterable(rows.values())))
        if listed == self.ids:
            return PartTable(listed, {part: self._change_texts(part, rows) for part in parts})
        known = {part: dict(zip(self.ids, self.list_words(part), strict=True)) for part in self._texts}
        empty: Row = {}
        words = (
            [rows[id_].get(part, "") if id_ in rows else known.get(part, empty).get(id_, "") for id_ in listed]
            for part in parts
        )
        return PartTable(listed, dict(zip(parts, map(_join, words), strict=True)))

    def add(self, rows: Mapping[str, Row]) -> PartTable:
        """The same with words of further parts of some of these cases; all others are as they were."""
        parts = dict.fromkeys(chain.from_iterable(rows.values()))
        return PartTable(self.ids, {**self._texts, **{part: self._change_texts(part, rows) for part in parts}})

    @property
    def parts(self) -> Collection[str]:
        """All that there are words for."""
        return self._texts.keys()

    def list_words(self, part: str) -> Sequence[str]:
        """The words of a part, in the order of the cases; raises KeyError for what no case has a word for."""
        if part not in self._words:
            self._words[part] = _split(self._texts[part]) if self.ids else ()
        return self._words[part]

    def digest_some(self, ids: tuple[str, ...], parts: tuple[str, ...]) -> str:
        """One digest of some parts of some cases, in this order; several lists may ask for the same."""
        asked = ids, parts
        if asked not in self._digests:
            self._digests[asked] = digest_of(" ".join(ids), " ".join(self._list_rows(ids, parts)))
        return self._digests[asked]

    def _list_rows(self, ids: tuple[str, ...], parts: tuple[str, ...]) -> Iterable[str]:
        """The words of some parts, case by case; an empty text of one that is not there."""
        first = self._places.get(ids[0], 0) if ids else 0
        if self.ids[first : first + len(ids)] == ids:  # Most lists are in the order of the table.
            return map(" ".join, zip(*(self.list_words(part)[first : first + len(ids)] for part in parts), strict=True))
        if parts not in self._rows:
            self._rows[parts] = dict(zip(self.ids, self._list_rows(self.ids, parts), strict=True))
        rows = self._rows[parts]
        return [rows.get(id_, "") for id_ in ids]

    def find(self, part: str, id_: str) -> str | None:
        """The word of a part of a case; none where the case is not there."""
        place = self._places.get(id_)
        return None if place is None else self.list_words(part)[place]

    def digest(self, part: str) -> str:
        """One digest of a part of all cases."""
        return digest_of(self._digest_ids, *(self._texts[part] if self.ids else ()))

    def __getitem__(self, id_: str) -> Row:
        number, place = divmod(self._places[id_], _BLOCK)
        return {part: texts[number].split(_BETWEEN)[place] for part, texts in self._texts.items()}

    def __contains__(self, id_: object) -> bool:
        return id_ in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {id_: place for place, id_ in enumerate(self.ids)}

    @cached_property
    def _digest_ids(self) -> str:
        return digest_of(*self.ids)

    def _change_texts(self, part: str, rows: Mapping[str, Row]) -> Sequence[str]:
        """The words of a part where some are others; the very same where none are."""
        texts = [*self._texts[part]] if part in self._texts else _join([""] * len(self.ids))
        changed: dict[int, list[str]] = {}
        for id_, row in rows.items():
            number, place = divmod(self._places[id_], _BLOCK)
            if number not in changed:
                changed[number] = texts[number].split(_BETWEEN)
            changed[number][place] = row.get(part, "")
        for number, words in changed.items():
            texts[number] = _BETWEEN.join(words)
        return self._texts[part] if texts == self._texts.get(part) else texts


def _join(words: Sequence[str]) -> list[str]:
    """Words in blocks, each of which is one text."""
    return [_BETWEEN.join(words[start : start + _BLOCK]) for start in range(0, len(words), _BLOCK)]


def _split(texts: Iterable[str]) -> list[str]:
    """The words in such texts."""
    return [word for text in texts for word in text.split(_BETWEEN)]
