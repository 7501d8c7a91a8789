"""The home page: what this is, how much is documented, and what happened last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from msgspec import Struct

from generator.analysis.change_list import ListedChange, open_changes
from generator.analysis.changes import Change
from generator.analysis.editions import NUMBERS
from generator.analysis.rotation import take_turn
from generator.pages import section_parts
from generator.pages.case_cards import make_cards
from generator.pages.events import Subjects, make_event
from generator.pages.i18n import get_time_value
from generator.pages.linked_data import make_site_data, render_linked_data
from generator.pages.page import EditorialPage, Page
from generator.pages.protection import list_oldest, make_oldest
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.score import choose_measures, make_score
from generator.pages.stats import make_stats
from generator.pages.task import Inputs, Task, digest_of
from generator.pages.urls import Link, make_link
from generator.records.public import PublicCase
from generator.records.public_campaigns import PublicCampaign

LATEST = 8
"""How many of the latest facts the home page lists."""
PEOPLE = 6
"""How many cases stand on the home page at a time."""


class LatestView(Struct, frozen=True):
    """A recent fact with a link to it."""

    date: str
    time: str | None
    kind: str
    title: str
    case: str
    href: str


class BandView(Struct, frozen=True):
    """A campaign's hashtag, and what it asks readers to do."""

    hashtag: str
    links: tuple[Link, ...]


def list_tasks(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """The home page, which tells of few cases; figures lead to those behind them by their titles."""
    lang, chosen = scene.words.language, choose_measures(scene)
    measures = dict.fromkeys(one.case_id for one in (*chosen.measures, *list_oldest(scene)))
    latest = [one.case_id for one in _list_latest(scene)]
    told = {
        **inputs.of_page("home", lang, NUMBERS),
        **inputs.of_all("people", "counts"),
        "drawn": digest_of(repr(chosen), repr(list_oldest(scene))),
        "measures": inputs.of_some(measures, *section_parts.MEASURES)["cases"],
        "latest": inputs.of_some(latest, *section_parts.LATEST)["cases"],
        "shown": inputs.of_some((case.id for case in _list_shown(scene)), *section_parts.CARD)["cases"],
    }
    yield Task(f"{lang} section home", told, partial(make_pages, scene, source))


def make_pages(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    """The home page."""
    head = render_linked_data(make_site_data(scene, source.description), scene)
    yield scene.make_editorial_page(source, render_home(scene, prose=source.prose), head=head)


def render_home(scene: Scene, *, prose: str) -> str:
    """The HTML of the home page, around the editor's prose."""
    words, path = scene.words, scene.section("home")
    has_changes = scene.addresses.has("changes", words.language)
    has_measures = scene.addresses.has("measures", words.language)
    shown = _list_shown(scene)
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
        band=_make_band(scene, path),
        measures_href=make_link(scene.section("measures"), path) if has_measures else "",
        changes_href=make_link(scene.section("changes"), path) if has_changes else "",
        cases_href=make_link(scene.section("cases"), path),
        methodology_href=make_link(scene.section("methodology"), path),
        as_of=words.date(scene.as_of),
    )


def _list_shown(scene: Scene) -> Sequence[PublicCase]:
    """The cases that stand on it at a time."""
    return take_turn(scene.cases, scene.as_of.latest or date.max, PEOPLE)


def _describe_base(scene: Scene) -> str:
    """What all numbers rest on."""
    words, counts = scene.words, scene.findings.counts
    return words.get(
        "home.base",
        cases=words.count("count.cases", counts.cases),
        sources=words.count("home.sources", counts.sources),
        date=words.date(scene.as_of),
    )


def _make_band(scene: Scene, page_path: str) -> BandView | None:
    """The band of the first campaign; none where the site has no campaign."""
    if not scene.campaigns or not scene.addresses.has("campaigns", scene.words.language):
        return None
    campaign = scene.campaigns[0]
    return BandView(campaign.hashtag, tuple(_list_links(scene, campaign, page_path)))


def _list_links(scene: Scene, campaign: PublicCampaign, page_path: str) -> Iterator[Link]:
    """What the campaign asks readers to do, where the site has a page for it."""
    words = scene.words
    path = scene.addresses.campaign(campaign.id, words.language)
    yield Link(words.get("campaign.open"), make_link(path, page_path))
    for section, key in (("cases", "campaign.cases"), ("corrections", "campaign.propose")):
        if scene.addresses.has(section, words.language):
            yield Link(words.get(key), make_link(scene.section(section), page_path))


def _list_latest(scene: Scene) -> tuple[ListedChange, ...]:
    newest: dict[str, ListedChange] = {}
    for one in scene.changes:
        if len(newest) == LATEST:
            break
        if one.tells:
            newest.setdefault(one.case_id, one)
    return tuple(newest.values())


def _make_latest(scene: Scene, page_path: str) -> Iterable[LatestView]:
    """The newest change of each case with what it tells; cases with nothing dated to the month are left out."""
    for change in open_changes(_list_latest(scene), scene.findings):
        if change.case:
            yield _make_fact(change, change.case, scene, page_path)


def _make_fact(change: Change, case: PublicCase, scene: Scene, page_path: str) -> LatestView:
    """A change in a line: of a correction its day, of what is new its own."""
    words = scene.words
    href = make_link(scene.addresses.case(case.slug, words.language), page_path)
    name = words.plain(case.title)
    if change.event is None:
        day, anchor = words.date(change.date), f"#{change.anchor}" if change.anchor else ""
        return LatestView(day, get_time_value(change.date), words.get("home.correction"), "", name, href + anchor)
    view = make_event(change.event, Subjects(case, words), {})
    return LatestView(view.date, view.time, view.kind, view.title, name, f"{href}#{view.anchor}")
