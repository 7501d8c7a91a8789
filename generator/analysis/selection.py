"""The units of a scope, or of a part of it, and what each is for an indicator: asked once, whoever counts it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias

from msgspec import Struct

from generator.analysis.breakdowns import Breakdown
from generator.analysis.material import Found, Material
from generator.records.vocabularies import Vocabularies

Classify: TypeAlias = Callable[[Material], Sequence[Any]]
"""Gives what each unit is, in their order; none for one that is not counted at all."""


class Classed(Struct, frozen=True, dict=True):
    """Some units by what they are."""

    ids: Sequence[str]
    classes: Sequence[Any]
    """What each of them is, as a function of the kind `Classify` has it."""

    @cached_property
    def groups(self) -> Mapping[Any, tuple[str, ...]]:
        """Class → the ids of its units, in their order."""
        groups: defaultdict[Any, list[str]] = defaultdict(list)
        for id_, one in zip(self.ids, self.classes, strict=True):
            groups[one].append(id_)
        return {one: tuple(ids) for one, ids in groups.items() if one is not None}

    def list_ids(self, classes: Collection[Any]) -> tuple[str, ...]:
        """The ids of some classes, in the order of the units."""
        there = self.groups.keys() & classes
        if len(there) <= 1:
            return next((self.groups[one] for one in there), ())
        return tuple([id_ for id_, one in zip(self.ids, self.classes, strict=True) if one in there])

    def list_rest(self, told: Collection[Any]) -> tuple[str, ...]:
        """The ids of all other classes, one class after the other: misses need no order."""
        return tuple(chain.from_iterable(ids for one, ids in self.groups.items() if one not in told))


class OfUnits(Struct, frozen=True):
    """An indicator of which every unit is something by itself, so that it can be told of any of them."""

    classify: Classify
    tally: Callable[[Classed, Vocabularies], Found]
    """What it finds among some units."""


Compute: TypeAlias = OfUnits | Callable[[Material], Found]
"""What computes an indicator; of one that is not of units, what it finds in all there is."""


class Selection(Struct, frozen=True, dict=True):
    """Some of the units."""

    material: Material
    places: Sequence[int]
    """Where they stand among all, in order."""

    def find(self, indicator: OfUnits) -> Found:
        """What an indicator finds among them."""
        return indicator.tally(self._get_classed(indicator.classify), self.material.vocabularies)

    def divide(self, breakdown: Breakdown) -> Mapping[str, Selection]:
        """Part → those under it, parts in order of code and the unknown one last; it is always there."""
        keys = self.material.get_keys(breakdown)
        groups: dict[str, list[int]] = {breakdown.unknown: []}
        for place in self.places:
            for key in keys[place]:
                groups.setdefault(key, []).append(place)
        order = sorted(groups, key=lambda key: (key == breakdown.unknown, key))
        return {key: Selection(self.material, groups[key]) for key in order}

    def _get_classed(self, classify: Classify) -> Classed:
        """Several indicators may read the same of them."""
        if classify not in self._classed:
            classes = self.material.classify(classify)
            self._classed[classify] = Classed(self._ids, [classes[place] for place in self.places])
        return self._classed[classify]

    @cached_property
    def _ids(self) -> Sequence[str]:
        ids = self.material.ids
        return [ids[place] for place in self.places]

    @cached_property
    def _classed(self) -> dict[Classify, Classed]:
        return {}


def select_linked(material: Material, links: Collection[str]) -> Selection:
    """Those units whose link to the work of the victim was assessed so."""
    assessed = enumerate(one.unit.act.motive_link for one in material.units)
    return Selection(material, [place for place, link in assessed if link in links])
