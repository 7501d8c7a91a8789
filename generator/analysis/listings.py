"""What lists know of each case before they tell anything of it: found without opening it where it is known. Pure.

It is longer than an outcome, which stands for it where all that is asked is whether it is as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from generator.analysis.change_list import ListedChange, list_case_changes
from generator.analysis.chronology import DatedEvent, list_dated
from generator.analysis.classes import Kind
from generator.analysis.counts import CaseCounts, count_case
from generator.analysis.loss_list import ListedLosses, list_losses
from generator.analysis.measure_list import ListedMeasure, list_measures
from generator.analysis.things import FORMS, KINDS
from generator.records.public import PublicCase

if TYPE_CHECKING:
    from generator.analysis.findings import Findings

_Listing: TypeAlias = Literal["change_list", "counts", "event_list", "loss_list", "measure_list"]
Listing: TypeAlias = _Listing | Kind
"""What changed of it on the site; what it counts as; what happened; whom it lost; its measures: as lists order them.
And the things that figures count."""
LISTINGS: tuple[Listing, ...] = (*get_args(_Listing), *KINDS)
FindAll: TypeAlias = Callable[[Listing, Any, Callable[[Collection[str]], Mapping[str, Any]]], Sequence[Any]]
"""Gives what is known of each case, in the order of their ids; with its type, and what finds it of some cases."""


def _get_things(kind: Kind, case: PublicCase, findings: Findings) -> tuple[Any, ...]:
    return findings.case_things[kind].get(case.id, ())


_LIST: Mapping[Listing, Callable[[PublicCase, Findings], object]] = {
    "change_list": list_case_changes,
    "counts": count_case,
    "event_list": list_dated,
    "loss_list": list_losses,
    "measure_list": list_measures,
    **{kind: partial(_get_things, kind) for kind in KINDS},
}
TYPES: Mapping[Listing, Any] = {
    "change_list": tuple[ListedChange, ...],
    "counts": CaseCounts,
    "event_list": tuple[DatedEvent, ...],
    "loss_list": tuple[ListedLosses, ...],
    "measure_list": tuple[ListedMeasure, ...],
    **{kind: tuple.__class_getitem__((form, ...)) for kind, form in FORMS.items()},
}


def derive_listing(kind: Listing, case: PublicCase, findings: Findings) -> object:
    """What lists know of a case."""
    return _LIST[kind](case, findings)


def list_few(kind: Listing, ids: Collection[str], findings: Findings) -> dict[str, object]:
    """The same of some cases; of all others nothing is derived."""
    source = findings.near_all(ids)
    return {case.id: derive_listing(kind, case, source) for case in source.cases if case.id in ids}


def list_all(kind: Listing, findings: Findings) -> Sequence[Any]:
    """What lists know of each case, in the order of their ids, as it was found before or as it is found now."""
    if findings.find_listing is None:
        return [derive_listing(kind, case, findings) for case in findings.cases]
    return findings.find_listing(kind, TYPES[kind], partial(list_few, kind, findings=findings))


def list_things(kind: Kind, findings: Findings) -> Sequence[Any]:
    """The things of a kind that figures count, in the order of their cases."""
    return list(chain.from_iterable(list_all(kind, findings)))
