"""What is known of the files of a site, old and new: found when asked for, without a look at all others."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from typing import NamedTuple, Protocol

from msgspec import Struct, field

from generator.publishing.facts import PageFacts

HELD = 1 << 13
"""Files of the last site that are known at a time, but for a group of more, where one group is opened after another."""


class Entry(Struct, frozen=True, array_like=True):
    """A file of a site."""

    digest: str
    """SHA-256 of its bytes, in hexadecimal."""
    size: int
    """In bytes."""
    changed: int
    """When it was last written, in nanoseconds: tells whether somebody else has touched it."""
    page: PageFacts | None = None
    """Of a page, what others need to know of it."""
    is_former: bool = False
    """Whether it only stands at a former address."""


class SiteNews(Struct, frozen=True):
    """What has come to a site since the last one, all of whose links had been found good, and what is gone."""

    unsound: set[str] = field(default_factory=set)
    """Paths of new pages in which something is wrong by itself."""
    unmet: set[str] = field(default_factory=set)
    """Files, and places in them, that new pages link to and that were not there yet."""
    lost: set[str] = field(default_factory=set)
    """Those that are no longer there."""
    changed: frozenset[str] = frozenset()
    """Paths of files that are new, not the ones that they were, or gone."""


def is_as_known(path: str, known: Entry) -> bool:
    """Whether nobody has touched a file since it was written."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (known.size, known.changed)


def has_place(entries: Mapping[str, Entry], file: str, anchor: str) -> bool:
    """Whether a link to a place in a file leads there; of what is no page nobody knows."""
    if not anchor:
        return file in entries
    entry = entries.get(file)
    return entry is not None and (entry.page is None or entry.page.has(anchor))


class Brief(NamedTuple):
    """Some files in numbers."""

    files: int
    former: int
    """Those that only stand at former addresses."""
    pages: int
    charts: int = 0
    """Pages on which interactive figures can be loaded."""


def make_brief(entries: Mapping[str, Entry], charts: int = 0) -> Brief:
    """Some files in numbers."""
    pages = sum(one.page is not None for one in entries.values())
    return Brief(len(entries), sum(one.is_former for one in entries.values()), pages, charts)


