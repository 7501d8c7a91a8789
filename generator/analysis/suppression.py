"""Which parts of which tables are withheld, so that no small cell can be read or worked out from the rest (DNH-12).

Tables of one breakdown tell of the same attacks: in several scopes, by several indicators, with totals beside them. So
it is decided for all of them at once. A small cell is safe where another world gives the very same published tables and
another number in that cell: one of the attacks behind it stands in another withheld part, or changes places with one
that stands there. Where no such world is found, another part is withheld, and at last the whole table. Pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct, field

from generator.analysis.breakdowns import SMALL, Breakdown
from generator.analysis.figures import Tally
from generator.analysis.material import Found
from generator.records.vocabularies import Vocabularies, Vocabulary

Cell: TypeAlias = tuple[str, str | None, str]
"""Indicator, row, and which of its counts: hits, misses or unknown."""
Parts: TypeAlias = Mapping[str, Found]
"""Part of a breakdown → what an indicator found there."""

SHOWN, SHARES, COUNTS = range(3)
"""How much is withheld of a part: nothing, all but counts, everything."""


class Tables(Struct, frozen=True):
    """All tables of one breakdown."""

    breakdown: Breakdown
    found: Mapping[tuple[str, str], Parts]
    """Scope and indicator → what stands in each part."""
    counts: frozenset[str]
    """Indicators that are counts. What they withhold, the others withhold too; not the other way round."""
    exposed: frozenset[str]
    """Parts that count people of a case that may not be told by name."""
    once: frozenset[str] = frozenset()
    """Scopes in which some of them count a person once in each part, whatever was done to them."""


class Withheld(Struct, frozen=True):
    """What of the tables of one breakdown is not shown."""

    counts: frozenset[tuple[str, str]] = frozenset()
    """Scope and part of what is withheld of all tables."""
    shares: frozenset[tuple[str, str]] = frozenset()
    """Of what is withheld of tables that are no counts; those withheld of all are among them."""
    dropped: frozenset[str] = frozenset()
    """Scopes of which not even the parts are told."""


class _Item(Struct, eq=False):
    """What stands under a part as a whole: an act with all it was aimed at, or an attack on one person."""

    parts: set[str] = field(default_factory=set)
    cells: dict[str, Counter[Cell]] = field(default_factory=dict)
    """Scope → where it counts, once for each of its attacks."""
    people: set[str] = field(default_factory=set)

    def count(self, scope: str, cell: Cell) -> int:
        """How many of its attacks a cell counts."""
        return self.cells[scope][cell] if scope in self.cells else 0


def find_withheld(tables: Tables, vocabularies: Vocabularies) -> Withheld:
    """What is withheld of the tables of a breakdown; nothing where none of them could point to a person."""
    terms = vocabularies.get(tables.breakdown.vocabulary or "")
    guarded = _find_guarded(tables, terms)
    small = [one for one in _list_small(tables) if one.part in guarded]
    if not small:
        return Withheld()
    return _Search(tables, terms).close(small)


class _Small(Struct, frozen=True):
    """A small cell, and whom it counts."""

    scope: str
    part: str
    cell: Cell
    ids: tuple[str, ...]


def _find_guarded(tables: Tables, terms: Vocabulary | None) -> set[str]:
    """Parts whose small cells are withheld: sensitive ones and those of people without a name.

    All parts, if the table tells something about the victim and has any sensitive part.
    """
    parts = {part for found in tables.found.values() for part in found}
    sensitive = set(terms.codes_with("sensitive")) & parts if terms else set()
    if tables.breakdown.is_personal and sensitive:
        return parts
    return sensitive | set(tables.exposed)


def _list_small(tables: Tables) -> Iterator[_Small]:
    for (scope, code), parts in tables.found.items():
        for part, found in parts.items():
            yield from (_Small(scope, part, cell, ids) for cell, ids in _list_cells(code, found) if len(ids) in SMALL)


def _list_cells(code: str, found: Found) -> Iterator[tuple[Cell, tuple[str, ...]]]:
    """The counts of a part: of a single row with the rest of its denominator, of several rows their hits."""
    tallies = {row: one for row, one in found.items() if isinstance(one, Tally)}
    for row, one in tallies.items():
        yield (code, row, "hits"), one.hits
        if len(tallies) == 1:
            yield (code, row, "misses"), one.misses
            yield (code, row, "unknown"), one.unknown


class _Search:
    """Looks for another world in which a withheld cell has another number and all that is shown is the same."""

    def __init__(self, tables: Tables, terms: Vocabulary | None) -> None:
        self._tables, self._terms = tables, terms
        self._items: defaultdict[str, _Item] = defaultdict(_Item)
        self._by_part: defaultdict[str, dict[_Item, None]] = defaultdict(dict)
        self._told: dict[str, set[str]] = {}
        seen: set[tuple[str, Cell, str]] = set()
        for (scope, code), parts in tables.found.items():
            for part, found in parts.items():
                self._told.setdefault(scope, set()).add(part)
                for cell, ids in _list_cells(code, found):
                    for id_ in ids:
                        item = self._find_item(part, id_)
                        counted = item.cells.setdefault(scope, Counter())
                        if (scope, cell, id_) not in seen:  # once, though it may stand under several parts
                            counted[cell] += 1
                        seen.add((scope, cell, id_))
        self._levels: dict[str, dict[str, int]] = {scope: {} for scope in self._told}
        sizes = {scope: sum(scope in item.cells for item in self._items.values()) for scope in self._told}
        self._order = sorted(self._told, key=lambda scope: (sizes[scope], scope))

    def _find_item(self, part: str, id_: str) -> _Item:
        item = self._items[self._get_key(id_)]
        item.parts.add(part)
        item.people.add(f"{id_.partition('#')[0]}:{id_.partition(':')[2]}")
        self._by_part[part][item] = None
        return item

    def _get_key(self, id_: str) -> str:
        return id_.partition(":")[0] if self._tables.breakdown.of_act else id_

    def close(self, small: Collection[_Small]) -> Withheld:
        """What to withhold so that each of some small cells is safe."""
        for one in small:
            self._hide(one.scope, one.part, COUNTS if one.cell[0] in self._tables.counts else SHARES)
        while unsafe := next((one for one in small if not self._is_safe(one)), None):
            self._hide_more(unsafe)
        for scope in [*self._told]:  # where nothing is shown, not even the names of parts are
            if all(self._get_level(scope, part) == COUNTS for part in self._told[scope] if self._by_part[part]):
                del self._told[scope]
        listed = [(level, (scope, part)) for scope, found in self._levels.items() for part, level in found.items()]
        parts = {least: frozenset(place for level, place in listed if level >= least) for least in (SHARES, COUNTS)}
        return Withheld(parts[COUNTS], parts[SHARES], frozenset(set(self._levels) - set(self._told)))

    def _hide(self, scope: str, part: str, level: int) -> None:
        self._levels[scope][part] = max(level, self._get_level(scope, part))

    def _get_level(self, scope: str, *parts: str) -> int:
        """How much is withheld of all of some parts; across groups, whose totals are published, never the counts."""
        told = scope in self._told
        level = min(self._levels[scope].get(part, SHOWN) if told else COUNTS for part in parts)
        return level if self._is_like(*parts[:1], *parts[-1:], flag="group") else min(level, SHARES)

    def _list_wider(self, scope: str) -> list[str]:
        """The scopes that are told and have everything of one, the narrowest first."""
        return [other for other in self._order[self._order.index(scope) :] if other in self._told]

    def _hide_more(self, one: _Small) -> None:
        """Withhold a little more: other parts beside this one, more of this one; at last a whole table."""
        scopes = self._list_wider(one.scope)
        for many in range(1, max(len(self._told[scope]) for scope in scopes)):
            for scope in scopes:
                level = self._get_level(scope, one.part)
                beside, rest = self._list_beside(one.part, scope, level)
                if level > SHOWN and len(beside) < many and rest:
                    ranked = sorted(rest, key=self._rank)
                    enough = (part for part in ranked if self._would_do(one, scope, part, level))
                    return self._hide(scope, next(enough, ranked[0]), level)
        for scope in scopes:
            level = self._get_level(scope, one.part)
            if level < COUNTS:
                return self._hide(scope, one.part, level + 1)
        del self._told[scopes[0]]
        return None

    def _would_do(self, one: _Small, scope: str, part: str, level: int) -> bool:
        """Whether a cell is safe once one part more is withheld."""
        before = self._levels[scope].get(part, SHOWN)
        self._levels[scope][part] = level
        is_safe = self._is_safe(one)
        self._levels[scope][part] = before
        return is_safe

    def _list_beside(self, part: str, scope: str, level: int) -> tuple[list[str], list[str]]:
        """The parts that another may be mistaken for, as far as they are withheld as much as it is, and the others."""
        flag = "group" if level == COUNTS else "prosecutable"
        like = [other for other in self._told[scope] if other != part and self._is_like(part, other, flag=flag)]
        withheld = [other for other in like if self._get_level(scope, other) >= level]
        return withheld, [other for other in like if other not in withheld]

    def _rank(self, part: str) -> tuple[int, bool, int, str]:
        """First what is withheld elsewhere, then the smallest; empty ones last."""
        elsewhere = sum(found.get(part, SHOWN) for found in self._levels.values())
        return -elsewhere, not self._by_part[part], len(self._by_part[part]), part

    def _is_safe(self, one: _Small) -> bool:
        """Whether another world has another number there; where no scope names its part, there are many."""
        if not self._list_wider(one.scope):
            return True
        others = dict.fromkeys(part for found in self._told.values() for part in sorted(found))
        return self._may_be_less_or_more(one) or any(
            self._may_change_places(one, part)
            for part in others
            if part != one.part and self._is_like(one.part, part, flag="prosecutable")
        )

    def _may_be_less_or_more(self, one: _Small) -> bool:
        """Whether one that is counted there has another part beside it, or one that is not may have this one too."""
        if not self._tables.breakdown.overlaps:
            return False
        for item in self._items.values():
            is_free = all(self._get_level(scope, one.part) == COUNTS for scope in item.cells if scope in self._told)
            if not is_free or not item.count(one.scope, one.cell):
                continue
            if one.part in item.parts:
                if len(item.parts) > 1 and self._stays(one.part, item, None):
                    return True
            elif item.parts != {self._tables.breakdown.unknown} and self._stays(one.part, None, item):
                return True
        return False

    def _may_change_places(self, one: _Small, other: str) -> bool:
        """Whether one in the part may change places with one in another, or go there, and what is shown stays."""
        levels = [(scope, self._get_level(scope, one.part, other)) for scope in self._order]
        kinds: defaultdict[object, list[_Item | None]] = defaultdict(list)
        for item in (None, *self._by_part[other]):
            if item is None or one.part not in item.parts:
                kinds[self._get_trace(item, levels)].append(item)
        for item in (None, *self._by_part[one.part]):
            if item is not None and other in item.parts:
                continue
            count = item.count(one.scope, one.cell) if item else 0
            for twin in kinds.get(self._get_trace(item, levels), ()):
                if count == (twin.count(one.scope, one.cell) if twin else 0):
                    continue
                if self._stays(one.part, item, twin) and self._stays(other, twin, item):
                    return True
        return False

    def _get_trace(self, item: _Item | None, levels: Iterable[tuple[str, int]]) -> object:
        """What of an item is seen in the tables of two parts: all of it, how much there is of it, or nothing."""
        counts, trace = self._tables.counts, []
        for scope, level in levels:
            cells = item.cells.get(scope) if item else None
            if level == COUNTS or not cells:
                trace.append(frozenset[tuple[Cell, int]]())
            else:
                trace.append(frozenset(one for one in cells.items() if level == SHOWN or one[0][0] in counts))
        return tuple(trace)

    def _stays(self, part: str, leaving: _Item | None, coming: _Item | None) -> bool:
        """Whether a part is named by the same scopes, and people in it count as before, after a change."""
        rest = [item for item in self._by_part[part] if item is not leaving]
        counted = [item for item in (leaving, coming) if item and not self._tables.once.isdisjoint(item.cells)]
        if any(item.people & one.people for one in counted for item in rest):
            return False
        if part == self._tables.breakdown.unknown:
            return True
        for scope, told in self._told.items():
            is_there = any(scope in item.cells for item in (*rest, *([coming] if coming else ())))
            if is_there != (part in told):
                return False
        return True

    def _is_like(self, part: str, other: str, *, flag: str) -> bool:
        """Whether a flag of both parts is the same, as far as their vocabulary has it."""
        terms = self._terms
        if terms is None or part not in terms or other not in terms:
            return True
        return terms[part].flags.get(flag) == terms[other].flags.get(flag)
