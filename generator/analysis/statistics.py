"""Every figure of the site: each indicator in each scope, as a whole and broken down. Pure; derived here only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from generator.analysis import documented, impunity, protection, trends
from generator.analysis.after_grant import find_after_grant
from generator.analysis.antecedents import find_losses
from generator.analysis.breakdowns import BREAKDOWNS, Breakdown, group_units
from generator.analysis.competence import list_moves
from generator.analysis.criminalisation import list_criminalisations
from generator.analysis.durations import SurvivalRange
from generator.analysis.figures import Aggregate, Figure, Place, Tally, make_figure, make_median
from generator.analysis.justice import assess_justice
from generator.analysis.material import Compute, Found, Material, Row
from generator.analysis.measures import find_measures
from generator.analysis.suppression import Tables, Withheld, find_withheld
from generator.records.contents import MeasureContents
from generator.records.indicators import Indicator, Indicators
from generator.records.public import PublicCase
from generator.records.vocabularies import Vocabularies

REGISTRY: Mapping[str, Compute] = {
    **documented.COMPUTED,
    **impunity.COMPUTED,
    **protection.COMPUTED,
    **trends.COMPUTED,
}
"""Code of an indicator → the one function that computes it."""

SCOPES: Mapping[str, tuple[str, ...]] = {
    "confirmed": ("main",),
    "with_unconfirmed": ("main", "second"),
    "all": ("main", "second", "not_assessed"),
}
"""Scope → values of the flag `tally` of `motive_link` that enter it. Links that were ruled out enter none."""


@dataclass(frozen=True)
class Statistics:
    """All figures of a set of cases."""

    figures: tuple[Figure, ...]
    """By indicator in the order of the registry's data, scope, breakdown, part and row."""
    curves: Mapping[tuple[str, str, Row], SurvivalRange]
    """Code, scope and row of an indicator of time → its survival curves."""

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
        return self._by_place.get((code, scope, row, breakdown, key))

    def select(self, code: str, *, scope: str | None = None, breakdown: str | None = None) -> tuple[Figure, ...]:
        """All rows and parts of one table: of the whole, or of a breakdown; without a scope, of the main one."""
        return self._tables.get((code, scope, breakdown), ())

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str | None, Row, str | None, str | None], Figure]:
        """Code, scope or none for the main one, row, breakdown and part → the figure that is first there."""
        places: dict[tuple[str, str | None, Row, str | None, str | None], Figure] = {}
        for each in self.figures:
            for scope in (each.scope, None):
                places.setdefault((each.code, scope, each.row, each.breakdown, each.key), each)
        return places

    @cached_property
    def _tables(self) -> Mapping[tuple[str, str | None, str | None], tuple[Figure, ...]]:
        """Code, scope or none for the main one, and breakdown → its rows and parts."""
        tables: dict[tuple[str, str | None, str | None], list[Figure]] = {}
        main: dict[tuple[str, str | None], str] = {}
        for each in self.figures:
            tables.setdefault((each.code, each.scope, each.breakdown), []).append(each)
            if main.setdefault((each.code, each.breakdown), each.scope) == each.scope:
                tables.setdefault((each.code, None, each.breakdown), []).append(each)
        return {place: tuple(found) for place, found in tables.items()}


def find_mismatches(indicators: Indicators) -> frozenset[str]:
    """Codes that have words but no function, or a function but no words, or a breakdown or scope nothing knows."""
    unknown = {
        one.code
        for one in indicators.values()
        if not set(one.scopes) <= SCOPES.keys() or not set(one.breakdowns) <= BREAKDOWNS.keys()
    }
    return frozenset(unknown | (indicators.keys() ^ REGISTRY.keys()))


def make_material(
    cases: Iterable[PublicCase],
    vocabularies: Vocabularies,
    as_of: date,
    contents: MeasureContents | None = None,
) -> Material:
    """What the figures of some cases are computed from; `contents` are what their measures consist of, counted."""
    listed = tuple(sorted(cases, key=lambda case: case.id))
    measures = find_measures(listed, vocabularies, as_of=as_of)
    units = assess_justice(listed, vocabularies, as_of)
    pairs = find_after_grant(measures, vocabularies)
    return Material(
        cases=listed,
        units=units,
        moves=list_moves(listed),
        criminalisations=list_criminalisations(listed, vocabularies),
        measures=measures,
        pairs=pairs,
        losses=find_losses((one.unit for one in units), pairs, vocabularies),
        vocabularies=vocabularies,
        as_of=as_of,
        contents=contents or MeasureContents(),
    )


def compute_figures(everything: Material, indicators: Indicators) -> Statistics:
    """Every figure that some material gives."""
    splits = _split(everything)
    parts = _list_parts(indicators, splits)
    withheld = _find_withheld(parts, everything, indicators)
    figures: list[Figure] = []
    curves: dict[tuple[str, str, Row], SurvivalRange] = {}
    for indicator in indicators.values():
        for scope in indicator.scopes:
            place = Place(scope, everything.as_of)
            found = splits[scope].compute(indicator.code)
            figures += _make_figures(indicator, found, place)
            curves.update(
                {(indicator.code, scope, row): one for row, one in found.items() if isinstance(one, SurvivalRange)}
            )
            for code in indicator.breakdowns:
                at = replace(place, breakdown=code)
                figures += _break_down(indicator, parts[code][scope, indicator.code], withheld[code], at)
    return Statistics(tuple(figures), curves)


