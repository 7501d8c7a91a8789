"""The timeline: what is on record in all cases, on a page a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from generator.analysis.chronology import Chronology, DatedEvent, Decade, Month, Year, open_dated
from generator.analysis.timeline import Event
from generator.pages.events import Subjects, make_event, name_event
from generator.pages.i18n import Words
from generator.pages.leaves import (
    cut_groups,
    find_leaves,
    link_leaves,
    make_leaf_path,
    make_leaf_title,
)
from generator.pages.page import EditorialPage, Page, split_prose
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.task import Inputs, Task, digest_of
from generator.pages.texts import TextView
from generator.pages.urls import Link, make_link
from generator.records.public import PublicCase

ENTRIES = 300
"""Entries on a leaf of a year: about 120 kB."""


class YearView(Struct, frozen=True):
    """A year in the index."""

    link: Link
    count: str
    cases: str


class DecadeView(Struct, frozen=True):
    """Ten years in the index."""

    title: str
    count: str
    years: tuple[YearView, ...]


class EntryView(Struct, frozen=True):
    """An entry, linked to its place on the page of its case."""

    date: str
    """As far as the month above does not tell it."""
    mark: str
    kind: str
    title: str
    text: TextView | None
    """Where there is no title."""
    link: Link


class MonthView(Struct, frozen=True):
    """A month of a year."""

    anchor: str
    title: str
    count: str
    entries: tuple[EntryView, ...]


def list_tasks(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """The index by decade, and the leaves of each year."""
    lang, chronology = scene.words.language, scene.findings.chronology
    counted = [(year.number, len(year.events), year.cases) for year in chronology.years]
    told = inputs.of_page("timeline", lang, years=counted, undated=len(chronology.undated), cases=len(scene.cases))
    yield Task(f"{lang} timeline", told, partial(_make_index, scene, source, chronology))
    years = (None, *chronology.years, None)
    for before, year, after in zip(years, chronology.years, years[2:], strict=False):
        starts, months = _cut_months(year)
        near = [one.number if one else None for one in (before, after)]
        begun = [(month.number, leaf) for month, leaf in zip(year.months, find_leaves(months, starts), strict=True)]
        count = {"entries_in": len(year.events), "told_in": year.cases}
        shell = inputs.of_page("timeline", lang, near=near, begun=begun, **count)
        for number in range(1, len(starts) + 1):
            parts = [*zip(year.months, cut_groups(months, number, starts), strict=True)]
            entries = [one for _, part in parts for one in part]
            told = {
                **inputs.of_some(dict.fromkeys([one.case_id for one in entries]), "people", "honours"),
                **inputs.of_rest(months=[len(month.events) for month, part in parts if part]),
                "entries": digest_of("\n".join(map(_render_entry, entries))),
            }
            make = partial(_make_year_page, scene, year, before, after, number)
            yield Task(f"{lang} timeline {year.number} {number}", {**told, **shell}, make)


def _render_entry(entry: DatedEvent) -> str:
    """All that is told of it, but for what its case is called and what honours it."""
    return f"{entry.case_id}#{entry.event_id} {entry.order} {entry.told}"


def _cut_months(year: Year) -> tuple[range, list[tuple[DatedEvent, ...]]]:
    """Where each leaf of a year begins, and the entries of its months."""
    return range(0, len(year.events), ENTRIES), [month.events for month in year.months]


def _make_index(scene: Scene, source: EditorialPage, chronology: Chronology) -> Iterator[Page]:
    yield scene.make_editorial_page(source, render_index(scene, chronology, prose=source.prose))


def render_index(scene: Scene, chronology: Chronology, *, prose: str) -> str:
    """The HTML of the index, after the editor's prose; newest first."""
    words = scene.words
    opening, rest = split_prose(prose)
    return render_template(
        "timeline",
        words,
        opening=opening,
        rest=rest,
        count=words.count("timeline.count_dated", chronology.count, cases=words.number(len(scene.cases))),
        undated=words.count("timeline.undated", len(chronology.undated)) if chronology.undated else "",
        decades=tuple(_make_decade(scene, decade) for decade in reversed(chronology.decades)),
        as_of=words.date(scene.as_of),
    )


