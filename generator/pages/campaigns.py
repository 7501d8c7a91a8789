"""The pages of campaigns: what each is, whom it shows, whose work was recognised, and what can be asked and shared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from generator.analysis.campaigns import CampaignFinding, find_campaign
from generator.pages.asks import AuthorityAsks, make_asks
from generator.pages.authority_slugs import find_slugs
from generator.pages.case_cards import CardView, make_cards, order_cases
from generator.pages.data_section import find_definition
from generator.pages.feeds import link_all
from generator.pages.i18n import Words, begin_sentence, get_time_value
from generator.pages.leaves import count_leaves, cut_leaf, link_leaves, make_leaf_path, make_leaf_title
from generator.pages.material import MaterialView, make_material
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.sources import SourceView, make_source
from generator.pages.texts import Citation, Numbers, TextView, make_text
from generator.pages.urls import Link, make_link
from generator.pages.values import name_row
from generator.records.fields import LocalText
from generator.records.public import PublicCase, PublicRecognition
from generator.records.public_campaigns import PublicCampaign

CASES = 40
"""Cases of a campaign on a leaf: all that is told of one, with what readers may copy, is about 4 kB."""


class NumberView(Struct, frozen=True):
    """A count with what it counts."""

    value: str
    what: str


class TakenUpView(Struct, frozen=True):
    """A case that the campaign itself showed, with what its sources say of that."""

    case: Link
    text: TextView | None


class HonourView(Struct, frozen=True):
    """A recognition, and where it was read."""

    date: str
    time: str | None
    text: TextView
    sources: tuple[Link, ...]
    """Publishers, each linked to the source on the page of the case."""


class HonouredView(Struct, frozen=True):
    """Somebody on the wall: who and what they defend, then what honours it, what the case has chosen first."""

    case: Link
    defends: str
    honours: tuple[HonourView, ...]


class KitView(Struct, frozen=True):
    """Everything in one file."""

    href: str
    size: str


class CampaignItem(Struct, frozen=True):
    """A campaign in the list of them."""

    link: Link
    hashtag: str
    organisation: str
    started: str
    cases: str


class CampaignView(Struct, frozen=True):
    """What is told of a campaign as a whole."""

    organisation: str
    started: str
    purpose: TextView
    history: TextView | None
    selection: TextView
    numbers: tuple[NumberView, ...]
    states: tuple[NumberView, ...]
    measures: str
    poster: str
    """Where the campaign's own poster is."""
    kit: KitView | None
    unnamed: str
    """Of how many measures no source names an authority; empty where there are none."""


class ShownView(Struct, frozen=True):
    """What is told of some cases of a campaign."""

    taken_up: tuple[TakenUpView, ...]
    cards: tuple[CardView, ...]
    wall: tuple[HonouredView, ...]
    materials: tuple[MaterialView, ...]
    asks: tuple[AuthorityAsks, ...]
    sources: tuple[SourceView, ...]
    """Of the campaign."""


class Shown(Struct, frozen=True):
    """A campaign with its cases, A to Z, on as many leaves as they need."""

    found: CampaignFinding
    cases: Sequence[PublicCase]
    slugs: Mapping[LocalText, str]
    """Of the authorities that may be asked."""

    @property
    def leaves(self) -> int:
        """How many there are."""
        return count_leaves(len(self.cases), CASES)

    def find_path(self, scene: Scene, number: int, words: Words) -> str:
        """The address of a leaf in a language."""
        return make_leaf_path(scene.addresses.campaign(self.found.campaign.id, words.language), number, words)


