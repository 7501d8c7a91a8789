"""Measures the stages of a build, and says afterwards what each took; a terminal is shown them as it goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.progress import listen

if TYPE_CHECKING:
    from rich.console import Console

FIRST = "start"
"""What is done before the first stage: loading code, above all."""


class Stage(Struct):
    """What one stage took; a stage that comes back adds up."""

    seconds: float = 0.0
    count: int = 0
    """How many things it made or read; none where nobody counts."""


class Stopwatch(Struct):
    """Measures stages as they are told."""

    stages: dict[str, Stage] = field(default_factory=lambda: {FIRST: Stage()})
    _now: str = FIRST
    _since: float = field(default_factory=time.perf_counter)
    _before: int = 0
    """What the stage that goes on had counted when it began."""

    def hear(self, stage: str, done: int, _total: int) -> None:
        """Note that a stage began or went on."""
        if stage != self._now:
            self.stop()
            self._now, self._before = stage, self.stages.setdefault(stage, Stage()).count
        self.stages[stage].count = max(self.stages[stage].count, self._before + done)

    def stop(self) -> None:
        """Note that the stage of now is over."""
        now = time.perf_counter()
        self.stages[self._now].seconds += now - self._since
        self._since = now

    def list_rows(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Of each stage its name, seconds, share of all, count, and count a second."""
        whole = sum(one.seconds for one in self.stages.values()) or 1.0
        for name, one in self.stages.items():
            count, rate = (f"{one.count}", f"{one.count / one.seconds:.0f}") if one.count and one.seconds else ("", "")
            yield name, f"{one.seconds:.3f}", f"{one.seconds / whole:.1%}", count, rate
        yield "whole", f"{whole:.3f}", "100.0%", "", ""


def render_stages(watch: Stopwatch, *, terminal: bool) -> str:
    """The table of stages: for people, or one line a stage with tabs between for programs."""
    if not terminal:
        return "".join("\t".join(("stage", *row)) + "\n" for row in watch.list_rows())
    from generator.terminal import render_table  # noqa: PLC0415 - only where needed: loading code takes time

    return render_table(watch.list_rows())


@contextmanager
def show_stages(console: Console | None = None, *, since: float | None = None) -> Iterator[Stopwatch]:
    """Measure the stages that are told meanwhile; on a terminal, if there is one, show the one of now, with its rate.

    The first stage began at `since`, in seconds of `time.perf_counter`; else now.
    """
    watch = Stopwatch() if since is None else Stopwatch(_since=since)
    with ExitStack() as stack:
        if console and console.is_terminal:
            from generator.terminal import show_progress  # noqa: PLC0415 - only where needed: loading code takes time

            stack.enter_context(show_progress(console))
        stack.enter_context(listen(watch.hear))
        yield watch
        watch.stop()