@dataclass(frozen=True)
class _Split:
    """What enters a scope, and its parts by every breakdown that was asked for: made once for all indicators."""

    whole: Material
    _parts: dict[str, Mapping[str, Material]] = field(default_factory=dict)
    _found: dict[str, Found] = field(default_factory=dict)
    _found_in_parts: dict[tuple[str, str], Mapping[str, Found]] = field(default_factory=dict)

    def compute(self, code: str) -> Found:
        """What an indicator finds in the whole."""
        if code not in self._found:
            self._found[code] = REGISTRY[code](self.whole)
        return self._found[code]

    def compute_parts(self, code: str, breakdown: Breakdown) -> Mapping[str, Found]:
        """Part → what an indicator finds there."""
        asked = (code, breakdown.code)
        if asked not in self._found_in_parts:
            parts = self.get_parts(breakdown)
            self._found_in_parts[asked] = {key: REGISTRY[code](material) for key, material in parts.items()}
        return self._found_in_parts[asked]

    def get_parts(self, breakdown: Breakdown) -> Mapping[str, Material]:
        """Part → what is computed of it."""
        if breakdown.code not in self._parts:
            rest = replace(
                self.whole,
                moves=(),
                criminalisations=(),
                measures=(),
                pairs=(),
                losses=(),
                contents=MeasureContents(),
            )
            groups = group_units(self.whole.units, breakdown)
            self._parts[breakdown.code] = {key: replace(rest, units=units) for key, units in groups.items()}
        return self._parts[breakdown.code]


def _split(everything: Material) -> Mapping[str, _Split]:
    """Scope → what enters it; one for scopes into which the same enters."""
    splits: dict[str, _Split] = {}
    for scope in SCOPES:
        limited = limit_to_scope(everything, scope)
        same = (one for one in splits.values() if one.whole.units == limited.units)
        splits[scope] = next(same, None) or _Split(limited)
    return splits


def limit_to_scope(material: Material, scope: str) -> Material:
    """What enters a scope: acts whose link to the work was assessed so."""
    links = frozenset[str]().union(*(material.flags("motive_link", "tally", tally) for tally in SCOPES[scope]))
    units = tuple([one for one in material.units if one.unit.act.motive_link in links])
    return replace(material, units=units)


def _list_parts(
    indicators: Indicators, splits: Mapping[str, _Split]
) -> Mapping[str, Mapping[tuple[str, str], Mapping[str, Found]]]:
    """Breakdown → scope and indicator → part → what was found."""
    listed: dict[str, dict[tuple[str, str], Mapping[str, Found]]] = {}
    for indicator in indicators.values():
        for code in indicator.breakdowns:
            for scope in indicator.scopes:
                found = splits[scope].compute_parts(indicator.code, BREAKDOWNS[code])
                listed.setdefault(code, {})[scope, indicator.code] = found
    return listed


def _find_withheld(
    parts: Mapping[str, Mapping[tuple[str, str], Mapping[str, Found]]], everything: Material, indicators: Indicators
) -> Mapping[str, Withheld]:
    """Breakdown → what of its tables is not shown."""
    unnamed = _find_unnamed(everything.cases, everything.vocabularies)
    hidden = [one for one in everything.units if one.unit.case.id in unnamed]
    counts = frozenset(one.code for one in indicators.values() if one.kind == "count")
    people = {one.code for one in indicators.values() if one.unit == "person_category_year"}
    found: dict[str, Withheld] = {}
    for code, tables in parts.items():
        breakdown = BREAKDOWNS[code]
        exposed = frozenset(key for one in hidden for key in breakdown.keys_of(one.unit))
        once = frozenset(scope for scope, indicator in tables if indicator in people)
        found[code] = find_withheld(Tables(breakdown, tables, counts, exposed, once), everything.vocabularies)
    return found


def _break_down(indicator: Indicator, parts: Mapping[str, Found], withheld: Withheld, place: Place) -> Iterator[Figure]:
    unknown = BREAKDOWNS[place.breakdown or ""].unknown
    if place.scope in withheld.dropped:  # even which parts there are would tell too much
        yield from _make_figures(indicator, parts[unknown], replace(place, key=unknown), suppressed=True)
        return
    hidden = withheld.counts if indicator.kind == "count" else withheld.shares
    for key, found in parts.items():
        yield from _make_figures(indicator, found, replace(place, key=key), suppressed=(place.scope, key) in hidden)


def _find_unnamed(cases: Iterable[PublicCase], vocabularies: Vocabularies) -> frozenset[str]:
    """Ids of cases that may not be told by name."""
    named = vocabularies["consent_level"].codes_with("name")
    return frozenset(case.id for case in cases if case.consent not in named)


def _make_figures(indicator: Indicator, found: Found, place: Place, *, suppressed: bool = False) -> Iterator[Figure]:
    for row, one in found.items():
        if isinstance(one, Aggregate):
            yield make_figure(indicator, one, replace(place, row=row), suppressed=suppressed or one.withheld)
        elif isinstance(one, Tally):
            yield make_figure(indicator, one, replace(place, row=row), suppressed=suppressed)
        else:
            yield make_median(indicator, one, replace(place, row=row))
