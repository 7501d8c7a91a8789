"""The second half of the story: pages are made of what was read, and all is written into a site folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from generator.analysis.editions import CURVES, FIGURES, NUMBERS
from generator.analysis.figure_editions import VERIFIED, name_figures
from generator.analysis.findings import Findings
from generator.analysis.outcomes import OUTCOMES
from generator.analysis.parts import EDITION
from generator.analysis.registry import REGISTRY
from generator.config import SiteOptions
from generator.executors import Workforce, can_fork
from generator.exports.data_files import is_listed
from generator.gathering import Reading
from generator.inputs import DERIVED_BY, EDITIONS, NAMED_BY, SHARED, join_all, leave_parts, make_inputs, make_shared
from generator.pages.moved import make_moved_files
from generator.pages.page import EditorialPage
from generator.pages.provenance import SIGNERS_FILE, Origin
from generator.pages.scene import Scene
from generator.pages.share_cards import list_card_paths
from generator.pages.site import list_sized_groups, make_scenes
from generator.pages.task import digest_of, name_card
from generator.pages.urls import Addresses
from generator.pieces import Notes, Pieces
from generator.plan import DATA, KITS, Plan, list_all_groups
from generator.progress import tell
from generator.publishing.bundle import list_code_groups, make_site_script
from generator.publishing.card_files import Drawer, can_draw
from generator.publishing.last_files import keep_moved, keep_sitemap
from generator.publishing.made import MadeFile, MadeGroup, MadeTask
from generator.publishing.making import check_clashes, make_all
from generator.publishing.manifest import write_manifest
from generator.publishing.memory import Memory, make_memory
from generator.publishing.provenance import FileDigests, make_origin
from generator.publishing.site_folder import SiteFolder
from generator.publishing.writing import Finisher
from generator.sealed_files import SealedFiles

_KEPT_CARDS = Path(".cache") / "cards"
"""Below the site's project: pictures drawn by earlier builds."""
_NOTES = Path(".cache") / "pieces"
"""Below the site's project: of which pieces long files are made."""
_PREVIEW_NOTES = Path(".cache") / "preview" / "pieces"
"""The same for the files of a preview, which begin as those of the site."""
_INPUTS = "inputs"
"""What the next build may know: how the files stood that a site is made of, and their digests."""
PROMISED = "promised"
"""The same: what decides which addresses are promised, and how they are to be kept."""
_KILO = 1000


def write_site(
    reading: Reading,
    editorial: Mapping[tuple[str, str], EditorialPage],
    folder: SiteFolder,
    config_file: Path,
    memory: Memory,
) -> Memory:
    """Fill the folder with everything, and say where it comes from; else as `write`."""
    digests = FileDigests(reading.folders, memory.values.get(_INPUTS))
    origin = make_origin(reading.options, config_file, reading.findings.as_of, reading.sources.code, digests)
    after = write(reading, editorial, folder, origin, memory)
    return dataclasses.replace(after, values={**after.values, _INPUTS: digests.after})


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
    options, records, findings = reading.options, reading.records, reading.findings
    folder.adopt_all()
    with_cards = options.cards and can_draw()
    scenes = make_scenes(
        records, editorial, options, findings, {}, with_cards=with_cards, pictures=reading.images.pictures
    )
    scenes = tuple(replace(scene, origin=origin) for scene in scenes)
    drawer = Drawer(options.root / _KEPT_CARDS if with_cards else None)
    tell("pages")
    as_of = findings.as_of.isoformat()
    shared = make_shared(reading.sources, options, editorial, as_of=as_of, with_cards=with_cards)
    # Where what all tasks share is not as it was, none of them can be.
    known = memory if (is_same := memory.values.get(SHARED) == shared) else Memory()
    parts = reading.outcomes
    editions = dict(zip(parts.ids, parts.list_words(EDITION), strict=True))
    common = digest_of(*(f"{name}={digest}" for name, digest in sorted(shared.items())))
    pieces = Pieces(_open_notes(options, common), folder.read_last)
    scenes = tuple(replace(scene, editions=editions, pieces=pieces) for scene in scenes)
    told = _list_told(reading, origin, scenes)
    together = {**reading.together, **join_all(parts, OUTCOMES)}
    inputs = make_inputs(parts, editorial, findings.linked, together, told)
    run = partial(
        make_all,
        folder=folder,
        memory=known,
        shared=common,
        finish=Finisher(editorial, options, drawer),
        # Beside the threads of a preview nobody can be forked, and to start others would take longer than most edits.
        workforce=options.workforce if can_fork() or not options.preview else Workforce(jobs=1),
        derive=partial(_derive, findings),
    )
    plan = Plan(reading, editorial, origin, with_cards)
    made = run(list_all_groups(scenes, editorial, options, drawer.draw), inputs=inputs, pack=plan.pack)
    sizes = {name: _measure(made[group]) for name, group in (("sizes", DATA), ("kits", KITS))}
    scenes = tuple(replace(scene, data_files=sizes["sizes"], kits=sizes["kits"]) for scene in scenes)
    inputs = replace(inputs, rest={**inputs.rest, **{name: digest_of(repr(one)) for name, one in sizes.items()}})
    made |= run(list_sized_groups(scenes, editorial), inputs=inputs)
    drawer.forget(chain.from_iterable(map(list_card_paths, scenes)))
    tell("files")
    made |= run(list_code_groups(made.values()), inputs=inputs)
    check_clashes(made, known)
    images = reading.images.files.items()
    folder.write_all(chain(images, [make_site_script()]))
    if not is_same or not keep_sitemap(made, folder, memory):
        folder.write_all(_make_sitemap(made.values(), options))
    promised = [shared, reading.sources.promises]
    written = {path for name, one in made.items() if name not in folder.entries.taken for path in one.entries}
    is_kept = memory.values.get(PROMISED) == promised
    if not is_kept or not keep_moved(made, folder, memory, folder.entries.new.keys() - written):
        moved = make_moved_files(records, Addresses(editorial), options, folder.entries.__contains__)
        folder.write_all(tuple(moved))
    if origin.signers:
        folder.write(SIGNERS_FILE, (options.content_dir / SIGNERS_FILE).read_bytes())
    tell("manifest")
    write_manifest(folder, origin, anew=not is_same)
    folder.drop_gone()
    others = (MadeFile(name, entry) for name, entry in folder.entries.new.items() if name not in written)
    groups = {**made, "": MadeGroup("", {"": MadeTask("", {}, tuple(others))})}
    left = {
        **leave_parts(parts),
        NAMED_BY: reading.sources.naming,
        DERIVED_BY: reading.derived_by,
        EDITIONS: findings.named_editions,
    }
    return make_memory(memory, groups, {SHARED: shared, PROMISED: promised, **left}, folder.list_news())


