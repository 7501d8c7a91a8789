"""Tells within a moment that nothing has changed since the last build. Looks at files, not into them.

What it cannot rule out counts as a change: then the build itself finds out, by what is in the files.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.publishing.folder import look_at_folders
from generator.publishing.memory import digest_file
from generator.records.digests import digest_of
from generator.records.packages import list_packages
from generator.records.standing import SETTLED


@dataclass(frozen=True, slots=True)
class Look:
    """What one sees from outside, at one moment, of all that a build reads."""

    digest: str
    is_settled: bool
    """Whether all of it was last saved long enough ago."""


def look_at(folders: Iterable[Path]) -> Look:
    """How files and folders stand, with the packages that are installed."""
    now = time.time_ns()
    stands = sorted(_list_files(folders))
    packages = sorted(list_packages())
    lines = (f"{path} {size} {changed}" for path, size, changed in stands)
    newest = max((changed for _, _, changed in stands), default=0)
    return Look(digest_of(*lines, *packages, platform.python_version()), newest < now - SETTLED)


def look_at_site(site_dir: Path, site_list: str) -> str:
    """The list of a site's files, and when anything was last added to or removed from its upper folders."""
    return digest_of(digest_file(site_dir / site_list) or "", look_at_folders(site_dir))


def _list_files(folders: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of each file."""
    for folder in folders:
        yield from _walk(str(folder))


def _walk(path: str) -> Iterator[tuple[str, int, int]]:
    try:
        found = os.scandir(path)
    except NotADirectoryError:
        stat = os.stat(path)  # noqa: PTH116 - many of them
        yield path, stat.st_size, stat.st_mtime_ns
        return
    except OSError:
        yield path, -1, 0
        return
    with found:
        for one in found:
            if one.name == "__pycache__":
                continue
            if one.is_dir():
                yield from _walk(one.path)
            else:
                stat = one.stat()
                yield one.path, stat.st_size, stat.st_mtime_ns
