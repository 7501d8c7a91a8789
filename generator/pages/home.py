"""The home page: what this is, how much is documented, and what happened last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis.counts import Counts, count_records
from generator.analysis.timeline import Event, make_timeline
from generator.pages.events import Subjects, make_event
from generator.pages.i18n import Words
from generator.pages.listing import make_cards
from generator.pages.page import EditorialPage, Page
from generator.pages.protection import make_oldest
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.urls import make_link
from generator.records.public import PublicCase

LATEST = 8
"""How many of the latest facts the home page lists."""


@dataclass(frozen=True, slots=True)
class NumberView:
    """A count with what it counts."""

    value: str
    what: str


@dataclass(frozen=True, slots=True)
class LatestView:
    """A recent fact with a link to it."""

    date: str
    time: str | None
    kind: str
    title: str
    case: str
    href: str


def make_pages(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    """The home page."""
    yield scene.make_editorial_page(source, render_home(scene, prose=source.prose))


def render_home(scene: Scene, *, prose: str) -> str:
    """The HTML of the home page, around the editor's prose."""
    words, path = scene.words, scene.section("home")
    has_measures = scene.addresses.has("measures", words.language)
    return render_template(
        "home",
        words,
        prose=prose,
        numbers=make_numbers(count_records(scene.cases), words),
        latest=tuple(_make_latest(scene, path)),
        cards=make_cards(scene.cases, words, scene.addresses, path),
        oldest=make_oldest(scene, path),
        measures_href=make_link(scene.section("measures"), path) if has_measures else "",
        cases_href=make_link(scene.section("cases"), path),
        methodology_href=make_link(scene.section("methodology"), path),
        as_of=words.date(scene.as_of),
    )


def make_numbers(counts: Counts, words: Words) -> tuple[NumberView, ...]:
    """The counts in words."""
    pairs = (
        ("home.cases", counts.cases),
        ("home.attacks", counts.attacks),
        ("home.measures", counts.measures),
        ("home.proceedings", counts.proceedings),
        ("home.sources", counts.sources),
    )
    return tuple(NumberView(words.number(number), words.count(key, number)) for key, number in pairs)


def _make_latest(scene: Scene, page_path: str) -> Iterable[LatestView]:
    """The latest fact of each case, newest first; dates known only to the year are left out."""
    latest: dict[str, tuple[Event, PublicCase]] = {}
    for case in scene.cases:
        for event in make_timeline(case):
            if event.date.precision in {"day", "month"}:
                latest[case.id] = (event, case)
    facts = list(latest.values())
    facts.sort(key=lambda fact: (fact[0].date.sort_key[:2], fact[1].id, fact[0].id), reverse=True)
    for event, case in facts[:LATEST]:
        yield _make_fact(event, case, scene, page_path)


def _make_fact(event: Event, case: PublicCase, scene: Scene, page_path: str) -> LatestView:
    view = make_event(event, Subjects(case, scene.words), {})
    href = make_link(scene.addresses.case(case.slug, scene.words.language), page_path)
    return LatestView(
        view.date, view.time, view.kind, view.title, scene.words.plain(case.title), f"{href}#{view.anchor}"
    )
