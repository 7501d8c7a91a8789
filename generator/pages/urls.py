"""Addresses of generated pages, in each language. Pure: the sections' own addresses come from the editorial pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Literal, Protocol, TypeAlias
from urllib.parse import quote

from msgspec import Struct

from generator.analysis.facets import Facet
from generator.pages.i18n import Words

_LONGEST_SLUG = 120
_CODED = {"%": "%25"} | {sign: quote(sign, safe="") for sign in map(chr, range(0xA0)) if quote(sign, safe="") != sign}
"""Signs that stand for something else in a link, or for nothing."""

Grouping: TypeAlias = Literal["authority", "body", "state"]
MechanismPart: TypeAlias = Literal["authorities", "commitments", "figures", "states", "bodies"]
MECHANISM_PARTS: tuple[MechanismPart, ...] = ("authorities", "commitments", "figures", "states", "bodies")
"""Parts of the section of the mechanism; below the last one lie the pages of bodies."""
GROUPINGS: tuple[Grouping, ...] = ("authority", "body", "state")
"""By what the measures are grouped, each on a page of its own."""

ALL = "all"
"""The scope of the feeds of the whole site."""
FeedKind: TypeAlias = Literal["atom", "json", "ics"]
"""Atom, JSON Feed, iCalendar: also the ends of the files' names."""


@lru_cache(maxsize=1 << 12)
def make_slug(text: str) -> str:
    """A text as a part of an address: lower case, without accents, words joined by hyphens.

    Of a text longer than a file's name may be, the start and a mark of the whole.
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) <= _LONGEST_SLUG:
        return slug
    return f"{slug[:_LONGEST_SLUG].rpartition('-')[0] or slug[:_LONGEST_SLUG]}-{sha256(slug.encode()).hexdigest()[:8]}"


class Link(Struct, frozen=True, gc=False):
    """A link with its words."""

    text: str
    href: str


class HasPath(Protocol):
    """A page of prose, rendered or not."""

    @property
    def path(self) -> str:
        """Its address below the site's root."""

    @property
    def title(self) -> str:
        """Its title as plain text."""


class Addresses(Struct, frozen=True, dict=True):
    """Where the pages of the site lie below its root."""

    editorial: Mapping[tuple[str, str], HasPath]
    """By key and language."""

    def has(self, key: str, language: str) -> bool:
        """Whether the site has an editorial page."""
        return (key, language) in self.editorial

    def section(self, key: str, language: str) -> str:
        """The address of an editorial page."""
        return self.editorial[key, language].path

    def title(self, key: str, language: str) -> str:
        """The title of an editorial page."""
        return self.editorial[key, language].title

    def case(self, slug: str, language: str) -> str:
        """The address of a case."""
        return f"{self.section('cases', language)}{slug}/"

    def root(self, language: str) -> str:
        """What all addresses of a language begin with."""
        return self.section("home", language)

    def find_language(self, path: str) -> str:
        """The language of an address below the site's root."""
        roots = {language: self.root(language) for key, language in self.editorial if key == "home"}
        return max(
            (language for language in roots if path.startswith(roots[language])), key=lambda one: len(roots[one])
        )

    def permanent(self, id_: str, language: str) -> str:
        """The short address of a case or an indicator, which never changes."""
        return f"{self.root(language)}c/{id_}/"

    def facet(self, facet: Facet, words: Words) -> str:
        """The address of the list of a facet's values."""
        return f"{self.section('cases', words.language)}{words.get(f'facet.{facet}.slug')}/"

    def facet_value(self, facet: Facet, value: str, words: Words) -> str:
        """The address of the cases under one value of a facet."""
        return f"{self.facet(facet, words)}{make_slug(make_facet_label(facet, value, words))}/"

    def measures_by(self, grouping: Grouping, words: Words) -> str:
        """The address of the measures by who owes them, who granted them, or state."""
        return f"{self.section('measures', words.language)}{words.get(f'grouping.{grouping}.slug')}/"

    def authority(self, slug: str, words: Words) -> str:
        """The address of what one authority owes; the slug is the same in every language."""
        return f"{self.measures_by('authority', words)}{slug}/"

    def campaign(self, id_: str, language: str) -> str:
        """The address of a campaign."""
        return f"{self.section('campaigns', language)}{id_}/"

    def mechanism_part(self, part: MechanismPart, words: Words) -> str:
        """The address of a part of the section of the mechanism."""
        return f"{self.section('mechanism', words.language)}{words.get(f'mechanism.{part}.slug')}/"

    def organ(self, id_: str, words: Words) -> str:
        """The address of a body of the mechanism; its id is the same in every language."""
        return f"{self.mechanism_part('bodies', words)}{id_}/"

    def poster(self, campaign: str, slug: str, words: Words) -> str:
        """The address of the poster of a case in a campaign; without a slug, of the campaign itself."""
        folder = f"{self.campaign(campaign, words.language)}{words.get('poster.slug')}/"
        return f"{folder}{slug}/" if slug else folder

    def kit(self, campaign: str, language: str) -> str:
        """The address of all the material of a campaign in one file."""
        return f"{self.campaign(campaign, language)}kit-{language}.zip"

    def timeline_year(self, year: int, language: str) -> str:
        """The address of what happened in a year."""
        return f"{self.section('timeline', language)}{year}/"

    def state(self, code: str, words: Words) -> str:
        """The address of the profile of a state."""
        return f"{self.section('states', words.language)}{make_slug(words.term('state', code))}/"

    def changes_month(self, year: int, month: int, number: int, language: str) -> str:
        """The address of a page of what changed on the site in a month; the first has no number."""
        return f"{self.section('changes', language)}{year}-{month:02}/" + (f"{number}/" if number > 1 else "")

    def calendar_month(self, month: int, language: str) -> str:
        """The address of the days of a month."""
        return f"{self.section('calendar', language)}{month:02}/"


def make_feed_path(scope: str, kind: FeedKind, language: str) -> str:
    """The address of a feed; it rests on ids and codes alone, so it stays when a slug or a name changes."""
    return f"feeds/{language}/{scope}.{kind}"


def make_facet_label(facet: Facet, value: str, words: Words) -> str:
    """A value of a facet in words: a year is its own label, what is derived has a string, all others are terms."""
    if facet == "year":
        return value
    if facet == "measure_state":
        return words.get(f"standing.{value}")
    if facet == "content":
        content = value
        return words.get(f"content.{content}")
    return words.term(facet, value)


def quote_text(text: str, plain: str = "") -> str:
    """A text as part of a link: letters of any language may stand in one, and so may the signs of `plain`."""
    for sign, coded in _CODED.items():
        if sign in text and sign not in plain:
            text = text.replace(sign, coded)
    return text


def make_link(path: str, page_path: str) -> str:
    """A link from one page to another, relative, so that the site works under any base path."""
    return "../" * page_path.count("/") + path or "./"
