"""Who does heavy work: processes of this machine, its threads, or the workers of a Dask cluster. Knows no room.

All are `concurrent.futures.Executor`: whoever has work that can be sent hands it to one, and does not ask which it is.
"""

from __future__ import annotations

import gc
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, get_args

from msgspec import Struct

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from multiprocessing.process import BaseProcess

Kind: TypeAlias = Literal["processes", "threads", "dask"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Names of all kinds, the usual one first."""

Item = TypeVar("Item")
Done = TypeVar("Done")

RETRIES = 5
"""How often Dask gives work to another worker where one was lost with it."""
AHEAD = 4
"""Pieces of work that wait for each worker: more would only fill memory with what comes back."""
PATIENCE = 20.0
"""Seconds without any answer of a cluster, after which who asked does a piece of the work alone."""


def can_fork() -> bool:
    """Whether processes can be started that inherit what this one has."""
    # Where other threads run, that could leave a lock locked for ever.
    return hasattr(os, "fork") and threading.active_count() == 1


class WorkforceError(Exception):
    """Nobody is there to do the work, or not to the same result, such as with another version of this program."""


class Workforce(Struct, frozen=True):
    """Who is to do heavy work."""

    kind: Kind = "processes"
    jobs: int | None = None
    """Processes or threads; None for as many as there are processors."""
    scheduler: str | None = None
    """Address of a Dask cluster: tcp://host:8786."""

    @property
    def size(self) -> int:
        """How many processes or threads there would be on this machine."""
        return self.jobs or os.cpu_count() or 1

    @property
    def inherits(self) -> bool:
        """Whether workers share memory with this process, or get it as it is: then nothing need be sent."""
        return self.kind == "threads" or (self.kind == "processes" and can_fork())


class Crew(Struct, frozen=True):
    """Workers, each of which was given the same value before all work."""

    executor: Executor
    size: int
    """How many do work at a time, who asks among them where that does a part."""
    given: object
    """That value, or what stands for it until it is there: none where each process has it already."""
    patience: float | None = None
    """Seconds without any answer after which who asks does a piece alone: at 0 whenever there is none to take in."""

    def run(self, work: Callable[[Any, Item], Done], items: Iterable[Item]) -> Iterator[tuple[Item, Done | None]]:
        """Each item with what `work(given, item)` makes of it, whichever comes first.

        None stands for what the caller has to do alone: a worker failed at it or was lost with it, or nobody has
        answered for as long as there is patience. Raises WorkforceError where a worker is of no use at all.
        """
        from concurrent.futures import FIRST_COMPLETED, wait  # noqa: PLC0415 - most edits need none: loading it takes time

        todo: deque[Item] = deque(items)
        waiting: dict[Future[Done], Item] = {}
        patience = self.patience
        while todo or waiting:
            self._hand_out(work, todo, waiting)
            done, _ = wait(waiting, timeout=patience, return_when=FIRST_COMPLETED)
            for future in done:
                yield waiting.pop(future), _take(future)
            patience = self.patience if done else 0
            if not waiting and not done:
                yield from ((item, None) for item in todo)
                return
            last = next(reversed(waiting), None)
            if not done and last:
                if last.cancel():
                    yield waiting.pop(last), None
                else:  # All the rest is being done.
                    patience = self.patience or None

    def _hand_out(
        self, work: Callable[[Any, Item], Done], todo: deque[Item], waiting: dict[Future[Done], Item]
    ) -> None:
        """Give every worker enough to do, if there are any still."""
        while todo and len(waiting) < self.size * AHEAD:
            try:
                waiting[self.executor.submit(_work, work, self.given, todo[0])] = todo[0]
            except Exception:  # noqa: BLE001 - whatever it says, nobody is there to take work
                return
            todo.popleft()


_given: object = None
"""What this process was given when it was started by another."""


def _receive(given: object) -> None:
    from multiprocessing import parent_process  # noqa: PLC0415 - as below

    global _given  # noqa: PLW0603 - the only way into a process that inherits what cannot be sent
    _given = given
    if asked_by := parent_process():
        threading.Thread(target=_end_with, args=(asked_by,), daemon=True).start()


def _end_with(asked_by: BaseProcess) -> None:
    """End this process with the one that asks it, which may be killed.

    Alone it would wait for work, and hold what it inherited, such as the lock of a site that is being made.
    """
    asked_by.join()
    os._exit(1)


def _work(work: Callable[[Any, Item], Done], given: object, item: Item) -> Done:
    return work(_given if given is None else given, item)


def _take(future: Future[Done]) -> Done | None:
    """What came of work; None where nothing did."""
    try:
        return future.result()
    except WorkforceError:
        raise
    except ImportError as error:
        message = f"a worker lacks a part of this program: {error}"
        raise WorkforceError(message) from error
    except Exception:  # noqa: BLE001 - if it was no fault of the worker, it comes again where the work is done anew
        return None


@contextmanager
def open_crew(workforce: Workforce, given: object) -> Iterator[Crew]:
    """Give workers to each of whom a value was given; it must be one that can be sent, unless they inherit it."""
    from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor  # noqa: PLC0415 - as above
    from multiprocessing import get_context  # noqa: PLC0415

    if workforce.kind == "dask":
        with _open_dask(workforce.scheduler, given) as crew:
            yield crew
    elif workforce.kind == "threads":
        with ThreadPoolExecutor(workforce.size) as threads:
            yield Crew(threads, workforce.size, given)
    else:
        context = get_context("fork" if workforce.inherits else "spawn")
        # What is not looked at by the collector stays shared with the processes. Nothing is collected before: after one
        # edit that took as long as what the processes save.
        gc.freeze()
        try:
            # This process does its part: one that only took in what others made would hold as much memory as they do.
            with ProcessPoolExecutor(max(1, workforce.size - 1), context, _receive, (given,)) as processes:
                yield Crew(processes, workforce.size, None, 0)
        finally:
            gc.unfreeze()


def is_installed(kind: Kind) -> bool:
    """Whether all that a kind needs is here: Dask comes with `visibles[dask]`."""
    return kind != "dask" or find_spec("distributed") is not None


@contextmanager
def _open_dask(scheduler: str | None, given: object) -> Iterator[Crew]:
    """The workers of a cluster. Work is sent to them, maybe twice: it must be a function of its arguments."""
    if scheduler is None:
        message = "a Dask cluster needs the address of its scheduler"
        raise ValueError(message)
    try:
        client = import_module("distributed").Client(scheduler, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"{scheduler} does not answer"
        raise WorkforceError(message) from error
    with client:
        try:
            handed = client.scatter(given, broadcast=True, hash=False)
        except TimeoutError as error:
            message = f"{scheduler} has no workers"
            raise WorkforceError(message) from error
        # One process does one piece of work at a time, whatever its threads.
        size = max(1, len(client.nthreads()))
        yield Crew(client.get_executor(pure=False, retries=RETRIES), size, handed, PATIENCE)
