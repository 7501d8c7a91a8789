"""The addresses of authorities: a slug of each that is responsible for a measure. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.pages.urls import make_slug
from generator.records.fields import LocalText
from generator.records.public import PublicCase


def make_slugs(cases: Iterable[PublicCase]) -> dict[str, LocalText]:
    """Slug of each authority responsible for a measure of some cases → its name; the slug is of its first language."""
    return name_slugs(find_slugs(cases))


def name_slugs(slugs: Mapping[LocalText, str]) -> dict[str, LocalText]:
    """Slug of each authority → its name, the first where it has several."""
    names: dict[str, LocalText] = {}
    for name, slug in slugs.items():
        names.setdefault(slug, name)
    return names


def find_slugs(cases: Iterable[PublicCase]) -> dict[LocalText, str]:
    """Each name of a responsible authority → its slug; names that agree in one language are of one authority."""
    known: dict[tuple[str, str], str] = {}
    slugs: dict[LocalText, str] = {}
    bodies = (
        body for case in sorted(cases, key=lambda case: case.id) for one in case.measures for body in one.responsible
    )
    for body in bodies:
        keys = [(language, make_slug(text)) for language, text in body.name.texts]
        slug = next((known[key] for key in keys if key in known), keys[0][1])
        slugs[body.name] = slug
        known.update(dict.fromkeys(keys, slug))
    return slugs
