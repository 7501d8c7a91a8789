"""The pages of campaigns: what each is, whom it shows, whose work was recognised, and what can be asked and shared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.campaigns import CampaignFinding, find_campaign
from generator.pages.asks import AuthorityAsks, make_asks
from generator.pages.card import make_card_path
from generator.pages.case_cards import CardView, make_cards
from generator.pages.data_section import find_definition
from generator.pages.feeds import link_all
from generator.pages.i18n import Words, begin_sentence, get_time_value
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.share_texts import make_share_text
from generator.pages.sharing import make_share
from generator.pages.sources import SourceView, make_source
from generator.pages.texts import Citation, TextView, make_text
from generator.pages.urls import Link, make_link
from generator.pages.values import name_row
from generator.records.public import PublicCase, PublicRecognition
from generator.records.public_campaigns import PublicCampaign


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


class MaterialView(Struct, frozen=True):
    """What a reader takes to share a case: its text in each language, its picture and its poster."""

    title: str
    texts: tuple[tuple[str, str], ...]
    """Language and text, that of the page first."""
    links: tuple[Link, ...]
    shares: tuple[Link, ...]
    """Ways to pass it on; none where the site's address is not known."""


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
    """Everything the template of a campaign prints."""

    name: str
    hashtag: str
    organisation: str
    started: str
    purpose: TextView
    history: TextView | None
    selection: TextView
    taken_up: tuple[TakenUpView, ...]
    cards: tuple[CardView, ...]
    wall: tuple[HonouredView, ...]
    numbers: tuple[NumberView, ...]
    states: tuple[NumberView, ...]
    measures: str
    poster: str
    """Where the campaign's own poster is."""
    kit: KitView | None
    materials: tuple[MaterialView, ...]
    asks: tuple[AuthorityAsks, ...]
    unnamed: str
    """Of how many measures no source names an authority; empty where there are none."""
    sources: tuple[SourceView, ...]


def make_pages(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    """The list of campaigns, and a page for each."""
    yield scene.make_editorial_page(source, render_list(scene, prose=source.prose))
    for campaign in scene.campaigns:
        yield _make_campaign_page(scene, campaign)


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


def _make_campaign_page(scene: Scene, campaign: PublicCampaign) -> Page:
    words = scene.words
    name = words.plain(campaign.name)
    return scene.make_page(
        "campaigns",
        path=scene.addresses.campaign(campaign.id, words.language),
        title=f"{name} ({campaign.hashtag})",
        description=words.get("campaign.description", name=name, cases=words.count("count.cases", len(campaign.cases))),
        body=render_campaign(scene, campaign),
        find_path=lambda other: scene.addresses.campaign(campaign.id, other.language),
        feed=f"campaign/{campaign.id}",
    )


def render_campaign(scene: Scene, campaign: PublicCampaign) -> str:
    """The HTML of a campaign's page."""
    path = scene.addresses.campaign(campaign.id, scene.words.language)
    return render_template(
        "campaign",
        scene.words,
        campaign=_make_view(scene, find_campaign(campaign, scene.findings), path),
        feeds=link_all(scene, f"campaign/{campaign.id}", path),
        list_href=make_link(scene.section("campaigns"), path),
        definition_href=find_definition(scene, "measures_by_headline", path),
        corrections_href=make_link(scene.section("corrections"), path),
        as_of=scene.words.date(scene.as_of),
    )


def _make_view(scene: Scene, found: CampaignFinding, path: str) -> CampaignView:
    words, campaign = scene.words, found.campaign
    numbers = {source.id: Citation(number, source.id) for number, source in enumerate(campaign.sources, 1)}
    cases = {case.id: case for case in found.cases}
    return CampaignView(
        name=words.plain(campaign.name),
        hashtag=campaign.hashtag,
        organisation=words.plain(campaign.organisation),
        started=words.date(campaign.started),
        purpose=make_text(campaign.purpose, words, numbers),
        history=make_text(campaign.history, words, numbers) if campaign.history else None,
        selection=make_text(campaign.selection, words, numbers),
        taken_up=tuple(
            TakenUpView(
                _link_case(scene, cases[one.id], path),
                make_text(one.text, words, numbers, one.sources) if one.text else None,
            )
            for one in campaign.cases
            if one.taken_up
        ),
        cards=make_cards(found.cases, words, scene.addresses, path),
        wall=tuple(_make_wall(scene, found.cases, path)),
        numbers=make_numbers(found, words),
        states=tuple(_make_states(scene, found)),
        measures=words.count("campaign.protection", found.measure_count),
        poster=make_link(scene.addresses.poster(campaign.id, "", words), path),
        kit=_make_kit(scene, campaign, path),
        materials=tuple(_make_material(scene, campaign, case, path) for case in _sort_cases(found.cases, words)),
        asks=tuple(make_asks(scene, found.asked, path, campaign.hashtag)),
        unnamed=_say_unnamed(found, words),
        sources=tuple(make_source(source, numbers[source.id], words) for source in campaign.sources),
    )


def _link_case(scene: Scene, case: PublicCase, path: str) -> Link:
    words = scene.words
    return Link(words.plain(case.title), make_link(scene.addresses.case(case.slug, words.language), path))


def _sort_cases(cases: Sequence[PublicCase], words: Words) -> list[PublicCase]:
    return sorted(cases, key=lambda case: (words.sort_key(words.plain(case.title)), case.id))


def _make_kit(scene: Scene, campaign: PublicCampaign, path: str) -> KitView | None:
    """The kit in the language of the page; none where it was not made."""
    kit = scene.addresses.kit(campaign.id, scene.words.language)
    size = scene.kits.get(kit)
    return KitView(make_link(kit, path), scene.words.number(size)) if size else None


def _make_material(scene: Scene, campaign: PublicCampaign, case: PublicCase, path: str) -> MaterialView:
    words = scene.words
    mine = make_share_text(scene, case, campaign.hashtag)
    others = (replace(scene, words=other) for code, other in scene.languages.items() if code != words.language)
    texts = (mine, *(make_share_text(other, case, campaign.hashtag) for other in others))
    links = [Link(words.get("material.poster"), make_link(scene.addresses.poster(campaign.id, case.slug, words), path))]
    if scene.card:
        links.append(Link(words.get("material.card"), make_link(make_card_path(case.id, words.language), path)))
    shares = make_share(mine.address, mine.title, words).links if mine.address else ()
    return MaterialView(mine.title, tuple((one.lang, one.text) for one in texts), tuple(links), shares)


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
    number = sum(1 for one in found.asked if not one.measure.responsible)
    return words.count("ask.unnamed", number) if number else ""


def _make_states(scene: Scene, found: CampaignFinding) -> Iterator[NumberView]:
    """The protection measures by where they stand, in the words of the indicator."""
    indicators = scene.findings.indicators
    indicator = indicators.by_code.get("measures_by_headline")
    for state, count in found.states if indicator else ():
        if indicator:
            yield NumberView(scene.words.number(count), name_row(indicator, state.value, indicators, scene.words))


def _make_wall(scene: Scene, cases: Sequence[PublicCase], path: str) -> Iterator[HonouredView]:
    """Everybody whose work was recognised, A to Z."""
    words = scene.words
    for case in _sort_cases(cases, words):
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
