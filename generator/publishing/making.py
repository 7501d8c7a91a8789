"""Makes what has to be made: groups and tasks whose inputs are as they were keep their files, all others run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.executors import Workforce, open_crew
from generator.pages.task import Group, Inputs, Task, digest_of
from generator.progress import tell
from generator.publishing.made import MadeFile, MadeGroup, MadeTask
from generator.publishing.memory import Memory
from generator.publishing.site_folder import SiteFolder
from generator.publishing.work import Finish, Parcel, Work, run_tasks, take_in

MANY = 32
"""From so many tasks on, other processes help. The edit of a sentence has ten, that of a fact fifty, some long."""
MANY_ANEW = 1000
"""The same where they cannot be forked: each loads all code anew."""
MOST = 1000
"""From so many tasks on, all is derived before processes inherit it: fewer ask for little of it."""
LARGE_SHARE = 4
"""What has to be sent is sent where at least one in so many of all tasks is to run: who gets it derives all anew."""
_CHUNK = 16
"""Tasks handed to a process at a time, at most: whoever is done takes the next."""
_PIECES = 8
"""Pieces into which each worker's share of what is left is cut, at least: a process has some ahead that nobody else can
do any more, and where these take long, such as what tells of all cases, the others would wait for it."""
_SHIFT = 4096
"""From so many tasks on, forked processes are replaced now and then, for each comes to hold a copy of all it looks at:
after few tasks at first, as these look at all cases, then after twice as many each time, up to a quarter of this."""


class PageClashError(ValueError):
    """Two tasks make the same file."""


def make_all(  # noqa: PLR0913 - what there is to do, with what, and how
    groups: Iterable[Group],
    folder: SiteFolder,
    memory: Memory,
    *,
    inputs: Inputs,
    shared: str,
    finish: Finish,
    workforce: Workforce = Workforce(),  # noqa: B008 - a frozen value
    pack: Callable[[], Parcel] | None = None,
    derive: Callable[[], None] | None = None,
) -> dict[str, MadeGroup]:
    """Fill the folder and return what was made by group, in their order; `shared` is what all tasks depend on.

    A group that is as it was is the one of the memory: its tasks are not even listed. `pack` gives what can be sent to
    workers that inherit nothing; `derive` is called once before others inherit, where these are to make much.
    """
    taken: dict[str, MadeGroup] = {}
    opened: dict[str, Opened] = {}
    order: list[str] = []
    for group in groups:
        order.append(group.name)
        key = digest_of(shared, inputs.digest(group.needs))
        last = memory.groups.get(group.name)
        if last and last.key == key and folder.keep_group(group.name):
            taken[group.name] = last
        else:
            opened[group.name] = _open(group, key, last, folder, inputs=inputs, shared=shared)
    misses = {name: task for one in opened.values() for name, task in one.misses.items()}
    kept = sum(len(one.kept) for one in opened.values()) + len(taken)
    is_large = len(misses) * LARGE_SHARE >= len(misses) + kept
    work = Work(misses, finish, folder, folder.base_path)
    given = _choose_given(work, workforce, pack if is_large else None)
    if given is work and derive and len(misses) >= MOST:
        derive()
    done: dict[str, tuple[MadeFile, ...]] = {}
    for name, files in _run(work, folder, workforce, given):
        done[name] = files
        if len(done) % _CHUNK == 0 or len(done) == len(misses):
            tell("pages", len(done), len(misses))
    return {name: taken[name] if name in taken else opened[name].close(done) for name in order}


class Opened(Struct, frozen=True):
    """A group whose tasks had to be looked at."""

    key: str
    keys: Mapping[str, str]
    """Of each task, in their order."""
    kept: Mapping[str, MadeTask]
    misses: Mapping[str, Task]
    """Those that are to run."""

    def close(self, done: Mapping[str, tuple[MadeFile, ...]]) -> MadeGroup:
        """The group when all its tasks have run."""
        made = {
            name: self.kept.get(name) or MadeTask(key, self.misses[name].inputs, done[name])
            for name, key in self.keys.items()
        }
        return MadeGroup(self.key, made)


def _open(  # noqa: PLR0913 - a group, what is known of it, and what its tasks are held against
    group: Group, key: str, last: MadeGroup | None, folder: SiteFolder, *, inputs: Inputs, shared: str
) -> Opened:
    """The tasks of a group: those that keep their files, and those that do not."""
    before = last.tasks if last else {}
    keys: dict[str, str] = {}
    kept: dict[str, MadeTask] = {}
    misses: dict[str, Task] = {}
    for task in group.list(inputs.narrow(group.needs)):
        keys[task.name] = digest_of(shared, *(f"{name}={digest}" for name, digest in sorted(task.inputs.items())))
        one = before.get(task.name)
        if one and one.key == keys[task.name] and folder.keep_all({file.path: file.entry for file in one.files}):
            kept[task.name] = one
        else:
            misses[task.name] = task
    if last and not kept and len(misses) >= MANY:
        last.forget()
    else:
        _recall(folder, (before[name] for name in misses if name in before))
    return Opened(key, keys, kept, misses)


def _recall(folder: SiteFolder, tasks: Iterable[MadeTask]) -> None:
    """Have the folder know what pages linked to that are to be made anew."""
    for file in (file for task in tasks for file in task.files):
        if file.entry.page is not None:
            folder.recall(file.path, file.entry.page)


def explain_tasks(memory: Memory, before: Memory) -> Iterator[tuple[str, str]]:
    """Name of each task that ran → the inputs that changed since the build before; `new` where it was not there then.

    `files` stands for a task whose inputs are the same, but whose files were not as they had been written. Of a group
    that was taken over there is nothing to say.
    """
    common = _list_changes(memory.values.get("shared", {}), before.values.get("shared", {}))
    for group_name, group in memory.groups.items():
        known = before.groups.get(group_name)
        if group_name and group is not known:
            for name, one in group.tasks.items():
                yield from ((name, why) for why in _explain(one, known.tasks.get(name) if known else None, common))


def _explain(one: MadeTask, last: MadeTask | None, common: Iterable[str]) -> Iterator[str]:
    """Why a task ran, if it did."""
    if last is None:
        yield "new"
    elif last.key != one.key:
        yield ", ".join([*common, *_list_changes(one.inputs, last.inputs)])
    elif last != one:
        yield "files"


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
            yield from take_in(folder, run_tasks(work, (name,))).items()
        return
    few = replace(workforce, jobs=min(workforce.size, len(names) // MANY + 1))
    is_replaced = given is work and workforce.kind == "processes" and len(names) >= _SHIFT
    start, size = 0, _SHIFT // 64 if is_replaced else len(names)
    while start < len(names):
        with open_crew(few, given) as crew:
            for chunk, delivery in crew.run(run_tasks, _cut(names[start : start + size], crew.size)):
                yield from take_in(folder, delivery or run_tasks(work, chunk)).items()
        start, size = start + size, min(2 * size, _SHIFT // 4)


def _cut(names: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    """Pieces of work for so many workers, smaller and smaller at last, so that all of them end at one time."""
    start = 0
    while start < len(names):
        length = max(1, min(_CHUNK, (len(names) - start) // (size * _PIECES)))
        yield names[start : start + length]
        start += length


def check_clashes(made: Mapping[str, MadeGroup], memory: Memory) -> None:
    """Raise PageClashError where two tasks make the same file.

    Groups that were taken over from one site do not: only files that are new in their group are looked up in others.
    """
    owners: dict[str, str] = {}
    for name, group in made.items():
        last = memory.groups.get(name)
        if group is last:
            continue
        for task, file in ((task, file) for task, one in group.tasks.items() for file in one.files):
            if owners.setdefault(file.path, task) != task:
                _refuse(file.path, owners[file.path], task)
        for path in group.entries.keys() - (memory.entries.open(name).keys() if last else ()):
            other = memory.entries.find_group(path)
            if other is not None and other in made and made[other] is memory.groups[other]:
                _refuse(path, made[other].find_task(path), owners[path])


def _refuse(path: str, one: str, other: str) -> None:
    message = f"two tasks make {path}: {one!r} and {other!r}"
    raise PageClashError(message)
