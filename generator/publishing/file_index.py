"""Which group made a file: an index in parts, of which only those are read that somebody asks for."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from zlib import crc32

PARTS = 4096
"""Of 200,000 files each part names 50."""


class IndexPart:
    """Some of the files: group by path."""

    def __init__(self, owners: dict[str, str] | None = None, read: Callable[[], str] | None = None) -> None:
        """Say this, or what will be read."""
        self._owners = owners if read is None else None
        self._read = read

    @property
    def owners(self) -> dict[str, str]:
        """Group by path."""
        if self._owners is None:
            self._owners = json.loads(self._read()) if self._read else {}
        return self._owners

    def render(self) -> str:
        """What can be read again."""
        return json.dumps(self.owners, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class FileIndex:
    """Which group made each file of a site. It never changes: `change` gives another."""

    def __init__(self, parts: Mapping[int, IndexPart] | None = None) -> None:
        """Be made of parts, by number; those that are not there are empty."""
        self.parts = parts or {}

    def find(self, path: str) -> str | None:
        """The group that made a file; none where the site has none of this path."""
        part = self.parts.get(_number(path))
        return part.owners.get(path) if part else None

    def change(self, gone: Iterable[str], owners: Iterable[tuple[str, str]]) -> FileIndex:
        """The index without some files, and then with these; parts in which nothing changes are the very same."""
        changes: defaultdict[int, dict[str, str | None]] = defaultdict(dict)
        for path, owner in _chain(gone, owners):
            changes[_number(path)][path] = owner
        parts = dict(self.parts)
        for number, told in changes.items():
            before = parts[number].owners if number in parts else {}
            after = {path: owner for path, owner in {**before, **told}.items() if owner is not None}
            if not after:
                parts.pop(number, None)
            elif after != before:
                parts[number] = IndexPart(after)
        return FileIndex(parts)


def _chain(gone: Iterable[str], owners: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str | None]]:
    yield from ((path, None) for path in gone)
    yield from owners


def _number(path: str) -> int:
    return crc32(path.encode("utf-8", "surrogatepass")) % PARTS
