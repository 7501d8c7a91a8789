"""What each stage of a build took: nothing is lost, nothing counts twice, and programs can read it."""

from __future__ import annotations

import io
import time

from rich.console import Console

from generator.progress import tell
from generator.reporting import MESSAGES
from generator.stages import FIRST, render_stages, show_stages

TOLD = (("read", 0, 0), ("pages", 0, 0), ("pages", 3, 9), ("pages", 9, 9), ("links", 0, 0), ("pages", 2, 2))


def test_stages_are_measured() -> None:
    """A stage that comes back adds up; the whole is the sum; each line has its fields between tabs."""
    start = time.perf_counter()
    with show_stages(Console(file=io.StringIO())) as watch:
        for stage, done, total in TOLD:
            tell(stage, done, total)
            time.sleep(0.002)
    whole = time.perf_counter() - start
    rows = [line.split("\t") for line in render_stages(watch, terminal=False).splitlines()]

    assert [row[:2] for row in rows] == [["stage", name] for name in (FIRST, "read", "pages", "links", "whole")]
    assert watch.stages["pages"].count == 11
    assert watch.stages["pages"].seconds >= 0.008
    assert 0 < sum(one.seconds for one in watch.stages.values()) <= whole
    assert {len(row) for row in rows} == {6}


def test_a_terminal_shows_the_stage_of_now() -> None:
    """With how many are done; elsewhere nothing is shown."""
    screen, file = io.StringIO(), io.StringIO()
    for console in (Console(file=screen, force_terminal=True, width=120), Console(file=file)):
        with show_stages(console) as watch:
            tell("pages", 3, 9)
            time.sleep(0.15)

    assert MESSAGES["es"]["pages"] in screen.getvalue()
    assert "3/9" in screen.getvalue()
    assert file.getvalue() == ""
    assert "pages" in render_stages(watch, terminal=True)


def test_every_stage_has_words() -> None:
    """What a build tells can be said in each language."""
    stages = ("mkdocs", "read", "shells", "findings", "pages", "files", "manifest", "links", "swap")

    assert all(stage in words for words in MESSAGES.values() for stage in stages)
