"""What lists know of each case, left for the next build beside its memory in blocks of cases, of which most stay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from generator.analysis.part_table import PartTable
from generator.pieces import Notes

_BLOCK = 512
"""Cases in a note: of one that changes, so many are written anew."""

Derive: TypeAlias = Callable[[Any, Collection[str]], Mapping[str, object]]
"""Finds what lists of a kind know of some cases, as JSON has it."""


class KeptListings(Struct, frozen=True):
    """What was noted, and what has to be found anew."""

    notes: Notes
    outcomes: PartTable
    """With a digest of what lists know of each case: what is not as that says is not believed."""
    derive: Derive

    def find_all(self, kind: str) -> list[Any]:
        """What lists know of each case, in their order; noted where it was not, and of no case that is gone."""
        ids = self.outcomes.ids
        digests = dict(zip(ids, self.outcomes.list_words(kind), strict=True))
        blocks = [ids[start : start + _BLOCK] for start in range(0, len(ids), _BLOCK)]
        noted = [self.notes.read(f"{kind}-{number}") or {} for number in range(len(blocks))]
        known = {id_: told for block in noted for id_, told in block.items() if told[0] == digests.get(id_)}
        missing = digests.keys() - known.keys()
        found = self.derive(kind, missing) if missing else {}
        known |= {id_: [digests[id_], found[id_]] for id_ in missing}
        for number, block in enumerate(blocks):
            if not missing.isdisjoint(block) or noted[number].keys() != {*block}:
                self.notes.write(f"{kind}-{number}", {id_: known[id_] for id_ in block})
        self.notes.forget(kind, len(blocks))
        return [known[id_][1] for id_ in ids]
