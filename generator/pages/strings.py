"""The interface strings of one language, by dotted key. A missing one is an error, never a silent fallback."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from generator.config import ContentError, make_trouble


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


_Read = tuple[dict[str, str], dict[str, tuple[str, ...]], Callable[[int], int]]


@cache
def _read_catalogue(language: str) -> _Read:
    """Key → string, key → forms of a plural, and which form a number asks for."""
    path = files("generator").joinpath("locale", language, "LC_MESSAGES", "visibles.po")
    if not path.is_file():
        return {}, {}, lambda _number: 0
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    texts: dict[str, str] = {}
    forms: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        if message.fuzzy or not message.id or not message.string:
            continue
        if isinstance(message.id, str) and isinstance(message.string, str):
            texts[message.id] = message.string
        else:
            forms[message.id[0]] = tuple(message.string)
    return texts, forms, _make_chooser(catalogue)


def _make_chooser(catalogue: Catalog) -> Callable[[int], int]:
    """The catalogue's own rule for plurals, as gettext reads it."""
    from gettext import c2py  # noqa: PLC0415 - gettext's reader of `Plural-Forms`

    rule: Callable[[int], int] = c2py(catalogue.plural_expr)
    return rule
