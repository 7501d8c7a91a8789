"""An attack on what figures withhold: all that is published, as linear constraints, and what they leave possible.

The attacker knows every published figure, the definitions of the indicators, which parts each table names, and the
vocabularies; what a part of a table counts is a variable from zero on. Counts are whole numbers, so bounds of the
linear relaxation suffice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeAlias

from scipy.optimize import linprog
from scipy.sparse import coo_array

from generator.analysis.breakdowns import BREAKDOWNS, SMALL
from generator.analysis.figures import Figure
from generator.analysis.statistics import SCOPES
from generator.records.vocabularies import Vocabularies

ATTACKS, ACTS = "attacks_documented", "acts_documented"
JUSTICE, SHARE, KNOWN, OPEN = (
    "justice_breakdown",
    "impunity_share",
    "impunity_where_proceedings_known",
    "open_investigation_share",
)
BY_GROUP, SDG = "attacks_by_group", "sdg_16_10_1_count"
PARTITIONS = ("year", "state", "act_type", "gender")
"""Breakdowns whose parts do not overlap, so that they add up to the whole."""
Cell: TypeAlias = tuple[str, str, str, str | None, str]
"""Scope, part, indicator, row, and which of its counts: hits, misses or unknown."""
Terms: TypeAlias = Sequence[tuple[int, Cell]]


@dataclass
class System:
    """What an attacker knows of the tables of one breakdown."""

    known: dict[Cell, int] = field(default_factory=dict)
    """Cells whose values are published."""
    unknown: dict[Cell, int] = field(default_factory=dict)
    """Cells that are withheld → the number of their variable."""
    equal: list[tuple[dict[int, int], int]] = field(default_factory=list)
    at_most: list[tuple[dict[int, int], int]] = field(default_factory=list)

    def add(self, terms: Terms, value: int, *, is_equal: bool) -> None:
        """Add that a sum of cells is, or is at most, a value."""
        row: defaultdict[int, int] = defaultdict(int)
        for factor, cell in terms:
            if cell in self.known:
                value -= factor * self.known[cell]
            else:
                row[self.unknown.setdefault(cell, len(self.unknown))] += factor
        if row:
            (self.equal if is_equal else self.at_most).append((dict(row), value))
        elif (value != 0) if is_equal else (value < 0):
            message = f"the constraints do not hold of what is published: {terms}"
            raise ValueError(message)

    def check(self, truth: Mapping[Cell, int]) -> list[str]:
        """Return which constraints do not hold of the true values, so that no attack rests on a mistake."""
        values = {number: truth.get(cell, 0) for cell, number in self.unknown.items()}
        wrong = [
            (row, value, is_equal)
            for rows, is_equal in ((self.equal, True), (self.at_most, False))
            for row, value in rows
            if (total := sum(factor * values[one] for one, factor in row.items())) > value
            or (is_equal and total < value)
        ]
        names = {number: cell for cell, number in self.unknown.items()}
        return [f"{[(f, names[n], values[n]) for n, f in row.items()]} {eq} {value}" for row, value, eq in wrong]

    def find_pinned(self, cells: Collection[Cell], truth: Mapping[Cell, int]) -> list[Cell]:
        """Return the withheld cells that can have their true value only.

        The true values are one solution; by convexity a cell is open if any other solution is one or more away from it.
        """
        open_: set[Cell] = set()
        random = Random(1)  # noqa: S311 - corners, not secrets
        for _ in range(6):  # most are open in some corner of a few; the others are asked one by one
            left = [cell for cell in cells if cell not in open_]
            if not left:
                return []
            goals = {self.unknown[cell]: random.choice((1.0, -1.0)) for cell in left}
            open_ |= self._list_away(goals, left, truth)
        for cell in cells:
            for sign in (1.0, -1.0) if cell not in open_ else ():
                open_ |= self._list_away({self.unknown[cell]: sign}, [cell], truth)
        return [cell for cell in cells if cell not in open_]

    def _list_away(self, goals: Mapping[int, float], cells: Iterable[Cell], truth: Mapping[Cell, int]) -> set[Cell]:
        """Return the cells that are one or more away from the truth in the solution which is best for some goals."""
        size = len(self.unknown)
        (a_eq, b_eq), (a_ub, b_ub) = (_make_matrix(rows, size) for rows in (self.equal, self.at_most))
        goal = [goals.get(number, 0.0) for number in range(size)]
        # No cell is larger than this, so that there is always a best solution.
        found = linprog(goal, A_ub=a_ub, b_ub=b_ub, A_eq=a_eq, b_eq=b_eq, bounds=(0, 10_000), method="highs")
        assert found.status == 0, found.message
        return {cell for cell in cells if abs(found.x[self.unknown[cell]] - truth.get(cell, 0)) >= 1 - 1e-6}


def _make_matrix(rows: list[tuple[dict[int, int], int]], size: int) -> tuple[coo_array | None, list[int] | None]:
    if not rows:
        return None, None
    spots = [(number, one, factor) for number, (row, _) in enumerate(rows) for one, factor in row.items()]
    lines, columns, factors = zip(*spots, strict=True)
    return coo_array((factors, (lines, columns)), shape=(len(rows), size)).tocsr(), [value for _, value in rows]


def read_cells(figures: Iterable[Figure], breakdown: str | None) -> Iterator[tuple[Cell, int | None]]:
    """Yield each count that figures publish, and each that they withhold, without a value."""
    for one in figures:
        if one.breakdown != breakdown or one.code not in {ATTACKS, ACTS, JUSTICE, SHARE, KNOWN, OPEN, BY_GROUP, SDG}:
            continue
        place = (one.scope, one.key or "", one.code, one.row)
        yield (*place, "hits"), one.numerator
        if one.code in {SHARE, KNOWN, OPEN}:
            both = one.numerator is not None and one.denominator is not None
            yield (*place, "misses"), (one.denominator or 0) - (one.numerator or 0) if both else None
            yield (*place, "unknown"), one.unknown


@dataclass(frozen=True)
class Attack:
    """The tables of one breakdown under attack."""

    breakdown: str
    figures: tuple[Figure, ...]
    vocabularies: Vocabularies

    def make_system(self) -> System:
        """Return everything an attacker knows."""
        system = System()
        totals = {cell: value for cell, value in read_cells(self.figures, None) if value is not None}
        cells = dict(read_cells(self.figures, self.breakdown))
        system.known = {cell: value for cell, value in cells.items() if value is not None}
        parts = self.list_parts(cells)
        for scope, keys in parts.items():
            if not keys:
                continue
            for key in keys:
                self._add_definitions(system, scope, key, cells)
            self._add_totals(system, scope, keys, totals, cells)
            self._add_groups(system, scope, keys, totals)
        self._add_scopes(system, parts, {(cell[0], *cell[2:]) for cell in totals})
        return system

    def list_parts(self, cells: Mapping[Cell, int | None]) -> dict[str, tuple[str, ...]]:
        """Return the parts that each scope may have: those its tables name; where they name none, those of others."""
        unknown = BREAKDOWNS[self.breakdown].unknown
        told = {scope: tuple(dict.fromkeys(c[1] for c in cells if c[0] == scope)) for scope in SCOPES}
        dropped = {
            scope
            for scope, keys in told.items()
            if keys == (unknown,) and cells[scope, unknown, ATTACKS, None, "hits"] is None
        }
        terms = self.vocabularies.get(BREAKDOWNS[self.breakdown].vocabulary or "", {})
        for scope in dropped:
            wider = [told[one] for one in SCOPES if {*SCOPES[one]} > {*SCOPES[scope]} and one not in dropped]
            # Years that no table names are any years: there is nothing to begin with.
            told[scope] = tuple(dict.fromkeys((*(wider[0] if wider else terms), unknown))) if wider or terms else ()
        return told

    def _add_definitions(self, system: System, scope: str, key: str, cells: Mapping[Cell, int | None]) -> None:
        """What the counts of one part have to do with one another."""

        def at(code: str, which: str = "hits", row: str | None = None) -> Cell:
            return (scope, key, code, row, which)

        codes = {cell[2] for cell in cells}
        prosecutable = [(1, at(SHARE, which)) for which in ("hits", "misses", "unknown")]
        attacks = (1, at(ATTACKS))
        minus = [(-factor, cell) for factor, cell in prosecutable]
        system.add([*prosecutable, (-1, at(ATTACKS))], 0, is_equal=False)
        for which, rows in self._list_classes().items():
            system.add([(-1, at(SHARE, which)), *((1, at(JUSTICE, row=row)) for row in rows)], 0, is_equal=True)
        if ACTS in codes:
            system.add([(1, at(ACTS)), (-1, at(ATTACKS))], 0, is_equal=False)
        if OPEN in codes:
            system.add([*((1, at(OPEN, w)) for w in ("hits", "misses", "unknown")), *minus], 0, is_equal=True)
        if KNOWN in codes:
            system.add([*((1, at(KNOWN, w)) for w in ("hits", "misses", "unknown")), *minus], 0, is_equal=False)
            for which in ("hits", "misses"):
                system.add([(1, at(KNOWN, which)), (-1, at(SHARE, which))], 0, is_equal=False)
        if BY_GROUP in codes:
            rows = self.vocabularies["act_group"].codes
            system.add([*((1, at(BY_GROUP, row=row)) for row in rows), (-1, at(ATTACKS))], 0, is_equal=True)
        if any(cell[1] == key and cell[0] == scope for cell in cells) and key != BREAKDOWNS[self.breakdown].unknown:
            system.add([(-1, attacks[1])], -1, is_equal=False)
            if ACTS in codes:
                system.add([(-1, at(ACTS))], -1, is_equal=False)

    def _list_classes(self) -> dict[str, list[str]]:
        """Hits, misses and unknown of the share of impunity → the classes of justice they are the sum of."""
        found: dict[str, list[str]] = {"hits": [], "misses": [], "unknown": []}
        for code, term in self.vocabularies["impunity_status"].items():
            if term.flags.get("reason") == "not_checked":
                found["unknown"].append(code)
            elif term.flags["in_rate"]:
                found["hits" if term.flags["impunity"] else "misses"].append(code)
        return found

    def _add_totals(
        self,
        system: System,
        scope: str,
        keys: Iterable[str],
        totals: Mapping[Cell, int],
        cells: Mapping[Cell, int | None],
    ) -> None:
        """Parts that do not overlap add up to the whole; those that do are each at most the whole, and cover it."""
        kinds = dict.fromkeys(cell[2:] for cell in (*cells, *system.unknown))
        for kind in kinds:
            total = totals.get((scope, "", *kind))
            if total is None:
                continue
            terms = [(1, (scope, key, *kind)) for key in keys]
            if self.breakdown in PARTITIONS:
                system.add(terms, total, is_equal=True)
                continue
            system.add([(-factor, cell) for factor, cell in terms], -total, is_equal=False)
            for term in terms:
                system.add([term], total, is_equal=False)

    def _add_groups(self, system: System, scope: str, keys: Iterable[str], totals: Mapping[Cell, int]) -> None:
        """Types of attack add up to the total of their group, which is published too."""
        if self.breakdown != "act_type":
            return
        for group in self.vocabularies["act_group"]:
            total = totals.get((scope, "", BY_GROUP, group, "hits"))
            mine = [key for key in keys if self.vocabularies["act_type"][key].flags["group"] == group]
            if total is not None:
                system.add([(1, (scope, key, ATTACKS, None, "hits")) for key in mine], total, is_equal=True)

    def _add_scopes(
        self, system: System, parts: Mapping[str, Sequence[str]], told: Collection[tuple[str, ...]]
    ) -> None:
        """What a narrower scope has, the wider one has too."""
        kinds = {cell[2:] for cell in (*system.unknown, *system.known)}
        for narrow, wide in (("confirmed", "with_unconfirmed"), ("with_unconfirmed", "all")):
            for key in {*parts[narrow], *parts[wide]} if parts[wide] else ():
                for kind in kinds:
                    inner, outer = (narrow, key, *kind), (wide, key, *kind)
                    if (wide, *kind) not in told or not (inner in system.known or inner in system.unknown):
                        continue
                    terms = [(1, inner), (-1, outer)] if key in parts[wide] else [(1, inner)]
                    system.add(terms, 0, is_equal=False)

    def find_recovered(self, truth: Mapping[Cell, int], guarded: Collection[str]) -> tuple[int, list[str]]:
        """Return how many small cells of guarded parts were attacked, and those that can have one value only."""
        system = self.make_system()
        wrong = system.check(truth)
        assert not wrong, wrong[:3]
        targets = [cell for cell in system.unknown if cell[1] in guarded and truth.get(cell, 0) in SMALL]
        return len(targets), [f"{cell} = {truth[cell]}" for cell in system.find_pinned(targets, truth)]
