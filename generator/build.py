"""The whole story: records are read and checked, pages are made of them, and all is written into a site folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from generator.almanac import make_calendar_files
from generator.analysis.findings import Findings, find_all
from generator.analysis.statistics import find_mismatches
from generator.bibliography import make_citation_files
from generator.campaign_kits import make_campaign_files, make_kits
from generator.case_images import CaseImages, read_images
from generator.config import SiteOptions
from generator.exports.data_files import is_listed, make_data_files
from generator.inputs import SourceDigests, make_inputs, make_shared, read_sources
from generator.pages.collisions import check_addresses
from generator.pages.editorial import EditorialSource
from generator.pages.i18n import Words
from generator.pages.moved import check_renamed, make_moved_files
from generator.pages.page import EditorialPage
from generator.pages.provenance import SIGNERS_FILE, Origin
from generator.pages.references import check_references, fill_references
from generator.pages.scene import Scene
from generator.pages.site import list_embed_tasks, list_tasks, make_scenes
from generator.pages.task import File, Task, digest_of
from generator.pages.urls import Addresses
from generator.progress import tell
from generator.publishing.bundle import list_code_tasks, make_site_script
from generator.publishing.card_files import can_draw, write_cards
from generator.publishing.making import make_all
from generator.publishing.memory import MadeFile, MadeTask, Memory
from generator.publishing.site_folder import SiteFolder
from generator.publishing.sitemap import make_sitemaps
from generator.publishing.writing import finish
from generator.records.problems import Problem, has_errors, sort_problems
from generator.records.reading import Layout, Records, read_records
from generator.reporting import render_text
from generator.server_files import make_server_files
from generator.syndication import list_feed_tasks

_INDICATORS = "content/indicators.yml"
_KEPT_CARDS = Path(".cache") / "cards"
"""Below the site's project: pictures drawn by earlier builds."""

FILE_MAKERS: Mapping[str, Callable[[Iterable[Scene], SiteOptions], Iterator[File]]] = {
    "calendars": make_calendar_files,
    "campaigns": make_campaign_files,
    "citations": make_citation_files,
    "server": make_server_files,
}
"""What makes the files that tell what the pages tell: path below the site's root, and bytes."""


@dataclass(frozen=True)
class Reading:
    """What was read for one build, and the options it was read with."""

    records: Records
    options: SiteOptions
    sources: SourceDigests = SourceDigests()  # noqa: RUF009 - a frozen value
    """What was on the disk before it was read."""
    images: CaseImages = CaseImages()  # noqa: RUF009 - a frozen value
    """Copies of the pictures that may be shown."""

    @property
    def has_errors(self) -> bool:
        """Whether anything found stops the build."""
        return has_errors(self.records.problems, strict=self.options.strict)

    @cached_property
    def findings(self) -> Findings:
        """All that is derived of the records; they must be without errors."""
        return find_all(self.records)

    def fill_text(self, markdown: str, language: str) -> str:
        """A text of an editor with its references to figures in words of its language."""
        return fill_references(markdown, Words(language, self.records.vocabularies), lambda: self.findings)

    def report(self) -> str:
        """All problems, in words of the site's default language."""
        return render_text(self.records.problems, root=self.options.root, language=self.options.default_language.code)


