"""What a build leaves for the next one: what was made, from what, and how the files were. Losing it costs time only.

All of it holds for one finished site. Of what was made only keys are read at once, the rest where somebody asks for it.
What is found damaged at once is as good as nothing; what proves damaged later raises DamagedRowsError, and the build
begins again without any of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from msgspec import json

from generator.publishing.entries import KnownFiles, SiteNews
from generator.publishing.file_index import FileIndex, IndexPart
from generator.publishing.made import MadeGroup, list_brief, make_group, render_group
from generator.publishing.sealed_rows import Row, SealedRows, open_rows, read_row, write_rows

FORMAT = 8
"""Raised whenever what is kept changes its form."""

_GROUP, _PART, _VALUE = "made ", "part ", "value "
"""What the names of rows begin with: of groups, of parts of the index of files, of values."""


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
    index: FileIndex | None = field(default=None, compare=False, repr=False)
    """The same as `owners`, where it was worked out already."""
    rows: SealedRows | None = field(default=None, compare=False, repr=False)
    """Where all of it is read."""

    @cached_property
    def entries(self) -> KnownFiles:
        """Every file of the site, by path."""
        return KnownFiles(self.groups, self.owners.find)

    @cached_property
    def owners(self) -> FileIndex:
        """Which group made each file."""
        return self.index or FileIndex().change((), _list_owners(self.groups))


def make_memory(before: Memory, groups: Mapping[str, MadeGroup], values: Mapping[str, Any], news: SiteNews) -> Memory:
    """What is known of a site that was made with what was known of the last one."""
    gone, new = list[str](), list[tuple[str, str]]()
    for name in {**drop_groups(before.groups, groups), **drop_groups(groups, before.groups)}:
        known = before.entries.open(name) if name in before.groups else {}
        made = groups[name].entries if name in groups else {}
        gone += known.keys() - made.keys()
        new += ((path, name) for path in made.keys() - known.keys())
    return Memory(groups, values, news, before.owners.change(gone, new))


def read_memory(file: Path) -> Memory:
    """What the last build left; nothing where there is none, or none that can be trusted."""
    rows = open_rows(file, FORMAT)
    if rows is None:
        return Memory()
    briefs = ((name.removeprefix(_GROUP), name, head) for name, head in rows.heads.items() if name.startswith(_GROUP))
    groups = {plain: make_group(brief, partial(rows.read, name)) for plain, name, (brief, _) in briefs}
    parts = {int(name.removeprefix(_PART)): name for name in rows.heads if name.startswith(_PART)}
    index = FileIndex({number: IndexPart(read=partial(rows.read, name)) for number, name in parts.items()})
    return Memory(groups, _Values(rows), index=index, rows=rows)


def read_value(file: Path, name: str) -> Any:
    """One value of what the last build left; None where there is none, or none that can be trusted."""
    said = read_row(file, FORMAT, f"{_VALUE}{name}")
    return None if said is None else json.decode(said)


def write_memory(file: Path, memory: Memory, *, before: Memory | None = None) -> None:
    """Leave for the next build what it may use. With `before`, what was read there, only what changed is written."""
    rows = before.rows if before else None
    taken = frozenset(_list_kept(memory, before) if before and rows else ())
    held = frozenset(_list_held(memory, before) if before and rows else ())
    values = _render_values(memory.values.keys() - held, memory)
    same = frozenset(name for name, said in values.items() if rows.has(name, said)) if rows else frozenset()
    kept = taken.union(same, map(f"{_VALUE}{{}}".format, held))
    is_written = write_rows(file, FORMAT, _list_rows(memory, values, kept), rows, kept)
    # What was taken over could only be read where it is no longer; all else is known.
    if not is_written and rows and not taken:
        write_rows(file, FORMAT, _list_rows(memory, values | _render_values(held, memory), taken), None, taken)


def _render_values(names: Iterable[str], memory: Memory) -> dict[str, str]:
    return {f"{_VALUE}{name}": json.encode(memory.values[name]).decode() for name in names}


def _list_held(memory: Memory, before: Memory) -> Iterator[str]:
    """Names of values that are the very ones which were read."""
    known = before.values.read if isinstance(before.values, _Values) else before.values
    yield from (name for name, one in memory.values.items() if known.get(name) is one)


def _list_kept(memory: Memory, before: Memory) -> Iterator[str]:
    """Names of the rows of groups, and of parts of the index, that were taken over."""
    yield from (f"{_GROUP}{name}" for name, one in memory.groups.items() if before.groups.get(name) is one)
    known = before.owners.parts
    yield from (f"{_PART}{number}" for number, one in memory.owners.parts.items() if known.get(number) is one)


def _list_rows(memory: Memory, values: Mapping[str, str], kept: Container[str]) -> Iterator[Row]:
    """Every row but those that are kept."""
    for name, group in memory.groups.items():
        if f"{_GROUP}{name}" not in kept:
            yield f"{_GROUP}{name}", list_brief(group), render_group(group)
    for number, part in memory.owners.parts.items():
        if f"{_PART}{number}" not in kept:
            yield f"{_PART}{number}", [], part.render()
    yield from ((name, [], said) for name, said in values.items() if name not in kept)


def drop_groups(groups: Mapping[str, MadeGroup], others: Mapping[str, MadeGroup]) -> dict[str, MadeGroup]:
    """Those groups that are not among others, too."""
    return {name: one for name, one in groups.items() if others.get(name) is not one}


def digest_file(path: Path) -> str | None:
    """SHA-256 of a file; none where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _list_owners(groups: Mapping[str, MadeGroup]) -> Iterator[tuple[str, str]]:
    return ((path, name) for name, group in groups.items() for path in group.entries)


class _Values(Mapping[str, Any]):
    """Values by name, each of which is read when asked for."""

    def __init__(self, rows: SealedRows) -> None:
        self._rows = rows
        self._names = [name.removeprefix(_VALUE) for name in rows.heads if name.startswith(_VALUE)]
        self.read: dict[str, Any] = {}
        """Those that were asked for."""

    def __getitem__(self, name: str) -> Any:
        if name not in self.read:
            if name not in self._names:
                raise KeyError(name)
            self.read[name] = json.decode(self._rows.read(f"{_VALUE}{name}"))
        return self.read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
