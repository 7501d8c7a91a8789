"""What indicators are computed from. The words, units, scopes and rules of printing are data. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

from msgspec import Struct, field

from generator.analysis.after_grant import ActUnderMeasure, find_after_grant
from generator.analysis.antecedents import Loss, find_losses
from generator.analysis.breakdowns import Breakdown
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


class Material(Struct, frozen=True, dict=True):
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
    def ids(self) -> tuple[str, ...]:
        """The ids of all units."""
        return tuple([one.unit.id for one in self.units])

    def classify(self, classify: Callable[[Material], Sequence[Any]]) -> Sequence[Any]:
        """What a function says of each unit; it is asked once."""
        if classify not in self._classes:
            self._classes[classify] = classify(self)
        return self._classes[classify]

    def get_keys(self, breakdown: Breakdown) -> Sequence[tuple[str, ...]]:
        """The parts of a breakdown that each unit stands under."""
        if breakdown.code not in self._keys:
            known: dict[tuple[str, ...], tuple[str, ...]] = {}  # many thousands stand under few
            found = (breakdown.keys_of(one.unit) for one in self.units)
            self._keys[breakdown.code] = [known.setdefault(keys, keys) for keys in found]
        return self._keys[breakdown.code]

    @cached_property
    def _classes(self) -> dict[Callable[[Material], Sequence[Any]], Sequence[Any]]:
        return {}

    @cached_property
    def _keys(self) -> dict[str, Sequence[tuple[str, ...]]]:
        return {}

    def flags(self, vocabulary: str, flag: str, value: str | None = None) -> frozenset[str]:
        """The codes whose flag has a value; without one, those for which it is true."""
        return self.vocabularies[vocabulary].codes_with(flag, True if value is None else value)


def unique(ids: Iterable[str]) -> tuple[str, ...]:
    """The ids, each once."""
    return tuple(dict.fromkeys(ids))
