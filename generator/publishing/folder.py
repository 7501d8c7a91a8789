"""What lies in a site folder."""

from __future__ import annotations

import os
from pathlib import Path


def list_files(site_dir: Path) -> frozenset[str]:
    """The paths of all files of a folder, with slashes; OSError where one cannot be looked into, not an empty place."""
    root = str(site_dir)
    start = len(root) + 1
    return frozenset(
        os.path.join(folder, name)[start:].replace(os.sep, "/")  # noqa: PTH118 - a site has many files
        for folder, _, names in os.walk(root, onerror=_stop)
        for name in names
    )


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
        except OSError:  # Others are in it.
            return


def _stop(error: OSError) -> None:
    raise error
