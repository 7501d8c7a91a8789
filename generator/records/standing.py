"""How a file stands, to tell without reading it whether it was saved since. It is told what is long ago."""

from __future__ import annotations

import os
import stat
import time

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

    def list(self, folder: str) -> tuple[os.DirEntry[str], ...]:
        """Everything in a folder, in no order; each knows how it stood. OSError where it cannot be looked into."""
        if folder not in self._seen:
            with os.scandir(folder) as found:
                self._seen[folder] = tuple(found)
        return self._seen[folder]


def describe_stand(found: os.stat_result, settled_before: int) -> str:
    """Size, times and number of a file; nothing where that may not tell whether it is saved again."""
    settled = max(found.st_mtime_ns, found.st_ctime_ns) < settled_before
    if not settled or not found.st_ino or not stat.S_ISREG(found.st_mode):
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
