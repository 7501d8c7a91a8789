"""Pages that would have one address between them, found before anything is made. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

from msgspec import Struct

from generator.analysis.addressed import Addressed
from generator.analysis.chronology import is_told
from generator.analysis.facets import FACETS, RECORDED, list_possible_values
from generator.config import SiteOptions
from generator.pages.authority_slugs import make_slugs
from generator.pages.editorial import EditorialSource
from generator.pages.i18n import Words
from generator.pages.leaves import CHANGES, count_leaves, make_leaf_path
from generator.pages.urls import GROUPINGS, MECHANISM_PARTS, Addresses
from generator.records.known_mechanism import Mechanism
from generator.records.problems import Problem
from generator.records.reading import Records


class _Plan(Struct, frozen=True):
    """An address and what wants it."""

    path: str
    file: str
    """What an editor would change: a case file, a page of prose, a vocabulary."""
    is_case: bool = False


def check_addresses(
    records: Records,
    addressed: Sequence[Addressed],
    editorial: Mapping[tuple[str, str], EditorialSource],
    options: SiteOptions,
) -> Iterator[Problem]:
    """A problem for each page whose address another one has; of a case and another page, the case is at fault.

    `addressed` is what each case decides, in the order of the cases.
    """
    addresses, facts = Addresses(editorial), _Facts(records, addressed)
    for language in options.languages:
        first: dict[str, _Plan] = {}
        words = Words(language.code, records.vocabularies)
        for plan in _plan_pages(facts, editorial, addresses, words, options):
            other = first.setdefault(plan.path, plan)
            if other is not plan:
                blamed, kept = (other, plan) if other.is_case and not plan.is_case else (plan, other)
                files = ", ".join(dict.fromkeys((blamed.file, kept.file)))
                yield Problem("url-collision", blamed.file, details={"value": plan.path, "other": files})


class _Facts:
    """What cases decide of which pages there are, found once for all languages."""

    def __init__(self, records: Records, addressed: Sequence[Addressed]) -> None:
        self.records = records
        self.addressed = addressed
        listed = {facet: list_possible_values(facet, (), records.vocabularies) for facet in FACETS}
        columns = zip(*(one.values for one in addressed), strict=True)
        found = (sorted({value for values in column for value in values}) for column in columns)
        self.values = listed | dict(zip(RECORDED, found, strict=False))
        """Facet → the values that cases have, or may have on some day."""

    @cached_property
    def authorities(self) -> tuple[str, ...]:
        """The last part of the address of each authority."""
        return tuple(make_slugs(name for one in self.addressed for name in one.authorities))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Those in which something is on record."""
        cases = {case.id: case for case in self.records.cases}
        told = {entry for one in self.addressed for entry in one.years}
        return tuple(sorted({year for year, same in told if not same or not is_told(same, cases)}))

    @cached_property
    def months(self) -> tuple[tuple[int, int, int], ...]:
        """Year, month, and how many pages tell what changed in it."""
        counts = Counter((day.year, day.month) for one in self.records.withdrawn if (day := one.date.earliest))
        for year, month, count in chain.from_iterable(one.months for one in self.addressed):
            counts[year, month] += count
        return tuple((*month, count_leaves(count, CHANGES)) for month, count in counts.items())


def _plan_pages(
    facts: _Facts,
    editorial: Mapping[tuple[str, str], EditorialSource],
    addresses: Addresses,
    words: Words,
    options: SiteOptions,
) -> Iterator[_Plan]:
    """Every page of one language."""
    records = facts.records
    content, cases = (_name(folder, options.root) for folder in (options.content_dir, options.cases_dir))
    for source in editorial.values():
        if source.lang == words.language:
            yield _Plan(source.path, f"{content}/{source.src}")
    for case, one in zip(records.cases, facts.addressed, strict=True):
        file = f"{cases}/{case.slug}.yml"
        yield _Plan(addresses.permanent(case.id, words.language), file, is_case=True)
        for slug in one.slugs:
            yield _Plan(addresses.case(slug, words.language), file, is_case=True)
    for gone in records.withdrawn:
        yield _Plan(addresses.permanent(gone.id, words.language), f"{cases}: {gone.id}")
    for number in range(2, count_leaves(len(records.cases)) + 1):
        strings = f"generator/locale/{words.language}: list.leaf_slug"
        yield _Plan(make_leaf_path(addresses.section("cases", words.language), number, words), strings)
    for facet in FACETS:
        strings = f"generator/locale/{words.language}: facet.{facet}.slug"
        yield _Plan(addresses.facet(facet, words), strings)
        for value in facts.values[facet]:
            yield _Plan(addresses.facet_value(facet, value, words), f"{content}/vocabularies/{facet}.yml: {value}")
    yield from _plan_months(facts, addresses, words, cases)
    yield from _plan_sections(facts, addresses, words, content=content, cases=cases)


def _plan_sections(facts: _Facts, addresses: Addresses, words: Words, *, content: str, cases: str) -> Iterator[_Plan]:
    """The pages of the sections that a site may have."""
    records = facts.records
    if addresses.has("measures", words.language):
        for grouping in GROUPINGS:
            strings = f"generator/locale/{words.language}: grouping.{grouping}.slug"
            yield _Plan(addresses.measures_by(grouping, words), strings)
        for slug in facts.authorities:
            yield _Plan(addresses.authority(slug, words), f"{cases}: {slug}")
    yield from _plan_mechanism(records.mechanism, addresses, words, content)
    if addresses.has("timeline", words.language):
        for year in facts.years:
            yield _Plan(addresses.timeline_year(year, words.language), f"{cases}: {year}")
    if addresses.has("campaigns", words.language):
        for campaign in records.campaigns:
            path = addresses.campaign(campaign.id, words.language)
            yield _Plan(path, f"{content}/campaigns/{campaign.id}.yml")
    if addresses.has("states", words.language):
        for code in facts.values["state"]:
            yield _Plan(addresses.state(code, words), f"{content}/vocabularies/state.yml: {code}")


def _plan_months(facts: _Facts, addresses: Addresses, words: Words, cases: str) -> Iterator[_Plan]:
    """The pages of what changed and of the calendar, month by month."""
    if addresses.has("calendar", words.language):
        for number in range(1, 13):
            yield _Plan(addresses.calendar_month(number, words.language), cases)
    if addresses.has("changes", words.language):
        for year, month, leaves in facts.months:
            for number in range(1, leaves + 1):
                yield _Plan(addresses.changes_month(year, month, number, words.language), cases)


def _plan_mechanism(mechanism: Mechanism | None, addresses: Addresses, words: Words, content: str) -> Iterator[_Plan]:
    """The parts of the section of the mechanism, and its bodies."""
    if mechanism is None or not addresses.has("mechanism", words.language):
        return
    for part in MECHANISM_PARTS:
        strings = f"generator/locale/{words.language}: mechanism.{part}.slug"
        yield _Plan(addresses.mechanism_part(part, words), strings)
    for organ in mechanism.organs:
        yield _Plan(addresses.organ(organ, words), f"{content}/mechanism/organs.yml: {organ}")


def _name(folder: Path, root: Path) -> str:
    return (folder.relative_to(root) if folder.is_relative_to(root) else folder).as_posix()
