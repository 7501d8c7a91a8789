"""What lists know of each case, left for the next build beside its memory in blocks of cases, of which most stay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from generator.analysis.part_table import PartTable
from generator.pieces import Notes

_BLOCK = 512
"""Cases in a note: of one that changes, so many are written anew."""

Derive: TypeAlias = Callable[[Collection[str]], Mapping[str, Any]]
"""Finds what lists of a kind know of some cases, by id."""
_Block: TypeAlias = tuple[list[str], list[str], list[Any]]
"""Ids of cases, a digest of what lists know of each, and that itself."""


class KeptListings(Struct, frozen=True):
    """What was noted of the cases of a site."""

    notes: Notes
    outcomes: PartTable
    """With a digest of what lists know of each case: what is not as that says is not believed."""

    def find_all(self, name: str, kind: Any, derive: Derive) -> list[Any]:
        """What lists know of each case, in their order; noted where it was not, and of no case that is gone.

        It is of a kind that JSON can hold, and noted under a name, which is that of its digest, too.
        """
        ids, digests = [*self.outcomes.ids], [*self.outcomes.list_words(name)]
        starts = range(0, len(ids), _BLOCK)
        noted = [self._read(f"{name}-{number}", kind) for number in range(len(starts))]
        wanted = [(ids[start : start + _BLOCK], digests[start : start + _BLOCK]) for start in starts]
        self.notes.forget(name, len(starts))
        stale = [number for number, block in enumerate(noted) if block[:2] != wanted[number]]
        if not stale:
            return [one for _, _, found in noted for one in found]
        known = {(id_, digest): one for block in noted for id_, digest, one in zip(*block, strict=True)}
        asked = [*zip(ids, digests, strict=True)]
        new = derive({id_ for id_, digest in asked if (id_, digest) not in known})
        found = [known[key] if key in known else new[key[0]] for key in asked]
        for number in stale:
            start = number * _BLOCK
            self.notes.write(f"{name}-{number}", (*wanted[number], found[start : start + _BLOCK]))
        return found

    def _read(self, name: str, kind: Any) -> _Block:
        noted: _Block | None = self.notes.read(name, tuple[list[str], list[str], list[kind]])
        return noted or ([], [], [])
