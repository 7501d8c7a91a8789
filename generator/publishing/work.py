"""What a worker does: it makes the files of tasks, and puts them into the folder of the site or hands them over."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.pages.card import ShareCard
from generator.pages.task import Made, Task
from generator.publishing.entries import Entry
from generator.publishing.file_reading import FileReader
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
    """What a worker hands over of some tasks."""

    files: Mapping[str, tuple[MadeFile, ...]]
    """By the name of their task."""
    places: AbstractSet[str]
    """Where the pages among them link to: most lead to the same."""
    unsound: Sequence[str]
    """Paths of those in which something is wrong by itself."""
    data: Mapping[str, bytes]
    """Of files that were not yet written the bytes, compressed for their way."""


def run_tasks(given: Work | Parcel, names: Sequence[str]) -> Delivery:
    """What some tasks make."""
    with _alone:
        work = given.open()
        tray = _Tray(work)
        files = {name: tuple(tray.fill(work.tasks[name])) for name in names}
        return Delivery(files, tray.places, tray.unsound, tray.data)


def take_in(folder: SiteFolder, delivery: Delivery) -> Mapping[str, tuple[MadeFile, ...]]:
    """The files of each task, which are in the folder now, and of which it knows."""
    taken = {name: tuple(_take_in(folder, files, delivery.data)) for name, files in delivery.files.items()}
    folder.expect(delivery.places, delivery.unsound)
    return taken


def _take_in(folder: SiteFolder, files: Iterable[MadeFile], data: Mapping[str, bytes]) -> Iterator[MadeFile]:
    for one in files:
        path, entry = one.path, one.entry
        if path in data:
            entry = folder.put(path, zlib.decompress(data[path]), entry)
        folder.absorb(path, entry)
        yield one if entry is one.entry else replace(one, entry=entry)


class _Tray:
    """Takes the files of tasks: they go into the folder of the site, or stay here where a worker has none."""

    def __init__(self, work: Work) -> None:
        self.places: set[str] = set()
        self.unsound: list[str] = []
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
        read, folder = self._reader.read(name, data), self._work.folder
        if read.claims is not None:
            self.places |= folder.pick_new(name, read) if folder else read.claims.places
            if not read.claims.is_sound:
                self.unsound.append(name)
        if folder is None:
            self.data[name] = zlib.compress(data, 1)
            return read.entry
        return folder.put(name, data, read.entry)
