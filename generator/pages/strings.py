"""The interface strings of one language, by dotted key. A missing one is an error, never a silent fallback.

What a catalogue says is kept beside it, as Python keeps its code: to parse it takes as long as to make a page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from msgspec import json

from generator.config import ContentError, make_trouble
from generator.records.digests import digest_of
from generator.records.packages import find_version
from generator.records.sealed_files import find_sealed, keep_sealed

_LOCALE = Path(__file__).parent.parent / "locale"


class Strings:
    """The catalogue of one language."""

    def __init__(self, language: str) -> None:
        """Read the catalogue, once for each language."""
        self.language = language
        self._texts, self._forms, self._choose = _read_catalogue(language)

    @property
    def keys(self) -> frozenset[str]:
        """Every key there is a string for."""
        return frozenset(self._texts) | frozenset(self._forms)

    def get(self, key: str, **values: object) -> str:
        """The string of a key, with its places filled."""
        text = self._texts.get(key)
        if text is None:
            raise self._missing(key)
        return text.format(**values) if values else text

    def choose(self, key: str, number: int, **values: object) -> str:
        """The string of a key in the form that a number asks for, with its places filled."""
        if key not in self._forms:
            raise self._missing(key)
        return self._forms[key][self._choose(number)].format(**values)

    def _missing(self, key: str) -> ContentError:
        message = "locale/{lang}: no string for {key}"
        return ContentError(make_trouble("string-missing", message, lang=self.language, key=key))


_Catalogue: TypeAlias = "tuple[dict[str, str], dict[str, tuple[str, ...]], str]"
"""Key → string, key → forms of a plural, and the rule by which a number asks for one of these."""


@cache
def _read_catalogue(language: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]], Callable[[int], int]]:
    """Key → string, key → forms of a plural, and which form a number asks for."""
    from gettext import c2py  # noqa: PLC0415 - gettext's reader of `Plural-Forms`

    path = _LOCALE / language / "LC_MESSAGES" / "visibles.po"
    if not path.is_file():
        return {}, {}, lambda _number: 0
    data = path.read_bytes()
    key, kept = f"{find_version('babel')} {digest_of(data)}", path.parent / "__pycache__" / "visibles.json"
    told = find_sealed(kept, key)
    if told is None:
        told = json.encode(_parse_catalogue(data, language))
        keep_sealed(kept, told, key)
    texts, forms, rule = json.decode(told, type=tuple[dict[str, str], dict[str, tuple[str, ...]], str])
    return texts, forms, lru_cache(maxsize=1 << 12)(c2py(rule))


def _parse_catalogue(data: bytes, language: str) -> _Catalogue:
    from babel.messages.pofile import read_po  # noqa: PLC0415 - only where the catalogue has changed

    catalogue = read_po(BytesIO(data), locale=language)
    texts: dict[str, str] = {}
    forms: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        if message.fuzzy or not message.id or not message.string:
            continue
        if isinstance(message.id, str) and isinstance(message.string, str):
            texts[message.id] = message.string
        else:
            forms[message.id[0]] = tuple(message.string)
    return texts, forms, catalogue.plural_expr
