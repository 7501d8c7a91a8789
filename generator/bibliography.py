"""Files with the citations of every case and indicator, for reference managers: handed to what writes files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from generator.analysis.parts import WHOLE
from generator.pages.citations import FORMATS
from generator.pages.citing import list_citations, make_bibliography_path
from generator.pages.scene import Scene
from generator.pages.task import File, Group, Inputs, Needs, Task

_PARTS = (WHOLE, "measures")


def list_citation_groups(scenes: Iterable[Scene]) -> Iterator[Group]:
    """What makes all citations; each names the edition of all that is published of its case."""
    yield Group("citations", Needs(parts=_PARTS), partial(_list_tasks, tuple(scenes)))


def _list_tasks(scenes: Iterable[Scene], inputs: Inputs) -> Iterator[Task]:
    yield Task("citations", inputs.of_all(*_PARTS), partial(make_citation_files, scenes))


def make_citation_files(scenes: Iterable[Scene]) -> Iterator[File]:
    """Path and bytes of each file, one for each language and format."""
    for scene in scenes:
        citations = tuple(list_citations(scene))
        for each in FORMATS:
            yield make_bibliography_path(each, scene.words.language), each.render(citations).encode()
