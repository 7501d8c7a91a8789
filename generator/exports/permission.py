"""What of the public cases may go into data files: consent to a page is not consent to a download. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generator.records.public import PublicCase


@dataclass(frozen=True)
class Permission:
    """The cases whose consent covers data files, and how their parts are called there."""

    cases: tuple[PublicCase, ...]
    """In order of id."""
    names: dict[tuple[str, str], str]
    """Case and subject → its id in data files, where the one in the case file might hold a name."""

    @classmethod
    def of(cls, cases: Iterable[PublicCase]) -> Permission:
        """The permission that some public cases give."""
        listed = tuple(case for case in sorted(cases, key=lambda case: case.id) if "data_export" in case.uses)
        return cls(
            listed,
            {
                (case.id, subject.id): f"_subject{number}"
                for case in listed
                if "name" not in case.uses
                for number, subject in enumerate(case.subjects, 1)
            },
        )

    @cached_property
    def open(self) -> frozenset[str]:
        """Ids of the cases."""
        return frozenset(case.id for case in self.cases)

    def covers(self, id_: str) -> bool:
        """Whether a thing belongs to one of the cases: its id starts with the case's, as in `MX-0007#a3:ana`."""
        return _split(id_)[0] in self.open

    def name_subject(self, case: str, subject: str) -> str:
        """The id of a subject in data files."""
        return self.names.get((case, subject), subject)

    def name(self, id_: str) -> str:
        """The id of a thing in data files."""
        case, thing, victim = _split(id_)
        return f"{case}{thing}" + (f":{self.name_subject(case, victim)}" if victim else "")

    def select(self, ids: Iterable[str]) -> list[str]:
        """The ids of those of some things that may be told, as they are called in data files."""
        return [self.name(id_) for id_ in ids if self.covers(id_)]


def _split(id_: str) -> tuple[str, str, str]:
    """Case, act or the like with its `#`, and victim."""
    head, _, victim = id_.partition(":")
    case, sign, thing = head.partition("#")
    return case, sign + thing, victim
