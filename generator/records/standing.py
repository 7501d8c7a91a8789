"""How a file stands, to tell without reading it whether it was saved since. It is told what is long ago."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import MutableSequence

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
            lines: MutableSequence[str] = []
            newest = self._look_into(path, lines)
            self._looks[path] = digest_of("\n".join(sorted(lines))), newest
        return self._looks[path]

    def _look_into(self, path: str, lines: MutableSequence[str]) -> int:
        """When a file, or any in a folder, was saved last; adds path, size and time of each. There may be thousands."""
        try:
            found = self.list(path)
        except NotADirectoryError:
            stat = os.stat(path)  # noqa: PTH116 - many of them
            lines.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
            return stat.st_mtime_ns
        except OSError:
            lines.append(f"{path} -1 0")
            return 0
        newest = 0
        for one in found:
            if one.is_dir():
                changed = 0 if one.name == "__pycache__" else self._look_into(one.path, lines)
            else:
                stat = one.stat()
                changed = stat.st_mtime_ns
                lines.append(f"{one.path} {stat.st_size} {changed}")
            newest = max(newest, changed)
        return newest


def describe_stand(found: os.stat_result, settled_before: int) -> str:
    """Size, times and number of a file; nothing where that may not tell whether it is saved again."""
    settled = max(found.st_mtime_ns, found.st_ctime_ns) < settled_before
    if not settled or not found.st_ino or not stat.S_ISREG(found.st_mode):
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
