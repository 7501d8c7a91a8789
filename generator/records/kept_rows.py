"""The database of what is kept of case files: a short row of each, read at every start, and its text, read one by one.

Rows are kept in blocks, each of which is sealed, for to look at thousands of rows one by one would take longer than to
read all of them; a text by the digest in its row. Nothing in it is run. What is damaged, or was written under other
rules, is as if it were not there.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from msgspec import msgpack

from generator.records.databases import forget, open_to_read, open_to_write
from generator.records.digests import digest_of

_FORMAT = 5
"""Raised whenever what is kept changes its form."""
_BLOCKS = 64
"""Of 10,000 rows each block holds 160, of which all are written where one has changed."""


class Row(NamedTuple):
    """What is kept of one file, beside the public form of its case. Everything is text."""

    key: str
    """Digest of all that decided what was read."""
    stand: str
    """How the file stood then, if that tells whether it was saved since."""
    id: str
    slug: str
    checked: str
    """The day the case was last checked."""
    former: str
    """Slugs that it had before."""
    campaigns: str
    """Ids of the campaigns that the case names."""
    images: str
    """Files of its pictures."""
    uses: str
    """What its consent allows."""
    title: str
    """Language and text of its title, by turns."""
    digest: str
    """Of the public form of the case."""
    mentions: str
    """Ids of cases in it."""
    ties: str
    """What else others must know of it."""
    outline: str
    """Digest of all that others must know of it."""
    problems: str
    """What is wrong with the file; empty where nothing is."""


_TABLES = """
CREATE TABLE IF NOT EXISTS reading (block INTEGER PRIMARY KEY, rows BLOB NOT NULL, seal TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS packed (file TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sound (name TEXT PRIMARY KEY, key TEXT NOT NULL, told TEXT NOT NULL, seal TEXT NOT NULL);
"""
_WRONG = (OSError, sqlite3.Error, ValueError, TypeError, AttributeError)
"""How a database says that it is none, or torn."""


def read_rows(file: Path, rules: str) -> dict[str, Row]:
    """Name of a case file → what was kept of it under these rules; nothing where nothing was, or any is damaged."""
    rows: dict[str, Row] = {}
    try:
        if not file.is_file():
            return rows
        with closing(open_to_read(file)) as base:
            if base.execute("PRAGMA user_version").fetchone() != (_FORMAT,):
                return rows
            for told, seal in base.execute("SELECT rows, seal FROM reading"):
                if seal != digest_of(rules, told):
                    return {}
                rows |= msgpack.decode(told, type=dict[str, Row])
    except _WRONG:
        return {}
    return rows


def _number(name: str) -> int:
    """The block in which the row of a case file is, whichever others there are."""
    return crc32(name.encode()) % _BLOCKS


def _seal(*parts: str) -> str:
    return digest_of("\n".join(parts))


def write_rows(
    file: Path, rules: str, rows: Mapping[str, Row], texts: Mapping[str, str], before: Mapping[str, Row]
) -> None:
    """Keep these rows and no others, with new texts of some; `before` is what was read there.

    What cannot be kept costs time only.
    """
    if rows == before:
        return
    if not before:
        forget(file)
    with suppress(OSError):
        try:
            _write_all(file, rules, rows, texts, before)
        except sqlite3.OperationalError:
            return  # Somebody else is writing, or the disk is full.
        except sqlite3.Error:
            forget(file)


def _write_all(
    file: Path, rules: str, rows: Mapping[str, Row], texts: Mapping[str, str], before: Mapping[str, Row]
) -> None:
    with closing(open_to_write(file, _TABLES)) as base, base:
        base.execute(f"PRAGMA user_version = {_FORMAT}")
        changed = {_number(name) for name, row in rows.items() if before.get(name) is not row}
        changed.update(map(_number, before.keys() - rows.keys()))
        blocks: dict[int, dict[str, Row]] = defaultdict(dict)
        for name, row in rows.items():
            if (number := _number(name)) in changed:
                blocks[number][name] = row
        base.executemany("DELETE FROM reading WHERE block = ?", ((number,) for number in changed))
        told = ((number, msgpack.encode(block)) for number, block in blocks.items())
        base.executemany("INSERT INTO reading VALUES (?, ?, ?)", ((*one, digest_of(rules, one[1])) for one in told))
        gone = {name for (name,) in base.execute("SELECT file FROM packed")} - rows.keys()
        base.executemany("DELETE FROM packed WHERE file = ?", ((name,) for name in gone))
        base.executemany("INSERT OR REPLACE INTO packed VALUES (?, ?)", texts.items())


def find_text(file: Path, name: str, digest: str) -> str | None:
    """The text that was kept of a case file, if it still has this digest."""
    try:
        found = _get_opened(file).execute("SELECT text FROM packed WHERE file = ?", (name,)).fetchall()
        return next((text for (text,) in found if digest_of(text) == digest), None)
    except _WRONG:
        return None


def drop_row(file: Path, name: str) -> None:
    """Forget a case file of which something is damaged, with its block, so that the next run keeps it anew."""
    with suppress(*_WRONG), closing(open_to_write(file, _TABLES)) as base, base:
        base.execute("DELETE FROM reading WHERE block = ?", (_number(name),))
        base.execute("DELETE FROM packed WHERE file = ?", (name,))


def keep_sound(file: Path, name: str, key: str, told: str) -> None:
    """Keep that a check found nothing wrong; `key` is the digest of all that decided it, `told` what else it found."""
    with suppress(*_WRONG), closing(open_to_write(file, _TABLES)) as base, base:
        if base.execute("PRAGMA user_version").fetchone() == (_FORMAT,):
            base.execute("INSERT OR REPLACE INTO sound VALUES (?, ?, ?, ?)", (name, key, told, _seal(name, key, told)))


def find_sound(file: Path, name: str, key: str) -> str | None:
    """What a check found when nothing was wrong, if all that decided it is as it was."""
    try:
        with closing(open_to_read(file)) as base:
            found = base.execute("SELECT told, seal FROM sound WHERE name = ? AND key = ?", (name, key)).fetchall()
        return next((told for told, seal in found if seal == _seal(name, key, told)), None)
    except _WRONG:
        return None


class _Opened:
    """A database that stays open."""

    def __init__(self, file: Path, place: tuple[object, ...]) -> None:
        self.place = place
        self.base = open_to_read(file)

    def __del__(self) -> None:
        if hasattr(self, "base"):
            self.base.close()


_OPENED = threading.local()
"""What a thread has open: to open it anew would take as long as to read a case."""


def _get_opened(file: Path) -> sqlite3.Connection:
    """The database in a file, opened by this process and thread, as long as it is the same file."""
    stat = os.stat(file)  # noqa: PTH116 - once for each case
    place = (os.getpid(), file, stat.st_dev, stat.st_ino)
    found: _Opened | None = getattr(_OPENED, "one", None)
    if found is None or found.place != place:
        found = _OPENED.one = _Opened(file, place)
    return found.base
