"""Lists of cases: all of them, and those under one value of a facet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import get_args

from msgspec import Struct

from generator.analysis.beginnings import find_first
from generator.analysis.breakdowns import BREAKDOWNS
from generator.analysis.facets import FACETS, Content, Facet, group_cases
from generator.analysis.measure_steps import State
from generator.analysis.parts import OUTLINE
from generator.pages import section_parts
from generator.pages.case_cards import PlainCards, make_card
from generator.pages.case_order import find_order
from generator.pages.gap import Axis, begin_axis
from generator.pages.i18n import Words, says_something
from generator.pages.leaves import count_leaves, cut_leaf, link_leaves, make_leaf_path, make_leaf_title
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_items, render_template
from generator.pages.scene import Scene
from generator.pages.sparks import MOST, make_sparks
from generator.pages.task import Inputs, Task
from generator.pages.urls import Link, make_facet_label, make_link
from generator.records.public import PublicCase

CARDS = 300
"""Cases on a leaf of those under one value, about 70 kB; where there are more, each is told more briefly."""
_DEFINED: frozenset[Facet] = frozenset({"act_type", "right_defended", "impunity_status"})
"""Facets whose terms need their definition on the page; a state or a year does not."""
_ORDERED: Mapping[Facet, Sequence[str]] = {"measure_state": tuple(State), "content": get_args(Content)}
"""Facets whose values have an order of their own; others come by name."""
_UNKNOWN: Mapping[Facet, str] = {"state": BREAKDOWNS["state"].unknown}
"""Values that say that nothing is known, which come last."""


class CaseList(Struct, frozen=True):
    """All cases, A to Z, and the axis on which each is drawn."""

    cases: Sequence[PublicCase]
    axis: Axis


class ValueView(Struct, frozen=True):
    """One value of a facet with the number of its cases."""

    code: str
    label: str
    href: str
    count: str
    number: int


class FacetView(Struct, frozen=True):
    """A facet with its values."""

    code: Facet
    title: str
    href: str
    values: tuple[ValueView, ...]


def list_tasks(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """The leaves of the list of all cases; the first one tells the values of all facets, too."""
    lang, total = scene.words.language, len(scene.cases)
    axis = begin_axis(find_first(scene.findings), scene.as_of.latest or date.max)
    listed = CaseList([scene.findings.by_id[id_] for id_ in find_order(scene, inputs)], axis)
    told = inputs.of_page("cases", lang, first=axis.first, total=total)
    for number in range(1, count_leaves(total) + 1):
        leaf = inputs.of_some((case.id for case in cut_leaf(listed.cases, number)), *OUTLINE, "about", "card")
        if number == 1:
            make = partial(_make_first_leaf, scene, source, listed)
            yield Task(f"{lang} cases", {**leaf, **told, **inputs.of_all("facets")}, make)
        else:
            yield Task(f"{lang} cases {number}", {**leaf, **told}, partial(_make_leaf, scene, listed, number))


def list_facet_tasks(scene: Scene, inputs: Inputs) -> Iterator[Task]:
    """For each facet a page of its values and leaves for each value."""
    lang, shell = scene.words.language, inputs.of_page("cases", scene.words.language)
    cards, places = PlainCards(scene), {id_: place for place, id_ in enumerate(find_order(scene, inputs))}
    for facet in FACETS:
        make = partial(_make_facet_pages, scene, facet)
        yield Task(f"{lang} facet {facet}", {**shell, **inputs.of_all("facets")}, make)
        for value, cases in group_cases(scene.findings, facet).items():
            ordered = sorted(cases, key=lambda case: places[case.id])
            told = inputs.of_page("cases", lang, count=len(cases), total=len(scene.cases))
            for number in range(1, count_leaves(len(cases), CARDS) + 1):
                leaf = inputs.of_some((case.id for case in cut_leaf(ordered, number, CARDS)), *section_parts.CARD)
                make = partial(_make_value_pages, cards, facet, value, ordered, number)
                yield Task(f"{lang} {facet} {value} {number}", {**leaf, **told}, make)


def _make_first_leaf(scene: Scene, source: EditorialPage, listed: CaseList) -> Iterator[Page]:
    yield scene.make_editorial_page(source, render_list(scene, listed, 1, prose=source.prose))


def _make_leaf(scene: Scene, listed: CaseList, number: int) -> Iterator[Page]:
    words = scene.words
    title = make_leaf_title(words.get("list.all"), number, words)
    yield scene.make_page(
        "cases",
        path=make_leaf_path(scene.section("cases"), number, words),
        title=title,
        description=words.get("facet.description", title=title, count=words.count("count.cases", len(scene.cases))),
        body=render_list(scene, listed, number),
        find_path=lambda other: make_leaf_path(scene.addresses.section("cases", other.language), number, other),
    )


def _make_facet_pages(scene: Scene, facet: Facet) -> Iterator[Page]:
    yield scene.make_page(
        "cases",
        path=scene.addresses.facet(facet, scene.words),
        title=scene.words.get(f"facet.{facet}.title"),
        description=scene.words.get(f"facet.{facet}.description"),
        body=render_facet(scene, facet),
        find_path=lambda words: scene.addresses.facet(facet, words),
    )


def _make_value_pages(
    cards: PlainCards, facet: Facet, value: str, cases: Sequence[PublicCase], number: int
) -> Iterator[Page]:
    scene, words = cards.scene, cards.scene.words
    title = make_leaf_title(make_facet_title(facet, value, words), number, words)
    yield scene.make_page(
        "cases",
        path=make_leaf_path(scene.addresses.facet_value(facet, value, words), number, words),
        title=title,
        description=words.get("facet.description", title=title, count=words.count("count.cases", len(cases))),
        body=render_facet_value(cards, facet, value, cases, number),
        find_path=lambda other: make_leaf_path(scene.addresses.facet_value(facet, value, other), number, other),
    )


def make_facet(scene: Scene, facet: Facet, page_path: str) -> FacetView:
    """A facet as seen from a page: values by name, for these are no rankings; years newest first."""
    words, addresses = scene.words, scene.addresses
    groups = group_cases(scene.findings, facet)
    labels = {value: make_facet_label(facet, value, words) for value in groups}
    values = tuple(
        ValueView(
            value,
            labels[value],
            make_link(addresses.facet_value(facet, value, words), page_path),
            words.count("count.cases", len(groups[value])),
            len(groups[value]),
        )
        for value in _order_values(facet, labels, words)
    )
    title = words.get(f"facet.{facet}.title")
    return FacetView(facet, title, make_link(addresses.facet(facet, words), page_path), values)


def _order_values(facet: Facet, labels: Mapping[str, str], words: Words) -> list[str]:
    """The values of a facet in the order of its list."""
    if facet == "year":
        return sorted(labels, reverse=True)
    if facet in _ORDERED:
        return [value for value in _ORDERED[facet] if value in labels]
    unknown = _UNKNOWN.get(facet)
    return sorted(labels, key=lambda v: (v == unknown, not says_something(v), words.sort_key(labels[v])))


def render_list(scene: Scene, listed: CaseList, number: int, *, prose: str = "") -> str:
    """The HTML of a leaf of all cases; the first one after the editor's heading and prose, with the facets."""
    words, first = scene.words, scene.section("cases")
    path = make_leaf_path(first, number, words)
    leaf = cut_leaf(listed.cases, number)
    return render_template(
        "list",
        words,
        prose=prose,
        title=make_leaf_title(words.get("list.all"), number, words),
        cases_href=make_link(first, path),
        cards=[(case.id, make_card(case, words, scene.addresses, path)) for case in leaf],
        sparks=make_sparks(leaf, listed.axis, scene.near_all(case.id for case in leaf)),
        most=MOST,
        leaves=link_leaves(first, number, len(listed.cases), words),
        facets=[make_facet(scene, facet, path) for facet in FACETS] if number == 1 else (),
        count=words.count("count.cases", len(listed.cases)),
        as_of=words.date(scene.as_of),
        search_href=make_link(scene.section("search"), path) if scene.addresses.has("search", words.language) else "",
    )


