"""What the theme's templates are given: words, languages and switches. Reads the interface catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from generator.config import ContentError, make_trouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.structure.pages import Page

    from generator.config import Language

THEME_DIR = Path(__file__).parent
"""Folder of our blocks and assets, put between a user's own and Material's."""

REPLACED_TEMPLATES = ("404.html", "sitemap.xml")
"""The engine's and Material's versions of pages that we write ourselves."""

# Material's search, which our pages never ask for; with its source maps 3 MB.
_UNUSED_ASSETS = ("assets/javascripts/lunr/", "assets/javascripts/workers/")

_LOCALE_DIR = THEME_DIR.parent / "locale"


class Words:
    """The interface strings of one language. A missing one is an error, not a silent fallback."""

    def __init__(self, lang: str, texts: Mapping[str, str]) -> None:
        """Take the language's code and its catalogue."""
        self._lang = lang
        self._texts = texts

    def get(self, key: str) -> str:
        """Return the string of a dotted key; raise ContentError if there is none."""
        try:
            return self._texts[key]
        except KeyError:
            message = "locale/{lang}: no string for {key}"
            trouble = make_trouble("string-missing", message, lang=self._lang, key=key)
            raise ContentError(trouble) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """The variable `v` of the theme's templates."""

    lang: str
    """Code of the page's language."""

    words: Words
    """Interface strings."""

    languages: tuple[Language, ...]
    """All languages, for the selector."""

    has_policy: bool
    """Whether the page carries a content security policy (not in previews)."""

    has_canonical: bool
    """Whether the site's public address is known."""

    more: list[Page]
    """The editorial pages that have no tab, for the footer."""

    def t(self, key: str) -> str:
        """Return an interface string."""
        return self.words.get(key)


@cache
def read_words(lang: str) -> Words:
    """Return the interface strings of a language, from every catalogue in its folder."""
    texts: dict[str, str] = {}
    for path in sorted((_LOCALE_DIR / lang / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=lang)
        texts |= {
            entry.id: entry.string
            for entry in catalog
            if isinstance(entry.id, str) and isinstance(entry.string, str) and entry.id and entry.string
        }
    return Words(lang, texts)


def is_used(name: str) -> bool:
    """Return whether a file of the theme is ever asked for by our pages."""
    return not (name.startswith(_UNUSED_ASSETS) or name.endswith(".map") or name in REPLACED_TEMPLATES)


def make_palette(words: Words) -> list[dict[str, object]]:
    """Return Material's palettes: each follows the system, and names its switch to the other."""
    schemes = (
        ("light", "default", "material/weather-night", words.get("chrome.to_dark")),
        ("dark", "slate", "material/weather-sunny", words.get("chrome.to_light")),
    )
    return [
        {
            "media": f"(prefers-color-scheme: {media})",
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": icon, "name": name},
        }
        for media, scheme, icon, name in schemes
    ]
