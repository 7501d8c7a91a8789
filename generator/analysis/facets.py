"""Which cases belong to a state, a year, a kind of attack, a right defended. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeAlias

from generator.records.public import PublicCase

Facet: TypeAlias = Literal["state", "year", "act_type", "right_defended"]


def find_states(case: PublicCase) -> set[str]:
    """INEGI codes of the states where the case, its acts or the defence lie."""
    places = [case.place, case.work_place, *(act.place for act in case.acts)]
    return {place.state for place in places if place}


def find_years(case: PublicCase) -> set[str]:
    """Each year in which an act of the case happened or may have happened."""
    return {str(year) for act in case.acts for year in act.date.years}


def find_act_types(case: PublicCase) -> set[str]:
    """Kinds of attack in the case."""
    return {act.type for act in case.acts}


def find_rights(case: PublicCase) -> set[str]:
    """Rights the people of the case defend."""
    return set(case.defends)


FACETS: Mapping[Facet, Callable[[PublicCase], set[str]]] = {
    "state": find_states,
    "year": find_years,
    "act_type": find_act_types,
    "right_defended": find_rights,
}
"""Name of a facet → what finds its values in a case. Names that are vocabularies take their words from there."""


def group_cases(cases: Iterable[PublicCase], facet: Facet) -> dict[str, tuple[PublicCase, ...]]:
    """The cases by each value of a facet, values in order of code; a case stands under every value it has."""
    groups: defaultdict[str, list[PublicCase]] = defaultdict(list)
    for case in cases:
        for value in FACETS[facet](case):
            groups[value].append(case)
    return {value: tuple(groups[value]) for value in sorted(groups)}
