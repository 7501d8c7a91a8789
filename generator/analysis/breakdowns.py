"""By what figures are broken down, and which parts are withheld because they could point to a person. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from generator.analysis.justice import UnitJustice
from generator.analysis.units import Unit
from generator.records.dates import UNKNOWN
from generator.records.vocabularies import Vocabularies, Vocabulary

SMALL = range(1, 5)
"""Cells that are withheld in tables that could point to a person (DNH-12); our default among 3, 5 and 10."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One way to break figures down."""

    code: str
    """A key of `breakdowns` in `content/indicators.yml`."""
    find: Callable[[Unit], Collection[str]]
    """The parts a unit stands under; under none it stands under `unknown`."""
    vocabulary: str | None = None
    """Where the words of its parts are; none for years."""
    unknown: str = UNKNOWN
    """The part of what is not known; always there, even if empty."""
    is_personal: bool = False
    """Whether it tells something about the victim: then every small cell of a sensitive table is withheld."""

    def keys_of(self, unit: Unit) -> tuple[str, ...]:
        """The parts a unit stands under."""
        found = self.find(unit)
        return tuple(found if len(found) == 1 else sorted(set(found))) or (self.unknown,)


def _find_year(unit: Unit) -> Collection[str]:
    years = unit.act.date.years
    bounded = unit.act.date.precision not in {"open_end", "before"}
    return [str(years[0])] if len(years) == 1 and bounded else ()


def _find_groups(unit: Unit) -> Collection[str]:
    return unit.subject.groups if unit.subject else ()


BREAKDOWNS: Mapping[str, Breakdown] = {
    each.code: each
    for each in (
        Breakdown("year", _find_year),
        Breakdown("state", lambda unit: (unit.state,), "state", unknown="99"),  # INEGI's code of "not specified"
        Breakdown("act_type", lambda unit: (unit.act.type,), "act_type"),
        Breakdown("perpetrator_type", lambda unit: {p.type for p in unit.act.perpetrators}, "perpetrator_type"),
        Breakdown("perpetrator_level", lambda unit: {p.level for p in unit.act.perpetrators}, "authority_level"),
        Breakdown("gender", lambda unit: (unit.subject.gender,) if unit.subject else (), "gender"),
        Breakdown("right_defended", lambda unit: unit.case.defends, "right_defended"),
        Breakdown("group", _find_groups, "victim_group", is_personal=True),
    )
}
"""Code → the way to break down. A unit may stand under several parts of one: then the parts overlap."""


def group_units(units: Iterable[UnitJustice], breakdown: Breakdown) -> dict[str, tuple[UnitJustice, ...]]:
    """Part → the units under it, parts in order of code and the unknown one last; it is always there."""
    groups: dict[str, list[UnitJustice]] = {breakdown.unknown: []}
    for one in units:
        for key in breakdown.keys_of(one.unit):
            groups.setdefault(key, []).append(one)
    keys = sorted(groups, key=lambda key: (key == breakdown.unknown, key))
    return {key: tuple(groups[key]) for key in keys}


def find_suppressed(
    cells: Mapping[str, tuple[int, ...]],
    breakdown: Breakdown,
    vocabularies: Vocabularies,
    *,
    unnamed: Collection[str] = (),
) -> frozenset[str]:
    """The parts to withhold, so that no small cell can be read or recovered from the total.

    A part is withheld for its own small cells if it is sensitive, if it counts people of a case that may not be told
    by name (`unnamed`), or if it tells something about the victim and the table has any sensitive part. Where terms are
    also counted by group, what is withheld of a group cannot be worked out from the total of the group either.
    """
    terms = vocabularies.get(breakdown.vocabulary or "")
    sensitive = set(terms.codes_with("sensitive")) & set(cells) if terms else set()
    if breakdown.is_personal and sensitive:
        sensitive = set(cells)
    guarded = sensitive | set(unnamed)
    hidden = {key for key in guarded & set(cells) if any(cell in SMALL for cell in cells[key])}
    for part in _list_groups(cells, terms):
        hidden |= close_gaps(part, hidden & set(part))
    return close_gaps(cells, hidden)


def _list_groups(cells: Mapping[str, tuple[int, ...]], terms: Vocabulary | None) -> list[dict[str, tuple[int, ...]]]:
    """The parts of each group of terms, whose total is told elsewhere; none where the vocabulary has no groups."""
    groups: dict[str, dict[str, tuple[int, ...]]] = {}
    for key, values in cells.items():
        group = terms[key].flags.get("group") if terms and key in terms else None
        if group:
            groups.setdefault(group, {})[key] = values
    return list(groups.values())


def close_gaps(cells: Mapping[str, tuple[int, ...]], small: Collection[str]) -> frozenset[str]:
    """The parts to withhold with those that are small, so that the total does not give any of them away.

    Two at least, holding more than one each, so that what is left over can be split in more than one way; where the
    table has too little to hide behind, all of it goes, and then not even the names of its parts may be told.
    """
    hidden = set(small)
    if not hidden:
        return frozenset()
    totals = {key: sum(values) for key, values in cells.items()}
    rest = sorted((key for key in cells if key not in hidden and totals[key]), key=lambda key: (totals[key], key))
    while len(hidden) < 2 or sum(totals[key] for key in hidden) <= len(hidden):  # noqa: PLR2004 - one alone is the rest
        if not rest:
            return frozenset(cells)
        hidden.add(rest.pop(0))
    return frozenset(hidden)
