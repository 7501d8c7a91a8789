"""What is to be made, and from what: so that what is made of the same things need not be made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from generator.analysis.parts import WHOLE
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

    cases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Id of a case → part → its digest, with the same part of all cases it is linked with; `whole` is all of it."""
    together: Mapping[str, str] = field(default_factory=dict)
    """Part → its digest of all cases."""
    shells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Key and language of an editorial page → digest of its text and shell."""
    rest: Mapping[str, str] = field(default_factory=dict)
    """What some pages tell, by name: withdrawn cases, promises, where the site comes from, `card es`."""

    def of_case(self, id_: str, lang: str) -> dict[str, str]:
        """What the pages of a case are made of."""
        return {"case": self._find(id_, WHOLE), "shell": self.shells.get(("cases", lang), "")}

    def of_page(self, section: str, lang: str, *rest: str, **told: object) -> dict[str, str]:
        """What a page of a section is made of beyond cases: its shell, the site's card, and what else it tells."""
        return {
            "shell": self.shells.get((section, lang), ""),
            "card": self.rest.get(f"card {lang}", ""),
            **self.of_rest(*rest, **told),
        }

    def of_rest(self, *rest: str, **told: object) -> dict[str, str]:
        """Some of the rest, and what else a page or file says, such as how many cases there are."""
        return {**{name: self.rest.get(name, "") for name in rest}, **{name: str(one) for name, one in told.items()}}

    def of_all(self, *parts: str) -> dict[str, str]:
        """What is made of some parts of all cases; figures are made of all that they are computed from."""
        return {part: self.together.get(part, "") for part in parts}

    def of_some(self, ids: Iterable[str], *parts: str) -> dict[str, str]:
        """What is made of some parts of some cases, in this order."""
        listed = tuple(ids)
        return {"cases": digest_of(*(f"{id_}={self._find(id_, part)}" for id_ in listed for part in parts or (WHOLE,)))}

    def _find(self, id_: str, part: str) -> str:
        return self.cases[id_][part] if id_ in self.cases else ""
