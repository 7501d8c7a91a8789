"""Every figure of the site: each indicator in each scope, as a whole and broken down. Pure; derived here only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from generator.analysis.breakdowns import BREAKDOWNS, Breakdown
from generator.analysis.classes import Kind, OfUnits
from generator.analysis.durations import SurvivalRange
from generator.analysis.figures import Aggregate, Figure, Place, Tally, make_figure, make_median
from generator.analysis.material import Found, Material, Row
from generator.analysis.registry import REGISTRY
from generator.analysis.selection import Selection, select_linked
from generator.analysis.suppression import Tables, Withheld, find_withheld
from generator.analysis.things import Things
from generator.records.contents import MeasureContents
from generator.records.indicators import Indicators
from generator.records.public import PublicCase
from generator.records.vocabularies import Vocabularies

if TYPE_CHECKING:
    from generator.records.indicator_files import Indicator

SCOPES: Mapping[str, tuple[str, ...]] = {
    "confirmed": ("main",),
    "with_unconfirmed": ("main", "second"),
    "all": ("main", "second", "not_assessed"),
}
"""Scope → values of the flag `tally` of `motive_link` that enter it. Links that were ruled out enter none."""
WHOLE = "all"
"""The scope of what is told of all there is, and not of units."""

_Parts: TypeAlias = Mapping[tuple[str, str], Mapping[str, Found]]
"""Scope and indicator → part of a breakdown → what was found."""


class Statistics(Struct, frozen=True, dict=True):
    """All figures of a set of cases. Each table is computed when it is first asked for."""

    things: Things
    indicators: Indicators

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every one, by indicator in the order of the registry's data, scope, breakdown, part and row."""
        return tuple(figure for code in self.indicators for figure in self.list_figures(code))

    def list_figures(self, code: str) -> Iterator[Figure]:
        """All of an indicator, in the same order."""
        one = self.indicators[code]
        for scope in one.scopes:
            for breakdown in (None, *one.breakdowns):
                yield from self._get_table(code, scope, breakdown)

    @cached_property
    def curves(self) -> Mapping[tuple[str, str, Row], SurvivalRange]:
        """Code, scope and row of an indicator of time → its survival curves."""
        return {
            (one.code, scope, row): found
            for one in self.indicators.values()
            if REGISTRY[one.code].has_curves
            for scope in one.scopes
            for row, found in self._find(one.code, scope).items()
            if isinstance(found, SurvivalRange)
        }

    def get_curve(self, code: str, scope: str, row: Row) -> SurvivalRange:
        """The survival curves of a row of an indicator of time; raises KeyError of any other."""
        found = self._find(code, scope)[row]
        if isinstance(found, SurvivalRange):
            return found
        raise KeyError(code)

    def find(
        self,
        code: str,
        *,
        scope: str | None = None,
        row: Row = None,
        breakdown: str | None = None,
        key: str | None = None,
    ) -> Figure | None:
        """One figure; without a scope, in the main one of the indicator."""
        scopes = self._list_scopes(code, scope, breakdown)
        tables = (self._get_places(code, one, breakdown) for one in scopes)
        return next((table[row, key] for table in tables if (row, key) in table), None)

    def select(self, code: str, *, scope: str | None = None, breakdown: str | None = None) -> tuple[Figure, ...]:
        """All rows and parts of one table: of the whole, or of a breakdown; without a scope, of the main one."""
        tables = (self._get_table(code, one, breakdown) for one in self._list_scopes(code, scope, breakdown))
        return next((table for table in tables if table), ())

    def _list_scopes(self, code: str, scope: str | None, breakdown: str | None) -> tuple[str, ...]:
        """The scopes of an indicator in which a table may be, the main one first; none of what it does not have."""
        indicator = self.indicators.get(code)
        if indicator is None or (breakdown is not None and breakdown not in indicator.breakdowns):
            return ()
        return tuple(one for one in indicator.scopes if scope in {None, one})

    def _get_places(self, code: str, scope: str, breakdown: str | None) -> Mapping[tuple[Row, str | None], Figure]:
        """Row and part → the figure of a table that is first there."""
        asked = (code, scope, breakdown)
        if asked not in self._places:
            self._places[asked] = {(one.row, one.key): one for one in reversed(self._get_table(*asked))}
        return self._places[asked]

    def _get_table(self, code: str, scope: str, breakdown: str | None) -> tuple[Figure, ...]:
        """The figures of an indicator in one of its scopes: as a whole, or by one of its breakdowns."""
        asked = (code, scope, breakdown)
        if asked not in self._tables:
            place, indicator = Place(scope, self.things.as_of, breakdown=breakdown), self.indicators[code]
            if breakdown is None:
                found = _make_figures(indicator, self._find(code, scope), place)
            else:
                parts, withheld = self._get_parts(breakdown)
                found = _break_down(indicator, parts[scope, code], withheld, place)
            self._tables[asked] = tuple(found)
        return self._tables[asked]

    def _find(self, code: str, scope: str) -> Found:
        """What an indicator finds in a scope. Of what is not of units no unit is looked at."""
        compute = REGISTRY[code]
        if isinstance(compute, OfUnits):
            return self._splits[scope].compute(code, compute)
        if code not in self._found:
            self._found[code] = compute.find(self.things)
        return self._found[code]

    def _get_parts(self, breakdown: str) -> tuple[_Parts, Withheld]:
        """What was found by a breakdown, and what of it is not shown: what is depends on all of its tables."""
        if breakdown not in self._parts:
            parts = {
                (scope, one.code): self._splits[scope].compute_parts(one.code, BREAKDOWNS[breakdown])
                for one in self.indicators.values()
                if breakdown in one.breakdowns
                for scope in one.scopes
            }
            self._parts[breakdown] = parts, _find_withheld(breakdown, parts, self.things, self.indicators)
        return self._parts[breakdown]

    @cached_property
    def _found(self) -> dict[str, Found]:
        """Code → what was found, of indicators that are not of units."""
        return {}

    @cached_property
    def _splits(self) -> Mapping[str, _Split]:
        return _split(self.things)

    @cached_property
    def _tables(self) -> dict[tuple[str, str, str | None], tuple[Figure, ...]]:
        """Code, scope and breakdown → the figures there, of those that were asked for."""
        return {}

    @cached_property
    def _places(self) -> dict[tuple[str, str, str | None], Mapping[tuple[Row, str | None], Figure]]:
        return {}

    @cached_property
    def _parts(self) -> dict[str, tuple[_Parts, Withheld]]:
        return {}


