"""What of the public cases may go into data files: consent to a page is not consent to a download. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from generator.records.public import PublicCase


class Permission(Struct, frozen=True, dict=True):
    """The cases whose consent covers data files."""

    cases: tuple[PublicCase, ...]
    """In order of id."""

    @classmethod
    def of(cls, cases: Iterable[PublicCase]) -> Permission:
        """The permission that some public cases give."""
        return cls(tuple(case for case in sorted(cases, key=lambda case: case.id) if "data_export" in case.uses))

    @cached_property
    def open(self) -> frozenset[str]:
        """Ids of the cases."""
        return frozenset(self._by_id)

    @cached_property
    def _by_id(self) -> Mapping[str, PublicCase]:
        return {case.id: case for case in self.cases}

    def select_cases(self, ids: Iterable[str]) -> tuple[PublicCase, ...]:
        """Those of some cases that may be told, by id."""
        return tuple(self._by_id[id_] for id_ in ids if id_ in self._by_id)

    def covers(self, id_: str) -> bool:
        """Whether a thing belongs to one of the cases: its id starts with the case's, as in `MX-0007#a3:ana`."""
        return id_.partition(":")[0].partition("#")[0] in self.open

    def select(self, ids: Iterable[str]) -> list[str]:
        """The ids of those of some things that may be told."""
        return [id_ for id_ in ids if self.covers(id_)]
