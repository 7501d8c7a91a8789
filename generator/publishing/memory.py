"""What a build leaves for the next one: what was made, from what, and how the files were. Losing it costs time only.

Each row carries a seal over all it says, and one seal is over those of all groups: what is not there of a site cannot
be told from what never was, and links would lead there unseen. All of it holds for one finished site. If any of it is
damaged, foreign or of another site, it is as if nothing were there.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.publishing.facts import PageFacts
from generator.publishing.site_folder import Entry, SiteNews
from generator.records.databases import forget, open_to_read, open_to_write
from generator.records.digests import digest_of

FORMAT = 4
"""Raised whenever what is kept changes its form."""

_WHOLE = "groups"
"""Name of the value that seals all groups together."""

_TABLES = """
CREATE TABLE IF NOT EXISTS made (name TEXT PRIMARY KEY, said TEXT NOT NULL, seal TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS value (name TEXT PRIMARY KEY, said TEXT NOT NULL, seal TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that was made, and what others need to know of the page in it."""

    path: str
    entry: Entry
    alternates: tuple[tuple[str, str], ...] | None = None
    """Language and address of each translation; none where search engines are not to find it."""
    charts: bool = False
    """Whether interactive figures can be loaded on it."""


@dataclass(frozen=True, slots=True)
class MadeTask:
    """What a task made, and from what."""

    key: str
    """Digest of all it was made of."""
    inputs: Mapping[str, str]
    """Its own inputs, to tell which of them changed."""
    files: tuple[MadeFile, ...]


@dataclass(frozen=True, slots=True)
class MadeGroup:
    """What the tasks of a group made, and from what.

    While the key of a group is this one, its tasks would be the same and make the same: neither they nor their files
    need to be looked at. Where it is another, its tasks are compared one by one, with those of this group alone.
    """

    key: str
    """Digest of all that its tasks, and the list of them, could be made of."""
    tasks: Mapping[str, MadeTask]
    """By name, in their order. No name is in two groups."""

    @property
    def files(self) -> Iterator[MadeFile]:
        """Every file that a task of the group made."""
        return (file for task in self.tasks.values() for file in task.files)


@dataclass(frozen=True)
class Memory:
    """What is known of the last site."""

    groups: Mapping[str, MadeGroup] = field(default_factory=dict)
    """By name; under the empty name are the files that no task made. A group that was taken over from the memory of the
    build before is the very same object as there."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Whatever else a build wants to know again, as JSON has it."""
    news: SiteNews = field(default_factory=SiteNews, compare=False)
    """What has come to the site in this build, for its links to be checked. It is not kept."""

    @property
    def entries(self) -> dict[str, Entry]:
        """Every file of the last site, by path."""
        return {file.path: file.entry for group in self.groups.values() for file in group.files}


def read_memory(file: Path) -> Memory:
    """What the last build left; nothing where there is none, or none that can be trusted."""
    try:
        if not file.is_file():
            return Memory()
        with closing(open_to_read(file)) as base:
            if base.execute("PRAGMA user_version").fetchone() != (FORMAT,):
                return Memory()
            values = {name: json.loads(said) for name, said in _read_rows(base, "value")}
            if values.pop(_WHOLE, None) != _seal_all(base):
                return Memory()
            groups = {name: _read_group(said) for name, said in _read_rows(base, "made")}
    except (OSError, sqlite3.Error, ValueError, TypeError, KeyError, UnicodeError):
        return Memory()
    return Memory(groups, values)


def read_value(file: Path, name: str) -> Any:
    """One value of what the last build left; None where there is none, or none that can be trusted."""
    with suppress(OSError, sqlite3.Error, ValueError, UnicodeError), closing(open_to_read(file)) as base:
        if base.execute("PRAGMA user_version").fetchone() == (FORMAT,):
            row = base.execute("SELECT said, seal FROM value WHERE name = ?", (name,)).fetchone()
            return json.loads(row[0]) if row and _is_whole(name, *row) else None
    return None


def write_memory(file: Path, memory: Memory, *, before: Memory | None = None) -> None:
    """Leave for the next build what it may use. With `before`, what was read there, only what changed is written."""
    if before is None or not before.groups:
        forget(file)
        before = Memory()
    try:
        _write_all(file, memory, before)
    except OSError:
        return
    except sqlite3.Error:
        # What cannot be trusted is dropped; what cannot be kept, such as on a full disk, costs time only.
        forget(file)
        with suppress(sqlite3.Error, OSError):
            _write_all(file, memory, Memory())


def _write_all(file: Path, memory: Memory, before: Memory) -> None:
    with closing(open_to_write(file, _TABLES)) as base, base:
        base.execute(f"PRAGMA user_version = {FORMAT}")
        told = {name: one for name, one in memory.groups.items() if before.groups.get(name) != one}
        _write_rows(base, "made", ((name, _render_group(one)) for name, one in told.items()))
        changed = {name: one for name, one in memory.values.items() if before.values.get(name) != one}
        texts = ((name, json.dumps(one, ensure_ascii=False, sort_keys=True)) for name, one in changed.items())
        _write_rows(base, "value", texts)
        for table, gone in (
            ("made", before.groups.keys() - memory.groups.keys()),
            ("value", before.values.keys() - memory.values.keys()),
        ):
            base.executemany(f"DELETE FROM {table} WHERE name = ?", ((name,) for name in sorted(gone)))  # noqa: S608 - a name of ours
        _write_rows(base, "value", [(_WHOLE, json.dumps(_seal_all(base)))])


def _read_rows(base: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    """Name and content of each row; ValueError where one is not as it was written."""
    for name, said, seal in base.execute(f"SELECT name, said, seal FROM {table}"):  # noqa: S608 - a name of ours
        if not _is_whole(name, said, seal):
            raise ValueError(name)
        yield name, said


def _seal_all(base: sqlite3.Connection) -> str:
    return digest_of(
        "".join(f"{seal} {name}\n" for name, seal in base.execute("SELECT name, seal FROM made ORDER BY name"))
    )


def _is_whole(name: object, said: object, seal: object) -> bool:
    """Whether a row is as it was written; in a damaged file there may be anything in it."""
    return isinstance(name, str) and isinstance(said, str) and seal == digest_of(name, said)


def _write_rows(base: sqlite3.Connection, table: str, rows: Iterable[tuple[str, str]]) -> None:
    base.executemany(
        f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)",  # noqa: S608 - a name of ours
        ((name, said, digest_of(name, said)) for name, said in rows),
    )


def _render_group(group: MadeGroup) -> str:
    tasks = [_list_task(name, one) for name, one in group.tasks.items()]
    return json.dumps([group.key, tasks], ensure_ascii=False, separators=(",", ":"))


def _list_task(name: str, task: MadeTask) -> list[Any]:
    pages: dict[PageFacts | None, int] = {}
    files = [
        [
            *(one.path, one.entry.digest, one.entry.size, one.entry.changed, one.alternates, one.charts),
            *(one.entry.is_former, pages.setdefault(one.entry.page, len(pages))),
        ]
        for one in task.files
    ]
    told = [[one.ids, one.anchors, one.owners, one.moved, b64encode(one.links).decode()] if one else 0 for one in pages]
    return [name, task.key, task.inputs, files, told]


def _read_group(said: str) -> MadeGroup:
    key, tasks = json.loads(said)
    return MadeGroup(key, {name: _read_task(*rest) for name, *rest in tasks})


def _read_task(key: str, inputs: dict[str, str], files: list[Any], told: list[Any]) -> MadeTask:
    pages = [PageFacts(one[0], one[1], tuple(one[2]), one[3], b64decode(one[4])) if one else None for one in told]
    return MadeTask(
        key,
        inputs,
        tuple(
            MadeFile(path, Entry(digest, size, changed, pages[page], is_former), _read_alternates(alternates), charts)
            for path, digest, size, changed, alternates, charts, is_former, page in files
        ),
    )


def _read_alternates(found: list[list[str]] | None) -> tuple[tuple[str, str], ...] | None:
    return None if found is None else tuple((lang, path) for lang, path in found)


def digest_file(path: Path) -> str | None:
    """SHA-256 of a file; none where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
