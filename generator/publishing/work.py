"""What a worker does: it makes the files of tasks, and puts them into the folder of the site or hands them over."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.pages.card import ShareCard
from generator.pages.task import Made, Task
from generator.publishing.entries import Entry
from generator.publishing.facts import PageClaims
from generator.publishing.file_reading import FileReader, FileReading
from generator.publishing.made import MadeFile
from generator.publishing.site_folder import SiteFolder

Finish: TypeAlias = Callable[[Made], bytes]
"""Gives the bytes of what was made."""

_alone = threading.Lock()
"""One thread at a time makes pages: templates and words are not made for more."""


class Work(Struct, frozen=True):
    """What a worker needs to run tasks. Tasks are closures, which cannot be sent, but inherited."""

    tasks: Mapping[str, Task]
    """By name."""
    finish: Finish
    folder: SiteFolder | None = None
    """Where files go; none where they are handed back, as workers may have other disks."""
    base_path: str = "/"
    """The path the site is served at."""

    def open(self) -> Work:
        """The work itself: it is here already."""
        return self


class Parcel(Protocol):
    """What can be sent, and gives a worker the same tasks."""

    def open(self) -> Work:
        """The work in it, unpacked once in each process; raises WorkforceError where it would come out otherwise."""


class Delivery(NamedTuple):
    """What a worker hands over of a task."""

    name: str
    files: tuple[MadeFile, ...]
    claims: Mapping[str, PageClaims]
    """What the pages among them need, by path."""
    data: Mapping[str, bytes]
    """Of files that were not yet written the bytes, compressed for their way."""


def run_tasks(given: Work | Parcel, names: Sequence[str]) -> list[Delivery]:
    """What some tasks make."""
    with _alone:
        work = given.open()
        return [run_task(work, name) for name in names]


def run_task(work: Work, name: str) -> Delivery:
    """What a task makes."""
    tray = _Tray(work)
    return Delivery(name, tuple(tray.fill(work.tasks[name])), tray.claims, tray.data)


def take_in(folder: SiteFolder, delivery: Delivery) -> tuple[MadeFile, ...]:
    """The files of a task, which are in the folder now, and of which it knows."""
    return tuple(_take_in(folder, delivery))


def _take_in(folder: SiteFolder, delivery: Delivery) -> Iterator[MadeFile]:
    _, files, claims, data = delivery
    for one in files:
        read = FileReading(one.entry, claims.get(one.path))
        if one.path in data:
            read = folder.put(one.path, zlib.decompress(data[one.path]), read)
        folder.absorb(one.path, read)
        yield one if read.entry is one.entry else replace(one, entry=read.entry)


class _Tray:
    """Takes the files of a task: they go into the folder of the site, or stay here where a worker has none."""

    def __init__(self, work: Work) -> None:
        self.claims: dict[str, PageClaims] = {}
        self.data: dict[str, bytes] = {}
        self._work, self._reader = work, FileReader(work.base_path)

    def fill(self, task: Task) -> Iterator[MadeFile]:
        """Make the files of a task."""
        for made in task.make():
            data = self._work.finish(made)
            if isinstance(made, tuple | ShareCard):
                path = made.path if isinstance(made, ShareCard) else made[0]
                yield MadeFile(path, self._take(path, data))
            else:
                entry = self._take(made.file, data)
                yield MadeFile(made.file, entry, made.alternates if made.is_listed else None, made.charts)
                for name, more in made.files:
                    yield MadeFile(name, self._take(name, more))

    def _take(self, name: str, data: bytes) -> Entry:
        read = self._reader.read(name, data)
        if self._work.folder is None:
            self.data[name] = zlib.compress(data, 1)
        else:
            read = self._work.folder.put(name, data, read)
        if read.claims is not None:
            self.claims[name] = read.claims
        return read.entry
