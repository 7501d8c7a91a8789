"""The section of measures: the page of all, those of authorities, and the lists of both, which share their rows."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages import authorities, protection
from generator.pages.measure_tables import Rows
from generator.pages.page import EditorialPage
from generator.pages.scene import Scene
from generator.pages.task import Inputs, Task


def list_tasks(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """A task for each page."""
    findings = scene.findings.counted
    rows = Rows.of(findings, scene)
    yield from protection.list_tasks(scene, source, findings, rows, inputs)
    yield from authorities.list_tasks(scene, findings, rows, inputs)
