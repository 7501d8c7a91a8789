"""What is made of campaigns, and of what: they count their cases out of all, and tell nothing else of others."""

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
    """The section, whose pages are made together; they link to lists of authorities, wherever these are."""
    told = {
        **inputs.of_page("campaigns", source.lang, "kits"),
        **find_inputs(scene.campaigns, inputs, section_parts.CAMPAIGNS),
        **inputs.of_all("addresses"),
    }
    yield Task(f"{source.lang} section campaigns", told, partial(make_pages, scene, source))


def find_inputs(told: Iterable[PublicCampaign], inputs: Inputs, parts: Iterable[Part]) -> dict[str, str]:
    """Those parts of the cases of these campaigns, with who people are, and how much all cases document."""
    ids = sorted({id_ for one in told for id_ in one.case_ids})
    return {**inputs.of_all(*section_parts.COUNTED), **inputs.of_some(ids, *parts, "about")}
