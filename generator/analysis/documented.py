"""Indicators of what is documented, and of what is not known. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, get_args

from generator.analysis.breakdowns import BREAKDOWNS
from generator.analysis.classes import Classed, Compute, OfOthers, OfUnits
from generator.analysis.criminalisation import Ending
from generator.analysis.figures import Tally
from generator.analysis.material import Found, Material, unique
from generator.analysis.units import Unit
from generator.records.vocabularies import Vocabularies

if TYPE_CHECKING:
    from generator.analysis.things import Things


def _list_ids(material: Material) -> Sequence[str]:
    return material.ids


def _list_acts(material: Material) -> Sequence[str]:
    return [one.unit.act_id for one in material.units]


def _list_cases(material: Material) -> Sequence[str]:
    return [one.unit.case.id for one in material.units]


def _count_units(found: Classed, _: Vocabularies) -> Found:
    return {None: Tally(tuple(found.ids))}


def _count_once(found: Classed, _: Vocabularies) -> Found:
    return {None: Tally(unique(found.classes))}


def _find_victims(material: Material) -> Sequence[tuple[str, str] | None]:
    return [_find_victim(one.unit) for one in material.units]


def _find_victim(unit: Unit) -> tuple[str, str] | None:
    if unit.person_id:
        return "person", unit.person_id
    if unit.subject:
        return "collective", f"{unit.case.id}:{unit.victim.id}"
    return ("unnamed", unit.id) if unit.is_unnamed else None


def _count_victims(found: Classed, _: Vocabularies) -> Found:
    victims = [victim for victim in dict.fromkeys(found.classes) if victim]
    rows = ("person", "collective", "unnamed")
    return {row: Tally(tuple([id_ for kind, id_ in victims if kind == row])) for row in rows}


def _count_moves(things: Things) -> Found:
    codes = things.vocabularies["competence_action"]
    return {code: Tally(tuple(id_ for id_, action in things.moves if action == code)) for code in codes}


def _count_endings(things: Things) -> Found:
    found = things.criminalisations
    return {ending: Tally(tuple(id_ for id_, told in found if told == ending)) for ending in get_args(Ending)}


_FIELDS = ("year", "perpetrator", "gender", "motive", "progress", "proceedings")


def _find_unknown(material: Material) -> Sequence[tuple[bool, ...]]:
    """Which of the fields is not known of each unit."""
    units, motives = material.units, material.flags("motive_link", "tally", "not_assessed")
    breakdowns = [BREAKDOWNS[code] for code in ("year", "perpetrator_type", "gender")]
    columns = [[keys == (each.unknown,) for keys in material.get_keys(each)] for each in breakdowns]
    columns.append([one.unit.act.motive_link in motives for one in units])
    columns.append([one.furthest is None for one in units])
    columns.append([one.evidence == "none" for one in units])
    return list(zip(*columns, strict=True))


def _share_unknown(found: Classed, _: Vocabularies) -> Found:
    hits = {row: [one for one in found.groups if one[place]] for place, row in enumerate(_FIELDS)}
    return {row: Tally(found.list_ids(lacking), found.list_rest(lacking)) for row, lacking in hits.items()}


def _find_persons(material: Material) -> Sequence[tuple[str, str, tuple[str, ...]] | None]:
    """Category, person and year of each unit that counts; whatever the number of acts and roles, they are the same."""
    types, roles = material.vocabularies["act_type"], material.vocabularies["victim_role"]
    categories = {code: _sdg(term.maps_to) for code, term in types.items()}
    counted = {code for code, term in roles.items() if _is_counted(_sdg(term.maps_to))}
    found: list[tuple[str, str, tuple[str, ...]] | None] = []
    for one, year in zip(material.units, material.get_keys(BREAKDOWNS["year"]), strict=True):
        category, unit = categories[one.unit.act.type], one.unit
        is_counted = unit.subject and not counted.isdisjoint(unit.subject.roles) and _is_counted(category)
        found.append((category, unit.person_id, year) if is_counted and unit.person_id else None)
    return found


def _count_persons(found: Classed, vocabularies: Vocabularies) -> Found:
    """Each person once a year in each category, by the first unit that tells of it."""
    categories = dict.fromkeys(_sdg(term.maps_to) for term in vocabularies["act_type"].values())
    rows: dict[str, list[str]] = {category: [] for category in categories if _is_counted(category)}
    for (category, _, _), ids in found.groups.items():
        rows[category].append(ids[0])
    return {category: Tally(tuple(ids)) for category, ids in rows.items()}


def _sdg(maps_to: Mapping[str, list[str]]) -> str:
    """The first of the codes under SDG 16.10.1; what has none is not counted."""
    return maps_to.get("sdg_16_10_1", ["not_counted"])[0]


def _is_counted(category: str) -> bool:
    return not category.startswith("not_counted")


COMPUTED: Mapping[str, Compute] = {
    "acts_documented": OfUnits(_list_acts, str, _count_once),
    "attacks_documented": OfUnits(_list_ids, str, _count_units),
    "events_documented": OfUnits(_list_cases, str, _count_once),
    "victims_documented": OfUnits(_find_victims, tuple[str, str] | None, _count_victims),
    "competence_moves": OfOthers(_count_moves, ("counted_moves",)),
    "criminalisation_endings": OfOthers(_count_endings, ("counted_criminalisations",)),
    "unknown_share": OfUnits(_find_unknown, tuple[bool, ...], _share_unknown),
    "sdg_16_10_1_count": OfUnits(_find_persons, tuple[str, str, tuple[str, ...]] | None, _count_persons),
}
"""Code of an indicator → what computes it."""
