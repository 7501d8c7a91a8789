"""The first half of the story: all that a site is made of is read and checked, and every problem in it is found."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator.case_images import CaseImages, read_images
from generator.config import SiteOptions
from generator.frame import Prose
from generator.inputs import SourceDigests, read_sources
from generator.pages.collisions import check_addresses
from generator.pages.editorial import EditorialSource, make_sources
from generator.pages.i18n import Words
from generator.pages.moved import check_renamed
from generator.pages.urls import Addresses
from generator.records.problems import Problem, has_errors, sort_problems
from generator.records.reading import Layout, Records, read_records
from generator.reporting import render_text

if TYPE_CHECKING:
    from generator.analysis.findings import Findings

_INDICATORS = "content/indicators.yml"
_KEPT_READINGS = Path(".cache") / "readings.sqlite"
"""Below the site's project: what case files gave."""


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
        from generator.analysis.findings import find_all  # noqa: PLC0415 - checks of cases need no figures

        return find_all(self.records)

    def fill_text(self, markdown: str, language: str) -> str:
        """A text of an editor with its references to figures in words of its language."""
        from generator.pages.references import fill_references  # noqa: PLC0415 - as above

        return fill_references(markdown, Words(language, self.records.vocabularies), lambda: self.findings)

    def report(self) -> str:
        """All problems, in words of the site's default language."""
        return render_text(self.records.problems, root=self.options.root, language=self.options.default_language.code)


def read(
    options: SiteOptions,
    editorial: Mapping[tuple[str, str], EditorialSource],
    texts: Mapping[str, str],
    *,
    to_build: bool = True,
    wanted: Container[str] | None = None,
) -> Reading:
    """Everything the site is made of, with every problem in it; `texts` are the Markdown files to check, by path.

    Of `wanted` files every problem is found, and not all of others: figures take longer than everything else.
    """
    layout = Layout(
        root=options.root,
        cases=options.cases_dir,
        content=options.content_dir,
        languages=options.written_languages,
        public_repository=options.public_repository,
        kept=options.root / _KEPT_READINGS,
    )
    sources = read_sources(options) if to_build else SourceDigests()
    records = read_records(layout, as_of=options.as_of, jobs=options.jobs or 1)
    if wanted is None or _INDICATORS in wanted:
        records = replace(records, problems=sort_problems([*records.problems, *_check_indicators(records)]))
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


def read_site(
    options: SiteOptions, prose: Prose, *, to_build: bool = True, wanted: Container[str] | None = None
) -> Reading:
    """The same, of these pages of prose; raise ContentError for mistakes in them."""
    sources = make_sources({src: page.front for src, page in prose.items()}, options)
    folder = _name_content(options)
    texts = {src: page.text for src, page in prose.items() if wanted is None or f"{folder}/{src}" in wanted}
    return read(
        options, {(one.key, one.lang): one for one in sources.values()}, texts, to_build=to_build, wanted=wanted
    )


def fill_texts(reading: Reading, prose: Prose) -> dict[str, str]:
    """The texts of those pages that ask for figures, with the figures in them."""
    asking = {src: page.body for src, page in prose.items() if "{{" in page.body}
    return {src: reading.fill_text(body, src.partition("/")[0]) for src, body in asking.items()}


def _check_indicators(records: Records) -> Iterator[Problem]:
    """A problem for each indicator that nothing can count, or that nothing says the words of."""
    from generator.analysis.statistics import find_mismatches  # noqa: PLC0415 - as above

    for code in find_mismatches(records.indicators) if records.indicators else ():
        yield Problem("registry-indicator", _INDICATORS, details={"value": code})


def _check_texts(
    reading: Reading, editorial: Mapping[tuple[str, str], EditorialSource], texts: Mapping[str, str]
) -> Iterator[Problem]:
    """Problems of references to figures; figures are only derived where some text asks for one."""
    folder = _name_content(reading.options)
    for source in editorial.values():
        if "{{" in texts.get(source.src, ""):
            from generator.pages.references import check_references  # noqa: PLC0415 - as above

            words = Words(source.lang, reading.records.vocabularies)
            yield from check_references(texts[source.src], f"{folder}/{source.src}", words, lambda: reading.findings)


def _name_content(options: SiteOptions) -> str:
    folder = options.content_dir
    return (folder.relative_to(options.root) if folder.is_relative_to(options.root) else folder).as_posix()


class BrokenCasesError(Exception):
    """Case files have mistakes, so no site was made."""

    def __init__(self, reading: Reading) -> None:
        """Carry what was read, with all its problems."""
        super().__init__(reading.report())
        self.reading = reading


def require_sound(reading: Reading) -> Reading:
    """What was read, of a site that can be built; raise BrokenCasesError of one that cannot."""
    if reading.has_errors:
        raise BrokenCasesError(reading)
    return reading
