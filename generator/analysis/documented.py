"""Indicators of what is documented, and of what is not known. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from generator.analysis.breakdowns import BREAKDOWNS
from generator.analysis.criminalisation import Ending
from generator.analysis.figures import Tally
from generator.analysis.justice import UnitJustice
from generator.analysis.material import Compute, Found, Material, ids_of, unique


def _count_acts(material: Material) -> Found:
    return {None: Tally(unique([one.unit.act_id for one in material.units]))}


def _count_units(material: Material) -> Found:
    return {None: Tally(ids_of(material.units))}


def _count_cases(material: Material) -> Found:
    return {None: Tally(unique([one.unit.case.id for one in material.units]))}


def _count_victims(material: Material) -> Found:
    units = [one.unit for one in material.units]
    collectives = (unit for unit in units if unit.subject and unit.person_id is None)
    return {
        "person": Tally(unique([unit.person_id for unit in units])),
        "collective": Tally(unique(f"{unit.case.id}:{unit.victim.id}" for unit in collectives)),
        "unnamed": Tally(tuple(unit.id for unit in units if unit.is_unnamed)),
    }


def _count_moves(material: Material) -> Found:
    codes = material.vocabularies["competence_action"]
    return {code: Tally(tuple(move.id for move in material.moves if move.action == code)) for code in codes}


def _count_endings(material: Material) -> Found:
    found = material.criminalisations
    return {ending: Tally(tuple(one.id for one in found if one.ending == ending)) for ending in get_args(Ending)}


def _share_unknown(material: Material) -> Found:
    units = material.units
    motives = material.flags("motive_link", "tally", "not_assessed")
    names = {"year": "year", "perpetrator": "perpetrator_type", "gender": "gender"}
    found = {row: {one.unit.id for one in units if _is_unknown(one, code)} for row, code in names.items()}
    found["motive"] = {one.unit.id for one in units if one.unit.act.motive_link in motives}
    found["progress"] = {one.unit.id for one in units if one.furthest is None}
    found["proceedings"] = {one.unit.id for one in units if one.evidence == "none"}
    ids = ids_of(units)
    return {
        row: Tally(tuple(i for i in ids if i in hits), tuple(i for i in ids if i not in hits))
        for row, hits in found.items()
    }


def _is_unknown(one: UnitJustice, breakdown: str) -> bool:
    each = BREAKDOWNS[breakdown]
    return each.keys_of(one.unit) == (each.unknown,)


def _count_sdg(material: Material) -> Found:
    """Persons by category and year: each once a year in each category, whatever the number of acts and roles."""
    types, roles = material.vocabularies["act_type"], material.vocabularies["victim_role"]
    counted = {code for code, term in roles.items() if not _sdg(term.maps_to).startswith("not_counted")}
    rows: dict[str, dict[tuple[str | None, tuple[str, ...]], str]] = {}
    categories = {code: _sdg(term.maps_to) for code, term in types.items()}
    for category in categories.values():
        if not category.startswith("not_counted"):
            rows.setdefault(category, {})
    for one in material.units:
        category = categories[one.unit.act.type]
        person = one.unit.person_id
        if category in rows and person and one.unit.subject and not counted.isdisjoint(one.unit.subject.roles):
            rows[category].setdefault((person, BREAKDOWNS["year"].keys_of(one.unit)), one.unit.id)
    return {category: Tally(tuple(found.values())) for category, found in rows.items()}


def _sdg(maps_to: Mapping[str, list[str]]) -> str:
    """The first of the codes under SDG 16.10.1; what has none is not counted."""
    return maps_to.get("sdg_16_10_1", ["not_counted"])[0]


COMPUTED: Mapping[str, Compute] = {
    "acts_documented": _count_acts,
    "attacks_documented": _count_units,
    "events_documented": _count_cases,
    "victims_documented": _count_victims,
    "competence_moves": _count_moves,
    "criminalisation_endings": _count_endings,
    "unknown_share": _share_unknown,
    "sdg_16_10_1_count": _count_sdg,
}
"""Code of an indicator → what computes it."""
