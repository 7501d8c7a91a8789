"""Indicators of what is documented by year and of what came before killings and disappearances. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import get_args

from generator.analysis.antecedents import EarlierClass, Loss, ProtectionClass
from generator.analysis.figures import Tally
from generator.analysis.material import Compute, Found, Material


def _count_groups(material: Material) -> Found:
    types = material.vocabularies["act_type"]
    groups = {one.unit.id: types[one.unit.act.type].flags["group"] for one in material.units}
    return {
        code: Tally(tuple(id_ for id_, group in groups.items() if group == code))
        for code in material.vocabularies["act_group"]
    }


def _list_losses(material: Material) -> tuple[Loss, ...]:
    """The losses among the units of a scope."""
    ids = {one.unit.id for one in material.units}
    return tuple(loss for loss in material.losses if loss.unit.id in ids)


def _split(losses: Iterable[Loss], rows: Iterable[str], find: Callable[[Loss], str]) -> Found:
    """Every loss in one row; each row out of all."""
    found = {loss.unit.id: find(loss) for loss in losses}
    return {
        row: Tally(
            tuple(id_ for id_, one in found.items() if one == row),
            tuple(id_ for id_, one in found.items() if one != row),
        )
        for row in rows
    }


def _split_earlier(material: Material) -> Found:
    return _split(_list_losses(material), get_args(EarlierClass), lambda loss: loss.earlier_class)


def _split_protection(material: Material) -> Found:
    return _split(_list_losses(material), get_args(ProtectionClass), lambda loss: loss.protection_class)


def _share_kinds(material: Material) -> Found:
    """Losses with an earlier act of each group that can be survived, on the same person; of the rest nobody knows."""
    losses = _list_losses(material)
    types = material.vocabularies["act_type"]
    survivable = {types[code].flags["group"] for code in types.codes_with("lethal", value=False)}
    return {
        group: Tally(
            hits=tuple(loss.unit.id for loss in losses if loss.has_before(group)),
            unknown=tuple(loss.unit.id for loss in losses if not loss.has_before(group)),
        )
        for group in material.vocabularies["act_group"]
        if group in survivable
    }


COMPUTED: Mapping[str, Compute] = {
    "attacks_by_group": _count_groups,
    "losses_with_earlier_acts": _split_earlier,
    "losses_by_earlier_group": _share_kinds,
    "losses_by_protection": _split_protection,
}
"""Code of an indicator → what computes it."""
