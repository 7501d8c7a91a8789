"""The least that making a site can cost: its files, written by one process that has nothing to make."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path


def list_sizes(site: Path) -> list[tuple[str, int]]:
    """Path and bytes of every file of a site."""
    files = (path for path in site.rglob("*") if path.is_file())
    return sorted((path.relative_to(site).as_posix(), path.stat().st_size) for path in files)


def write_floor(files: Iterable[tuple[str, int]], folder: Path) -> float:
    """Seconds to write files of these sizes into an empty folder, each with the folders it needs."""
    listed = list(files)
    data = os.urandom(max((size for _, size in listed), default=0))
    shutil.rmtree(folder, ignore_errors=True)
    start = time.perf_counter()
    made: set[Path] = set()
    for name, size in listed:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(memoryview(data)[:size])
    taken = time.perf_counter() - start
    shutil.rmtree(folder, ignore_errors=True)
    return taken


if __name__ == "__main__":
    sys.stdout.write(f"{write_floor(list_sizes(Path(sys.argv[1])), Path(sys.argv[2])):.3f}\n")
