"""The whole story: records are read and checked, pages are made of them, and all is written into a site folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from generator.almanac import make_calendar_files
from generator.analysis.findings import Findings, find_all
from generator.analysis.statistics import find_mismatches
from generator.bibliography import make_citation_files
from generator.campaign_kits import make_campaign_files, make_kits
from generator.config import SiteOptions
from generator.exports.data_files import is_listed, make_data_files
from generator.pages.collisions import check_addresses
from generator.pages.editorial import EditorialSource
from generator.pages.embeds import make_embed_files
from generator.pages.i18n import Words
from generator.pages.moved import check_renamed, make_moved_files
from generator.pages.page import EditorialPage
from generator.pages.references import check_references, fill_references
from generator.pages.scene import Scene
from generator.pages.site import make_pages, make_scenes
from generator.pages.urls import Addresses
from generator.progress import tell
from generator.publishing.bundle import write_site_script
from generator.publishing.card_files import can_draw, write_cards
from generator.publishing.writing import write_embeds, write_files, write_pages
from generator.records.problems import Problem, has_errors, sort_problems
from generator.records.reading import Layout, Records, read_records
from generator.reporting import render_text
from generator.server_files import make_server_files
from generator.syndication import make_feed_files

_INDICATORS = "content/indicators.yml"
_KEPT_CARDS = Path(".cache") / "cards"
"""Below the site's project: pictures drawn by earlier builds."""

FILE_MAKERS: tuple[Callable[[Iterable[Scene], SiteOptions], Iterator[tuple[str, bytes]]], ...] = (
    make_feed_files,
    make_calendar_files,
    make_campaign_files,
    make_citation_files,
    make_server_files,
)
"""What makes the files that tell what the pages tell: path below the site's root, and bytes."""


@dataclass(frozen=True)
class Reading:
    """What was read for one build, and the options it was read with."""

    records: Records
    options: SiteOptions

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
        languages=tuple(language.code for language in options.languages),
        public_repository=options.public_repository,
    )
    records = read_records(layout, as_of=options.as_of, jobs=options.jobs or 1)
    unknown = find_mismatches(records.indicators) if records.indicators else ()
    strangers = [Problem("registry-indicator", _INDICATORS, details={"value": code}) for code in unknown]
    records = replace(records, problems=sort_problems([*records.problems, *strangers]))
    if not has_errors(records.problems):
        clashes = check_addresses(records, editorial, options)
        languages = tuple(Words(language.code, records.vocabularies) for language in options.languages)
        renamed = check_renamed(records, Addresses(editorial), languages)
        records = replace(records, problems=sort_problems([*records.problems, *clashes, *renamed]))
    reading = Reading(records, options)
    if not has_errors(records.problems):
        faults = tuple(_check_texts(reading, editorial, texts))
        if faults:
            records = replace(records, problems=sort_problems([*records.problems, *faults]))
            return Reading(records, options)
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


def write(reading: Reading, editorial: Mapping[tuple[str, str], EditorialPage], site_dir: Path) -> None:
    """Make every page, file and share card and write it into the folder."""
    options, findings = reading.options, reading.findings
    with_cards = options.cards and can_draw()
    data = tuple(make_data_files(findings, tuple(language.code for language in options.languages)))
    sizes = {path: len(content) for path, content in data if is_listed(path)}
    scenes = make_scenes(reading.records, editorial, options, findings, sizes, with_cards=with_cards)
    if with_cards:
        tell("cards")
        cards = [card for scene in scenes for card in scene.cards.values()]
        write_cards(cards, site_dir, options.root / _KEPT_CARDS, jobs=options.jobs)
    kits = make_kits(scenes, (lambda card: (site_dir / card.path).read_bytes()) if with_cards else None)
    write_files(kits.items(), site_dir)
    scenes = tuple(replace(scene, kits={path: len(content) for path, content in kits.items()}) for scene in scenes)
    write_pages(make_pages(scenes, editorial), editorial, site_dir, options)
    write_site_script(site_dir)
    write_files(data, site_dir)
    for make_files in FILE_MAKERS:
        write_files(make_files(scenes, options), site_dir)
    if options.embeds:
        for scene in scenes:
            write_embeds(make_embed_files(scene), site_dir, options)
    moved = make_moved_files(reading.records, Addresses(editorial), options, lambda name: (site_dir / name).is_file())
    write_files(tuple(moved), site_dir)
