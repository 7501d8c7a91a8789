"""Indicators of units: each unit is asked by itself, so what is found in a part is what its units alone would give."""

from __future__ import annotations

from random import Random

from builders import AS_OF, REPOSITORY
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from worlds import make_cases

from generator.analysis.breakdowns import BREAKDOWNS
from generator.analysis.classes import OfUnits
from generator.analysis.justice import UnitJustice
from generator.analysis.material import Found, Material
from generator.analysis.registry import REGISTRY
from generator.analysis.selection import select_linked
from generator.analysis.statistics import find_mismatches, make_material
from generator.analysis.things import Things
from generator.records.fields import Context
from generator.records.indicator_files import read_indicators
from generator.records.indicators import Indicators

OF_UNITS = {code: one for code, one in REGISTRY.items() if isinstance(one, OfUnits)}
LINKS = ("confirmed", "unconfirmed", "unknown")


def find_alone(material: Material, units: list[UnitJustice], indicator: OfUnits) -> Found:
    """Return what an indicator finds where there are no units but some."""
    ids = {one.unit.id for one in units}
    alone = Material((), material.vocabularies, material.as_of)
    vars(alone).update(units=tuple(units), losses=tuple(one for one in material.losses if one.unit.id in ids))
    return select_linked(Things.of(alone), LINKS).find(indicator)


@settings(max_examples=5, deadline=None)
@given(random=st.randoms(), scope=st.sets(st.sampled_from(LINKS), min_size=1))
def test_parts_are_what_their_units_alone_give(context: Context, random: Random, scope: set[str]) -> None:
    """Of every such indicator, in every scope and by every breakdown, whether the site breaks it down or not."""
    material = make_material(make_cases(context, random), context.vocabularies, AS_OF)
    whole = select_linked(Things.of(material), scope)
    entering = [one for one in material.units if one.unit.act.motive_link in scope]

    for indicator in OF_UNITS.values():
        assert whole.find(indicator) == find_alone(material, entering, indicator)
    for breakdown in BREAKDOWNS.values():
        parts = whole.divide(breakdown)
        keys = {key for one in entering for key in breakdown.keys_of(one.unit)} - {breakdown.unknown}
        assert list(parts) == [*sorted(keys), breakdown.unknown]
        for key, part in parts.items():
            units = [one for one in entering if key in breakdown.keys_of(one.unit)]
            for indicator in OF_UNITS.values():
                assert part.find(indicator) == find_alone(material, units, indicator)


def test_what_is_not_of_units_has_no_parts(context: Context) -> None:
    """Measures have no scope and no year: an indicator of theirs that asks for either is a mistake."""
    indicators, _ = read_indicators(REPOSITORY / "content", root=REPOSITORY, context=context)
    measures, attacks = indicators["measures_by_headline"], indicators["attacks_documented"]

    for change in ({"scopes": ("confirmed",)}, {"breakdowns": ("year",)}):
        changed = {one.code: replace(one, **change) for one in (measures, attacks)}
        assert find_mismatches(Indicators({**indicators, **changed})) == {"measures_by_headline"}
