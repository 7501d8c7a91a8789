"""The second half of the story: pages are made of what was read, and all is written into a site folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from generator.campaign_kits import make_kits
from generator.config import SiteOptions
from generator.executors import Workforce
from generator.exports.data_files import is_listed, make_data_files
from generator.gathering import Reading
from generator.inputs import make_inputs, make_shared
from generator.pages.moved import make_moved_files
from generator.pages.page import EditorialPage
from generator.pages.provenance import SIGNERS_FILE, Origin
from generator.pages.site import make_scenes
from generator.pages.task import digest_of
from generator.pages.urls import Addresses
from generator.plan import Plan, list_all_tasks
from generator.progress import tell
from generator.publishing.bundle import list_code_tasks, make_site_script
from generator.publishing.card_files import can_draw, write_cards
from generator.publishing.making import make_all
from generator.publishing.manifest import write_manifest
from generator.publishing.memory import MadeFile, MadeTask, Memory
from generator.publishing.provenance import make_origin
from generator.publishing.site_folder import SiteFolder
from generator.publishing.sitemap import make_sitemaps
from generator.publishing.writing import finish

_KEPT_CARDS = Path(".cache") / "cards"
"""Below the site's project: pictures drawn by earlier builds."""


def write_site(
    reading: Reading,
    editorial: Mapping[tuple[str, str], EditorialPage],
    folder: SiteFolder,
    config_file: Path,
    memory: Memory,
) -> Memory:
    """Fill the folder with everything, and say where it comes from; else as `write`."""
    origin = make_origin(reading.options, config_file, reading.findings.material.as_of)
    return write(reading, editorial, folder, origin, memory)


def write(
    reading: Reading,
    editorial: Mapping[tuple[str, str], EditorialPage],
    folder: SiteFolder,
    origin: Origin,
    memory: Memory = Memory(),  # noqa: B008 - a frozen value
) -> Memory:
    """Fill the folder with every page, file and share card, and return what the next build may know of it.

    The list of all files is written last. The check of links, which comes after, needs nothing else of the site.

    `memory` is what the last build left of the site that the folder shares files with.
    """
    tell("findings")
    options, findings = reading.options, reading.findings
    folder.adopt_all()
    with_cards = options.cards and can_draw()
    tell("data")
    data = tuple(make_data_files(findings, tuple(language.code for language in options.languages)))
    sizes = {path: len(content) for path, content in data if is_listed(path)}
    scenes = make_scenes(
        reading.records, editorial, options, findings, sizes, with_cards=with_cards, pictures=reading.images.pictures
    )
    if with_cards:
        tell("cards")
        cards = [card for scene in scenes for card in scene.cards.values()]
        kept = options.root / _KEPT_CARDS
        write_cards(cards, folder.root, kept, workforce=options.workforce)
        for card in cards:
            folder.adopt(card.path)
    kits = make_kits(scenes, (lambda card: (folder.root / card.path).read_bytes()) if with_cards else None)
    kit_sizes = {path: len(content) for path, content in kits.items()}
    scenes = tuple(replace(scene, kits=kit_sizes, origin=origin) for scene in scenes)
    tell("pages")
    shared = make_shared(
        reading.sources, options, editorial, as_of=findings.material.as_of.isoformat(), with_cards=with_cards
    )
    rest = {
        "origin": digest_of(repr(origin)),
        "others": _digest_others(reading),
        "sizes": digest_of(*(f"{path} {len(content)}" for path, content in (*data, *kits.items()))),
    }
    inputs = make_inputs(reading.sources, reading.records.digests, editorial, rest, reading.images.pictures)
    run = partial(
        make_all,
        folder=folder,
        memory=memory,
        shared=digest_of(*(f"{name}={digest}" for name, digest in sorted(shared.items()))),
        finish=lambda one: finish(one, editorial, options),
        # Beside the preview server, which has threads, nobody can be forked.
        workforce=Workforce(jobs=1) if options.preview else options.workforce,
    )
    plan = Plan(reading, editorial, origin, sizes, kit_sizes, with_cards)
    made = run(list_all_tasks(scenes, editorial, options, inputs), pack=plan.pack)
    tell("files")
    made |= run(list_code_tasks(made.values()))
    images = reading.images.files.items()
    folder.write_all(chain(kits.items(), data, images, [make_site_script()], _make_sitemap(made.values(), options)))
    moved = make_moved_files(reading.records, Addresses(editorial), options, folder.entries.__contains__)
    folder.write_all(tuple(moved))
    if origin.signers:
        folder.write(SIGNERS_FILE, (options.content_dir / SIGNERS_FILE).read_bytes())
    tell("manifest")
    write_manifest(folder, origin)
    known = {file.path for one in made.values() for file in one.files}
    others = (MadeFile(name, entry) for name, entry in folder.entries.items() if name not in known)
    return Memory({**made, "": MadeTask("", {}, tuple(others))}, {"shared": shared}, folder.list_news())


def _digest_others(reading: Reading) -> str:
    """What is told of cases that are not published: how many there are of some, and that others were withdrawn."""
    records = reading.records
    return digest_of(*map(repr, (records.contents, records.withdrawn, sorted(records.hidden), records.campaigns)))


def _make_sitemap(made: Iterable[MadeTask], options: SiteOptions) -> Iterator[tuple[str, bytes]]:
    """The sitemap with its parts, if the site's address is known."""
    if options.site_url is not None:
        files = (file for one in made for file in one.files if file.alternates is not None)
        listed = ((file.path.removesuffix("index.html"), file.alternates or ()) for file in files)
        for name, text in make_sitemaps(listed, options.site_url):
            yield name, text.encode()
