"""Indicators of justice and impunity, over acts that can be prosecuted. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.analysis.classes import Classed, Compute, OfUnits
from generator.analysis.durations import Duration, SurvivalRange, Wait, estimate_range
from generator.analysis.figures import Tally
from generator.analysis.justice import UnitJustice
from generator.analysis.material import Found, Material
from generator.records.vocabularies import Vocabularies

_SILENT = "nothing_known"
"""The class of units of which nothing is on record."""
_CODE = str | None
"""Most classes are codes."""
_WAITS = Mapping[str, Wait | None] | None
_ANY = ""
"""Instead of a milestone: the wait for any that was not reached."""


def _list_prosecutable(material: Material) -> Sequence[UnitJustice | None]:
    """The units that enter impunity figures, those of unknown status with them."""
    outside = material.flags("impunity_status", "resolution", "outside")
    outside |= material.flags("impunity_status", "reason", "link_ruled_out")
    return [None if one.status in outside else one for one in material.units]


def _find_statuses(material: Material) -> Sequence[str | None]:
    return [one and one.status for one in material.classify(_list_prosecutable)]


def _find_known_statuses(material: Material) -> Sequence[str | None]:
    """The same, where nothing known is not read as nothing there."""
    units = material.classify(_list_prosecutable)
    return [one and (one.status if one.evidence == "known" else _SILENT) for one in units]


def _share_impunity(found: Classed, vocabularies: Vocabularies) -> Found:
    statuses = vocabularies["impunity_status"]
    impunity, rated = statuses.codes_with("impunity"), statuses.codes_with("in_rate")
    unknown = (*found.list_ids(statuses.terms.keys() - rated), *found.list_ids({_SILENT}))
    return {None: Tally(found.list_ids(impunity), found.list_ids(rated - impunity), unknown)}


def _split_justice(found: Classed, vocabularies: Vocabularies) -> Found:
    statuses = vocabularies["impunity_status"]
    rated, unknown = statuses.codes_with("in_rate"), statuses.codes_with("reason", "not_checked")
    rows = [code for code in statuses if code in rated | unknown]
    return {row: _split_off(found, row, frozenset() if row in unknown else unknown) for row in rows}


def _split_off(found: Classed, row: str, unknown: frozenset[str] = frozenset()) -> Tally:
    """One class against the others; what is not known is a class of its own, and unknown of the others."""
    return Tally(found.list_ids({row}), found.list_rest({row, *unknown}), found.list_ids(unknown))


def _list_killed_press(material: Material) -> Sequence[UnitJustice | None]:
    lethal, press = material.flags("act_type", "lethal"), material.flags("victim_role", "press")
    return [
        one if unit.act.type in lethal and unit.subject and not press.isdisjoint(unit.subject.roles) else None
        for one, unit in ((one, one.unit) for one in material.units)
    ]


def _find_press_statuses(material: Material) -> Sequence[str | None]:
    return [one and one.status for one in material.classify(_list_killed_press)]


def _split_like_cpj(found: Classed, vocabularies: Vocabularies) -> Found:
    rows: dict[str, set[str]] = {}
    for code, term in vocabularies["impunity_status"].items():
        rows.setdefault("_".join(term.maps_to.get("cpj", ["unknown"])[0].split()), set()).add(code)
    return {row: Tally(found.list_ids(statuses), found.list_rest(statuses)) for row, statuses in rows.items()}


def _share_resolved(found: Classed, vocabularies: Vocabularies) -> Found:
    statuses = vocabularies["impunity_status"]
    names = ("resolved", "ongoing", "outside")
    resolved, ongoing, outside = (statuses.codes_with("resolution", name) for name in names)
    unknown = statuses.terms.keys() - resolved - ongoing - outside
    return {None: Tally(found.list_ids(resolved), found.list_ids(ongoing), found.list_ids(unknown))}


def _find_furthest(material: Material) -> Sequence[str | None]:
    return [one and (one.furthest or _SILENT) for one in material.classify(_list_prosecutable)]


def _share_reaching(found: Classed, vocabularies: Vocabularies) -> Found:
    steps = {code: term.flags["order"] for code, term in vocabularies["proceeding_step"].items() if term.flags}
    rows = {row: {code for code, place in steps.items() if place >= order} for row, order in steps.items() if order}
    unknown = found.list_ids({_SILENT})
    return {
        row: Tally(found.list_ids(codes), found.list_rest({_SILENT, *codes}), unknown) for row, codes in rows.items()
    }


def _find_investigated(material: Material) -> Sequence[str | None]:
    return [one and _find_investigation(one) for one in material.classify(_list_prosecutable)]


def _find_investigation(one: UnitJustice) -> str:
    if one.furthest is None:
        return _SILENT
    return "open" if one.is_open and any(mark == "investigation" for mark, _ in one.firsts) else "not_open"


def _share_open(found: Classed, _: Vocabularies) -> Found:
    return {None: Tally(*(found.list_ids({one}) for one in ("open", "not_open", _SILENT)))}


def _find_convicted(material: Material) -> Sequence[frozenset[str] | None]:
    return [one and _find_convicted_parts(one) for one in material.classify(_list_prosecutable)]


def _find_convicted_parts(one: UnitJustice) -> frozenset[str]:
    """Who took part in which way and was convicted; `unknown` where there may be others."""
    convicted = frozenset(each.part for each in one.parts if each.convicted)
    by_nobody = one.reason in {"all_convicted", "standing_conviction"} and not convicted
    return convicted | {"unknown"} if by_nobody or one.reason == "not_checked" else convicted


def _share_convicted(found: Classed, vocabularies: Vocabularies) -> Found:
    """A conviction of somebody whose part is not known may be theirs."""
    values = (term.flags["part"] for term in vocabularies["involvement_degree"].values())
    undecided = {one for one in found.groups if "unknown" in one}
    rows = {part: {one for one in found.groups if part in one} for part in values if part != "unknown"}
    return {
        part: Tally(found.list_ids(hits), found.list_rest(hits | undecided), found.list_ids(undecided - hits))
        for part, hits in rows.items()
    }


def _find_waits(material: Material) -> Sequence[Mapping[str, Wait | None] | None]:
    """Milestone → how long it took, or has taken, of each unit; none where no dates tell."""
    units = material.classify(_list_prosecutable)
    return [one and {mark or _ANY: wait and wait.plain for mark, wait in one.waits.items()} for one in units]


def _measure_waits(found: Classed, vocabularies: Vocabularies) -> Found:
    marks = [term.flags.get("milestone") for term in vocabularies["proceeding_step"].values()]
    told = [(id_, waits) for id_, waits in zip(found.ids, found.classes, strict=True) if waits]
    return {mark: _estimate_wait(told, mark) for mark in (*filter(None, marks), "conviction")}


def _estimate_wait(told: Iterable[tuple[str, Mapping[str, Wait | None]]], milestone: str) -> SurvivalRange:
    """The wait from the act to the first step that reached a milestone, right-censored where it was not reached."""
    durations: list[Duration] = []
    undated: list[str] = []
    for id_, waits in told:
        if found := waits.get(milestone, waits[_ANY]):
            durations.append(Duration.of(id_, found))
        else:
            undated.append(id_)
    return estimate_range(durations, undated)


COMPUTED: Mapping[str, Compute] = {
    "impunity_share": OfUnits(_find_statuses, _CODE, _share_impunity),
    "impunity_where_proceedings_known": OfUnits(_find_known_statuses, _CODE, _share_impunity),
    "justice_breakdown": OfUnits(_find_statuses, _CODE, _split_justice),
    "cpj_like_breakdown": OfUnits(_find_press_statuses, _CODE, _split_like_cpj),
    "unesco_resolution_rate": OfUnits(_find_press_statuses, _CODE, _share_resolved),
    "stage_reached": OfUnits(_find_furthest, _CODE, _share_reaching),
    "open_investigation_share": OfUnits(_find_investigated, _CODE, _share_open),
    "conviction_by_part": OfUnits(_find_convicted, frozenset[str] | None, _share_convicted),
    "time_to_milestone": OfUnits(
        _find_waits, Mapping[str, Wait | None] | None, _measure_waits, "counted_waits", has_curves=True
    ),
}
"""Code of an indicator → what computes it."""
