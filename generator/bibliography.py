"""Files with the citations of every case and indicator, for reference managers: handed to what writes files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.config import SiteOptions
from generator.pages.citations import FORMATS
from generator.pages.citing import list_citations, make_bibliography_path
from generator.pages.scene import Scene


def make_citation_files(scenes: Iterable[Scene], options: SiteOptions) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - one signature for all makers
    """Path and bytes of each file, one for each language and format."""
    for scene in scenes:
        citations = tuple(list_citations(scene))
        for each in FORMATS:
            yield make_bibliography_path(each, scene.words.language), each.render(citations).encode()
