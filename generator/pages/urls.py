"""Addresses of generated pages, in each language. Pure: the sections' own addresses come from the editorial pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from generator.analysis.facets import Facet
from generator.pages.i18n import Words


def make_slug(text: str) -> str:
    """A text as a part of an address: lower case, without accents, words joined by hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words."""

    text: str
    href: str


class HasPath(Protocol):
    """A page of prose, rendered or not."""

    @property
    def path(self) -> str:
        """Its address below the site's root."""


@dataclass(frozen=True)
class Addresses:
    """Where the pages of the site lie below its root."""

    editorial: Mapping[tuple[str, str], HasPath]
    """By key and language."""

    def section(self, key: str, language: str) -> str:
        """The address of an editorial page."""
        return self.editorial[key, language].path

    def case(self, slug: str, language: str) -> str:
        """The address of a case."""
        return f"{self.section('cases', language)}{slug}/"

    def facet(self, facet: Facet, words: Words) -> str:
        """The address of the list of a facet's values."""
        return f"{self.section('cases', words.language)}{words.get(f'facet.{facet}.slug')}/"

    def facet_value(self, facet: Facet, value: str, words: Words) -> str:
        """The address of the cases under one value of a facet."""
        return f"{self.facet(facet, words)}{make_slug(make_facet_label(facet, value, words))}/"


def make_facet_label(facet: Facet, value: str, words: Words) -> str:
    """A value of a facet in words: a year is its own label, all others are terms."""
    return words.term(facet, value) if facet in words.vocabularies else value


def make_link(path: str, page_path: str) -> str:
    """A link from one page to another, relative, so that the site works under any base path."""
    return "../" * page_path.count("/") + path or "./"
