"""The addresses of authorities: a slug of each that is responsible for a measure. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.pages.urls import make_slug
from generator.records.fields import LocalText


def make_slugs(names: Iterable[LocalText]) -> dict[str, LocalText]:
    """Slug of each authority of these names → its name; the slug is of its first language."""
    return name_slugs(find_slugs(names))


def name_slugs(slugs: Mapping[LocalText, str]) -> dict[str, LocalText]:
    """Slug of each authority → its name, the first where it has several."""
    names: dict[str, LocalText] = {}
    for name, slug in slugs.items():
        names.setdefault(slug, name)
    return names


def find_slugs(names: Iterable[LocalText]) -> dict[LocalText, str]:
    """Each name of a responsible authority → its slug; names that agree in one language are of one authority.

    Names come in the order of their cases: the first one of an authority decides.
    """
    known: dict[tuple[str, str], str] = {}
    slugs: dict[LocalText, str] = {}
    for name in dict.fromkeys(names):
        keys = [(language, make_slug(text)) for language, text in name.texts]
        slugs[name] = slug = next((known[key] for key in keys if key in known), keys[0][1])
        known.update(dict.fromkeys(keys, slug))
    return slugs
