"""What each unit is for an indicator, and what an indicator finds among some of them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct

from generator.analysis.material import Found, Material
from generator.records.vocabularies import Vocabularies

if TYPE_CHECKING:
    from generator.analysis.things import Things

Kind: TypeAlias = Literal[
    "counted_units",
    "counted_waits",
    "counted_measures",
    "counted_pairs",
    "counted_moves",
    "counted_criminalisations",
]
"""Kinds of things that figures count: acts on victims; how long each of these waited for justice; protection measures;
acts with the measures they came after; moves between authorities; criminal proceedings against defenders."""

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
    form: Any
    """The type of what a unit is."""
    tally: Callable[[Classed, Vocabularies], Found]
    """What it finds among some units."""
    kind: Kind = "counted_units"
    """With which things it is kept what each unit is."""
    has_curves: bool = False
    """Whether it finds curves of time."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All that it is computed from."""
        return tuple(dict.fromkeys(("counted_units", self.kind)))


class OfOthers(Struct, frozen=True):
    """An indicator of other things, or of none of which it is known which ones they are."""

    find: Callable[[Things], Found]
    """What it finds in all there is."""
    kinds: tuple[Kind, ...] = ()
    """All that it is computed from."""
    has_curves: bool = False
    """Whether it finds curves of time."""


Compute: TypeAlias = OfUnits | OfOthers
"""What computes an indicator."""
