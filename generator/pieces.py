"""Long files of many cases in pieces: what is made of cases that are as they were is cut out of the last site's file.

A note beside the memory says which pieces a file is made of, and of what each was made. It has a checksum of the file,
so that a note of another site, or of a build that did not end, is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias
from zlib import crc32

from msgspec import Struct

BLOCK = 25
"""Cases in a piece: so many are read where one of them has changed."""
FEW = 16
"""Up to so many blocks are derived for themselves; for more of them it is derived from all cases what is asked for."""


File: TypeAlias = tuple[str, bytes]
"""Path below the root of the site, and bytes."""


class Frame(Struct, frozen=True):
    """What stands around and between the pieces of a file. A piece that says nothing is left out."""

    head: str = ""
    between: str = ""
    end: str = ""

    def fill(self, pieces: Iterable[bytes | memoryview]) -> bytes:
        """The bytes of a file of these pieces, which may be long: they are copied once."""
        between = self.between.encode()
        parts = [part for piece in pieces if piece for part in (between, piece)]
        return b"".join([self.head.encode(), *parts[1:], self.end.encode()])


class Files(Protocol):
    """What keeps values under names and keys."""

    def read(self, name: str, key: str, kind: Any = Any) -> Any:
        """What was left, of a kind; None where nothing was, or nothing that can be trusted."""

    def write(self, name: str, key: str, value: object) -> None:
        """Leave a value, if that is possible."""

    def drop(self, name: str) -> bool:
        """Drop what was left; False where nothing was."""


class Notes:
    """What a build leaves for the next one beside its memory: texts by name, each as good as not there if damaged."""

    def __init__(self, files: Files | None = None, shared: str = "", *, begun: Notes | None = None) -> None:
        """Notes in files; `shared` is what everything is made of. Without files nothing is known or kept.

        What they do not tell is asked of those that they have `begun` with, in which nothing is ever changed.
        """
        self._files = files
        self._shared = shared
        self._begun = begun

    def read(self, name: str, kind: Any = Any) -> Any:
        """What was noted, of a kind; None where nothing was, or nothing that can be trusted."""
        noted = self._files.read(name, self._shared, kind) if self._files else None
        return self._begun.read(name, kind) if noted is None and self._begun else noted

    def write(self, name: str, value: object) -> None:
        """Note something as JSON has it."""
        if self._files:
            self._files.write(name, self._shared, value)

    def forget(self, name: str, start: int) -> None:
        """Drop the notes of a name that are numbered, from a number on: what they tell may have been withdrawn."""
        while self._files and self._files.drop(f"{name}-{start}"):
            start += 1


def _find_nothing(_: str) -> bytes | None:
    return None


class Pieces(Struct, frozen=True, dict=True):
    """Makes files of pieces."""

    notes: Notes = Notes()
    read_last: Callable[[str], bytes | None] = _find_nothing
    """Gives the bytes of a file of the last site; None where it is not there as it was written."""

    def join(
        self, name: str, keys: Sequence[str], make: Callable[[Sequence[int]], Iterable[str]], frame: Frame
    ) -> bytes:
        """The bytes of a file; `make` gives the texts of those pieces, by number, whose keys are new."""
        known = self._read_known(name, frame)
        missing = [number for number, key in enumerate(keys) if key not in known]
        made = {number: text.encode() for number, text in zip(missing, make(missing), strict=True)} if missing else {}
        pieces = [made[number] if number in made else known[key] for number, key in enumerate(keys)]
        data = frame.fill(pieces)
        if made or len(known) != len(keys):
            told = {key: len(piece) for key, piece in zip(keys, pieces, strict=True)}
            self.notes.write(name, [crc32(data), list(told.items())])
        return data

    def keep(self, name: str, key: str, make: Callable[[], Iterable[File]]) -> Iterable[File]:
        """Files as they are in the last site, where they were made of the same under this name; else made anew."""
        noted = self.notes.read(name)
        if noted and noted[0] == key:
            files = [(path, self.read_last(path)) for path, _ in noted[1]]
            known = [(path, data) for path, data in files if data is not None]
            if [[path, crc32(data)] for path, data in known] == noted[1]:
                return known
        made = list(make())
        self.notes.write(name, [key, [[path, crc32(data)] for path, data in made]])
        return made

    def recall(self, name: str, keys: Mapping[str, str], make: Callable[[str], str]) -> Mapping[str, str]:
        """Short texts by name, of which only those are made that are noted with no such key."""
        noted = self.notes.read(name) or {}
        known = {one: noted[one][1] for one, key in keys.items() if one in noted and noted[one][0] == key}
        texts = {one: known[one] if one in known else make(one) for one in keys}
        if len(known) != len(keys) or len(noted) != len(keys):
            self.notes.write(name, {one: [key, texts[one]] for one, key in keys.items()})
        return texts

    def _read_known(self, name: str, frame: Frame) -> Mapping[str, memoryview]:
        """Key → bytes of each piece of the last file."""
        noted = self.notes.read(name)
        data = self.read_last(name) if noted else None
        if data is None or crc32(data) != noted[0]:
            return {}
        view, known = memoryview(data), dict[str, memoryview]()
        place, between = len(frame.head.encode()), len(frame.between.encode())
        for key, size in noted[1]:
            known[key] = view[place : place + size]
            place += size + between if size else 0
        return known


def cut_blocks(ids: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Ids of cases in blocks, in their order."""
    listed = tuple(ids)
    return tuple(listed[start : start + BLOCK] for start in range(0, len(listed), BLOCK))