def make_pages(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    """The list of campaigns, and the leaves of each."""
    yield scene.make_editorial_page(source, render_list(scene, prose=source.prose))
    slugs = find_slugs(scene.findings.authorities) if scene.campaigns else {}
    for campaign in scene.campaigns:
        found = find_campaign(campaign, scene.findings)
        shown = Shown(found, order_cases(found.cases, scene.words), slugs)
        for number in range(1, shown.leaves + 1):
            yield _make_campaign_page(scene, shown, number)


def render_list(scene: Scene, *, prose: str) -> str:
    """The HTML of the list of campaigns, after the editor's heading and prose."""
    path, words = scene.section("campaigns"), scene.words
    listed = tuple(
        CampaignItem(
            Link(words.plain(one.name), make_link(scene.addresses.campaign(one.id, words.language), path)),
            one.hashtag,
            words.plain(one.organisation),
            words.date(one.started),
            words.count("count.cases", len(one.cases)),
        )
        for one in scene.campaigns
    )
    return render_template("campaigns", words, prose=prose, campaigns=listed)


def _make_campaign_page(scene: Scene, shown: Shown, number: int) -> Page:
    words, campaign = scene.words, shown.found.campaign
    name = words.plain(campaign.name)
    cases = words.count("count.cases", len(campaign.cases))
    return scene.make_page(
        "campaigns",
        path=shown.find_path(scene, number, words),
        title=make_leaf_title(f"{name} ({campaign.hashtag})", number, words),
        description=words.get("campaign.description", name=name, cases=cases),
        body=render_campaign(scene, shown, number),
        find_path=partial(shown.find_path, scene, number),
        feed=f"campaign/{campaign.id}",
    )


def render_campaign(scene: Scene, shown: Shown, number: int) -> str:
    """The HTML of a leaf of a campaign; the first one tells what it is, too."""
    words, campaign, path = scene.words, shown.found.campaign, shown.find_path(scene, number, scene.words)
    return render_template(
        "campaign",
        words,
        title=make_leaf_title(words.plain(campaign.name), number, words),
        hashtag=campaign.hashtag,
        campaign=_make_view(scene, shown.found, path) if number == 1 else None,
        shown=_make_shown(scene, shown, cut_leaf(shown.cases, number, CASES), path),
        leaves=link_leaves(shown.find_path(scene, 1, words), number, len(shown.cases), words, CASES),
        feeds=link_all(scene, f"campaign/{campaign.id}", path),
        list_href=make_link(scene.section("campaigns"), path),
        definition_href=find_definition(scene, "measures_by_headline", path),
        corrections_href=make_link(scene.section("corrections"), path),
        as_of=words.date(scene.as_of),
    )


def _make_view(scene: Scene, found: CampaignFinding, path: str) -> CampaignView:
    words, campaign, numbers = scene.words, found.campaign, _number_sources(found.campaign)
    return CampaignView(
        organisation=words.plain(campaign.organisation),
        started=words.date(campaign.started),
        purpose=make_text(campaign.purpose, words, numbers),
        history=make_text(campaign.history, words, numbers) if campaign.history else None,
        selection=make_text(campaign.selection, words, numbers),
        numbers=make_numbers(found, words),
        states=tuple(_make_states(scene, found)),
        measures=words.count("campaign.protection", found.measure_count),
        poster=make_link(scene.addresses.poster(campaign.id, "", words), path),
        kit=_make_kit(scene, campaign, path),
        unnamed=_say_unnamed(found, words),
    )


def _make_shown(scene: Scene, shown: Shown, cases: Sequence[PublicCase], path: str) -> ShownView:
    words, campaign, listed = scene.words, shown.found.campaign, {case.id: case for case in cases}
    numbers = _number_sources(campaign)
    asked = (one for one in shown.found.asked if one.case_id in listed)
    return ShownView(
        taken_up=tuple(
            TakenUpView(
                _link_case(scene, listed[one.id], path),
                make_text(one.text, words, numbers, one.sources) if one.text else None,
            )
            for one in campaign.cases
            if one.taken_up and one.id in listed
        ),
        cards=make_cards(cases, words, scene.addresses, path),
        wall=tuple(_make_wall(scene, cases, path)),
        materials=tuple(make_material(scene, campaign, case, path) for case in cases),
        asks=tuple(make_asks(scene, shown.slugs, asked, path, campaign.hashtag)),
        sources=tuple(make_source(source, numbers[source.id], words) for source in campaign.sources),
    )


def _number_sources(campaign: PublicCampaign) -> Numbers:
    return {source.id: Citation(number, source.id) for number, source in enumerate(campaign.sources, 1)}


def _link_case(scene: Scene, case: PublicCase, path: str) -> Link:
    words = scene.words
    return Link(words.plain(case.title), make_link(scene.addresses.case(case.slug, words.language), path))


def _make_kit(scene: Scene, campaign: PublicCampaign, path: str) -> KitView | None:
    """The kit in the language of the page; none where it was not made."""
    kit = scene.addresses.kit(campaign.id, scene.words.language)
    size = scene.kits.get(kit)
    return KitView(make_link(kit, path), scene.words.number(size)) if size else None


def make_numbers(found: CampaignFinding, words: Words) -> tuple[NumberView, ...]:
    """The counts of the campaign's cases, each out of all there are."""
    rows = (
        ("campaign.shown", found.counts.cases, found.everything.cases),
        ("campaign.attacks", found.counts.attacks, found.everything.attacks),
        ("campaign.measures", found.counts.measures, found.everything.measures),
        ("campaign.proceedings", found.counts.proceedings, found.everything.proceedings),
    )
    return tuple(
        NumberView(words.number(part), words.count(key, part, total=words.number(whole))) for key, part, whole in rows
    )


def _say_unnamed(found: CampaignFinding, words: Words) -> str:
    number = sum(1 for one in found.asked if not one.responsible)
    return words.count("ask.unnamed", number) if number else ""


def _make_states(scene: Scene, found: CampaignFinding) -> Iterator[NumberView]:
    """The protection measures by where they stand, in the words of the indicator."""
    indicators = scene.findings.indicators
    indicator = indicators.by_code.get("measures_by_headline")
    for state, count in found.states if indicator else ():
        if indicator:
            yield NumberView(scene.words.number(count), name_row(indicator, state.value, indicators, scene.words))


def _make_wall(scene: Scene, cases: Sequence[PublicCase], path: str) -> Iterator[HonouredView]:
    """Those whose work was recognised."""
    words = scene.words
    for case in cases:
        if case.recognition:
            link = _link_case(scene, case, path)
            publishers = {source.id: Link(source.publisher, f"{link.href}#{source.id}") for source in case.sources}
            ordered = sorted(case.recognition, key=lambda one: (not one.highlight, one.date.sort_key))
            yield HonouredView(
                case=link,
                defends=", ".join(words.term_inside("right_defended", code) for code in case.defends),
                honours=tuple(_make_honour(one, publishers, words) for one in ordered),
            )


def _make_honour(one: PublicRecognition, publishers: Mapping[str, Link], words: Words) -> HonourView:
    return HonourView(
        date=begin_sentence(words.date(one.date)),
        time=get_time_value(one.date),
        text=make_text(one.text, words, {}),
        sources=tuple(publishers[ref] for ref in one.sources if ref in publishers),
    )
