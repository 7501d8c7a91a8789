"""What is counted: each documented attack on each victim, once, with every proceeding about it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from generator.records.public import PublicAct, PublicCase, PublicProceeding, PublicSubject, PublicVictim


class Telling(Struct, frozen=True, gc=False):
    """An act as one case tells it."""

    case: PublicCase
    act: PublicAct

    @property
    def id(self) -> str:
        """Case and act, as `MX-0007#a3`."""
        return f"{self.case.id}#{self.act.id}"


class Unit(Struct, frozen=True, dict=True):
    """One act on one victim. A collective is one victim; unnamed others are one unit for each entry of the file."""

    case: PublicCase
    act: PublicAct
    victim: PublicVictim
    subject: PublicSubject | None
    """The person or collective; none for unnamed others."""
    position: int
    """Which of the unnamed entries of the act it is, from 1; 0 for those of the case."""
    tellings: tuple[Telling, ...]
    """The act in each case that tells it, the counted one first."""

    @cached_property
    def id(self) -> str:
        """Case, act and victim, as `MX-0007#a3:ana`; unnamed others are `_others1`, `_others2` and so on."""
        return f"{self.case.id}#{self.act.id}:{self.victim.id or f'_others{self.position}'}"

    @cached_property
    def act_id(self) -> str:
        """Case and act, as `MX-0007#a3`."""
        return f"{self.case.id}#{self.act.id}"

    @cached_property
    def person_id(self) -> str | None:
        """Case and victim, as `MX-0007:ana`; none for unnamed others and collectives."""
        return f"{self.case.id}:{self.subject.id}" if self.subject and self.subject.kind == "person" else None

    @property
    def is_unnamed(self) -> bool:
        """Whether it stands for an unknown number of people without a name."""
        return self.victim.id is None

    @property
    def state(self) -> str:
        """INEGI code of the state where the act happened: its own place, else that of the case."""
        return (self.act.place or self.case.place).state

    @property
    def proceedings(self) -> tuple[tuple[PublicCase, PublicProceeding], ...]:
        """Every proceeding about the act, of each case that tells it."""
        return tuple((t.case, p) for t in self.tellings for p in t.case.proceedings if t.act.id in p.about)

    @cached_property
    def checked(self) -> date | None:
        """The last day on which one of the cases was checked."""
        days = [telling.case.last_checked.earliest for telling in self.tellings]
        return max((day for day in days if day), default=None)


def list_units(cases: Iterable[PublicCase]) -> tuple[Unit, ...]:
    """Every unit, by case, in the order of the files; an act told in several cases stands where it is counted."""
    listed = sorted(cases, key=lambda case: case.id)
    tellings = {telling.id: telling for case in listed for telling in _list_tellings(case)}
    groups: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in tellings.values():
        groups[_find_counted(telling, tellings)].append(telling)
    return tuple(
        unit for id_, telling in tellings.items() if id_ in groups for unit in _list_of_act(telling, groups[id_])
    )


def _list_tellings(case: PublicCase) -> Iterator[Telling]:
    return (Telling(case, act) for act in case.acts)


def _find_counted(telling: Telling, tellings: Mapping[str, Telling]) -> str:
    """Where the act is counted: at what it points to; where that is not public, at the first case that tells it."""
    target = telling.act.same_as
    if target is None or target == telling.id:
        return telling.id
    if target in tellings:
        return target if tellings[target].act.same_as is None else min(telling.id, target)
    return min(other.id for other in tellings.values() if other.act.same_as == target)


def _list_of_act(counted: Telling, group: Iterable[Telling]) -> Iterator[Unit]:
    tellings = (counted, *(telling for telling in group if telling.id != counted.id))
    subjects = {subject.id: subject for subject in counted.case.subjects}
    seen: set[str] = set()
    unnamed = 0
    for victim in counted.act.victims:
        if victim.id in seen:
            continue
        if victim.id is None:
            unnamed += 1
        else:
            seen.add(victim.id)
        subject = subjects.get(victim.id or "")
        yield Unit(counted.case, counted.act, victim, subject, 0 if victim.id else unnamed, tellings)
