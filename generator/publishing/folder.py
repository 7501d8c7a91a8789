"""What lies in a site folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from generator.records.digests import digest_of

_DEPTH = 2
"""How deep the folders of a site are looked at: to see that parts of it were removed, not each file of thousands."""
_MANY = 256
"""In a folder with more folders than this, those are not looked at: what is added to it or removed still shows."""


def list_files(site_dir: Path) -> frozenset[str]:
    """The paths of all files of a folder, with slashes; OSError where one cannot be looked into, not an empty place."""
    root = str(site_dir)
    start = len(root) + 1
    return frozenset(
        os.path.join(folder, name)[start:].replace(os.sep, "/")  # noqa: PTH118 - a site has many files
        for folder, _, names in os.walk(root, onerror=_stop)
        for name in names
    )


def look_at_folders(site_dir: Path) -> str:
    """Which folder this is, and when anything was last added to or removed from it and its upper folders."""
    try:
        number = os.stat(site_dir).st_ino  # noqa: PTH116 - as below
    except OSError:
        return ""
    return digest_of(str(number), *sorted(_list_folders(str(site_dir), "", _DEPTH)))


def _list_folders(root: str, name: str, depth: int) -> Iterator[str]:
    """Path, mode and time of a folder and of those in it."""
    try:
        stat = os.stat(f"{root}/{name}")  # noqa: PTH116 - many of them
        yield f"{name} {stat.st_mode} {stat.st_mtime_ns}"
        if depth == 0 or stat.st_nlink > _MANY + 2:
            return
        with os.scandir(f"{root}/{name}") as found:
            inner = [one.name for one in found if one.is_dir(follow_symlinks=False)]
    except OSError:
        return
    for one in inner if len(inner) <= _MANY else ():
        yield from _list_folders(root, f"{name}/{one}", depth - 1)


def link_file(name: str, source: Path, target: Path) -> None:
    """Give a file of one folder the same name in another, which has none of this name."""
    path = f"{target}/{name}"
    try:
        os.link(f"{source}/{name}", path, follow_symlinks=False)
    except FileNotFoundError:
        os.makedirs(path.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 - as above
        os.link(f"{source}/{name}", path, follow_symlinks=False)


def remove_file(site_dir: Path, name: str) -> None:
    """Remove a file, if it is there, with the folders that it leaves empty."""
    root = str(site_dir)
    try:
        os.unlink(f"{root}/{name}")  # noqa: PTH108 - as above
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError:
        if not os.path.isdir(f"{root}/{name}"):  # noqa: PTH112 - as above
            raise
        return
    while name := name.rpartition("/")[0]:
        try:
            os.rmdir(f"{root}/{name}")  # noqa: PTH106 - as above
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:  # Others are in it.
                raise
            return


def _stop(error: OSError) -> None:
    raise error