class FileGroup(Protocol):
    """Files that were made together."""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What is known of each of them, by path."""

    @property
    def brief(self) -> Brief:
        """All of them in numbers."""

    def forget(self) -> None:
        """Drop what can be read again."""


class PlainGroup(Struct, frozen=True):
    """Files of which all is at hand."""

    entries: Mapping[str, Entry]

    @property
    def brief(self) -> Brief:
        """All of them in numbers."""
        return make_brief(self.entries)

    def forget(self) -> None:
        """Nothing can be read again."""


class Files(Mapping[str, Entry], ABC):
    """Files of a site, by path: each is looked up when asked for."""

    @abstractmethod
    def list_all(self) -> Iterator[tuple[str, Entry]]:
        """Every file with what is known of it; this reads all there is."""

    @property
    @abstractmethod
    def page_count(self) -> int:
        """How many of them are pages."""

    def __iter__(self) -> Iterator[str]:
        return (path for path, _ in self.list_all())


class KnownFiles(Files):
    """Every file of the last site, by path."""

    def __init__(self, groups: Mapping[str, FileGroup], find_group: Callable[[str], str | None]) -> None:
        """Know groups of files, and which of them holds a file."""
        self.groups = groups
        self.find_group = find_group
        self._opened: dict[str, int] = {}
        """Name of each group that is open, the one asked for last at the end, and how many files it has."""

    @classmethod
    def of(cls, entries: Mapping[str, Entry]) -> KnownFiles:
        """Know these files."""
        if isinstance(entries, KnownFiles):
            return entries
        return cls({"": PlainGroup(entries)}, lambda path: "" if path in entries else None)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return sum(group.brief.pages for group in self.groups.values())

    def list_all(self) -> Iterator[tuple[str, Entry]]:
        """Every file with what is known of it; this reads all there is."""
        return (one for name in self.groups for one in self.open(name).items())

    def open(self, name: str) -> Mapping[str, Entry]:
        """The files of a group, by path: it is one of so many that all of them are not to be held at a time."""
        if name in self._opened:
            self._opened[name] = self._opened.pop(name)
        else:
            self._opened[name] = self.groups[name].brief.files
            while sum(self._opened.values()) > HELD and len(self._opened) > 1:
                oldest = next(iter(self._opened))
                del self._opened[oldest]
                self.groups[oldest].forget()
        return self.groups[name].entries

    def __getitem__(self, path: str) -> Entry:
        name = self.find_group(path)
        if name is None:
            raise KeyError(path)
        return self.groups[name].entries[path]

    def find_in_turn(self, path: str) -> Entry | None:
        """A file, where many are asked for group by group: it is mostly of the group that the one before was of."""
        last = next(reversed(self._opened), None)
        if last is not None and (found := self.groups[last].entries.get(path)):
            return found
        name = self.find_group(path)
        return None if name is None else self.open(name)[path]

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self.find_group(path) is not None

    def __len__(self) -> int:
        return sum(group.brief.files for group in self.groups.values())


class SiteFiles(Files):
    """Every file of a site so far, by path: those of groups that were taken over from the last one, and new ones."""

    def __init__(self, known: KnownFiles) -> None:
        """Begin with none."""
        self.known = known
        self.new: dict[str, Entry] = {}
        """Those that were written or kept one by one. Where two are of one path, these count."""
        self.kept: dict[str, Entry] = {}
        """Those of groups that were opened with which the site was filled, and which stay as they were."""
        self.taken: set[str] = set()
        """Names of the groups all of whose files are there as they were."""
        self._met: set[str | None] = set()
        self._seen = 0

    def may_take(self, name: str) -> bool:
        """Whether no file of a group of the last site is there already, one by one."""
        if self._seen < len(self.new):
            self._met.update(map(self.known.find_group, islice(self.new, self._seen, None)))
            self._seen = len(self.new)
        return name not in self._met

    def list_all(self) -> Iterator[tuple[str, Entry]]:
        """Every file with what is known of it; this reads all there is."""
        taken = (one for name in self.taken for one in self.known.open(name).items())
        return chain(self.new.items(), (one for one in chain(self.kept.items(), taken) if one[0] not in self.new))

    def list_left(self) -> Iterator[tuple[str, Entry]]:
        """Every file of the last site but those that were taken over, with their group or without it."""
        for name in self.known.groups:
            if name not in self.taken:
                yield from (one for one in self.known.open(name).items() if one[0] not in self.kept)

    def list_twice(self) -> Iterator[tuple[str, Entry]]:
        """Every file that was taken over and in the place of which there is a new one."""
        return ((path, self.known[path]) for path in self.new if self._is_taken(path))

    def list_former(self) -> Iterator[tuple[str, Entry]]:
        """Every file that only stands at a former address."""
        former = (name for name in self.taken if self.known.groups[name].brief.former)
        taken = ((path, entry) for name in former for path, entry in self.known.groups[name].entries.items())
        others = ((path, entry) for path, entry in chain(self.kept.items(), taken) if path not in self.new)
        return ((path, entry) for path, entry in chain(self.new.items(), others) if entry.is_former)

    def list_changes(self) -> Iterator[tuple[str, Entry | None]]:
        """Every file that is not as it was in the last site; without an entry where it is gone."""
        for path, entry in self.new.items():
            if self.known.find_in_turn(path) != entry:
                yield path, entry
        yield from ((path, None) for path, _ in self.list_left() if path not in self.new)

    def find(self, path: str) -> Entry | None:
        """What is known of a file, if it is there."""
        entry = self.new.get(path) or self.kept.get(path)
        return entry or (self.known[path] if self._is_taken(path) else None)

    def __getitem__(self, path: str) -> Entry:
        if (entry := self.find(path)) is None:
            raise KeyError(path)
        return entry

    def __contains__(self, path: object) -> bool:
        return path in self.new or (isinstance(path, str) and self._is_taken(path))

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return sum(entry.page is not None for _, entry in self.list_all())

    def __len__(self) -> int:
        taken = sum(self.known.groups[name].brief.files for name in self.taken)
        return len(self.new) + len(self.kept) + taken - sum(map(self._is_taken, self.new))

    def _is_taken(self, path: str) -> bool:
        return path in self.kept or (bool(self.taken) and self.known.find_group(path) in self.taken)
