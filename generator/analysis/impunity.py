"""Indicators of justice and impunity, over acts that can be prosecuted. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from generator.analysis.durations import Duration, SurvivalRange, estimate_range
from generator.analysis.figures import Tally
from generator.analysis.justice import UnitJustice
from generator.analysis.material import Compute, Found, Material, ids_of


def _share_impunity(material: Material) -> Found:
    impunity = material.flags("impunity_status", "impunity")
    rated = material.flags("impunity_status", "in_rate")
    units = material.prosecutable
    return {
        None: Tally(
            hits=ids_of(one for one in units if one.status in impunity),
            misses=ids_of(one for one in units if one.status in rated - impunity),
            unknown=ids_of(one for one in units if one.status not in rated),
        )
    }


def _share_impunity_known(material: Material) -> Found:
    """The same share, where nothing known is not read as nothing there."""
    known = _share_impunity(replace(material, part=tuple(one for one in material.units if one.evidence == "known")))
    tally = known[None]
    silent = ids_of(one for one in material.prosecutable if one.evidence == "none")
    return {None: replace(tally, unknown=(*tally.unknown, *silent)) if isinstance(tally, Tally) else tally}


def _split_justice(material: Material) -> Found:
    rated = material.flags("impunity_status", "in_rate")
    unknown = material.flags("impunity_status", "reason", "not_checked")
    statuses = [(one.unit.id, one.status) for one in material.prosecutable]
    rows = [code for code in material.vocabularies["impunity_status"] if code in rated | unknown]
    return {row: _split_off(statuses, row, frozenset() if row in unknown else unknown) for row in rows}


def _split_off(statuses: Iterable[tuple[str, str]], row: str, unknown: frozenset[str]) -> Tally:
    """One class against the others; what is not known is a class of its own, and unknown of the others."""
    listed = tuple(statuses)
    told = {row, *unknown}
    return Tally(
        tuple([id_ for id_, status in listed if status == row]),
        tuple([id_ for id_, status in listed if status not in told]),
        tuple([id_ for id_, status in listed if status in unknown and status != row]),
    )


def _find_killed_press(material: Material) -> tuple[UnitJustice, ...]:
    lethal, press = material.flags("act_type", "lethal"), material.flags("victim_role", "press")
    return tuple(
        one
        for one in material.units
        if one.unit.act.type in lethal and one.unit.subject and press & set(one.unit.subject.roles)
    )


def _split_like_cpj(material: Material) -> Found:
    statuses = material.vocabularies["impunity_status"]
    classes = {code: "_".join(term.maps_to.get("cpj", ["unknown"])[0].split()) for code, term in statuses.items()}
    found = [(one.unit.id, classes[one.status]) for one in _find_killed_press(material)]
    return {name: _split_off(found, name, frozenset()) for name in dict.fromkeys(classes.values())}


def _share_resolved(material: Material) -> Found:
    units = _find_killed_press(material)
    places = {
        name: material.flags("impunity_status", "resolution", name) for name in ("resolved", "ongoing", "outside")
    }
    return {
        None: Tally(
            hits=ids_of(one for one in units if one.status in places["resolved"]),
            misses=ids_of(one for one in units if one.status in places["ongoing"]),
            unknown=ids_of(one for one in units if not any(one.status in codes for codes in places.values())),
        )
    }


def _share_reaching(material: Material) -> Found:
    steps = {code: term.flags["order"] for code, term in material.vocabularies["proceeding_step"].items() if term.flags}
    units = material.prosecutable
    unknown = ids_of(one for one in units if one.furthest is None)
    reached = [(one.unit.id, steps[one.furthest]) for one in units if one.furthest is not None]
    return {
        code: Tally(
            tuple(id_ for id_, place in reached if place >= order),
            tuple(id_ for id_, place in reached if place < order),
            unknown,
        )
        for code, order in steps.items()
        if order
    }


def _share_open(material: Material) -> Found:
    units = material.prosecutable
    known = [one for one in units if one.furthest is not None]
    investigated = {one.unit.id for one in known if one.is_open and "investigation" in dict(one.firsts)}
    return {
        None: Tally(
            hits=ids_of(one for one in known if one.unit.id in investigated),
            misses=ids_of(one for one in known if one.unit.id not in investigated),
            unknown=ids_of(one for one in units if one.furthest is None),
        )
    }


def _share_convicted(material: Material) -> Found:
    values = (term.flags["part"] for term in material.vocabularies["involvement_degree"].values())
    units = material.prosecutable
    return {part: _tally_part(units, part) for part in dict.fromkeys(values) if part != "unknown"}


def _tally_part(units: Iterable[UnitJustice], part: str) -> Tally:
    """Who took part in one way and was convicted. A conviction of somebody whose part is not known may be theirs."""
    hits: list[str] = []
    misses: list[str] = []
    unknown: list[str] = []
    for one in units:
        convicted = {each.part for each in one.parts if each.convicted}
        by_nobody = one.reason in {"all_convicted", "standing_conviction"} and not convicted
        undecided = "unknown" in convicted or by_nobody or one.reason == "not_checked"
        (hits if part in convicted else unknown if undecided else misses).append(one.unit.id)
    return Tally(tuple(hits), tuple(misses), tuple(unknown))


def _measure_waits(material: Material) -> Found:
    marks = [term.flags.get("milestone") for term in material.vocabularies["proceeding_step"].values()]
    return {mark: estimate_wait(material.prosecutable, mark) for mark in (*filter(None, marks), "conviction")}


def estimate_wait(units: Iterable[UnitJustice], milestone: str) -> SurvivalRange:
    """The wait from the act to the first step that reached a milestone, right-censored where it was not reached."""
    durations: list[Duration] = []
    undated: list[str] = []
    for one in units:
        found = one.find_wait(milestone)
        if found:
            durations.append(found)
        else:
            undated.append(one.unit.id)
    return estimate_range(durations, undated)


COMPUTED: Mapping[str, Compute] = {
    "impunity_share": _share_impunity,
    "impunity_where_proceedings_known": _share_impunity_known,
    "justice_breakdown": _split_justice,
    "cpj_like_breakdown": _split_like_cpj,
    "unesco_resolution_rate": _share_resolved,
    "stage_reached": _share_reaching,
    "open_investigation_share": _share_open,
    "conviction_by_part": _share_convicted,
    "time_to_milestone": _measure_waits,
}
"""Code of an indicator → what computes it."""
