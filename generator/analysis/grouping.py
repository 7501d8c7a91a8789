"""Things in groups, each of which keeps their order. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

One = TypeVar("One")


def group_by(things: Iterable[One], find_key: Callable[[One], str]) -> dict[str, tuple[One, ...]]:
    """Things by a key of theirs, in their order."""
    groups: defaultdict[str, list[One]] = defaultdict(list)
    for thing in things:
        groups[find_key(thing)].append(thing)
    return {key: tuple(group) for key, group in groups.items()}


def gather(told: Iterable[tuple[str, One]]) -> dict[str, tuple[One, ...]]:
    """Things by the key that stands before each, in their order."""
    return {key: tuple([one for _, one in group]) for key, group in group_by(told, lambda pair: pair[0]).items()}
