"""By what figures are broken down, and which parts are withheld because they could point to a person. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from msgspec import Struct

from generator.analysis.units import Unit
from generator.records.dates import UNKNOWN

SMALL = range(1, 5)
"""Cells that are withheld in tables that could point to a person (DNH-12); our default among 3, 5 and 10."""


class Breakdown(Struct, frozen=True):
    """One way to break figures down."""

    code: str
    """A key of `breakdowns` in `content/indicators.yml`."""
    find: Callable[[Unit], Collection[str]]
    """The parts a unit stands under; under none it stands under `unknown`."""
    vocabulary: str | None = None
    """Where the words of its parts are; none for years."""
    unknown: str = UNKNOWN
    """The part of what is not known; always there, even if empty."""
    is_personal: bool = False
    """Whether it tells something about the victim: then every small cell of a sensitive table is withheld."""
    overlaps: bool = False
    """Whether an attack may stand under several parts, so that they do not add up."""
    of_act: bool = True
    """Whether all attacks of one act stand under the same parts."""

    def keys_of(self, unit: Unit) -> tuple[str, ...]:
        """The parts a unit stands under."""
        found = self.find(unit)
        return tuple(found if len(found) == 1 else sorted(set(found))) or (self.unknown,)


def _find_year(unit: Unit) -> Collection[str]:
    years = unit.act.date.years
    bounded = unit.act.date.precision not in {"open_end", "before"}
    return [str(years[0])] if len(years) == 1 and bounded else ()


def _find_groups(unit: Unit) -> Collection[str]:
    return unit.subject.groups if unit.subject else ()


BREAKDOWNS: Mapping[str, Breakdown] = {
    each.code: each
    for each in (
        Breakdown("year", _find_year),
        Breakdown("state", lambda unit: (unit.state,), "state", unknown="99"),  # INEGI's code of "not specified"
        Breakdown("act_type", lambda unit: (unit.act.type,), "act_type"),
        Breakdown(
            "perpetrator_type", lambda unit: {p.type for p in unit.act.perpetrators}, "perpetrator_type", overlaps=True
        ),
        Breakdown(
            "perpetrator_level", lambda unit: {p.level for p in unit.act.perpetrators}, "authority_level", overlaps=True
        ),
        Breakdown("gender", lambda unit: (unit.subject.gender,) if unit.subject else (), "gender", of_act=False),
        Breakdown("right_defended", lambda unit: unit.case.defends, "right_defended", overlaps=True),
        Breakdown("group", _find_groups, "victim_group", is_personal=True, overlaps=True, of_act=False),
    )
}
"""Code → the way to break down. A unit may stand under several parts of one: then the parts overlap."""
