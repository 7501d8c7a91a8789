"""Rows in a file, each of which is read only when it is asked for, and believed only as it was written.

Of each row a head is read at once: what it says in short, and a seal over all it says. One seal is over all heads, for
what is missing cannot be told from what never was. A row that proves damaged later stops whoever reads it.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.records.databases import forget, open_to_read, open_to_write
from generator.records.digests import digest_of

_TABLES = """
CREATE TABLE IF NOT EXISTS head (name TEXT PRIMARY KEY, brief TEXT NOT NULL, seal TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS body (name TEXT PRIMARY KEY, said TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS whole (seal TEXT NOT NULL);
"""


class DamagedRowsError(Exception):
    """What was read is not what was written: whoever relied on it has to begin again without."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a row before it is read."""

    brief: str
    """What it says in short."""
    seal: str
    """Over its name, and all it says."""


class SealedRows:
    """The rows of a file, as they were when it was opened."""

    def __init__(self, file: Path, heads: Mapping[str, Head], whole: str) -> None:
        """Read bodies from there; other processes than the one that opened it may do so, too."""
        self.heads = heads
        """By name, in order."""
        self.whole = whole
        """The seal over all of them."""
        self._file = file
        self._bases: dict[tuple[int, int], sqlite3.Connection] = {}

    def read(self, name: str) -> str:
        """All that a row says; DamagedRowsError where that is not what was written."""
        head = self.heads[name]
        try:
            found = self._connect().execute("SELECT said FROM body WHERE name = ?", (name,)).fetchone()
        except (OSError, sqlite3.Error, UnicodeError) as error:
            raise DamagedRowsError(name) from error
        if found is None or not _is_whole(name, head.brief, found[0], head.seal):
            raise DamagedRowsError(name)
        return str(found[0])

    def has(self, name: str, brief: str, said: str) -> bool:
        """Whether there is a row that says this."""
        return name in self.heads and self.heads[name].seal == digest_of(name, brief, said)

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
            found = base.execute("SELECT name, brief, seal FROM head ORDER BY name").fetchall()
            heads = {name: Head(brief, seal) for name, brief, seal in found}
            (whole,) = base.execute("SELECT seal FROM whole").fetchone() or (None,)
            return SealedRows(file, heads, whole) if whole == _seal_all(heads) else None
    except (OSError, sqlite3.Error, TypeError, UnicodeError):
        return None


def read_row(file: Path, form: int, name: str) -> str | None:
    """All that one row says; none where it cannot be believed. Nothing else of the file is looked at."""
    query = "SELECT brief, said, seal FROM head JOIN body USING (name) WHERE name = ?"
    with suppress(OSError, sqlite3.Error, UnicodeError), closing(open_to_read(file)) as base:
        if base.execute("PRAGMA user_version").fetchone() == (form,):
            row = base.execute(query, (name,)).fetchone()
            return str(row[1]) if row and _is_whole(name, *row) else None
    return None


def write_rows(
    file: Path, form: int, rows: Iterable[tuple[str, str, str]], before: SealedRows | None, kept: Iterable[str]
) -> bool:
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
    base: sqlite3.Connection,
    form: int,
    rows: Iterable[tuple[str, str, str]],
    before: SealedRows | None,
    kept: Iterable[str],
) -> None:
    heads = {name: before.heads[name] for name in kept} if before else {}
    if before:
        # Another build may have left there what it knows of another site.
        (whole,) = base.execute("SELECT seal FROM whole").fetchone() or (None,)
        if whole != before.whole:
            raise DamagedRowsError(whole)
        gone = [(name,) for name in before.heads if name not in heads]
        base.executemany("DELETE FROM head WHERE name = ?", gone)
        base.executemany("DELETE FROM body WHERE name = ?", gone)
    base.execute(f"PRAGMA user_version = {form}")
    for name, brief, said in rows:
        heads[name] = Head(brief, digest_of(name, brief, said))
        base.execute("INSERT OR REPLACE INTO head VALUES (?, ?, ?)", (name, brief, heads[name].seal))
        base.execute("INSERT OR REPLACE INTO body VALUES (?, ?)", (name, said))
    base.execute("DELETE FROM whole")
    base.execute("INSERT INTO whole VALUES (?)", (_seal_all(heads),))


def _seal_all(heads: Mapping[str, Head]) -> str:
    return digest_of(*_list_told(heads))


def _list_told(heads: Mapping[str, Head]) -> Iterator[str]:
    for name in sorted(heads):
        yield f"{heads[name].seal} {name}\0{heads[name].brief}"


def _is_whole(name: str, brief: object, said: object, seal: object) -> bool:
    """Whether a row is as it was written; in a damaged file there may be anything in it."""
    return isinstance(brief, str) and isinstance(said, str) and seal == digest_of(name, brief, said)
