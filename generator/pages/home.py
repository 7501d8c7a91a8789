"""The home page: what this is, how much is documented, and what happened last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.analysis.counts import count_records
from generator.analysis.rotation import take_turn
from generator.analysis.timeline import Event, make_timeline
from generator.pages.events import Subjects, make_event
from generator.pages.listing import make_cards
from generator.pages.page import EditorialPage, Page
from generator.pages.protection import make_oldest
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.score import make_score
from generator.pages.stats import make_stats
from generator.pages.urls import Link, make_link
from generator.records.public import PublicCase

LATEST = 8
"""How many of the latest facts the home page lists."""
PEOPLE = 6
"""How many cases stand on the home page at a time."""


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
    shown = take_turn(scene.cases, scene.as_of.latest or date.max, PEOPLE)
    is_part = len(shown) < len(scene.cases)
    return render_template(
        "home",
        words,
        prose=prose,
        drawn=make_score(scene) if has_measures else None,
        stats=make_stats(scene, path),
        base=_describe_base(scene),
        people=make_cards(shown, words, scene.addresses, path),
        turn=words.get("home.turn", n=len(shown), total=words.number(len(scene.cases))) if is_part else "",
        oldest=make_oldest(scene, path),
        latest=tuple(_make_latest(scene, path)),
        links=tuple(_list_links(scene, path)),
        measures_href=make_link(scene.section("measures"), path) if has_measures else "",
        cases_href=make_link(scene.section("cases"), path),
        methodology_href=make_link(scene.section("methodology"), path),
        as_of=words.date(scene.as_of),
    )


def _describe_base(scene: Scene) -> str:
    """What all numbers rest on."""
    words, counts = scene.words, count_records(scene.cases)
    return words.get(
        "home.base",
        cases=words.count("count.cases", counts.cases),
        sources=words.count("home.sources", counts.sources),
        date=words.date(scene.as_of),
    )


def _list_links(scene: Scene, page_path: str) -> Iterator[Link]:
    """What the campaign asks readers to do, where the site has a page for it."""
    found = (("cases", "campaign.cases"), ("corrections", "campaign.propose"), ("about", "campaign.about"))
    for section, key in found:
        if scene.addresses.has(section, scene.words.language):
            yield Link(scene.words.get(key), make_link(scene.section(section), page_path))


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
