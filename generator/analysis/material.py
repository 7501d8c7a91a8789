"""What indicators are computed from. The words, units, scopes and rules of printing are data. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct, field

from generator.analysis.after_grant import ActUnderMeasure, find_after_grant
from generator.analysis.antecedents import Loss, find_losses
from generator.analysis.competence import CompetenceMove, list_moves
from generator.analysis.criminalisation import Criminalisation, list_criminalisations
from generator.analysis.durations import SurvivalRange
from generator.analysis.figures import Aggregate, Tally
from generator.analysis.justice import UnitJustice, assess_justice
from generator.analysis.measures import MeasureFinding, find_measures
from generator.records.contents import MeasureContents
from generator.records.public import PublicCase
from generator.records.vocabularies import Vocabularies

Row: TypeAlias = str | None
"""Code of one row of an indicator; none where it has one row only."""
Found: TypeAlias = Mapping[Row, "Tally | Aggregate | SurvivalRange"]


class Everything(Struct, frozen=True, dict=True):
    """What all cases give. Each thing is derived when it is first asked for: most edits change none of it."""

    cases: tuple[PublicCase, ...]
    """By id."""
    vocabularies: Vocabularies
    as_of: date
    contents: MeasureContents = field(default_factory=MeasureContents)
    """What measures consist of, counted."""

    @cached_property
    def units(self) -> tuple[UnitJustice, ...]:
        """Acts on victims with how far justice got, in the order of `list_units`."""
        return assess_justice(self.cases, self.vocabularies, self.as_of)

    @cached_property
    def moves(self) -> tuple[CompetenceMove, ...]:
        """Moves between authorities."""
        return list_moves(self.cases)

    @cached_property
    def criminalisations(self) -> tuple[Criminalisation, ...]:
        """Criminal proceedings against defenders."""
        return list_criminalisations(self.cases, self.vocabularies)

    @cached_property
    def measures(self) -> tuple[MeasureFinding, ...]:
        """What became of each measure."""
        return find_measures(self.cases, self.vocabularies, as_of=self.as_of)

    @cached_property
    def pairs(self) -> tuple[ActUnderMeasure, ...]:
        """Attacks after a request, grant or end of a measure."""
        return find_after_grant(self.measures, self.vocabularies)

    @cached_property
    def losses(self) -> tuple[Loss, ...]:
        """Killings and disappearances with what is documented before."""
        return find_losses((one.unit for one in self.units), self.pairs, self.vocabularies)

    @property
    def is_derived(self) -> bool:
        """Whether all that is told of single cases has been derived already."""
        return {"units", "measures", "pairs"} <= vars(self).keys()

    @cached_property
    def motive_links(self) -> frozenset[str]:
        """Codes of `motive_link` that some act has."""
        return frozenset(act.motive_link for case in self.cases for act in case.acts)


class Material(Struct, frozen=True, dict=True):
    """What an indicator is computed from: what enters its scope, and its part of a breakdown."""

    everything: Everything
    """What is told of the whole only. A part of a breakdown has nothing there but vocabularies and the day."""
    links: frozenset[str] | None = None
    """Codes of `motive_link` of the acts that enter the scope; none where all do."""
    part: tuple[UnitJustice, ...] | None = None
    """The units of a part; none where it is no part."""

    @cached_property
    def units(self) -> tuple[UnitJustice, ...]:
        """Acts on victims, in the order of `list_units`."""
        units = self.everything.units if self.part is None else self.part
        return units if self.links is None else tuple([one for one in units if one.unit.act.motive_link in self.links])

    @property
    def cases(self) -> tuple[PublicCase, ...]:
        """By id; of the whole only, as are all that follow but vocabularies and day."""
        return self.everything.cases

    @property
    def moves(self) -> tuple[CompetenceMove, ...]:
        """Moves between authorities."""
        return self.everything.moves

    @property
    def criminalisations(self) -> tuple[Criminalisation, ...]:
        """Criminal proceedings against defenders."""
        return self.everything.criminalisations

    @property
    def measures(self) -> tuple[MeasureFinding, ...]:
        """What became of each measure."""
        return self.everything.measures

    @property
    def pairs(self) -> tuple[ActUnderMeasure, ...]:
        """Attacks after a request, grant or end of a measure."""
        return self.everything.pairs

    @property
    def losses(self) -> tuple[Loss, ...]:
        """Killings and disappearances with what is documented before."""
        return self.everything.losses

    @property
    def contents(self) -> MeasureContents:
        """What measures consist of."""
        return self.everything.contents

    @property
    def vocabularies(self) -> Vocabularies:
        """The words, and what code reads of them."""
        return self.everything.vocabularies

    @property
    def as_of(self) -> date:
        """The day that is spoken of."""
        return self.everything.as_of

    def flags(self, vocabulary: str, flag: str, value: str | None = None) -> frozenset[str]:
        """The codes whose flag has a value; without one, those for which it is true."""
        return self.vocabularies[vocabulary].codes_with(flag, True if value is None else value)

    @cached_property
    def prosecutable(self) -> tuple[UnitJustice, ...]:
        """The units that enter impunity figures, those of unknown status with them."""
        outside = self.flags("impunity_status", "resolution", "outside")
        outside |= self.flags("impunity_status", "reason", "link_ruled_out")
        return tuple([one for one in self.units if one.status not in outside])


Compute: TypeAlias = Callable[[Material], Found]
"""What computes an indicator."""


def ids_of(units: Iterable[UnitJustice]) -> tuple[str, ...]:
    """The ids of units."""
    return tuple([one.unit.id for one in units])


def unique(ids: Iterable[str | None]) -> tuple[str, ...]:
    """The ids, each once, without the absent ones."""
    return tuple([id_ for id_ in dict.fromkeys(ids) if id_ is not None])
