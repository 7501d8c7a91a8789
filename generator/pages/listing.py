"""Lists of cases: all of them, and those under one value of a facet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.analysis.facets import FACETS, Facet, group_cases
from generator.analysis.subjects import rank_subjects
from generator.pages.case import describe_counts, make_place
from generator.pages.i18n import Words
from generator.pages.rendering import render_template
from generator.pages.texts import TextView, make_text
from generator.pages.urls import Addresses, make_facet_label, make_link
from generator.records.dates import PartialDate
from generator.records.public import PublicCase

_DEFINED: frozenset[Facet] = frozenset({"act_type", "right_defended"})
"""Facets whose terms need their definition on the page; a state or a year does not."""


@dataclass(frozen=True, slots=True)
class CardView:
    """A case in a list: who they are first, then what is documented."""

    title: str
    href: str
    about: TextView | None
    defends: str
    place: str
    documented: str


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value of a facet with the number of its cases."""

    label: str
    href: str
    count: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet with its values."""

    title: str
    href: str
    values: tuple[ValueView, ...]


@dataclass(frozen=True)
class ListScene:
    """What the lists of one language are made from."""

    cases: tuple[PublicCase, ...]
    words: Words
    addresses: Addresses
    as_of: PartialDate

    def facet(self, facet: Facet, page_path: str) -> FacetView:
        """A facet as seen from a page: most frequent values first, years newest first."""
        groups = group_cases(self.cases, facet)
        order = (
            sorted(groups, reverse=True)
            if facet == "year"
            else sorted(groups, key=lambda value: self._rank(facet, value, groups[value]))
        )
        values = tuple(
            ValueView(
                make_facet_label(facet, value, self.words),
                make_link(self.addresses.facet_value(facet, value, self.words), page_path),
                self.words.count("count.cases", len(groups[value])),
            )
            for value in order
        )
        href = make_link(self.addresses.facet(facet, self.words), page_path)
        return FacetView(self.words.get(f"facet.{facet}.title"), href, values)

    def _rank(self, facet: Facet, value: str, cases: Sequence[PublicCase]) -> tuple[int, str]:
        return (-len(cases), self.words.sort_key(make_facet_label(facet, value, self.words)))


def make_cards(cases: Iterable[PublicCase], words: Words, addresses: Addresses, page_path: str) -> tuple[CardView, ...]:
    """Cards of some cases, A to Z, linked from a page."""
    ordered = sorted(cases, key=lambda case: (words.sort_key(words.plain(case.title)), case.id))
    return tuple(_make_card(case, words, addresses, page_path) for case in ordered)


def _make_card(case: PublicCase, words: Words, addresses: Addresses, page_path: str) -> CardView:
    about = next((subject.about for subject in rank_subjects(case) if subject.about), None)
    return CardView(
        title=words.plain(case.title),
        href=make_link(addresses.case(case.slug, words.language), page_path),
        about=make_text(about, words, {}) if about else None,
        defends=", ".join(words.term("right_defended", code).lower() for code in case.defends),
        place=make_place(case.place, words),
        documented=describe_counts(case, words),
    )


def render_list(scene: ListScene, *, prose: str) -> str:
    """The HTML of the list of all cases, after the editor's heading and prose, with the facets."""
    words, path = scene.words, scene.addresses.section("cases", scene.words.language)
    return render_template(
        "list",
        words,
        prose=prose,
        cards=make_cards(scene.cases, words, scene.addresses, path),
        facets=[scene.facet(facet, path) for facet in FACETS],
        count=words.count("count.cases", len(scene.cases)),
        as_of=words.date(scene.as_of),
    )


def render_facet(scene: ListScene, facet: Facet) -> str:
    """The HTML of the list of a facet's values."""
    path = scene.addresses.facet(facet, scene.words)
    home = make_link(scene.addresses.section("cases", scene.words.language), path)
    return render_template(
        "facet", scene.words, facet=scene.facet(facet, path), cases_href=home, as_of=scene.words.date(scene.as_of)
    )


def render_facet_value(scene: ListScene, facet: Facet, value: str, cases: Sequence[PublicCase]) -> str:
    """The HTML of the cases under one value of a facet."""
    words = scene.words
    path = scene.addresses.facet_value(facet, value, words)
    definition = words.definition(facet, value) if facet in _DEFINED else ""
    return render_template(
        "facet_value",
        words,
        title=make_facet_title(facet, value, words),
        definition=definition,
        note=words.get(f"facet.{facet}.note"),
        cards=make_cards(cases, words, scene.addresses, path),
        count=words.count("count.cases_of", len(cases), total=words.number(len(scene.cases))),
        facet_title=words.get(f"facet.{facet}.title"),
        facet_href=make_link(scene.addresses.facet(facet, words), path),
        cases_href=make_link(scene.addresses.section("cases", words.language), path),
        as_of=words.date(scene.as_of),
    )


def make_facet_title(facet: Facet, value: str, words: Words) -> str:
    """The title of the page of one value: "Casos en Oaxaca"."""
    return words.get(f"facet.{facet}.cases", value=make_facet_label(facet, value, words))
