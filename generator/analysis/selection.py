"""The units of a scope, or of a part of it, and what indicators find among them: asked once, whoever asks. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from generator.analysis.breakdowns import Breakdown
from generator.analysis.classes import Classed, Classify, OfUnits
from generator.analysis.material import Found
from generator.analysis.things import Things


class Selection(Struct, frozen=True, dict=True):
    """Some of the units."""

    things: Things
    places: Sequence[int]
    """Where they stand among all, in order."""

    def find(self, indicator: OfUnits) -> Found:
        """What an indicator finds among them."""
        return indicator.tally(self._get_classed(indicator.classify), self.things.vocabularies)

    def divide(self, breakdown: Breakdown) -> Mapping[str, Selection]:
        """Part → those under it, parts in order of code and the unknown one last; it is always there."""
        keys = self.things.get_keys(breakdown)
        groups: dict[str, list[int]] = {breakdown.unknown: []}
        for place in self.places:
            for key in keys[place]:
                groups.setdefault(key, []).append(place)
        order = sorted(groups, key=lambda key: (key == breakdown.unknown, key))
        return {key: Selection(self.things, groups[key]) for key in order}

    def _get_classed(self, classify: Classify) -> Classed:
        """Several indicators may read the same of them."""
        if classify not in self._classed:
            classes = self.things.classify(classify)
            self._classed[classify] = Classed(self._ids, [classes[place] for place in self.places])
        return self._classed[classify]

    @cached_property
    def _ids(self) -> Sequence[str]:
        ids = self.things.ids
        return [ids[place] for place in self.places]

    @cached_property
    def _classed(self) -> dict[Classify, Classed]:
        return {}


def select_linked(things: Things, links: Collection[str]) -> Selection:
    """Those units whose link to the work of the victim was assessed so."""
    return Selection(things, [place for place, link in enumerate(things.links) if link in links])
