"""How a file stands, to tell without reading it whether it was saved since. It is told what is long ago."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator

from generator.records.digests import digest_of

SETTLED = 2_000_000_000
"""Nanoseconds. A file that was saved so shortly before may be saved again without a trace in its time."""


class Folders:
    """What is in folders, and how it stood, when somebody first looked: whoever looks again is told the same at once.

    Good for one run: what is saved after its start is looked at by the next one.
    """

    def __init__(self) -> None:
        """Begin now; nothing is looked at before somebody asks."""
        self.settled_before = time.time_ns() - SETTLED
        """What was saved later may be saved again without a trace in its time."""
        self._seen: dict[str, tuple[os.DirEntry[str], ...]] = {}
        self._stands: dict[str, str] = {}
        self._looks: dict[str, tuple[str, int]] = {}

    def list(self, folder: str) -> tuple[os.DirEntry[str], ...]:
        """Everything in a folder, in no order; each knows how it stood. OSError where it cannot be looked into."""
        if folder not in self._seen:
            with os.scandir(folder) as found:
                self._seen[folder] = tuple(found)
        return self._seen[folder]

    def describe(self, file: os.DirEntry[str]) -> str:
        """How a file of one of these folders stands; nothing where that may not tell whether it is saved again."""
        if file.path not in self._stands:
            try:
                found = file.stat(follow_symlinks=False)
            except OSError:
                return ""
            self._stands[file.path] = describe_stand(found, self.settled_before)
        return self._stands[file.path]

    def look_at(self, path: str) -> tuple[str, int]:
        """Digest of how a file, or everything in a folder, stands, and when any of it was saved last."""
        if path not in self._looks:
            found = sorted(self._walk(path))
            lines = "\n".join([f"{one} {size} {changed}" for one, size, changed in found])
            self._looks[path] = digest_of(lines), max((changed for _, _, changed in found), default=0)
        return self._looks[path]

    def _walk(self, path: str) -> Iterator[tuple[str, int, int]]:
        """Path, size and time of a file, or of each in a folder."""
        try:
            found = self.list(path)
        except NotADirectoryError:
            stat = os.stat(path)  # noqa: PTH116 - many of them
            yield path, stat.st_size, stat.st_mtime_ns
            return
        except OSError:
            yield path, -1, 0
            return
        for one in found:
            if one.name == "__pycache__":
                continue
            if one.is_dir():
                yield from self._walk(one.path)
            else:
                stat = one.stat()
                yield one.path, stat.st_size, stat.st_mtime_ns


def describe_stand(found: os.stat_result, settled_before: int) -> str:
    """Size, times and number of a file; nothing where that may not tell whether it is saved again."""
    settled = max(found.st_mtime_ns, found.st_ctime_ns) < settled_before
    if not settled or not found.st_ino or not stat.S_ISREG(found.st_mode):
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
