"""Tells within a moment that nothing has changed since the last build. Looks at files, not into them.

What it cannot rule out counts as a change: then the build itself finds out, by what is in the files.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from generator.publishing.folder import look_at_folders
from generator.publishing.memory import digest_file
from generator.records.digests import digest_of
from generator.records.packages import list_packages
from generator.records.standing import Folders


class Look(Struct, frozen=True):
    """What one sees from outside, at one moment, of all that a build reads."""

    digest: str
    is_settled: bool
    """Whether all of it was last saved long enough ago."""


def look_at(paths: Iterable[Path], folders: Folders) -> Look:
    """How files and folders stand, with the packages that are installed."""
    stands = sorted(stand for path in paths for stand in _walk(str(path), folders))
    packages = sorted(list_packages())
    lines = (f"{path} {size} {changed}" for path, size, changed in stands)
    newest = max((changed for _, _, changed in stands), default=0)
    return Look(digest_of(*lines, *packages, platform.python_version()), newest < folders.settled_before)


def look_at_site(site_dir: Path, site_list: str) -> str:
    """The list of a site's files, and when anything was last added to or removed from its upper folders."""
    return digest_of(digest_file(site_dir / site_list) or "", look_at_folders(site_dir))


def _walk(path: str, folders: Folders) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of a file, or of each in a folder."""
    try:
        found = folders.list(path)
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
            yield from _walk(one.path, folders)
        else:
            stat = one.stat()
            yield one.path, stat.st_size, stat.st_mtime_ns
