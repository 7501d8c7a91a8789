"""Tells whoever listens which stage of a build has begun, and how far it is. Nobody needs to listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Listener: TypeAlias = Callable[[str, int, int], None]
"""Is given the stage, how many things of it are done, and how many there are; none of both where nobody counts."""

_listeners: list[Listener] = []


def tell(stage: str, done: int = 0, total: int = 0) -> None:
    """Say that a stage has begun, such as read, shells, pages or links; or how much of it is done."""
    for listener in _listeners:
        listener(stage, done, total)


@contextmanager
def listen(listener: Listener) -> Iterator[None]:
    """Call a function at the start of each stage, and as it goes on."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
