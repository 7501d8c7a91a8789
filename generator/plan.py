"""All that a site's pages and files are made of, as one value, so that a process elsewhere can make the same of it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from generator.almanac import make_calendar_files
from generator.bibliography import make_citation_files
from generator.campaign_kits import make_campaign_files
from generator.case_images import CaseImages
from generator.config import SiteOptions
from generator.executors import WorkforceError
from generator.gathering import Reading
from generator.inputs import digest_generator
from generator.pages.page import EditorialPage
from generator.pages.provenance import Origin
from generator.pages.scene import Scene
from generator.pages.site import list_embed_tasks, list_tasks, make_scenes
from generator.pages.task import File, Inputs, Task
from generator.publishing.making import Work
from generator.publishing.writing import finish
from generator.server_files import make_server_files
from generator.syndication import list_feed_tasks

FILE_MAKERS: Mapping[str, Callable[[Iterable[Scene], SiteOptions], Iterator[File]]] = {
    "calendars": make_calendar_files,
    "campaigns": make_campaign_files,
    "citations": make_citation_files,
    "server": make_server_files,
}
"""What makes the files that tell what the pages tell: path below the site's root, and bytes."""


def list_all_tasks(
    scenes: tuple[Scene, ...], editorial: Mapping[tuple[str, str], EditorialPage], options: SiteOptions, inputs: Inputs
) -> Iterator[Task]:
    """Everything that is made of scenes; of equal scenes the same."""
    yield from list_tasks(scenes, editorial, inputs)
    yield from list_embed_tasks(scenes, inputs)
    yield from list_feed_tasks(scenes, options, inputs)
    for name, make in FILE_MAKERS.items():
        yield Task(f"files {name}", inputs.of_all("", ""), partial(make, scenes, options))


@dataclass(frozen=True)
class Plan:
    """What a site is made of. Holds nothing that may not be published, and no place on a disk."""

    reading: Reading
    editorial: Mapping[tuple[str, str], EditorialPage]
    origin: Origin
    data_files: Mapping[str, int]
    """Path of each file of data → its bytes; the same for the kits of campaigns."""
    kits: Mapping[str, int]
    with_cards: bool

    def pack(self) -> Parcel:
        """The plan as it can be sent."""
        nowhere = Path()
        options = replace(self.reading.options, root=nowhere, cases_dir=nowhere, content_dir=nowhere, scheduler=None)
        # Problems may quote what is not to be published, and nobody elsewhere asks for digests.
        records = replace(self.reading.records, problems=(), digests={})
        reading = Reading(records, options, images=CaseImages(pictures=self.reading.images.pictures))
        return Parcel(digest_generator(), pickle.dumps(replace(self, reading=reading), pickle.HIGHEST_PROTOCOL))

    def make_work(self) -> Work:
        """The tasks that a build with this plan has, and what finishes what they make."""
        reading, editorial = self.reading, self.editorial
        scenes = make_scenes(
            reading.records,
            editorial,
            reading.options,
            reading.findings,
            self.data_files,
            with_cards=self.with_cards,
            pictures=reading.images.pictures,
        )
        scenes = tuple(replace(scene, kits=self.kits, origin=self.origin) for scene in scenes)
        tasks = list_all_tasks(scenes, editorial, reading.options, Inputs())
        return Work(
            {task.name: task for task in tasks},
            lambda made: finish(made, editorial, reading.options),
            base_path=reading.options.base_path,
        )


@dataclass(frozen=True, slots=True)
class Parcel:
    """A plan on its way to workers."""

    generator: str
    """Digest of the program, and of what it works with, that it was packed by."""
    data: bytes

    def open(self) -> Work:
        """The work in it; raise WorkforceError where this is another program, which would make other bytes."""
        return _open(self)


@lru_cache(maxsize=1)
def _open(parcel: Parcel) -> Work:
    if digest_generator() != parcel.generator:
        message = "a worker has another version of Visibles, of Python or of a package that pages are made with"
        raise WorkforceError(message)
    plan: Plan = pickle.loads(parcel.data)  # noqa: S301 - sent by a build that says what code to run, too
    return plan.make_work()
