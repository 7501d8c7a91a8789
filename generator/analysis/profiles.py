"""What is documented of each state: its cases, attacks, measures and how far justice got. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from generator.analysis.facets import group_cases
from generator.analysis.figures import Figure
from generator.analysis.findings import Findings
from generator.analysis.measure_steps import State
from generator.analysis.measures import Headline
from generator.analysis.verification import count_verified
from generator.records.public import PublicCase


class Profile(Struct, frozen=True):
    """A state as these cases document it."""

    code: str
    """INEGI code."""
    cases: tuple[PublicCase, ...]
    """Those that touch it: the case, one of its acts, or the defence lies there. A case may touch several states."""
    attacks: Figure | None
    """Attacks that happened there; none where not even whether there are any may be told."""
    impunity: Figure | None
    """Share of them without any conviction, likewise."""
    justice: tuple[Figure, ...]
    """The same attacks by class of justice."""
    measures: tuple[tuple[State, int], ...]
    """Protection measures of the cases of the state, by where they stand; one counts in one state only."""
    verified: tuple[tuple[State, int], ...]
    """Those of them in force, by what somebody other than the authority has seen; every state of `SEEN`."""

    @property
    def measure_count(self) -> int:
        """How many measures."""
        return sum(count for _, count in self.measures)


def list_profiles(findings: Findings) -> tuple[Profile, ...]:
    """A profile of each code of a state, in the order of the vocabulary; without cases where there are none."""
    return tuple(_list_profiles(findings))


def _list_profiles(findings: Findings) -> Iterator[Profile]:
    figures = {
        code: findings.statistics.select(code, breakdown="state")
        for code in ("attacks_documented", "impunity_share", "justice_breakdown")
    }
    headlines: defaultdict[str, list[Headline]] = defaultdict(list)
    for one in findings.counted:
        if one.protective:
            headlines[one.place].append(one.headline)
    cases = group_cases(findings, "state")
    for code in findings.vocabularies["state"]:
        mine = {name: tuple(one for one in listed if one.key == code) for name, listed in figures.items()}
        states = [one.state for one in headlines[code]]
        yield Profile(
            code=code,
            cases=cases.get(code, ()),
            attacks=next(iter(mine["attacks_documented"]), None),
            impunity=next(iter(mine["impunity_share"]), None),
            justice=mine["justice_breakdown"],
            measures=tuple((state, states.count(state)) for state in State if state in states),
            verified=count_verified(headlines[code]),
        )
