"""Losses as lists order them, so that none is derived but those of which something is told. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.analysis.antecedents import Loss
from generator.analysis.chronology import render_order
from generator.records.public import PublicCase

if TYPE_CHECKING:
    from generator.analysis.findings import Findings


class ListedLosses(Struct, frozen=True, array_like=True, gc=False):
    """People whom one act took, before which the same is on record, as lists know them before they tell of it."""

    case_id: str
    order: str
    """Orders losses by date."""
    units: tuple[str, ...]
    """Id of each loss."""


def list_losses(case: PublicCase, findings: Findings) -> tuple[ListedLosses, ...]:
    """The losses of a case before which anything is on record; people with the same story stand together."""
    groups: dict[tuple[object, ...], list[Loss]] = {}
    for loss in findings.losses.get(case.id, ()):
        if loss.earlier or loss.pairs:
            groups.setdefault((loss.unit.act_id, loss.earlier, loss.pairs), []).append(loss)
    return tuple(
        [
            ListedLosses(case.id, render_order(group[0].unit.act.date), tuple([one.unit.id for one in group]))
            for group in groups.values()
        ]
    )


def order_losses(listed: Iterable[ListedLosses]) -> tuple[ListedLosses, ...]:
    """Those of all cases, latest first."""
    return tuple(sorted(listed, key=lambda one: (one.order, one.units[0]), reverse=True))


def open_losses(listed: Iterable[ListedLosses], findings: Findings) -> tuple[tuple[Loss, ...], ...]:
    """All that is derived of some of them."""
    groups = tuple(listed)
    near = findings.near_all([group.case_id for group in groups])
    opened = {loss.unit.id: loss for group in groups for loss in near.losses[group.case_id]}
    return tuple(tuple(opened[id_] for id_ in group.units) for group in groups)
