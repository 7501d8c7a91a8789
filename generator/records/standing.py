"""How a file stands, to tell without reading it whether it was saved since. It is told what is long ago."""

from __future__ import annotations

import os
import stat

SETTLED = 2_000_000_000
"""Nanoseconds. A file that was saved so shortly before may be saved again without a trace in its time."""


def describe_stand(found: os.stat_result, settled_before: int) -> str:
    """Size, times and number of a file; nothing where that may not tell whether it is saved again."""
    settled = max(found.st_mtime_ns, found.st_ctime_ns) < settled_before
    if not settled or not found.st_ino or not stat.S_ISREG(found.st_mode):
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
