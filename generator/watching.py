"""Watches files in two ways at once: what the system tells of is seen at once, and what it does not is looked for.

Systems tell of edits on their own disks, not of those by other machines or beyond a container.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

_EDITS = frozenset({"created", "modified", "moved", "deleted"})
"""Others tell that somebody reads a file, as every build does."""


class EditObserver:
    """Is used as one observer of watchdog. Of the same edit it tells once."""

    def __init__(self, timeout: float) -> None:
        """Look at every file after so many seconds, and listen to the system meanwhile, if it lets anybody."""
        self._observers = PollingObserver(timeout=timeout), Observer()
        self._told: dict[str, tuple[int, int, int] | None] = {}

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> tuple[Any, ...]:
        """Watch a path."""
        once = _Once(handler.dispatch, self._told)
        return tuple(each.schedule(once, path, recursive=recursive) for each in self._observers)

    def unschedule(self, watches: tuple[Any, ...]) -> None:
        """Watch a path no longer."""
        for each, watch in zip(self._observers, watches, strict=True):
            each.unschedule(watch)

    def start(self) -> None:
        """Begin."""
        looking, listening = self._observers
        looking.start()
        with suppress(OSError):  # Where as many are watched as the system allows.
            listening.start()

    def stop(self) -> None:
        """End."""
        for each in self._observers:
            each.stop()

    def join(self) -> None:
        """Wait for the end."""
        for each in self._observers:
            if each.is_alive():
                each.join()


class _Once(FileSystemEventHandler):
    """Hands on what tells of a file that does not stand as it did when that was last told of."""

    def __init__(self, tell: Callable[[FileSystemEvent], None], told: dict[str, tuple[int, int, int] | None]) -> None:
        """Tell this; what was told is known to others, too."""
        self._tell, self._told = tell, told

    def dispatch(self, event: FileSystemEvent) -> None:
        """Take what an observer tells."""
        if event.is_directory or event.event_type not in _EDITS:
            return
        stands = {path: _look_at(path) for path in map(os.fsdecode, (event.src_path, event.dest_path)) if path}
        if any(path not in self._told or self._told[path] != stand for path, stand in stands.items()):
            self._told |= stands
            self._tell(event)


def _look_at(path: str) -> tuple[int, int, int] | None:
    """Size, time and number of a file; none where it is gone."""
    try:
        found = os.stat(path)  # noqa: PTH116 - once for each event
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino
