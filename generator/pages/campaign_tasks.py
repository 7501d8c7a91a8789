"""What is made of campaigns, and of what: they count their cases out of all, and say of no others who people are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from generator.analysis.parts import Part
from generator.pages import section_parts
from generator.pages.campaigns import make_pages
from generator.pages.page import EditorialPage
from generator.pages.scene import Scene
from generator.pages.task import Inputs, Task
from generator.records.public_campaigns import PublicCampaign


def list_tasks(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """The section, whose pages are made together."""
    told = {
        **inputs.of_page("campaigns", source.lang, "kits"),
        **find_inputs(scene.campaigns, inputs, section_parts.CAMPAIGNS),
    }
    yield Task(f"{source.lang} section campaigns", told, partial(make_pages, scene, source))


def find_inputs(told: Iterable[PublicCampaign], inputs: Inputs, parts: Iterable[Part]) -> dict[str, str]:
    """Those parts of all cases, and who people are of the cases of these campaigns."""
    ids = sorted({id_ for one in told for id_ in one.case_ids})
    return {**inputs.of_all(*parts), **inputs.of_some(ids, "about")}
