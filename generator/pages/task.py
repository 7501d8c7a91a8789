"""What is to be made, and from what: so that what is made of the same things need not be made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from generator.records.digests import digest_of

if TYPE_CHECKING:
    from generator.pages.page import Page

__all__ = ["File", "Inputs", "Task", "digest_of"]

File: TypeAlias = tuple[str, bytes]
"""Path below the root of the site, and bytes."""


@dataclass(frozen=True, slots=True)
class Task:
    """Pages and files that are made together."""

    name: str
    """What they are, once in a site and the same in every build: `es case MX-0001`."""

    inputs: Mapping[str, str]
    """Name → digest of each thing they are made of, beyond what all tasks of a build share."""

    make: Callable[[], Iterable[Page | File]]
    """Makes them. Called only where an input has changed, maybe in another process."""


@dataclass(frozen=True)
class Inputs:
    """Digests of what pages are made of, beyond what all of them share; empty where nobody asks."""

    cases: Mapping[str, str] = field(default_factory=dict)
    """Id of a case → digest of what is told of it, and of all cases it is linked with."""
    shells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Key and language of an editorial page → digest of its text and shell."""
    rest: Mapping[str, str] = field(default_factory=dict)
    """What only pages about all cases depend on."""

    @cached_property
    def all_cases(self) -> str:
        """Digest of all cases together."""
        return digest_of(*(f"{id_}={digest}" for id_, digest in sorted(self.cases.items())))

    def of_case(self, id_: str, lang: str) -> dict[str, str]:
        """What the pages of a case are made of."""
        return {"case": self.cases.get(id_, ""), "shell": self.shells.get(("cases", lang), "")}

    def of_some(self, ids: Iterable[str], section: str, lang: str, **told: object) -> dict[str, str]:
        """What a page about some cases is made of; `told` is what else it says, such as how many there are in all."""
        return {
            "cases": digest_of(*(f"{id_}={self.cases.get(id_, '')}" for id_ in ids)),
            "shell": self.shells.get((section, lang), ""),
            **{name: str(one) for name, one in told.items()},
        }

    def of_all(self, section: str, lang: str) -> dict[str, str]:
        """What a page about all cases is made of."""
        return {"cases": self.all_cases, "shell": self.shells.get((section, lang), ""), **self.rest}
