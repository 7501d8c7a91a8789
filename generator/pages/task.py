"""What is to be made, and from what: so that what is made of the same things need not be made again."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from generator.analysis.part_table import PartTable
from generator.analysis.parts import WHOLE
from generator.records.digests import digest_of

if TYPE_CHECKING:
    from generator.pages.card import ShareCard
    from generator.pages.page import Page

__all__ = [
    "GONE",
    "File",
    "Group",
    "Inputs",
    "Late",
    "Made",
    "Needs",
    "Task",
    "UndeclaredError",
    "digest_of",
    "list_tasks",
    "name_card",
]

GONE = ("withdrawn", "hidden", "promises")
"""Names of what remains of cases that are not on the site any more."""

File: TypeAlias = tuple[str, bytes]
"""Path below the root of the site, and bytes."""

Made: TypeAlias = "Page | File | ShareCard"
"""What a task makes; pages and cards become files once they are stamped and drawn."""


class Task(Struct, frozen=True):
    """Pages and files that are made together."""

    name: str
    """What they are, once in a site and the same in every build: `es case MX-0001`."""

    inputs: Mapping[str, str]
    """Name → digest of each thing they are made of, beyond what all tasks of a build share."""

    make: Callable[[], Iterable[Made]]
    """Makes them. Called only where an input has changed, maybe in another process."""


class UndeclaredError(LookupError):
    """A task asks for something that its group has not declared, so that nobody would notice that it changed."""


class Needs(Struct, frozen=True):
    """Which inputs the tasks of a group, and the list of them, may be made of."""

    cases: tuple[str, ...] = ()
    """Ids of cases of which it may tell anything."""
    parts: tuple[str, ...] = ()
    """Parts of any case."""
    shells: tuple[tuple[str, str], ...] = ()
    """Key and language of editorial pages."""
    rest: tuple[str, ...] = ()
    """Names of what else it may tell."""


class Late(Struct, frozen=True):
    """A function whose module is loaded when it is first called: of most groups nobody asks for the tasks."""

    module: str
    name: str

    def __call__(self, *told: Any) -> Any:
        """Call it."""
        return getattr(import_module(self.module), self.name)(*told)


class Group(Struct, frozen=True):
    """Tasks that are listed and compared only where something has changed that any of them may be made of.

    Nothing of cases is looked at until somebody asks for the list.
    """

    name: str
    """What they are, once in a site and the same in every build: `case MX-0001`."""

    needs: Needs
    """All that they, and the list of them, are made of beyond what all tasks of a build share."""

    list: Callable[[Inputs], Iterable[Task]]
    """Lists them; the inputs that it is given are those that the group needs, and no others."""


class Inputs(Struct, frozen=True, dict=True):
    """Digests of what pages are made of, beyond what all of them share; empty where nobody asks."""

    cases: PartTable = field(default_factory=PartTable)
    """Of each case the digest of each part, with the same part of all cases it is linked with; `whole` is all of it."""
    together: Mapping[str, str] = field(default_factory=dict)
    """Part → its digest of all cases."""
    shells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Key and language of an editorial page → digest of its text and shell."""
    rest: Mapping[str, str] = field(default_factory=dict)
    """What some pages tell, by name: withdrawn cases, promises, where the site comes from, `card es`."""
    needs: Needs | None = None
    """What may be asked for; anything where there are none."""

    def narrow(self, needs: Needs) -> Inputs:
        """The same, of which only so much may be asked for: anything else raises UndeclaredError."""
        return replace(self, needs=needs)

    def digest(self, needs: Needs) -> str:
        """All that may be asked for of so much."""
        told = [
            self.cases.digest_some(needs.cases, (WHOLE,)) if needs.cases else "",
            *[f"{part}={self.together.get(part, '')}" for part in needs.parts],
            *[f"{key} {lang}={self.shells.get((key, lang), '')}" for key, lang in needs.shells],
            *[f"{name}={self.rest.get(name, '')}" for name in needs.rest],
        ]
        return digest_of("\n".join(told))

    def of_case(self, id_: str, lang: str) -> dict[str, str]:
        """What the pages of a case are made of."""
        return {"case": self._find(id_, WHOLE), "shell": self._find_shell("cases", lang)}

    def of_page(self, section: str, lang: str, *rest: str, **told: object) -> dict[str, str]:
        """What a page of a section is made of beyond cases: its shell, the site's card, and what else it tells."""
        card = name_card(lang)
        return {
            "shell": self._find_shell(section, lang),
            **{"card" if name == card else name: digest for name, digest in self.of_rest(card, *rest, **told).items()},
        }

    def of_rest(self, *rest: str, **told: object) -> dict[str, str]:
        """Some of the rest, and what else a page or file says, such as how many cases there are."""
        _require(rest, None if self.needs is None else self.needs.rest)
        return {**{name: self.rest.get(name, "") for name in rest}, **{name: str(one) for name, one in told.items()}}

    def of_all(self, *parts: str) -> dict[str, str]:
        """What is made of some parts of all cases; figures are made of all that they are computed from."""
        _require(parts, None if self.needs is None else self.needs.parts)
        return {part: self.together.get(part, "") for part in parts}

    def of_some(self, ids: Iterable[str], *parts: str) -> dict[str, str]:
        """What is made of some parts of some cases, in this order."""
        listed, asked, needs = tuple(ids), parts or (WHOLE,), self.needs
        if needs and WHOLE not in needs.parts and not {*needs.cases}.issuperset(listed):
            _require(asked, needs.parts)
        return {"cases": self.cases.digest_some(listed, asked)}

    def _find(self, id_: str, part: str) -> str:
        if self.needs and WHOLE not in self.needs.parts and id_ not in self.needs.cases:
            _require([part], self.needs.parts)
        return self.cases.find(part, id_) or ""

    def _find_shell(self, section: str, lang: str) -> str:
        _require([(section, lang)], None if self.needs is None else self.needs.shells)
        return self.shells.get((section, lang), "")


def list_tasks(groups: Iterable[Group]) -> Iterator[Task]:
    """Every task of some groups, where nobody asks whether it has to run."""
    for group in groups:
        yield from group.list(Inputs(needs=group.needs))


def name_card(lang: str) -> str:
    """The name, among the rest, of the edition of the site's share card in a language."""
    return f"card {lang}"


def _require(asked: Iterable[object], declared: Container[object] | None) -> None:
    """Raise UndeclaredError for what was not declared; where nothing was, anything may be asked for."""
    for one in asked:
        if declared is not None and one not in declared:
            raise UndeclaredError(one)
