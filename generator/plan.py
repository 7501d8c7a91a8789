"""All that a site's pages and files are made of, as one value, so that a process elsewhere can make the same of it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator import almanac, syndication
from generator.analysis.editions import CURVES, FIGURES
from generator.bibliography import list_citation_groups
from generator.case_images import CaseImages
from generator.config import SiteOptions
from generator.executors import WorkforceError
from generator.exports.data_files import PARTS, CasePieces, DataSet, list_data_sets
from generator.gathering import Reading
from generator.pages import section_parts
from generator.pages.page import EditorialPage
from generator.pages.provenance import Origin
from generator.pages.scene import Scene
from generator.pages.site import list_card_groups, list_embed_groups, list_groups, make_scenes
from generator.pages.task import File, Group, Inputs, Late, Needs, Task, list_tasks
from generator.pieces import Pieces
from generator.program import read_program
from generator.publishing.card_files import Drawer, list_versions
from generator.publishing.work import Work
from generator.publishing.writing import Finisher
from generator.server_files import list_server_groups

if TYPE_CHECKING:
    from generator.campaign_kits import Draw

DATA, KITS = "data", "kits"
"""Names of the groups of tasks that make data files, and kits of campaigns."""
_PRINTED = Needs(parts=(*section_parts.PRINTED, "about", *section_parts.COUNTED))
"""Posters and kits count the cases of a campaign out of all cases."""


def list_all_groups(
    scenes: tuple[Scene, ...], editorial: Mapping[tuple[str, str], EditorialPage], options: SiteOptions, draw: Draw
) -> Iterator[Group]:
    """Everything that is made of scenes; of equal scenes the same. Pages that tell sizes of files come after these."""
    yield from list_file_groups(scenes, options)
    yield from list_groups(scenes, editorial, (syndication.make_case_files, almanac.make_case_files))
    yield from list_embed_groups(scenes)
    yield from list_card_groups(scenes)
    # Last: most of the pictures in them are drawn by then.
    yield from list_kit_groups(scenes, draw)


def list_file_groups(scenes: tuple[Scene, ...], options: SiteOptions) -> Iterator[Group]:
    """Everything that makes files which tell what the pages tell; what takes longest comes first."""
    yield Group(DATA, Needs(parts=PARTS, rest=(FIGURES, CURVES)), partial(_list_data_tasks, scenes))
    yield from list_citation_groups(scenes)
    yield from list_poster_groups(scenes, options)
    yield from almanac.list_calendar_groups(scenes)
    yield from list_server_groups(scenes, options)
    yield from syndication.list_feed_groups(scenes, options)


def list_poster_groups(scenes: tuple[Scene, ...], options: SiteOptions) -> Iterator[Group]:
    """Everything that makes posters."""
    yield Group("posters", _PRINTED, partial(Late("generator.campaign_kits", "list_poster_tasks"), scenes, options))


def list_kit_groups(scenes: Sequence[Scene], draw: Draw) -> Iterator[Group]:
    """Everything that makes a kit."""
    yield Group(KITS, _PRINTED, partial(Late("generator.campaign_kits", "list_kit_tasks"), scenes, draw))


def _list_data_tasks(scenes: Sequence[Scene], inputs: Inputs) -> Iterator[Task]:
    for one in list_data_sets(scenes[0].findings, tuple(scene.words.language for scene in scenes)):
        told = inputs.of_all(*one.parts) if one.ids is None else inputs.of_some(one.ids, *one.parts)
        told |= inputs.of_rest(*one.rest)
        make, known = one.make, scenes[0].pieces
        if one.pieces:
            make = partial(_join_pieces, one, one.pieces, known, inputs)
        elif one.index:
            make = partial(one.index.make, known, told)
        yield Task(f"data {one.name}", told, make)


def _join_pieces(one: DataSet, file: CasePieces, pieces: Pieces, inputs: Inputs) -> Iterator[File]:
    """A file of cases, of which only that is made which is not what it was."""
    keys = [inputs.of_some(block, *one.parts)["cases"] for block in file.blocks]
    yield file.path, pieces.join(file.path, keys, file.make, file.frame)


class Plan(Struct, frozen=True, dict=True):
    """What a site is made of. Holds nothing that may not be published, and no place on a disk."""

    reading: Reading
    editorial: Mapping[tuple[str, str], EditorialPage]
    origin: Origin
    with_cards: bool

    def pack(self) -> Parcel:
        """The plan as it can be sent."""
        nowhere = Path()
        options = replace(self.reading.options, root=nowhere, cases_dir=nowhere, content_dir=nowhere, scheduler=None)
        # Problems may quote what is not to be published, and nobody elsewhere asks for digests.
        records = replace(self.reading.records, problems=(), digests={})
        reading = Reading(records, options, images=CaseImages(pictures=self.reading.images.pictures))
        data = pickle.dumps(replace(self, reading=reading), pickle.HIGHEST_PROTOCOL)
        return Parcel(read_program().digest(), list_versions() if self.with_cards else "", data)

    def make_work(self) -> Work:
        """The tasks that a build with this plan has, and what finishes what they make."""
        reading, editorial = self.reading, self.editorial
        scenes = make_scenes(
            reading.records,
            editorial,
            reading.options,
            reading.findings,
            {},
            with_cards=self.with_cards,
            pictures=reading.images.pictures,
        )
        scenes = tuple(replace(scene, origin=self.origin) for scene in scenes)
        drawer = Drawer()
        groups = list_all_groups(scenes, editorial, reading.options, drawer.draw)
        return Work(
            {task.name: task for task in list_tasks(groups)},
            Finisher(editorial, reading.options, drawer),
            base_path=reading.options.base_path,
        )


class Parcel(Struct, frozen=True):
    """A plan on its way to workers."""

    generator: str
    """Digest of the program, and of what it works with, that it was packed by."""
    drawing: str
    """What it draws share cards with; empty where it draws none."""
    data: bytes

    def open(self) -> Work:
        """The work in it; raise WorkforceError where this is another program, which would make other bytes."""
        return _open(self)


@lru_cache(maxsize=1)
def _open(parcel: Parcel) -> Work:
    if read_program().digest() != parcel.generator:
        message = "a worker has another version of Visibles, of Python or of a package that pages are made with"
        raise WorkforceError(message)
    if parcel.drawing and (here := list_versions()) != parcel.drawing:
        message = f"a worker draws share cards with {here}, not with {parcel.drawing}"
        raise WorkforceError(message)
    plan: Plan = pickle.loads(parcel.data)  # noqa: S301 - sent by a build that says what code to run, too
    return plan.make_work()
