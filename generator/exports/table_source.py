"""What the tables are made from: what is derived of all cases, or of some, by case. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from generator.analysis.after_grant import ActUnderMeasure
from generator.analysis.antecedents import Loss
from generator.analysis.competence import CompetenceMove
from generator.analysis.criminalisation import Criminalisation
from generator.analysis.findings import Findings
from generator.analysis.grouping import group_by
from generator.exports.permission import Permission
from generator.records.public import PublicCase


class Source(Struct, frozen=True, dict=True):
    """What the tables are made from."""

    findings: Findings
    languages: tuple[str, ...]

    @cached_property
    def permission(self) -> Permission:
        """What of it may be told."""
        return Permission.of(self.findings.cases)

    @cached_property
    def counted(self) -> Mapping[str, str]:
        """Id of each act → the one it is counted as."""
        units = self.findings.material.units
        return {telling.id: one.unit.act_id for one in units for telling in one.unit.tellings}

    @cached_property
    def pairs(self) -> Mapping[str, Sequence[ActUnderMeasure]]:
        """Id of a case → attacks after a request, grant or end of a measure that it tells."""
        return group_by(self.findings.material.pairs, lambda one: one.case.id)

    @cached_property
    def losses(self) -> Mapping[str, Sequence[Loss]]:
        """Id of a case → killings and disappearances in it."""
        return group_by(self.findings.material.losses, lambda one: one.unit.case.id)

    @cached_property
    def moves(self) -> Mapping[str, Sequence[CompetenceMove]]:
        """Id of a case → what was passed on from one authority to another."""
        return group_by(self.findings.material.moves, lambda one: one.case.id)

    @cached_property
    def criminalisations(self) -> Mapping[str, Sequence[Criminalisation]]:
        """Id of a case → criminal proceedings against those who defend or inform."""
        return group_by(self.findings.material.criminalisations, lambda one: one.case.id)

    @cached_property
    def endings(self) -> Mapping[str, str]:
        """Id of a criminal proceeding against a defender → how it ended."""
        return {one.id: one.ending for one in self.findings.material.criminalisations}

    def narrow(self, ids: Iterable[str]) -> Source:
        """The same as some cases, and those they are linked with, give it; this one where all is derived already."""
        if self.findings.material.is_derived:
            return self
        return Source(self.findings.narrow(ids), self.languages)

    def select(self, ids: Iterable[str]) -> tuple[PublicCase, ...]:
        """Those of some cases that may be told."""
        return self.permission.select_cases(ids)