def list_kinds(indicators: Indicators, code: str) -> frozenset[Kind]:
    """The kinds of things that all figures of an indicator are computed from.

    What is withheld of a table depends on all that are broken down alike.
    """
    by = indicators[code].breakdowns
    beside = (one.code for one in indicators.values() if not set(one.breakdowns).isdisjoint(by))
    return frozenset(kind for one in (code, *beside) for kind in REGISTRY[one].kinds)


def find_mismatches(indicators: Indicators) -> frozenset[str]:
    """Codes with words but no function, or a function but no words, or with a breakdown or scope it cannot have."""
    wrong = {one.code for one in indicators.values() if not _is_known(one)}
    return frozenset(wrong | (indicators.keys() ^ REGISTRY.keys()))


def _is_known(indicator: Indicator) -> bool:
    """Whether its scopes and breakdowns are; what is not of units has neither."""
    if isinstance(REGISTRY.get(indicator.code), OfUnits):
        return set(indicator.scopes) <= SCOPES.keys() and set(indicator.breakdowns) <= BREAKDOWNS.keys()
    return set(indicator.scopes) <= {WHOLE} and not indicator.breakdowns


def make_material(
    cases: Iterable[PublicCase],
    vocabularies: Vocabularies,
    as_of: date,
    contents: MeasureContents | None = None,
) -> Material:
    """What the figures of some cases are computed from; `contents` are what their measures consist of, counted."""
    listed = tuple(sorted(cases, key=lambda case: case.id))
    return Material(listed, vocabularies, as_of, contents or MeasureContents())


