"""Shows the stages of a build on a terminal: as it goes on, and then as a table of what each took."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

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


def render_table(rows: Iterable[Iterable[str]]) -> str:
    """The table of stages, of which each row tells name, seconds, share, count and rate."""
    table = Table("stage", "seconds", "share", "count", "a second")
    for column in table.columns[1:]:
        column.justify = "right"
    for row in rows:
        table.add_row(*row)
    stream = io.StringIO()
    Console(file=stream, force_terminal=True, width=80).print(table)
    return stream.getvalue()


class _RateColumn(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="progress.data.speed")


@contextmanager
def show_progress(console: Console) -> Iterator[None]:
    """Show the stage of now, its rate and what is left of it, until all is done."""
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
