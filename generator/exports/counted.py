"""What is behind all figures, in little space: each set is told once, by the places of its things in a list. Pure.

Most sets follow of few: what a figure counts in a scope and in a part of a breakdown is what its row counts anywhere,
as far as it is in that scope and that part. So rows, scopes and parts are told, and apart only what does not follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from generator.analysis.figures import Figure
from generator.exports.permission import Permission
from generator.exports.plain import Json, is_traced

SCOPE = "scope"
"""What a part is by that is no breakdown: which acts enter."""
ROW = 1000
"""Things in one record at most."""

_Row: TypeAlias = tuple[str, str | None]
"""Code and row of figures."""
_Part: TypeAlias = tuple[str, str, str | None]
"""Unit, breakdown or `scope`, and key."""
_Behind: TypeAlias = tuple[frozenset[str], frozenset[str]]
"""What a figure counts, and what is not known."""
_NOTHING: _Behind = (frozenset(), frozenset())


@dataclass(frozen=True)
class Counted:
    """What is behind some figures."""

    figures: Sequence[Figure]
    permission: Permission
    _rows: dict[_Row, _Behind] = field(init=False, default_factory=dict)
    _parts: defaultdict[_Part, set[str]] = field(init=False, default_factory=lambda: defaultdict(set))
    _traced: list[tuple[Figure, _Behind]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Find rows, scopes and parts."""
        self._traced.extend(
            (one, (frozenset(one.ids), frozenset(one.unknown_ids)))
            for one in self.figures
            if not one.suppressed and is_traced(one.breakdown)
        )
        for one, behind in self._traced:
            unit = one.unit
            if one.breakdown:
                self._parts[unit, one.breakdown, one.key].update(*behind)
            else:
                ids, unknown = self._rows.get((one.code, one.row), _NOTHING)
                self._rows[one.code, one.row] = ids | behind[0], unknown | behind[1]
                self._parts[unit, SCOPE, one.scope].update(*behind)

    def make_records(self) -> Mapping[str, Iterable[Json]]:
        """Collection → its records: all things by unit, then sets of them."""
        things = self._list_things()
        places = {unit: {id_: place for place, id_ in enumerate(ids)} for unit, ids in things.items()}
        units = {one.code: one.unit for one in self.figures}
        rows = sorted(self._rows.items(), key=lambda item: (item[0][0], item[0][1] or ""))
        parts = sorted(self._parts.items(), key=lambda item: (*item[0][:2], item[0][2] or ""))
        return {
            "things": _cut_things(things),
            "parts": (
                {"unit": unit, "by": by, "key": key, "ids": make_runs(ids, places[unit])}
                for (unit, by, key), ids in parts
            ),
            "counted": (
                {"code": code, "row": row, **_make_behind(behind, places[units[code]])} for (code, row), behind in rows
            ),
            "apart": (
                {
                    "code": one.code,
                    "scope": one.scope,
                    "row": one.row,
                    "breakdown": one.breakdown,
                    "key": one.key,
                    **_make_behind(behind, places[one.unit]),
                }
                for one, behind in self._traced
                if not self._follows(one, behind)
            ),
        }

    def _follows(self, one: Figure, behind: _Behind) -> bool:
        part = [self._parts[one.unit, one.breakdown, one.key]] if one.breakdown else []
        limits = (*part, self._parts[one.unit, SCOPE, one.scope])
        rows = self._rows.get((one.code, one.row), _NOTHING)
        return all(row.intersection(*limits) == ids for row, ids in zip(rows, behind, strict=True))

    def _list_things(self) -> Mapping[str, Sequence[str]]:
        """Unit → ids of all things behind its figures that may be told, in order."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for (unit, by, _), ids in self._parts.items():
            if by == SCOPE:
                found[unit] |= ids
        return {unit: self.permission.select(sorted(found[unit])) for unit in sorted(found)}


def make_runs(ids: Collection[str], places: Mapping[str, int]) -> list[int]:
    """Where things stand in the list of all: by turns how many are passed over, and how many follow that are meant."""
    runs: list[int] = []
    end = 0
    for place in sorted([places[id_] for id_ in ids if id_ in places]):
        if runs and place == end:
            runs[-1] += 1
        else:
            runs += (place - end, 1)
        end = place + 1
    return runs


def _make_behind(behind: _Behind, places: Mapping[str, int]) -> Json:
    return {"ids": make_runs(behind[0], places), "unknown_ids": make_runs(behind[1], places)}


def _cut_things(things: Mapping[str, Sequence[str]]) -> Iterator[Json]:
    return chain.from_iterable(
        ({"unit": unit, "ids": ids[start : start + ROW]} for start in range(0, len(ids), ROW))
        for unit, ids in things.items()
    )
