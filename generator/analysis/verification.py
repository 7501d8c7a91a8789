"""Measures by what somebody other than the authority has seen of them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from generator.analysis.measure_steps import State
from generator.analysis.measures import Headline, MeasureFinding
from generator.analysis.states import LIVE

SEEN = (State.IN_PLACE, State.PARTLY, State.NOT_IN_PLACE, State.UNKNOWN)
"""What may have been seen of a measure in force, from best to worst, and last that nobody has said."""


def count_verified(headlines: Iterable[Headline]) -> tuple[tuple[State, int], ...]:
    """Of what is said of measures first: how many in force are in each state that somebody but the authority saw."""
    counts = Counter(see(one.state, is_verified=one.basis == "verified") for one in headlines)
    return tuple((state, counts[state]) for state in SEEN)


def group_by_verified(measures: Iterable[MeasureFinding]) -> Mapping[State, tuple[MeasureFinding, ...]]:
    """Measures in force by the state somebody other than the authority saw."""
    groups: dict[State, list[MeasureFinding]] = {state: [] for state in SEEN}
    for one in measures:
        if seen := see(one.headline.state, is_verified=one.headline.basis == "verified"):
            groups[seen].append(one)
    return {state: tuple(found) for state, found in groups.items()}


def see(state: State, *, is_verified: bool) -> State | None:
    """What was seen of a measure in force, of which the authority's word alone is not known; none of any other."""
    if state not in LIVE:
        return None
    return state if is_verified else State.UNKNOWN
