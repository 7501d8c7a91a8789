"""Makes what has to be made: tasks whose inputs are as they were keep their files, all others run, many at a time."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from generator.executors import Workforce, open_crew
from generator.pages.task import File, Task, digest_of
from generator.progress import tell
from generator.publishing.memory import MadeFile, MadeTask, Memory
from generator.publishing.site_folder import Entry, SiteFolder, make_entry

if TYPE_CHECKING:
    from generator.pages.page import Page

MANY = 64
"""From so many tasks on, other processes help."""
MANY_ANEW = 1000
"""The same where they cannot be forked: each loads all code anew."""
LARGE_SHARE = 4
"""What has to be sent is sent where at least one in so many of all tasks is to run: who gets it derives all anew."""
_CHUNK = 16
"""Tasks handed to a process at a time: whoever is done takes the next."""

Finish: TypeAlias = "Callable[[Page | File], bytes]"
"""Gives the bytes of what was made."""


class PageClashError(ValueError):
    """Two tasks make the same file."""


class Target(Protocol):
    """Where files go."""

    def write(self, name: str, data: bytes) -> Entry:
        """Put a file there."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker needs to run tasks. Tasks are closures, which cannot be sent, but inherited."""

    tasks: Mapping[str, Task]
    """By name."""
    finish: Finish
    folder: Target | None = None
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


Result: TypeAlias = "tuple[str, tuple[MadeFile, ...], dict[str, bytes]]"
"""Name of a task, its files, and of those that were not yet written the bytes, compressed for their way."""

_alone = threading.Lock()
"""One thread at a time makes pages: templates and words are not made for more."""


def make_all(  # noqa: PLR0913 - what there is to do, with what, and how
    tasks: Iterable[Task],
    folder: SiteFolder,
    memory: Memory,
    *,
    shared: str,
    finish: Finish,
    workforce: Workforce = Workforce(),  # noqa: B008 - a frozen value
    pack: Callable[[], Parcel] | None = None,
    derive: Callable[[], None] | None = None,
) -> dict[str, MadeTask]:
    """Fill the folder and return what was made by task, in their order; `shared` is what all of them depend on.

    `pack` gives what can be sent to workers that inherit nothing; `derive` is called once before others inherit.
    """
    made: dict[str, MadeTask] = {}
    misses: dict[str, Task] = {}
    keys: dict[str, str] = {}
    for task in tasks:
        key = digest_of(shared, *(f"{name}={digest}" for name, digest in sorted(task.inputs.items())))
        keys[task.name] = key
        last = memory.tasks.get(task.name)
        if last and last.key == key and all(folder.keep(file.path) for file in last.files):
            made[task.name] = last
        else:
            misses[task.name] = task
    is_large = len(misses) * LARGE_SHARE >= len(misses) + len(made)
    work = Work(misses, finish, folder)
    given = _choose_given(work, workforce, pack if is_large else None)
    if given is work and derive:
        derive()
    for done, (name, files) in enumerate(_run(work, folder, workforce, given), 1):
        # What the links of a page were is not kept.
        kept = (replace(one, entry=folder.entries[one.path]) for one in files)
        made[name] = MadeTask(keys[name], misses[name].inputs, tuple(kept))
        if done % _CHUNK == 0 or done == len(misses):
            tell("pages", done, len(misses))
    return {name: made[name] for name in keys}


def explain_tasks(memory: Memory, before: Memory) -> Iterator[tuple[str, str]]:
    """Name of each task that ran → the inputs that changed since the build before; `new` where it was not there then.

    `files` stands for a task whose inputs are the same, but whose files were not as they had been written.
    """
    common = _list_changes(memory.values.get("shared", {}), before.values.get("shared", {}))
    for name, one in memory.tasks.items():
        last = before.tasks.get(name)
        if name and last is None:
            yield name, "new"
        elif name and last and last.key != one.key:
            yield name, ", ".join([*common, *_list_changes(one.inputs, last.inputs)])
        elif name and last != one:
            yield name, "files"


def _list_changes(after: Mapping[str, str], before: Mapping[str, str]) -> list[str]:
    return sorted(name for name in after.keys() | before.keys() if after.get(name) != before.get(name))


def _choose_given(work: Work, workforce: Workforce, pack: Callable[[], Parcel] | None) -> Work | Parcel | None:
    """What workers are given; none where this process is quicker alone."""
    if workforce.kind == "processes" and workforce.size == 1:
        return None
    if len(work.tasks) < (MANY_ANEW if workforce.kind == "processes" and not workforce.inherits else MANY):
        return None
    if workforce.inherits:
        return work
    return pack() if pack else None


def _run(
    work: Work, folder: SiteFolder, workforce: Workforce, given: Work | Parcel | None
) -> Iterator[tuple[str, tuple[MadeFile, ...]]]:
    """Every task with its files."""
    names = tuple(work.tasks)
    if given is None:
        for name in names:
            yield name, _run_one(work, name)[1]
        return
    chunks = [names[start : start + _CHUNK] for start in range(0, len(names), _CHUNK)]
    few = replace(workforce, jobs=min(workforce.size, len(names) // MANY + 1))
    with open_crew(few, given) as crew:
        for chunk, results in crew.run(_run_chunk, chunks):
            for name, files, data in results or _run_chunk(work, chunk):
                yield name, _take_in(folder, files, data)


def _run_chunk(given: Work | Parcel, names: Sequence[str]) -> list[Result]:
    with _alone:
        work = given.open()
        return [_run_one(work, name) for name in names]


def _run_one(work: Work, name: str) -> Result:
    target = _Basket(work.base_path) if work.folder is None else work.folder
    files = tuple(file for made in work.tasks[name].make() for file in _write(made, work.finish, target))
    return name, files, target.files if isinstance(target, _Basket) else {}


class _Basket:
    """Keeps files in memory."""

    def __init__(self, base_path: str) -> None:
        self.files: dict[str, bytes] = {}
        self._base_path = base_path

    def write(self, name: str, data: bytes) -> Entry:
        """Keep a file; when it is written is not yet known."""
        self.files[name] = zlib.compress(data, 1)
        return make_entry(name, data, 0, self._base_path)


def _write(made: Page | File, finish: Finish, target: Target) -> Iterator[MadeFile]:
    if isinstance(made, tuple):
        yield MadeFile(made[0], target.write(made[0], finish(made)))
        return
    entry = target.write(made.file, finish(made))
    yield MadeFile(made.file, entry, made.alternates if made.is_listed else None, made.charts)
    for name, data in made.files:
        yield MadeFile(name, target.write(name, data))


def _take_in(folder: SiteFolder, files: tuple[MadeFile, ...], data: Mapping[str, bytes]) -> tuple[MadeFile, ...]:
    """Files that a worker made, which are in the folder now."""
    if data:
        return tuple(
            replace(one, entry=folder.write(one.path, zlib.decompress(data[one.path]), one.entry)) for one in files
        )
    folder.absorb({one.path: one.entry for one in files})
    return files


def check_clashes(made: Mapping[str, MadeTask]) -> None:
    """Raise PageClashError where two tasks make the same file."""
    owners: dict[str, str] = {}
    for name, one in made.items():
        for file in one.files:
            if owners.setdefault(file.path, name) != name:
                message = f"two tasks make {file.path}: {owners[file.path]!r} and {name!r}"
                raise PageClashError(message)
