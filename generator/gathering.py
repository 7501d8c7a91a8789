"""The first half of the story: all that a site is made of is read and checked, and every problem in it is found."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from generator.analysis.part_table import PartTable
from generator.analysis.parts import OUTLINE, Part, name_parts
from generator.case_images import CaseImages, read_images
from generator.config import SiteOptions
from generator.frame import Prose
from generator.inputs import (
    DERIVED_BY,
    EDITIONS,
    SourceDigests,
    digest_options,
    find_parts,
    join_all,
    make_parts,
    read_sources,
)
from generator.pages.editorial import EditorialSource, make_sources
from generator.pages.i18n import Words
from generator.pages.urls import Addresses
from generator.pieces import Notes
from generator.records.digests import digest_of
from generator.records.problems import Problem, has_errors, sort_problems
from generator.records.reading import Layout, Records, read_records
from generator.records.standing import Folders
from generator.reporting import render_text
from generator.soundness import Soundness

if TYPE_CHECKING:
    from generator.analysis.addressed import Addressed
    from generator.analysis.findings import Findings

_INDICATORS = "content/indicators.yml"
_KEPT_READINGS = Path(".cache") / "readings.sqlite"
"""Below the site's project: what case files gave."""
_ADDRESSES, _COUNTED = "addresses", "indicators"
"""Names of the checks of addresses, which is that of what decides them, and of whether every indicator is counted."""


class Reading(Struct, frozen=True, dict=True):
    """What was read for one build, and the options it was read with."""

    records: Records
    options: SiteOptions
    sources: SourceDigests = SourceDigests()
    """What was on the disk before it was read."""
    images: CaseImages = CaseImages()
    """Copies of the pictures that may be shown."""
    known: PartTable = field(default_factory=PartTable)
    """The parts of each case of the last build, with their outcomes."""
    known_by: str = ""
    """What these outcomes were derived by."""
    editions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Those of the figures of the last build, as `Findings.named_editions` has them."""
    sound: Soundness | None = None
    """What the last run found to be right; none where nothing is kept."""
    folders: Folders = field(default_factory=Folders)
    """How the files stood before they were read."""

    @property
    def has_errors(self) -> bool:
        """Whether anything found stops the build."""
        return has_errors(self.records.problems, strict=self.options.strict)

    @cached_property
    def findings(self) -> Findings:
        """All that is derived of the records; they must be without errors."""
        from generator.analysis.findings import find_all  # noqa: PLC0415 - checks of cases need no figures

        return find_all(self.records)

    @cached_property
    def parts(self) -> PartTable:
        """The digests of the parts of each case; one that is as it was need not be opened for them."""
        return make_parts(self.records.cases, self.records.digests, self.images.pictures, self.known)

    @cached_property
    def together(self) -> Mapping[str, str]:
        """Part → the digest of it of all cases."""
        return join_all(self.parts)

    @cached_property
    def outcomes(self) -> PartTable:
        """The parts of each case with its outcomes; from then on findings know these."""
        from generator.knowing import know_outcomes  # noqa: PLC0415 - as above

        return know_outcomes(self)

    @property
    def derived_by(self) -> str:
        """Digest of all that decides what is derived of a case, beside the case and those that it is linked with."""
        sources, options = self.sources, self.options
        read_as = (options.written_languages, options.public_repository, str(self.records.as_of))
        return digest_of(sources.generator, sources.content, repr(read_as))

    def get_counting(self) -> Findings:
        """The findings, for whoever asks for figures: they know the outcomes, where anything is kept of runs."""
        if self.sound:
            _ = self.outcomes
        return self.findings

    @cached_property
    def figure_names(self) -> Mapping[str, str]:
        """Code of each indicator → a word for all of cases that its figures are computed from."""
        from generator.analysis.figure_editions import name_figures  # noqa: PLC0415 - as above

        counting = self.get_counting()
        return name_figures(counting) if self.sound else dict.fromkeys(counting.indicators, self.digest(*OUTLINE))

    def digest(self, *parts: Part) -> str:
        """Digest of some parts of all cases, and of what else decides what is derived of them."""
        records, sources = self.records, self.sources
        return digest_of(
            *(sources.generator, sources.content, str(records.as_of), repr(records.contents)),
            *(self.together[part] for part in parts),
        )

    def report(self) -> str:
        """All problems, in words of the site's default language."""
        return render_text(self.records.problems, root=self.options.root, language=self.options.default_language.code)


