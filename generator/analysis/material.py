"""What indicators are computed from. The words, units, scopes and rules of printing are data. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from generator.analysis.after_grant import ActUnderMeasure
from generator.analysis.antecedents import Loss
from generator.analysis.competence import CompetenceMove
from generator.analysis.criminalisation import Criminalisation
from generator.analysis.durations import SurvivalRange
from generator.analysis.figures import Aggregate, Tally
from generator.analysis.justice import UnitJustice
from generator.analysis.measures import MeasureFinding
from generator.records.contents import MeasureContents
from generator.records.public import PublicCase
from generator.records.vocabularies import Vocabularies

Row: TypeAlias = str | None
"""Code of one row of an indicator; none where it has one row only."""
Found: TypeAlias = Mapping[Row, "Tally | Aggregate | SurvivalRange"]


@dataclass(frozen=True)
class Material:
    """What an indicator is computed from: what enters its scope, and its part of a breakdown."""

    cases: tuple[PublicCase, ...]
    """By id."""
    units: tuple[UnitJustice, ...]
    """Acts on victims, in the order of `list_units`."""
    moves: tuple[CompetenceMove, ...]
    """Moves between authorities; of the whole only."""
    criminalisations: tuple[Criminalisation, ...]
    """Criminal proceedings against defenders; of the whole only."""
    measures: tuple[MeasureFinding, ...]
    """What became of each measure; of the whole only."""
    pairs: tuple[ActUnderMeasure, ...]
    """Attacks after a request, grant or end of a measure; of the whole only."""
    losses: tuple[Loss, ...]
    """Killings and disappearances with what is documented before; of the whole only."""
    vocabularies: Vocabularies
    as_of: date
    contents: MeasureContents = field(default_factory=MeasureContents)
    """What measures consist of; of the whole only."""

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
