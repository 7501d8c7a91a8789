"""Records that are alike if they tell the same, whatever of it is at hand."""

from __future__ import annotations

from msgspec import Struct


class Alike(Struct, frozen=True, eq=False, gc=False):
    """One of these. What it says of itself names no person, as it may end up in a log."""

    def list_told(self) -> tuple[object, ...]:
        """All that it tells: each of its fields, unless a kind of record says otherwise."""
        return tuple(getattr(self, name) for name in self.__struct_fields__)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(...)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alike) and type(other) is type(self) and self.list_told() == other.list_told()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.list_told()[0])
