"""Opens the databases in which a run leaves what the next one may use. Losing them costs time only."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path


def open_to_read(file: Path) -> sqlite3.Connection:
    """A database that is there; sqlite3.Error where there is none. Nothing can be written; any thread may close it."""
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)


def open_to_write(file: Path, tables: str) -> sqlite3.Connection:
    """A database with these tables, which nobody else may read; OSError or sqlite3.Error where it cannot be made.

    What is removed from it is overwritten, not only left out: a case may have been withdrawn.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    base = sqlite3.connect(file)
    try:
        # After a crash of the machine a torn file is as good as none: nobody waits for the disk.
        base.executescript(f"PRAGMA secure_delete = ON; PRAGMA synchronous = OFF; {tables}")
    except sqlite3.Error:
        base.close()
        raise
    return base


def forget(file: Path) -> None:
    """Drop a database."""
    for name in (file.name, f"{file.name}-journal"):
        with suppress(OSError):
            file.with_name(name).unlink()
