"""Rows in a file, each of which is read only when it is asked for, and believed only as it was written.

All heads are read at once: what each row says in short, and a seal over all it says. One seal is over the heads, for
what is missing cannot be told from what never was. A row that proves damaged later stops whoever reads it.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeAlias

from msgspec import json

from generator.records.databases import forget, open_to_read, open_to_write
from generator.records.digests import digest_of

_TABLES = """
CREATE TABLE IF NOT EXISTS body (name TEXT PRIMARY KEY, said TEXT NOT NULL, seal TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS whole (heads TEXT NOT NULL, seal TEXT NOT NULL);
"""

Brief: TypeAlias = "list[str | int]"
"""What a row says in short."""
Heads: TypeAlias = "Mapping[str, tuple[Brief, str]]"
"""Name of each row → what it says in short, and a seal over all it says."""
Row: TypeAlias = "tuple[str, Brief, str]"
"""Name of a row, what it says in short, and all it says."""


class DamagedRowsError(Exception):
    """What was read is not what was written: whoever relied on it has to begin again without."""


class SealedRows:
    """The rows of a file, as they were when it was opened."""

    def __init__(self, file: Path, heads: Heads, whole: str) -> None:
        """Read bodies from there; other processes than the one that opened it may do so, too."""
        self.heads = heads
        self.whole = whole
        """The seal over all heads."""
        self._file = file
        self._bases: dict[tuple[int, int], sqlite3.Connection] = {}

    def read(self, name: str) -> str:
        """All that a row says; DamagedRowsError where that is not what was written."""
        try:
            found = self._connect().execute("SELECT said FROM body WHERE name = ?", (name,)).fetchone()
        except (OSError, sqlite3.Error, UnicodeError) as error:
            raise DamagedRowsError(name) from error
        if found is None or not self.has(name, found[0]):
            raise DamagedRowsError(name)
        return str(found[0])

    def has(self, name: str, said: object) -> bool:
        """Whether there is a row that says this."""
        return name in self.heads and _is_whole(name, said, self.heads[name][1])

    def _connect(self) -> sqlite3.Connection:
        """A connection of this process and thread: none may go with it into another."""
        place = os.getpid(), threading.get_ident()
        if place not in self._bases:
            self._bases[place] = open_to_read(self._file)
        return self._bases[place]


def open_rows(file: Path, form: int) -> SealedRows | None:
    """The rows of a file; none where it is not there, is damaged or of another form."""
    try:
        if not file.is_file():
            return None
        with closing(open_to_read(file)) as base:
            if base.execute("PRAGMA user_version").fetchone() != (form,):
                return None
            heads, seal = base.execute("SELECT heads, seal FROM whole").fetchone() or ("", "")
            return SealedRows(file, json.decode(heads), seal) if _is_whole("", heads, seal) else None
    except (OSError, sqlite3.Error, TypeError, UnicodeError):
        return None


def read_row(file: Path, form: int, name: str) -> str | None:
    """All that one row says; none where it cannot be believed. Nothing else of the file is looked at."""
    with suppress(OSError, sqlite3.Error, UnicodeError), closing(open_to_read(file)) as base:
        if base.execute("PRAGMA user_version").fetchone() == (form,):
            row = base.execute("SELECT said, seal FROM body WHERE name = ?", (name,)).fetchone()
            return str(row[0]) if row and _is_whole(name, *row) else None
    return None


def write_rows(file: Path, form: int, rows: Iterable[Row], before: SealedRows | None, kept: Iterable[str]) -> bool:
    """Write rows, each with name, brief and body, beside those of `before` that are kept; all others are dropped.

    Where the file is no longer what was read there, or is damaged, nothing is left of it; then this returns False.
    """
    try:
        if before is None:
            forget(file)
        with closing(open_to_write(file, _TABLES)) as base, base:
            _write_all(base, form, rows, before, kept)
    except (sqlite3.Error, DamagedRowsError):
        # What cannot be trusted is dropped; what cannot be kept, such as on a full disk, costs time only.
        forget(file)
        return False
    except OSError:
        pass
    return True


def _write_all(
    base: sqlite3.Connection, form: int, rows: Iterable[Row], before: SealedRows | None, kept: Iterable[str]
) -> None:
    heads = {name: before.heads[name] for name in kept} if before else {}
    if before:
        # Another build may have left there what it knows of another site.
        (whole,) = base.execute("SELECT seal FROM whole").fetchone() or (None,)
        if whole != before.whole:
            raise DamagedRowsError(whole)
        base.executemany("DELETE FROM body WHERE name = ?", ((name,) for name in before.heads if name not in heads))
    base.execute(f"PRAGMA user_version = {form}")
    for name, brief, said in rows:
        heads[name] = brief, digest_of(name, said)
        base.execute("INSERT OR REPLACE INTO body VALUES (?, ?, ?)", (name, said, heads[name][1]))
    text = json.encode(heads).decode()
    base.execute("DELETE FROM whole")
    base.execute("INSERT INTO whole VALUES (?, ?)", (text, digest_of("", text)))


def _is_whole(name: str, said: object, seal: object) -> bool:
    """Whether a row is as it was written; in a damaged file there may be anything in it."""
    return isinstance(said, str) and seal == digest_of(name, said)
