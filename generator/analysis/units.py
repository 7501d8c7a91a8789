"""What is counted: each documented attack on each victim, once, with every proceeding about it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from operator import attrgetter

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
        return tuple([(t.case, p) for t in self.tellings for p in t.case.proceedings if t.act.id in p.about])

    @cached_property
    def checked(self) -> date | None:
        """The last day on which one of the cases was checked."""
        days = [telling.case.last_checked.earliest for telling in self.tellings]
        return max((day for day in days if day), default=None)


def list_units(cases: Iterable[PublicCase]) -> tuple[Unit, ...]:
    """Every unit, by case, in the order of the files; an act told in several cases stands where it is counted."""
    listed = sorted(cases, key=attrgetter("id"))
    tellings = {f"{case.id}#{act.id}": Telling(case, act) for case in listed for act in case.acts}
    elsewhere: set[str] = set()
    others: defaultdict[str, list[Telling]] = defaultdict(list)
    for id_, telling in tellings.items():
        target = telling.act.same_as
        if target is not None and (counted := _find_counted(id_, target, tellings)) != id_:
            elsewhere.add(id_)
            others[counted].append(telling)
    return tuple(
        [
            unit
            for id_, telling in tellings.items()
            if id_ not in elsewhere or id_ in others
            for unit in _list_of_act((telling, *others.get(id_, ())))
        ]
    )


def _find_counted(id_: str, target: str, tellings: Mapping[str, Telling]) -> str:
    """Where an act is counted: at what it points to; where that is not public, at the first case that tells it."""
    if target == id_:
        return id_
    if target in tellings:
        return target if tellings[target].act.same_as is None else min(id_, target)
    return min(id_ for id_, other in tellings.items() if other.act.same_as == target)


def _list_of_act(tellings: tuple[Telling, ...]) -> Iterator[Unit]:
    """The units of an act as the first of its tellings has them."""
    case, act = tellings[0].case, tellings[0].act
    seen: set[str] = set()
    unnamed = 0
    for victim in act.victims:
        if victim.id is None:
            unnamed += 1
            yield Unit(case, act, victim, None, unnamed, tellings)
        elif victim.id not in seen:
            seen.add(victim.id)
            subject = next((one for one in case.subjects if one.id == victim.id), None)
            yield Unit(case, act, victim, subject, 0, tellings)
