"""An edit is seen at once where the system tells of it, else where somebody looks; and once only."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver

from generator import watching
from generator.watching import EditObserver

SOON, LATE = 0.1, 60.0
"""Seconds after which an observer looks."""


class Listener(FileSystemEventHandler):
    """Notes the names of files that it is told of."""

    def __init__(self) -> None:
        """Begin with none."""
        self.told: list[str] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note one."""
        self.told.append(Path(os.fsdecode(event.dest_path or event.src_path)).name)


def wait_for(found: Callable[[], bool]) -> bool:
    """Return whether something comes true."""
    end = time.monotonic() + 20
    while not found() and time.monotonic() < end:
        time.sleep(0.02)
    return found()


def save(path: Path, text: str) -> None:
    """Save a file as many editors do: another takes its place."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def refuse(_: BaseObserver) -> None:
    """Be a system that lets nobody watch more."""
    raise OSError


@pytest.mark.parametrize("tells", [True, False], ids=["told", "looked for"])
def test_an_edit_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, tells: bool) -> None:
    """By the system long before anybody looks, or by a look where it tells nothing; reading is no edit."""
    case, listener = tmp_path / "cases" / "caso.yml", Listener()
    case.parent.mkdir()
    case.write_text("uno", encoding="utf-8")
    if not tells:
        monkeypatch.setattr(watching.Observer, "start", refuse)
    observer = EditObserver(LATE if tells else SOON)
    watch = observer.schedule(listener, str(tmp_path), recursive=True)
    observer.start()
    try:
        time.sleep(2 * SOON)
        case.read_text(encoding="utf-8")
        save(case, "uno y dos")
        assert wait_for(lambda: "caso.yml" in listener.told)
        time.sleep(3 * SOON)
        assert listener.told.count("caso.yml") == 1
        observer.unschedule(watch)
    finally:
        observer.stop()
        observer.join()


def test_both_ways_tell_it_once(tmp_path: Path) -> None:
    """Who looks finds what the system told of before."""
    case, listener = tmp_path / "caso.yml", Listener()
    case.write_text("uno", encoding="utf-8")
    observer = EditObserver(SOON)
    observer.schedule(listener, str(tmp_path), recursive=True)
    observer.start()
    try:
        for text in ("uno y dos", "uno, dos y tres"):
            listener.told.clear()
            save(case, text)
            assert wait_for(lambda: "caso.yml" in listener.told)
            time.sleep(5 * SOON)
            assert listener.told.count("caso.yml") == 1
    finally:
        observer.stop()
        observer.join()
