"""Runs a command and watches all its processes: time on the clock, time on processors, and memory at its highest."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.1
"""Seconds between two looks at the memory; what is held for less may be missed."""
_APART = 20
"""A look is not followed by the next one for so many times as long as it took."""
_PROC = Path("/proc")
_SESSION = 3
"""Place of the session among the fields of `stat` that follow the name of the program."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took."""

    code: int
    """Its exit code."""
    wall: float
    """Seconds on the clock."""
    processor: float
    """Seconds on processors, of all its processes, for itself and in the kernel."""
    peak: int
    """Bytes of memory at the highest, of all its processes; what they share counts once (PSS)."""
    out: str
    err: str


class _Memory(threading.Thread):
    """Looks at the memory of all processes of a session until told to stop."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.peak = 0
        self.is_over = threading.Event()

    def run(self) -> None:
        pause = INTERVAL
        while not self.is_over.wait(pause):
            start = time.perf_counter()
            self.peak = max(self.peak, sum(map(_read_memory, find_session(self.session))))
            # To count the memory of large processes takes long, and holds them up.
            pause = max(INTERVAL, _APART * (time.perf_counter() - start))


def find_session(session: int) -> list[int]:
    """The processes of a session: a command started in one of its own, and all it started."""
    found = []
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[_SESSION]) == session:
                found.append(int(folder.name))
    return found


def _read_memory(process: int) -> int:
    try:
        lines = (_PROC / str(process) / "smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def watch(command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end and return what it took and said."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        start = time.perf_counter()
        process = start_session(command, cwd=cwd, env=env, out=out.fileno(), err=err.fileno())
        memory = _Memory(process.pid)
        memory.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        memory.is_over.set()
        memory.join()
        for file in (out, err):
            file.seek(0)
        used = usage.ru_utime + usage.ru_stime
        return Run(process.returncode, wall, used, memory.peak, out.read(), err.read())


def start_session(
    command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str] | None = None, out: int, err: int
) -> subprocess.Popen[bytes]:
    """A command in a session of its own, so that all its processes can be found."""
    return subprocess.Popen(  # noqa: S603 - the project's own commands
        [str(part) for part in command],
        cwd=cwd,
        env=os.environ | dict(env or {}),
        stdout=out,
        stderr=err,
        start_new_session=True,
    )
