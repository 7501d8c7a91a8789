"""The spare: all files of a site under names of their own, in a folder beside it, for the next build to begin with.

Whoever has one writes only what has changed. Losing it costs time only. A file in it is the one in the site: it may be
replaced or removed, but not written into.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct

from generator.publishing.entries import Entry
from generator.publishing.folder import link_file, list_files, look_at_folders, remove_file
from generator.publishing.site_folder import SiteFolder


class LastSite(Struct, frozen=True):
    """The site that a new one is to take the place of."""

    folder: Path
    spare: Path | None = None
    """Where the same files are, or can be laid out, for the new site to begin with; none where anybody may have touched
    one of the two."""


def get_spare(site_dir: Path) -> Path:
    """Where the spare of a site is, if there is one."""
    return site_dir.with_name(f".{site_dir.name}.visibles-spare")


def look_at_both(site_dir: Path) -> dict[str, str]:
    """How a site and its spare stand, for `find_last` to hold against; empty where there is none."""
    return {"site": look_at_folders(site_dir), "spare": look_at_folders(get_spare(site_dir))}


def find_last(site_dir: Path, looks: object) -> LastSite:
    """A site, with its spare if nobody seems to have touched either since they were looked at."""
    is_whole = isinstance(looks, dict) and bool(looks.get("site")) and looks == look_at_both(site_dir)
    return LastSite(site_dir, get_spare(site_dir) if is_whole else None)


def is_untouched(last: Path, looks: object) -> bool:
    """Whether a site that has made room for a new one is still as it was looked at when it was in its place."""
    return isinstance(looks, dict) and looks.get("site") == look_at_folders(last)


def open_folder(root: Path, last: LastSite | None, known: Mapping[str, Entry], *, base_path: str) -> SiteFolder:
    """The folder of a new site, filled with the spare if it can be; what is in it already stays in it."""
    root.mkdir(parents=True, exist_ok=True)
    # Where letters are not told apart, what is gone may be what was written under another name.
    spare = last.spare if last and known and not _is_lax(root) else None
    if last is None or spare is None or not (spare.is_dir() or lay_out(last.folder, spare)):
        folder = SiteFolder(root, last.folder if last else None, known, base_path=base_path)
        folder.adopt_all()
        return folder
    made = [(name, (root / name).read_bytes()) for name in sorted(list_files(root))]
    shutil.rmtree(root)
    spare.rename(root)
    folder = SiteFolder(root, last.folder, known, base_path=base_path, is_filled=True)
    folder.write_all(made)
    return folder


def lay_out(site_dir: Path, spare: Path) -> bool:
    """Give a site a spare; False where it can have none.

    Of one that is half laid out in a crash nothing is known, so that it is not begun with.
    """
    try:
        _link_all(str(site_dir), str(spare))
    except OSError:  # Such as on a file system that knows no links.
        shutil.rmtree(spare, ignore_errors=True)
        return False
    return True


def _link_all(source: str, target: str) -> None:
    os.mkdir(target)  # noqa: PTH102 - as below
    with os.scandir(source) as found:
        entries = list(found)
    for one in entries:
        if one.is_dir(follow_symlinks=False):
            _link_all(one.path, f"{target}/{one.name}")
        else:
            os.link(one.path, f"{target}/{one.name}", follow_symlinks=False)


def align(folder: Path, site_dir: Path, names: Collection[str]) -> None:
    """Make a folder a spare of a site; only files of these names are others in it, or only in one of the two."""
    for name in names:
        remove_file(folder, name)
    for name in names:
        if os.path.lexists(f"{site_dir}/{name}"):
            link_file(name, site_dir, folder)


def _is_lax(folder: Path) -> bool:
    """Whether a folder takes a small letter for its capital one."""
    return folder.with_name(folder.name.upper()).exists()
