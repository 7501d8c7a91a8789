"""Measures by what somebody other than the authority has seen of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.analysis.measure_steps import State
from generator.analysis.measures import MeasureFinding
from generator.analysis.states import LIVE

SEEN = (State.IN_PLACE, State.PARTLY, State.NOT_IN_PLACE, State.UNKNOWN)
"""What may have been seen of a measure in force, from best to worst, and last that nobody has said."""


def count_verified(measures: Iterable[MeasureFinding]) -> tuple[tuple[State, int], ...]:
    """How many measures in force are in each state that somebody other than the authority saw."""
    return tuple((state, len(found)) for state, found in group_by_verified(measures).items())


def group_by_verified(measures: Iterable[MeasureFinding]) -> Mapping[State, tuple[MeasureFinding, ...]]:
    """Measures in force by the state somebody other than the authority saw; its own word alone is not known."""
    groups: dict[State, list[MeasureFinding]] = {state: [] for state in SEEN}
    for one in measures:
        if one.headline.state in LIVE:
            groups[one.headline.state if one.headline.basis == "verified" else State.UNKNOWN].append(one)
    return {state: tuple(found) for state, found in groups.items()}
