"""The whole story: records are read and checked, pages are made of them, and all is written into a site folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.config import SiteOptions
from generator.pages.collisions import check_addresses
from generator.pages.editorial import EditorialSource
from generator.pages.page import EditorialPage
from generator.pages.site import make_pages
from generator.publishing.writing import write_pages
from generator.records.problems import has_errors, sort_problems
from generator.records.reading import Layout, Records, read_records
from generator.reporting import render_text


@dataclass(frozen=True)
class Reading:
    """What was read for one build, and the options it was read with."""

    records: Records
    options: SiteOptions

    @property
    def has_errors(self) -> bool:
        """Whether anything found stops the build."""
        return has_errors(self.records.problems, strict=self.options.strict)

    def report(self) -> str:
        """All problems, in words of the site's default language."""
        return render_text(self.records.problems, root=self.options.root, language=self.options.default_language.code)


def read(options: SiteOptions, editorial: Mapping[tuple[str, str], EditorialSource]) -> Reading:
    """Everything the site is made of, with every problem in it."""
    layout = Layout(
        root=options.root,
        cases=options.cases_dir,
        content=options.content_dir,
        languages=tuple(language.code for language in options.languages),
        public_repository=options.public_repository,
    )
    records = read_records(layout, as_of=options.as_of, jobs=options.jobs or 1)
    if not has_errors(records.problems):
        clashes = check_addresses(records, editorial, options)
        records = replace(records, problems=sort_problems([*records.problems, *clashes]))
    return Reading(records, options)


def write(reading: Reading, editorial: Mapping[tuple[str, str], EditorialPage], site_dir: Path) -> None:
    """Make every page and write it into the folder."""
    pages = make_pages(reading.records, editorial, reading.options)
    write_pages(pages, editorial, site_dir, reading.options)