def render_facet(scene: Scene, facet: Facet) -> str:
    """The HTML of the list of a facet's values."""
    path = scene.addresses.facet(facet, scene.words)
    home = make_link(scene.section("cases"), path)
    return render_template(
        "facet", scene.words, facet=make_facet(scene, facet, path), cases_href=home, as_of=scene.words.date(scene.as_of)
    )


def render_facet_value(cards: PlainCards, facet: Facet, value: str, cases: Sequence[PublicCase], number: int) -> str:
    """The HTML of a leaf of the cases under one value of a facet, which are in order."""
    scene, words = cards.scene, cards.scene.words
    first = scene.addresses.facet_value(facet, value, words)
    path = make_leaf_path(first, number, words)
    definition = words.definition(facet, value) if facet in _DEFINED else ""
    brief = len(cases) > CARDS
    return render_template(
        "facet_value",
        words,
        trail=(
            Link(words.get("list.all"), make_link(scene.section("cases"), path)),
            Link(words.get(f"facet.{facet}.title"), make_link(scene.addresses.facet(facet, words), path)),
        ),
        title=make_leaf_title(make_facet_title(facet, value, words), number, words),
        definition=definition,
        note=words.get(f"facet.{facet}.note"),
        cards=render_items((cards.get(case, brief=brief) for case in cut_leaf(cases, number, CARDS)), path),
        leaves=link_leaves(first, number, len(cases), words, CARDS),
        count=words.count("count.cases_of", len(cases), total=words.number(len(scene.cases))),
        as_of=words.date(scene.as_of),
    )


def make_facet_title(facet: Facet, value: str, words: Words) -> str:
    """The title of the page of one value: "Casos en Oaxaca"."""
    return words.get(f"facet.{facet}.cases", value=make_facet_label(facet, value, words))
