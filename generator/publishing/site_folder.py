"""A site being written: each file is hashed once, and shared with the last site where it is as it was there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.publishing.folder import list_files


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a site."""

    digest: str
    """SHA-256 of its bytes, in hexadecimal."""
    size: int
    """In bytes."""
    changed: int
    """When it was last written, in nanoseconds: tells whether somebody else has touched it."""


def make_entry(data: bytes, changed: int) -> Entry:
    """What is known of a file by its bytes, and when it was last written."""
    return Entry(hashlib.sha256(data).hexdigest(), len(data), changed)


class SiteFolder:
    """The folder of a site while it is filled, and the last site as far as it is known.

    A shared file is one file under two names: nobody may ever write into one, only put another in its place.
    """

    def __init__(self, root: Path, last: Path | None = None, known: Mapping[str, Entry] | None = None) -> None:
        """Begin with an empty folder; `known` are the files of the last site by path."""
        self.root = root
        self.entries: dict[str, Entry] = {}
        """Every file so far, by path."""
        self._last = last
        self._known: Mapping[str, Entry] = known or {}
        self._folders: set[str] = set()

    def write(self, name: str, data: bytes) -> Entry:
        """Put a file in the folder; of two of one name the later one stays."""
        digest = hashlib.sha256(data).hexdigest()
        if self.share(name, digest):
            return self.entries[name]
        path = self._make_room(name)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            handle = os.open(path, flags, 0o666)
        except FileExistsError:
            os.unlink(path)  # noqa: PTH108 - tens of thousands of files: each Path costs as much as the call
            handle = os.open(path, flags, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            changed = os.fstat(handle).st_mtime_ns
        self.entries[name] = entry = Entry(digest, len(data), changed)
        return entry

    def write_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Put several files in the folder."""
        for name, data in files:
            self.write(name, data)

    def keep(self, name: str) -> bool:
        """Share a file with the last site; False where it is not there as it was written."""
        known = self._known.get(name)
        if known is None or self._last is None or name in self.entries:
            return False
        source = f"{self._last}/{name}"
        try:
            found = os.lstat(source)
            if (found.st_size, found.st_mtime_ns) != (known.size, known.changed):
                return False
            os.link(source, self._make_room(name), follow_symlinks=False)
        except OSError:  # Gone, or on a file system that knows no links: it is written as any other.
            return False
        self.entries[name] = known
        return True

    def share(self, name: str, digest: str) -> bool:
        """Share a file of these bytes with the last site; False where that has another, or none."""
        known = self._known.get(name)
        return known is not None and known.digest == digest and self.keep(name)

    def adopt(self, name: str) -> Entry:
        """Take into account a file that something else has written into the folder."""
        path = self.root / name
        data = path.read_bytes()
        self.entries[name] = entry = make_entry(data, path.stat().st_mtime_ns)
        return entry

    def adopt_all(self) -> list[str]:
        """The same for all files that are there and not yet known; returns their paths."""
        names = sorted(name for name in list_files(self.root) if name not in self.entries)
        for name in names:
            self.adopt(name)
        return names

    def absorb(self, entries: Mapping[str, Entry]) -> None:
        """Take into account files that another process has written through a folder of its own."""
        self.entries.update(entries)

    def _make_room(self, name: str) -> str:
        """Where a file goes, with the folders it needs."""
        path = f"{self.root}/{name}"
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above
            self._folders.add(folder)
        return path