def render_year(scene: Scene, year: Year, before: Year | None, after: Year | None, number: int = 1) -> str:
    """The HTML of a leaf of a year."""
    words, first = scene.words, scene.addresses.timeline_year(year.number, scene.words.language)
    path = make_leaf_path(first, number, words)
    starts, events = _cut_months(year)
    parts = [*zip(year.months, cut_groups(events, number, starts), strict=True)]
    opened = open_dated((one for _, part in parts for one in part), scene.findings)
    leaves = zip(year.months, find_leaves(events, starts), strict=True)
    return render_template(
        "timeline_year",
        words,
        title=make_leaf_title(words.get("timeline.year_title", year=year.number), number, words),
        index_href=make_link(scene.section("timeline"), path),
        count=_count(scene, year),
        contents=tuple(_link_month(month, first, leaf, number, words) for month, leaf in leaves),
        months=tuple(_make_month(scene, month, part, opened, path) for month, part in parts if part),
        leaves=link_leaves(first, number, len(year.events), words, ENTRIES),
        before=_link_year(scene, before, path) if before else None,
        after=_link_year(scene, after, path) if after else None,
        as_of=words.date(scene.as_of),
    )


def _make_year_page(scene: Scene, year: Year, before: Year | None, after: Year | None, number: int) -> Iterator[Page]:
    words, find_path = scene.words, partial(_find_year, scene, year.number, number)
    yield scene.make_page(
        "timeline",
        path=find_path(words),
        title=make_leaf_title(words.get("timeline.year_title", year=year.number), number, words),
        description=words.get("timeline.year_description", year=year.number, count=_count(scene, year)),
        body=render_year(scene, year, before, after, number),
        find_path=find_path,
    )


def _find_year(scene: Scene, year: int, number: int, words: Words) -> str:
    return make_leaf_path(scene.addresses.timeline_year(year, words.language), number, words)


def _count(scene: Scene, year: Year) -> str:
    entries = scene.words.count("timeline.entries", len(year.events))
    return scene.words.get("timeline.in_cases", entries=entries, cases=scene.words.count("count.cases", year.cases))


def _make_decade(scene: Scene, decade: Decade) -> DecadeView:
    words, path = scene.words, scene.section("timeline")
    return DecadeView(
        title=words.get("timeline.decade", first=decade.first, last=decade.first + 9),
        count=words.count("timeline.entries", decade.count),
        years=tuple(
            YearView(
                _link_year(scene, year, path),
                words.count("timeline.entries", len(year.events)),
                words.count("count.cases", year.cases),
            )
            for year in reversed(decade.years)
        ),
    )


def _link_year(scene: Scene, year: Year, page_path: str) -> Link:
    path = scene.addresses.timeline_year(year.number, scene.words.language)
    return Link(str(year.number), make_link(path, page_path))


def _link_month(month: Month, first: str, leaf: int, number: int, words: Words) -> Link:
    """A link from one leaf of a year to where a month begins."""
    path = make_leaf_path(first, leaf, words)
    href = "" if leaf == number else make_link(path, make_leaf_path(first, number, words))
    return Link(_name_month(month, words), f"{href}#{_make_anchor(month)}")


def _name_month(month: Month, words: Words) -> str:
    return words.get("timeline.no_month") if month.number is None else words.month(month.number)


def _make_anchor(month: Month) -> str:
    return f"mes-{month.number:02}" if month.number else "sin-mes"


def _make_month(
    scene: Scene, month: Month, shown: Iterable[DatedEvent], opened: Mapping[str, Mapping[str, Event]], page_path: str
) -> MonthView:
    cases = scene.findings.by_id
    return MonthView(
        anchor=_make_anchor(month),
        title=_name_month(month, scene.words),
        count=scene.words.count("timeline.entries", len(month.events)),
        entries=tuple(
            _make_entry(scene, cases[one.case_id], opened[one.case_id][one.event_id], page_path) for one in shown
        ),
    )


def _make_entry(scene: Scene, case: PublicCase, event: Event, page_path: str) -> EntryView:
    words = scene.words
    name = name_event(event, words)
    href = make_link(scene.addresses.case(case.slug, words.language), page_path)
    return EntryView(
        date=words.date_within_month(event.date),
        mark=name.mark,
        kind=name.kind,
        title=name.title,
        text=None if name.title else make_event(event, Subjects(case, words), {}).text,
        link=Link(words.plain(case.title), f"{href}#{event.id}"),
    )
