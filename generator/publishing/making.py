"""Makes what has to be made: tasks whose inputs are as they were keep their files, all others run, many at a time."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING, TypeAlias

from generator.pages.task import File, Task, digest_of
from generator.progress import tell
from generator.publishing.memory import MadeFile, MadeTask, Memory
from generator.publishing.site_folder import SiteFolder

if TYPE_CHECKING:
    from generator.pages.page import Page

MANY = 64
"""From so many tasks on, other processes help."""
_CHUNK = 16
"""Tasks handed to a process at a time: whoever is done takes the next."""

Finish: TypeAlias = "Callable[[Page | File], bytes]"
"""Gives the bytes of what was made."""


class PageClashError(ValueError):
    """Two tasks make the same file."""


@dataclass(frozen=True, slots=True)
class _Miss:
    """A task to run."""

    task: Task
    key: str


@dataclass(frozen=True, slots=True)
class _Work:
    """What a process needs to run tasks: inherited when it is forked, as closures cannot be sent."""

    misses: Sequence[_Miss]
    folder: SiteFolder
    finish: Finish


_work: _Work | None = None


def make_all(  # noqa: PLR0913 - what there is to do, with what, and how
    tasks: Iterable[Task], folder: SiteFolder, memory: Memory, *, shared: str, finish: Finish, jobs: int | None = None
) -> dict[str, MadeTask]:
    """Fill the folder and return what was made by the names of the tasks; `shared` is what all of them depend on.

    Raises PageClashError where two make the same file.
    """
    made: dict[str, MadeTask] = {}
    misses: list[_Miss] = []
    for task in tasks:
        key = digest_of(shared, *(f"{name}={digest}" for name, digest in sorted(task.inputs.items())))
        last = memory.tasks.get(task.name)
        if last and last.key == key and all(folder.keep(file.path) for file in last.files):
            made[task.name] = last
        else:
            misses.append(_Miss(task, key))
    for miss, files in _run(_Work(misses, folder, finish), jobs or os.cpu_count() or 1):
        made[miss.task.name] = MadeTask(miss.key, miss.task.inputs, files)
    _check_clashes(made)
    return made


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


def _run(work: _Work, jobs: int) -> Iterator[tuple[_Miss, tuple[MadeFile, ...]]]:
    """Every task with its files."""
    left = set(range(len(work.misses)))
    # Forking a process in which other threads run could leave a lock locked for ever.
    if min(jobs, len(left) // MANY + 1) > 1 and threading.active_count() == 1 and "fork" in get_all_start_methods():
        try:
            for index, files in _run_forked(work, jobs):
                left.discard(index)
                work.folder.absorb({file.path: file.entry for file in files})
                yield work.misses[index], files
        except BrokenProcessPool:
            pass  # One was killed, such as for want of memory: this process does what is left.
    for done, index in enumerate(sorted(left), 1):
        tell("pages", done, len(left))
        yield work.misses[index], _run_one(work, index)


def _run_forked(work: _Work, jobs: int) -> Iterator[tuple[int, tuple[MadeFile, ...]]]:
    global _work  # noqa: PLW0603 - the only way into a forked process that needs no copy
    _work = work
    gc.collect()
    gc.freeze()  # What is not looked at by the collector stays shared with the processes.
    try:
        with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
            total = len(work.misses)
            chunks = [range(start, min(start + _CHUNK, total)) for start in range(0, total, _CHUNK)]
            done = 0
            for future in as_completed([pool.submit(_run_chunk, chunk) for chunk in chunks]):
                for index, files in future.result():
                    yield index, files
                    done += 1
                tell("pages", done, total)
    finally:
        gc.unfreeze()
        _work = None


def _run_chunk(chunk: range) -> list[tuple[int, tuple[MadeFile, ...]]]:
    assert _work is not None  # noqa: S101 - a forked process has what its parent had
    return [(index, _run_one(_work, index)) for index in chunk]


def _run_one(work: _Work, index: int) -> tuple[MadeFile, ...]:
    return tuple(file for made in work.misses[index].task.make() for file in _write(made, work))


def _write(made: Page | File, work: _Work) -> Iterator[MadeFile]:
    if isinstance(made, tuple):
        yield MadeFile(made[0], work.folder.write(made[0], work.finish(made)))
        return
    entry = work.folder.write(made.file, work.finish(made))
    yield MadeFile(made.file, entry, made.alternates if made.is_listed else None, made.charts)
    for name, data in made.files:
        yield MadeFile(name, work.folder.write(name, data))


def _check_clashes(made: Mapping[str, MadeTask]) -> None:
    owners: dict[str, str] = {}
    for name, one in made.items():
        for file in one.files:
            if owners.setdefault(file.path, name) != name:
                message = f"two tasks make {file.path}: {owners[file.path]!r} and {name!r}"
                raise PageClashError(message)
