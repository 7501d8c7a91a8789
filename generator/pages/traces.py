"""The cases behind a figure: each id of a fact becomes a link to where its case tells it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from heapq import nsmallest
from typing import cast

from msgspec import Struct

from generator.analysis.facets import FACETS, Facet, group_cases
from generator.pages.scene import Scene
from generator.pages.standing import describe_act
from generator.pages.urls import Link, make_link
from generator.records.public import PublicCase

FEW = 50
"""A site of so many cases lists all that are behind a figure; a larger one only some, and says where all are."""
MOST = 6


class CaseTrace(Struct, frozen=True):
    """A case, and the facts of it that are counted."""

    case: Link
    facts: tuple[Link, ...]


class Trace(Struct, frozen=True):
    """What one number counts."""

    label: str
    cases: tuple[CaseTrace, ...]
    rest: str = ""
    """How many more cases there are than are listed; empty where all are."""


def describe_rest(shown: int, total: str, scene: Scene) -> str:
    """That a list is a part only."""
    return scene.words.get("chart.rest", shown=scene.words.number(shown), total=total)


class Tracer(Struct, frozen=True, dict=True):
    """Finds the cases behind the figures of one page."""

    scene: Scene
    path: str
    """Address of the page the links are on."""

    @cached_property
    def _cases(self) -> dict[str, PublicCase]:
        return {case.id: case for case in self.scene.cases}

    def link_case(self, id_: str) -> Link:
        """A link to a case."""
        slug, title = self.scene.titles[id_]
        return Link(title, make_link(self.scene.addresses.case(slug, self.scene.words.language), self.path))

    def link_parts(self, breakdown: str) -> dict[str, str]:
        """Part of a breakdown → the list of its cases, where cases are grouped so."""
        if breakdown not in FACETS:
            return {}
        facet, scene = cast("Facet", breakdown), self.scene
        return {
            key: make_link(scene.addresses.facet_value(facet, key, scene.words), self.path)
            for key in group_cases(scene.findings, facet)
        }

    def link_fact(self, id_: str) -> str:
        """The address of a fact of a case, such as `MX-0007#a3:ana`."""
        case, _, fact = id_.partition("#")
        return f"{self.link_case(case).href}#{fact.partition(':')[0]}"

    def make_trace(self, label: str, ids: Iterable[str], *, facts: bool = True) -> Trace:
        """The cases of some facts, in order of title; with links to each fact, or to the cases only."""
        told, places = tuple(ids), self.scene.places
        cases = {id_.partition("#")[0] for id_ in told}
        shown = nsmallest(MOST if len(places) > FEW else len(cases), cases, key=places.__getitem__)
        groups: dict[str, list[str]] = {case: [] for case in shown}
        for case, _, fact in (id_.partition("#") for id_ in told) if facts else ():
            if case in groups:
                groups[case].append(fact.partition(":")[0])
        return Trace(
            label,
            tuple(self._make_case(case, found) for case, found in groups.items()),
            describe_rest(len(shown), self.scene.words.count("count.cases", len(cases)), self.scene)
            if len(shown) < len(cases)
            else "",
        )

    def _make_case(self, id_: str, facts: list[str]) -> CaseTrace:
        link = self.link_case(id_)
        found = tuple(
            Link(self._describe(self._cases[id_], fact, facts.count(fact)), f"{link.href}#{fact}")
            for fact in dict.fromkeys(facts)
        )
        return CaseTrace(link, found)

    def _describe(self, case: PublicCase, fact: str, times: int) -> str:
        """An act in words and on how many victims; anything else by its anchor."""
        act = next((act for act in case.acts if act.id == fact), None)
        if act is None:
            return f"#{fact}"
        what = describe_act(act, self.scene.words)
        return what if times == 1 else self.scene.words.count("chart.victims", times, what=what)
