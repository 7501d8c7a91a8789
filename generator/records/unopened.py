"""Records that are opened when somebody first asks for what is in them, as of most of many thousands nobody does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

Record = TypeVar("Record", bound="Unopened")


class Unopened:
    """What a frozen record with slots may be at first: the slots of fields that are not known yet are empty.

    Whoever asks for one of them opens the record, and all are filled. But for the time it takes nobody can tell it from
    one that was whole at once: it is equal to it, and goes to other processes as a whole.
    """

    __slots__ = ("_open",)

    if not TYPE_CHECKING:  # The checker of types knows the fields that there are, and no others.

        def __getattr__(self, name: str) -> Any:
            """Called by Python where a slot is empty, or where there is none of that name."""
            if name not in self.__dataclass_fields__:
                raise AttributeError(name)
            opened = self._open()
            for field in self.__dataclass_fields__:
                object.__setattr__(self, field, getattr(opened, field))
            return getattr(self, name)


def make_unopened(kind: type[Record], opening: Callable[[], Record], known: Mapping[str, object]) -> Record:
    """A record of which some fields are known; `opening` gives the whole of it, with the same in these."""
    record = object.__new__(kind)
    object.__setattr__(record, "_open", opening)
    for name, value in known.items():
        object.__setattr__(record, name, value)
    return record
