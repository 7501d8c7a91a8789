"""Indicators of what is documented by year and of what came before killings and disappearances. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from generator.analysis.antecedents import EarlierClass, Loss, ProtectionClass
from generator.analysis.classes import Classed, Classify, Compute, OfUnits
from generator.analysis.figures import Tally
from generator.analysis.material import Found, Material
from generator.records.vocabularies import Vocabularies


def _find_groups(material: Material) -> Sequence[str]:
    groups = {code: term.flags["group"] for code, term in material.vocabularies["act_type"].items()}
    return [groups[one.unit.act.type] for one in material.units]


def _count_groups(found: Classed, vocabularies: Vocabularies) -> Found:
    return {code: Tally(found.list_ids({code})) for code in vocabularies["act_group"]}


def _classify_losses(find: Callable[[Loss], Any]) -> Classify:
    """What a function says of each unit that is a loss."""

    def classify(material: Material) -> Sequence[Any]:
        found = {loss.unit.id: find(loss) for loss in material.losses}
        return [found.get(id_) for id_ in material.ids]

    return classify


_find_earlier = _classify_losses(lambda loss: loss.earlier_class)
_find_kinds = _classify_losses(lambda loss: loss.groups_before)
_find_protection = _classify_losses(lambda loss: loss.protection_class)


def _split_earlier(found: Classed, _: Vocabularies) -> Found:
    return {row: Tally(found.list_ids({row}), found.list_rest({row})) for row in get_args(EarlierClass)}


def _split_protection(found: Classed, _: Vocabularies) -> Found:
    return {row: Tally(found.list_ids({row}), found.list_rest({row})) for row in get_args(ProtectionClass)}


def _share_kinds(found: Classed, vocabularies: Vocabularies) -> Found:
    """Losses with an earlier act of each group that can be survived, on the same person; of the rest nobody knows."""
    types = vocabularies["act_type"]
    survivable = {types[code].flags["group"] for code in types.codes_with("lethal", value=False)}
    rows = {group: {one for one in found.groups if group in one} for group in vocabularies["act_group"]}
    return {
        group: Tally(hits=found.list_ids(hits), unknown=found.list_ids(found.groups.keys() - hits))
        for group, hits in rows.items()
        if group in survivable
    }


COMPUTED: Mapping[str, Compute] = {
    "attacks_by_group": OfUnits(_find_groups, str, _count_groups),
    "losses_with_earlier_acts": OfUnits(_find_earlier, str | None, _split_earlier),
    "losses_by_earlier_group": OfUnits(_find_kinds, frozenset[str] | None, _share_kinds),
    "losses_by_protection": OfUnits(_find_protection, str | None, _split_protection),
}
"""Code of an indicator → what computes it."""
