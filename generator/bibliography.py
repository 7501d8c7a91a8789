"""Files with the citations of every case and indicator, for reference managers: handed to what writes files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from generator.analysis.editions import FIGURES
from generator.analysis.parts import WHOLE
from generator.pages.citations import FORMATS, Citation, Format
from generator.pages.citing import list_case_citations, list_figure_citations, make_bibliography_path
from generator.pages.scene import Scene
from generator.pages.task import File, Group, Inputs, Needs, Task
from generator.pieces import cut_blocks


def list_citation_groups(scenes: Iterable[Scene]) -> Iterator[Group]:
    """What makes all citations; each names the edition of all that is published of its case."""
    yield Group("citations", Needs(parts=(WHOLE,), rest=(FIGURES,)), partial(_list_tasks, tuple(scenes)))


def _list_tasks(scenes: Iterable[Scene], inputs: Inputs) -> Iterator[Task]:
    for scene in scenes:
        make = partial(make_citation_files, scene, inputs)
        yield Task(f"{scene.words.language} citations", {**inputs.of_all(WHOLE), **inputs.of_rest(FIGURES)}, make)


def make_citation_files(scene: Scene, inputs: Inputs) -> Iterator[File]:
    """Path and bytes of each file in a language: a piece for each block of cases, and one for all indicators."""
    blocks = cut_blocks(case.id for case in scene.cases)
    keys = [inputs.of_some(block)["cases"] for block in blocks]
    keys.append(inputs.of_rest(FIGURES)[FIGURES])
    found = _Citations(scene, blocks)
    for each in FORMATS:
        path = make_bibliography_path(each, scene.words.language)
        yield path, scene.pieces.join(path, keys, partial(found.render, each), each.frame)


class _Citations:
    """The citations of a language in blocks, each made once for all formats."""

    def __init__(self, scene: Scene, blocks: Sequence[Sequence[str]]) -> None:
        self._scene = scene
        self._blocks = blocks
        self._cases = {case.id: case for case in scene.cases}
        self._found: dict[int, tuple[Citation, ...]] = {}

    def render(self, form: Format, numbers: Sequence[int]) -> Iterator[str]:
        """The text of some blocks in a format; what comes after the last one are the indicators."""
        for number in numbers:
            if number not in self._found:
                self._found[number] = tuple(self._list(number))
            yield form.render_some(self._found[number])

    def _list(self, number: int) -> Iterator[Citation]:
        if number == len(self._blocks):
            return list_figure_citations(self._scene)
        return list_case_citations(self._scene, map(self._cases.__getitem__, self._blocks[number]))
