"""Tells whoever listens which stage of a build has begun. Nobody needs to listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

_listeners: list[Callable[[str], None]] = []


def tell(stage: str, done: int = 0, total: int = 0) -> None:  # noqa: ARG001
    """Say that a stage has begun: read, shells, pages, cards or links; or how much of it is done."""
    for listener in _listeners:
        listener(stage)


@contextmanager
def listen(listener: Callable[[str], None]) -> Iterator[None]:
    """Call a function at the start of each stage."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