def read(
    options: SiteOptions, editorial: Mapping[tuple[str, str], EditorialSource], texts: Mapping[str, str]
) -> Reading:
    """Everything the site is made of, with every problem in it; `texts` are the Markdown files by path."""
    layout = Layout(
        root=options.root,
        cases=options.cases_dir,
        content=options.content_dir,
        languages=options.written_languages,
        public_repository=options.public_repository,
    )
    sources = read_sources(options)
    records = read_records(layout, as_of=options.as_of, jobs=options.jobs or 1)
    unknown = find_mismatches(records.indicators) if records.indicators else ()
    strangers = [Problem("registry-indicator", _INDICATORS, details={"value": code}) for code in unknown]
    records = replace(records, problems=sort_problems([*records.problems, *strangers]))
    images = CaseImages()
    if not has_errors(records.problems):
        clashes = check_addresses(records, editorial, options)
        languages = tuple(Words(language.code, records.vocabularies) for language in options.languages)
        renamed = check_renamed(records, Addresses(editorial), languages)
        images = read_images(records.cases, options)
        records = replace(records, problems=sort_problems([*records.problems, *clashes, *renamed, *images.problems]))
    reading = Reading(records, options, sources, images)
    if not has_errors(records.problems):
        faults = tuple(_check_texts(reading, editorial, texts))
        if faults:
            records = replace(records, problems=sort_problems([*records.problems, *faults]))
            return Reading(records, options, sources)
    return reading


def _check_texts(
    reading: Reading, editorial: Mapping[tuple[str, str], EditorialSource], texts: Mapping[str, str]
) -> Iterator[Problem]:
    """Problems of references to figures; figures are only derived where some text asks for one."""
    options = reading.options
    folder = options.content_dir
    name = (folder.relative_to(options.root) if folder.is_relative_to(options.root) else folder).as_posix()
    for source in editorial.values():
        words = Words(source.lang, reading.records.vocabularies)
        yield from check_references(texts[source.src], f"{name}/{source.src}", words, lambda: reading.findings)


def write(
    reading: Reading,
    editorial: Mapping[tuple[str, str], EditorialPage],
    folder: SiteFolder,
    origin: Origin,
    memory: Memory = Memory(),  # noqa: B008 - a frozen value
) -> Memory:
    """Fill the folder with every page, file and share card, and return what the next build may know of it.

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
        write_cards(cards, folder.root, kept, jobs=options.jobs, executor=options.executor, scheduler=options.scheduler)
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
        "sizes": digest_of(*(f"{path} {len(content)}" for path, content in (*data, *kits.items()))),
    }
    slugs = {one.id: one.slug for one in reading.records.cases}
    inputs = make_inputs(reading.sources, slugs, editorial, rest, reading.images.pictures)
    run = partial(
        make_all,
        folder=folder,
        memory=memory,
        shared=digest_of(*(f"{name}={digest}" for name, digest in sorted(shared.items()))),
        finish=lambda one: finish(one, editorial, options),
        jobs=1 if options.preview else options.jobs,
    )
    files = (
        Task(f"files {name}", inputs.of_all("", ""), partial(make, scenes, options))
        for name, make in FILE_MAKERS.items()
    )
    feeds = list_feed_tasks(scenes, options, inputs)
    made = run(chain(list_tasks(scenes, editorial, inputs), list_embed_tasks(scenes, inputs), feeds, files))
    tell("files")
    made |= run(list_code_tasks(made.values()))
    images = reading.images.files.items()
    folder.write_all(chain(kits.items(), data, images, [make_site_script()], _make_sitemap(made.values(), options)))
    moved = make_moved_files(reading.records, Addresses(editorial), options, folder.entries.__contains__)
    folder.write_all(tuple(moved))
    if origin.signers:
        folder.write(SIGNERS_FILE, (options.content_dir / SIGNERS_FILE).read_bytes())
    known = {file.path for one in made.values() for file in one.files}
    others = (MadeFile(name, entry) for name, entry in folder.entries.items() if name not in known)
    return Memory({**made, "": MadeTask("", {}, tuple(others))}, {"shared": shared})


def _make_sitemap(made: Iterable[MadeTask], options: SiteOptions) -> Iterator[tuple[str, bytes]]:
    """The sitemap with its parts, if the site's address is known."""
    if options.site_url is not None:
        files = (file for one in made for file in one.files if file.alternates is not None)
        listed = ((file.path.removesuffix("index.html"), file.alternates or ()) for file in files)
        for name, text in make_sitemaps(listed, options.site_url):
            yield name, text.encode()
