"""Shows the stages of a build: on a terminal as it goes on; afterwards, if asked for, as a table of what each took."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from generator.progress import listen
from generator.reporting import MESSAGES

FIRST = "start"
"""What is done before the first stage: loading code, above all."""


@dataclass(slots=True)
class Stage:
    """What one stage took; a stage that comes back adds up."""

    seconds: float = 0.0
    count: int = 0
    """How many things it made or read; none where nobody counts."""


@dataclass(slots=True)
class Stopwatch:
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
    table = Table("stage", "seconds", "share", "count", "a second")
    for column in table.columns[1:]:
        column.justify = "right"
    for row in watch.list_rows():
        table.add_row(*row)
    stream = io.StringIO()
    Console(file=stream, force_terminal=True, width=80).print(table)
    return stream.getvalue()


class _RateColumn(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="progress.data.speed")


@contextmanager
def show_stages(console: Console, *, since: float | None = None) -> Iterator[Stopwatch]:
    """Measure the stages that are told meanwhile; on a terminal show the one of now, its rate and what is left.

    The first stage began at `since`, in seconds of `time.perf_counter`; else now.
    """
    watch = Stopwatch() if since is None else Stopwatch(_since=since)
    with ExitStack() as stack:
        if console.is_terminal:
            stack.enter_context(_show_progress(console))
        stack.enter_context(listen(watch.hear))
        yield watch
        watch.stop()


@contextmanager
def _show_progress(console: Console) -> Iterator[None]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _RateColumn())
    with Progress(*columns, TimeRemainingColumn(), TimeElapsedColumn(), console=console, transient=True) as progress:
        now = progress.add_task("…", total=None)
        shown = ""

        def hear(stage: str, done: int, total: int) -> None:
            nonlocal shown
            if stage != shown:
                shown = stage
                progress.reset(now, total=total or None, description=describe(stage))
            progress.update(now, completed=done, total=total or None)

        with listen(hear):
            yield


def describe(stage: str) -> str:
    """A stage in words of all languages: whose site it is, is only known later."""
    return " / ".join(words[stage] for words in MESSAGES.values())
