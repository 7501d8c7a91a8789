"""Tells within a moment that nothing has changed since the last build. Looks at files, not into them.

What it cannot rule out counts as a change: then the build itself finds out, by what is in the files.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from generator.publishing.folder import look_at_folders
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
    packages = sorted(list_packages())
    looks = [(str(path), *folders.look_at(str(path))) for path in paths]
    newest = max((changed for _, _, changed in looks), default=0)
    told = sorted(f"{path} {digest}" for path, digest, _ in looks)
    return Look(digest_of(*told, *packages, platform.python_version()), newest < folders.settled_before)


def look_at_site(site_dir: Path, site_list: str) -> str:
    """How the list of a site's files stands, and when anything was added to or removed from its upper folders."""
    try:
        stat = (site_dir / site_list).stat()
    except OSError:
        return ""
    return digest_of(f"{stat.st_size} {stat.st_mtime_ns}", look_at_folders(site_dir))