class _Split(Struct, frozen=True, dict=True):
    """What was found in a scope, and in its parts by every breakdown that was asked for."""

    whole: Selection
    _parts: dict[str, Mapping[str, Selection]] = field(default_factory=dict)
    _found: dict[str, Found] = field(default_factory=dict)
    _found_in_parts: dict[tuple[str, str], Mapping[str, Found]] = field(default_factory=dict)

    def compute(self, code: str, indicator: OfUnits) -> Found:
        """What an indicator finds in the whole."""
        if code not in self._found:
            self._found[code] = self.whole.find(indicator)
        return self._found[code]

    def compute_parts(self, code: str, breakdown: Breakdown) -> Mapping[str, Found]:
        """Part → what an indicator finds there."""
        asked, compute = (code, breakdown.code), REGISTRY[code]
        if asked not in self._found_in_parts and isinstance(compute, OfUnits):
            parts = self.get_parts(breakdown)
            self._found_in_parts[asked] = {key: units.find(compute) for key, units in parts.items()}
        return self._found_in_parts[asked]

    def get_parts(self, breakdown: Breakdown) -> Mapping[str, Selection]:
        """Part → the units there."""
        if breakdown.code not in self._parts:
            self._parts[breakdown.code] = self.whole.divide(breakdown)
        return self._parts[breakdown.code]


def _split(things: Things) -> Mapping[str, _Split]:
    """Scope → what enters it; one for scopes into which the same enters."""
    splits: dict[frozenset[str], _Split] = {}
    found: dict[str, _Split] = {}
    assessed = frozenset(things.links)
    for scope, tallies in SCOPES.items():
        values = things.vocabularies["motive_link"]
        links = assessed & frozenset[str]().union(*(values.codes_with("tally", tally) for tally in tallies))
        if links not in splits:
            splits[links] = _Split(select_linked(things, links))
        found[scope] = splits[links]
    return found


def _find_withheld(breakdown: str, parts: _Parts, things: Things, indicators: Indicators) -> Withheld:
    """What is not shown of the tables of a breakdown."""
    counts = frozenset(one.code for one in indicators.values() if one.kind == "count")
    people = {one.code for one in indicators.values() if one.unit == "person_category_year"}
    by = BREAKDOWNS[breakdown]
    placed = zip(things.exposed, things.get_keys(by), strict=True)
    exposed = frozenset(key for is_exposed, keys in placed if is_exposed for key in keys)
    once = frozenset(scope for scope, indicator in parts if indicator in people)
    return find_withheld(Tables(by, parts, counts, exposed, once), things.vocabularies)


def _break_down(indicator: Indicator, parts: Mapping[str, Found], withheld: Withheld, place: Place) -> Iterator[Figure]:
    unknown = BREAKDOWNS[place.breakdown or ""].unknown
    if place.scope in withheld.dropped:  # even which parts there are would tell too much
        yield from _make_figures(indicator, parts[unknown], replace(place, key=unknown), suppressed=True)
        return
    hidden = withheld.counts if indicator.kind == "count" else withheld.shares
    for key, found in parts.items():
        yield from _make_figures(indicator, found, replace(place, key=key), suppressed=(place.scope, key) in hidden)


def _make_figures(indicator: Indicator, found: Found, place: Place, *, suppressed: bool = False) -> Iterator[Figure]:
    for row, one in found.items():
        there = Place(place.scope, place.as_of, row, place.breakdown, place.key)
        if isinstance(one, Aggregate):
            yield make_figure(indicator, one, there, suppressed=suppressed or one.withheld)
        elif isinstance(one, Tally):
            yield make_figure(indicator, one, there, suppressed=suppressed)
        else:
            yield make_median(indicator, one, there)