def _open_notes(options: SiteOptions, common: str) -> Notes:
    """What is known of long files; a preview leaves the notes of the site as they are."""
    notes = Notes(SealedFiles(options.root / _NOTES), common)
    return Notes(SealedFiles(options.root / _PREVIEW_NOTES), common, begun=notes) if options.preview else notes


def _derive(findings: Findings) -> None:
    """Have what every worker would else derive, or compress, for itself."""
    from generator.pages.plots import read_bundle  # noqa: PLC0415 - only where much is made: loading code takes time

    findings.derive()
    read_bundle()


def _list_told(reading: Reading, origin: Origin, scenes: Iterable[Scene]) -> dict[str, object]:
    """What some pages tell beyond cases, by name."""
    records = reading.records
    return {
        "origin": origin,
        "promises": reading.sources.promises,
        "withdrawn": records.withdrawn,
        "hidden": sorted(records.hidden),
        "contents": records.contents,
        **_name_figures(reading.findings),
        **{name_card(scene.words.language): scene.card.edition for scene in scenes if scene.card},
    }


def _name_figures(findings: Findings) -> dict[str, object]:
    """All figures; those that are one number, with what is drawn beside them; and what curves are drawn of."""
    editions, names = findings.editions, name_figures(findings)
    single = [edition for code, edition in editions.items() if findings.indicators[code].rows is None]
    curved = [names[code] for code in editions if REGISTRY[code].has_curves]
    return {FIGURES: editions, NUMBERS: (single, findings.named_editions[VERIFIED][1]), CURVES: curved}


def _measure(made: MadeGroup) -> dict[str, int]:
    """Path → size in kB of each file that readers see of those of a group."""
    return {file.path: _round_up(file.entry.size) for file in made.files if is_listed(file.path)}


def _round_up(size: int) -> int:
    """A size in kB, in two digits: a sentence more in a large file is no reason to tell its size anew."""
    kilo = -(-size // _KILO)
    step: int = 10 ** max(0, len(str(kilo)) - 2)
    return -(-kilo // step) * step


def _make_sitemap(made: Iterable[MadeGroup], options: SiteOptions) -> Iterator[tuple[str, bytes]]:
    """The sitemap with its parts, if the site's address is known."""
    if options.site_url is not None:
        from generator.publishing.sitemap import make_sitemaps  # noqa: PLC0415 - most edits leave the last one

        files = (file for one in made for file in one.files if file.alternates is not None)
        listed = ((file.path.removesuffix("index.html"), file.alternates or ()) for file in files)
        for name, text in make_sitemaps(listed, options.site_url):
            yield name, text.encode()