def read(  # noqa: PLR0913 - what there is to read, what is known of it, and what is asked for
    options: SiteOptions,
    editorial: Mapping[tuple[str, str], EditorialSource],
    prose: Prose,
    *,
    left: Mapping[str, Any] = MappingProxyType({}),
    sound: Soundness | None = None,
    wanted: Container[str] | None = None,
    folders: Folders | None = None,
    to_build: bool = False,
) -> Reading:
    """Everything the site is made of, with every problem in it; `left` is what the last build left.

    Of `wanted` files every problem is found, and not all of others: figures take longer than everything else. What is
    to be built needs the parts of all cases, which are named as the files are read.
    """
    layout = Layout(
        root=options.root,
        cases=options.cases_dir,
        content=options.content_dir,
        languages=options.written_languages,
        public_repository=options.public_repository,
        kept=options.root / _KEPT_READINGS,
        folders=folders or Folders(),
    )
    sources = read_sources(options, layout.folders, sound)
    jobs, naming = options.workforce.size, name_parts if to_build else None
    records = read_records(layout, as_of=options.as_of, jobs=jobs, wanted=wanted, name_parts=naming)
    if wanted is None or _INDICATORS in wanted:
        records = _add_problems(records, _check_indicators(records, options, sources, sound))
    if has_errors(records.problems):
        return Reading(records, options, sources, folders=layout.folders)
    images = read_images((case for case in records.cases if case.id in records.pictured), options)
    reading = Reading(
        records,
        options,
        sources,
        images,
        known=find_parts(left, sources),
        known_by=left.get(DERIVED_BY, ""),
        editions=left.get(EDITIONS, {}),
        sound=sound,
        folders=layout.folders,
    )
    reading = _tell(reading, [*images.problems, *_check_places(reading, editorial)])
    if not has_errors(reading.records.problems):
        from generator.prose_figures import check_texts  # noqa: PLC0415 - it speaks of what was read

        reading = _tell(reading, [*check_texts(reading, editorial, prose, wanted)])
    return reading


def read_site(  # noqa: PLR0913 - as above
    options: SiteOptions,
    prose: Prose,
    *,
    left: Mapping[str, Any] = MappingProxyType({}),
    sound: Soundness | None = None,
    wanted: Container[str] | None = None,
    folders: Folders | None = None,
    to_build: bool = False,
) -> Reading:
    """The same, of these pages of prose; raise ContentError for mistakes in them."""
    sources = make_sources({src: page.front for src, page in prose.items()}, options)
    editorial = {(one.key, one.lang): one for one in sources.values()}
    return read(options, editorial, prose, left=left, sound=sound, wanted=wanted, folders=folders, to_build=to_build)


def are_as_they_were(options: SiteOptions, sources: SourceDigests, sound: Soundness) -> bool:
    """Whether nobody has saved anything meanwhile: then what was found holds of what was on the disk before."""
    return read_sources(options, sound=sound) == sources


def _tell(reading: Reading, found: Sequence[Problem]) -> Reading:
    """The reading with further problems; where there are none itself, which knows what it was asked before."""
    return replace(reading, records=_add_problems(reading.records, found)) if found else reading


def _add_problems(records: Records, found: Iterable[Problem]) -> Records:
    more = tuple(found)
    return replace(records, problems=sort_problems([*records.problems, *more])) if more else records


def _check_indicators(
    records: Records, options: SiteOptions, sources: SourceDigests, sound: Soundness | None
) -> list[Problem]:
    """A problem for each indicator that nothing can count, or that nothing says the words of."""
    key = digest_of(sources.generator, sources.content)
    if sound and sound.is_right(_COUNTED, key):
        return []
    from generator.analysis.statistics import find_mismatches  # noqa: PLC0415 - as above

    mismatches = find_mismatches(records.indicators) if records.indicators else ()
    found = [Problem("registry-indicator", _INDICATORS, details={"value": code}) for code in mismatches]
    if sound and not found and are_as_they_were(options, sources, sound):
        sound.keep_right(_COUNTED, key)
    return found


def _check_places(reading: Reading, editorial: Mapping[tuple[str, str], EditorialSource]) -> list[Problem]:
    """Problems of addresses that two pages would have, or that nothing has any more."""
    records, options, sound = reading.records, reading.options, reading.sound
    told = repr((sorted(editorial.items()), records.withdrawn)), reading.sources.promises, digest_options(options)
    key = digest_of(reading.digest("addresses"), *told) if sound else ""
    if sound and sound.is_right(_ADDRESSES, key):
        return []
    from generator.pages.collisions import check_addresses  # noqa: PLC0415 - as above
    from generator.pages.moved import check_renamed  # noqa: PLC0415

    languages = tuple(Words(language.code, records.vocabularies) for language in options.languages)
    found = [
        *check_addresses(records, _list_addressed(reading), editorial, options),
        *check_renamed(records, Addresses(editorial), languages),
    ]
    if sound and not found and are_as_they_were(options, reading.sources, sound):
        sound.keep_right(_ADDRESSES, key)
    return found


def _list_addressed(reading: Reading) -> list[Addressed]:
    """What each case decides of addresses; only those are opened in which that is not what it was."""
    from generator.analysis.addressed import Addressed, make_addressed  # noqa: PLC0415 - as above
    from generator.kept_listings import KeptListings  # noqa: PLC0415

    def derive(ids: Collection[str]) -> dict[str, Addressed]:
        return {case.id: make_addressed(case) for case in reading.records.cases if case.id in ids}

    notes = reading.sound.open_notes(reading.sources.naming) if reading.sound else Notes()
    return KeptListings(notes, reading.parts).find_all(_ADDRESSES, Addressed, derive)


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
