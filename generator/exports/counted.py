"""What is behind all figures, in little space: each set is told once, by the places of its things in a list. Pure.

Most sets follow of few: what a figure counts in a scope and in a part of a breakdown is what its row counts anywhere,
as far as it is in that scope and that part. So rows, scopes and parts are told, and apart only what does not follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TypeAlias

from msgspec import Struct

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
_Behind: TypeAlias = tuple[frozenset[int], frozenset[int]]
"""Where in the list of its unit stands what a figure counts, and what is not known."""
_NOTHING: _Behind = (frozenset(), frozenset())


class Counted(Struct, frozen=True, dict=True):
    """What is behind some figures, as far as it may be told."""

    figures: Sequence[Figure]
    permission: Permission

    def make_records(self) -> Mapping[str, Iterable[Json]]:
        """Collection → its records: all things by unit, then sets of them."""
        rows = sorted(self._rows.items(), key=lambda item: (item[0][0], item[0][1] or ""))
        parts = sorted(self._parts.items(), key=lambda item: (*item[0][:2], item[0][2] or ""))
        return {
            "things": _cut_things(self._things),
            "parts": ({"unit": unit, "by": by, "key": key, "ids": make_runs(ids)} for (unit, by, key), ids in parts),
            "counted": ({"code": code, "row": row, **_make_behind(behind)} for (code, row), behind in rows),
            "apart": (
                {
                    "code": one.code,
                    "scope": one.scope,
                    "row": one.row,
                    "breakdown": one.breakdown,
                    "key": one.key,
                    **_make_behind(behind),
                }
                for one, behind in self._behind
                if not self._follows(one, behind)
            ),
        }

    @cached_property
    def _traced(self) -> Sequence[Figure]:
        """The figures of which it is told what is behind them."""
        return [one for one in self.figures if not one.suppressed and is_traced(one.breakdown)]

    @cached_property
    def _things(self) -> Mapping[str, Sequence[str]]:
        """Unit → ids of all things behind its figures that may be told, in order."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        wholes = [one for one in self._traced if not one.breakdown]
        for unit, ids in dict.fromkeys((one.unit, ids) for one in wholes for ids in (one.ids, one.unknown_ids)):
            found[unit] |= dict.fromkeys(ids)
        return {unit: self.permission.select(sorted(found[unit])) for unit in sorted(found)}

    @cached_property
    def _behind(self) -> Sequence[tuple[Figure, _Behind]]:
        """Each figure with what is behind it."""
        places = {unit: {id_: place for place, id_ in enumerate(ids)} for unit, ids in self._things.items()}
        known: dict[tuple[str, tuple[str, ...]], frozenset[int]] = {}  # scopes into which the same enters share theirs

        def find(unit: str, ids: tuple[str, ...]) -> frozenset[int]:
            if (unit, ids) not in known:
                there = places[unit]
                known[unit, ids] = frozenset([there[id_] for id_ in ids if id_ in there])
            return known[unit, ids]

        return [(one, (find(one.unit, one.ids), find(one.unit, one.unknown_ids))) for one in self._traced]

    @cached_property
    def _rows(self) -> Mapping[_Row, _Behind]:
        """What is behind each row in any scope."""
        rows: dict[_Row, _Behind] = {}
        for one, behind in self._behind:
            if not one.breakdown:
                ids, unknown = rows.get((one.code, one.row), _NOTHING)
                rows[one.code, one.row] = ids | behind[0], unknown | behind[1]
        return rows

    @cached_property
    def _parts(self) -> Mapping[_Part, set[int]]:
        """What is in each scope, and in each part of a breakdown."""
        parts: defaultdict[_Part, set[int]] = defaultdict(set)
        for one, behind in self._behind:
            place = (one.breakdown, one.key) if one.breakdown else (SCOPE, one.scope)
            parts[one.unit, *place].update(*behind)
        return parts

    def _follows(self, one: Figure, behind: _Behind) -> bool:
        entering = self._get_entering(one)
        if one.breakdown is None:
            return entering == behind
        part = self._parts[one.unit, one.breakdown, one.key]
        return (entering[0] & part, entering[1] & part) == behind

    def _get_entering(self, one: Figure) -> _Behind:
        """What is behind the row of a figure, as far as it enters its scope: the same for all parts of breakdowns."""
        asked = (one.code, one.row, one.scope)
        if asked not in self._entering:
            ids, unknown = self._rows.get((one.code, one.row), _NOTHING)
            scope = self._parts[one.unit, SCOPE, one.scope]
            self._entering[asked] = ids & scope, unknown & scope
        return self._entering[asked]

    @cached_property
    def _entering(self) -> dict[tuple[str, str | None, str], _Behind]:
        return {}


def make_runs(places: Iterable[int]) -> list[int]:
    """Places in the list of all things: by turns how many are passed over, and how many follow that are meant."""
    runs: list[int] = []
    end = 0
    for place in sorted(places):
        if runs and place == end:
            runs[-1] += 1
        else:
            runs += (place - end, 1)
        end = place + 1
    return runs


def _make_behind(behind: _Behind) -> Json:
    return {"ids": make_runs(behind[0]), "unknown_ids": make_runs(behind[1])}


def _cut_things(things: Mapping[str, Sequence[str]]) -> Iterator[Json]:
    return chain.from_iterable(
        ({"unit": unit, "ids": ids[start : start + ROW]} for start in range(0, len(ids), ROW))
        for unit, ids in things.items()
    )
