"""Records that are opened when somebody first asks for what is in them, as of most of many thousands nobody does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

Record = TypeVar("Record", bound="Unopened")


class Unopened:
    """What a frozen record with slots may be at first: the slots of fields that are not known yet are empty.

    Whoever asks for one of them opens the record, as far as needed. But for the time it takes nobody can tell it from
    one that was whole at once: it is equal to it, and goes to other processes as a whole.
    """

    __slots__ = ("_open",)

    if not TYPE_CHECKING:  # The checker of types knows the fields that there are, and no others.

        def __getattr__(self, name: str) -> Any:
            """Called by Python where a slot is empty, or where there is none of that name."""
            if name in self.__dataclass_fields__:
                found = self._open(name)
                for field, value in found.items():
                    object.__setattr__(self, field, value)
                if len(found) == len(self.__dataclass_fields__):
                    # What it was opened of takes as much memory. Another thread may be on its way here, too.
                    object.__setattr__(self, "_open", _find_nothing)
            return object.__getattribute__(self, name)


def _find_nothing(_: str) -> Mapping[str, object]:
    """What is left to be found of a record that is whole."""
    return {}


def make_unopened(
    kind: type[Record], opening: Callable[[str], Mapping[str, object]], known: Mapping[str, object]
) -> Record:
    """A record of which some fields are known; `opening` gives the value of another, and of those it comes upon."""
    record = object.__new__(kind)
    object.__setattr__(record, "_open", opening)
    for name, value in known.items():
        object.__setattr__(record, name, value)
    return record


def list_values(record: Unopened) -> dict[str, object]:
    """Field → value of a whole record."""
    return {name: getattr(record, name) for name in list_fields(type(record))}


def list_fields(kind: type) -> tuple[str, ...]:
    """The fields of a kind of record, opened at once or not; none of what is no record."""
    names: tuple[str, ...] = getattr(kind, "__struct_fields__", ()) or tuple(getattr(kind, "__dataclass_fields__", ()))
    return names
