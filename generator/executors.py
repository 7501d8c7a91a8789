"""Who does heavy work: processes of this machine, its threads, or the workers of a Dask cluster. Knows no room.

All are `concurrent.futures.Executor`: whoever has work that can be sent hands it to one, and does not ask which it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["processes", "threads", "dask"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Names of all kinds, the usual one first."""

RETRIES = 5
"""How often Dask gives work to another worker where one was lost with it."""


def is_installed(kind: Kind) -> bool:
    """Whether all that a kind needs is here: Dask comes with `visibles[dask]`."""
    return kind != "dask" or find_spec("distributed") is not None


@contextmanager
def open_executor(kind: Kind = "processes", *, jobs: int, scheduler: str | None = None) -> Iterator[Executor]:
    """Give an executor, and close it at the end; `scheduler` is the address of a Dask cluster: tcp://host:8786."""
    if kind == "dask":
        with _open_dask(scheduler) as executor:
            yield executor
    elif kind == "threads":
        with ThreadPoolExecutor(jobs) as threads:
            yield threads
    else:
        # Not forked: under the preview server other threads run in this process.
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as processes:
            yield processes


@contextmanager
def _open_dask(scheduler: str | None) -> Iterator[Executor]:
    """The workers of a cluster. Work is sent to them, maybe twice: it must be a function of its arguments."""
    if scheduler is None:
        message = "a Dask cluster needs the address of its scheduler"
        raise ValueError(message)
    with import_module("distributed").Client(scheduler, set_as_default=False) as client:
        yield client.get_executor(pure=False, retries=RETRIES)
