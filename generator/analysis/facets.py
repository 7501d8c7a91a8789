"""Which cases belong to a state, a year, a kind of attack, a right defended, or hold what readers look for. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from generator.analysis.measure_steps import State
from generator.records.public import PublicCase, PublicVersion
from generator.records.vocabularies import Vocabularies

if TYPE_CHECKING:
    from generator.analysis.findings import Findings

Facet: TypeAlias = Literal["state", "year", "act_type", "right_defended", "measure_state", "impunity_status", "content"]
Content: TypeAlias = Literal[
    "measures",
    "after_grant",
    "disagreement",
    "proceedings",
    "criminalisation",
    "competence",
    "recognition",
    "versions",
    "corrections",
]
"""What a case may hold; absent where these records have none, which is not "there was none"."""


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


def find_measure_states(case: PublicCase, findings: Findings) -> set[str]:
    """Where its protection measures stand. What is recommended, ordered as reparation or promised is not asked."""
    return {one.headline.state.value for one in findings.measures.get(case.id, ()) if one.protective}


def find_impunity(case: PublicCase, findings: Findings) -> set[str]:
    """How far justice got for each attack on each victim that the case tells: codes of `impunity_status`."""
    return {one.status for one in findings.justice.get(case.id, ())}


def find_content(case: PublicCase, findings: Findings) -> set[str]:
    """What it holds, of `Content`."""
    return set(_list_content(case, findings))


def _list_content(case: PublicCase, findings: Findings) -> Iterator[Content]:
    if case.measures:
        yield "measures"
    if case.id in findings.cases_after_grant:
        yield "after_grant"
    if any(one.disagrees for one in findings.measures.get(case.id, ())):
        yield "disagreement"
    if case.proceedings:
        yield "proceedings"
    if case.id in findings.criminalised_cases:
        yield "criminalisation"
    if any(one.competence for one in case.proceedings):
        yield "competence"
    if case.recognition:
        yield "recognition"
    if any(_list_versions(case)):
        yield "versions"
    if case.corrections:
        yield "corrections"


def _list_versions(case: PublicCase) -> Iterator[tuple[PublicVersion, ...]]:
    yield case.versions
    yield from (act.versions for act in case.acts)
    yield from (measure.versions for measure in case.measures)
    yield from (proceeding.versions for proceeding in case.proceedings)


FACETS: Mapping[Facet, Callable[[PublicCase, Findings], set[str]]] = {
    "state": lambda case, _: find_states(case),
    "year": lambda case, _: find_years(case),
    "act_type": lambda case, _: find_act_types(case),
    "right_defended": lambda case, _: find_rights(case),
    "measure_state": find_measure_states,
    "impunity_status": find_impunity,
    "content": find_content,
}
"""Name of a facet → what finds its values in a case. Names that are vocabularies take their words from there."""

RECORDED: Mapping[Facet, Callable[[PublicCase], set[str]]] = {
    "state": find_states,
    "year": find_years,
    "act_type": find_act_types,
    "right_defended": find_rights,
}
"""Facets that are not derived → what finds their values in a case."""


_PLACES: Mapping[Facet, int] = {facet: place for place, facet in enumerate(FACETS)}


def render_values(case: PublicCase, findings: Findings) -> str:
    """Its values of all facets, in short."""
    return ";".join(" ".join(sorted(find(case, findings))) for find in FACETS.values())


def find_values(case: PublicCase, facet: Facet, findings: Findings) -> Iterable[str]:
    """Its values of a facet, as they were found before or as they are found now."""
    known = findings.known_outcomes.find("facets", case.id)
    return FACETS[facet](case, findings) if known is None else _read_values(known, facet)


def list_values(facet: Facet, findings: Findings) -> Iterable[Iterable[str]]:
    """The same of each case."""
    if not findings.known_outcomes:
        return (FACETS[facet](case, findings) for case in findings.cases)
    return (_read_values(known, facet) for known in findings.known_outcomes.list_words("facets"))


def _read_values(known: str, facet: Facet) -> list[str]:
    place = _PLACES[facet]
    return known.split(";", place + 1)[place].split()


def group_cases(findings: Findings, facet: Facet) -> dict[str, tuple[PublicCase, ...]]:
    """The cases by each value of a facet, values in order of code; a case stands under every value it has."""
    if facet not in findings.grouped_cases:
        groups: defaultdict[str, list[PublicCase]] = defaultdict(list)
        for case, values in zip(findings.cases, list_values(facet, findings), strict=True):
            for value in values:
                groups[value].append(case)
        findings.grouped_cases[facet] = {value: tuple(groups[value]) for value in sorted(groups)}
    return findings.grouped_cases[facet]


def list_possible_values(facet: Facet, cases: Iterable[PublicCase], vocabularies: Vocabularies) -> list[str]:
    """The values a facet has, or, where they are derived, may have on some day: each is a page's address."""
    if facet in RECORDED:
        return sorted({value for case in cases for value in RECORDED[facet](case)})
    if facet == "measure_state":
        return [state.value for state in State]
    return list(vocabularies[facet].codes if facet in vocabularies else get_args(Content))
