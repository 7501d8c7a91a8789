"""Posters to print: one A4 page for each case of a campaign, and one for the campaign. They stand without the shell."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.campaigns import CampaignFinding, find_campaign
from generator.pages.campaigns import make_numbers
from generator.pages.case_scene import CaseScene
from generator.pages.gap import GapDrawing
from generator.pages.i18n import Words
from generator.pages.page import make_file
from generator.pages.qr import QrView, make_qr
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.share_cards import CardMaker
from generator.pages.share_texts import find_address
from generator.pages.shell import close_slots
from generator.pages.texts import make_plain
from generator.pages.urls import Link, make_link
from generator.records.public import PublicCase
from generator.records.public_campaigns import PublicCampaign

STYLE = "assets/css/poster.css"
"""The stylesheet of posters, which is not that of the pages."""
NAMES = 30
"""Names on the poster of a campaign at most: so many fit on its one sheet."""
_SIZES = (30, 45, 70)
"""Up to so many letters a name is set in the first, second, third size; longer ones in the fourth."""


class Translation(Struct, frozen=True):
    """The same poster in another language."""

    lang: str
    link: Link


class PosterView(Struct, frozen=True):
    """Everything on a poster."""

    path: str
    """Of its page, below the site's root."""
    title: str
    size: int
    """Step of the size of the title, 1 the largest."""
    who: tuple[str, ...]
    defends: str
    names: tuple[str, ...]
    """Of a campaign: those it shows, where they fit on a sheet."""
    lead: str
    detail: str
    ends: tuple[str, str]
    drawing: GapDrawing | None
    parts: frozenset[str]
    """What is drawn and needs a legend; the words of classes of justice already name what is drawn."""
    hashtag: str
    address: str
    """Without what comes before the host; empty where the site's address is not known."""
    qr: QrView | None
    source: str
    sources: str
    """Where what is said was read."""
    description: str
    links: tuple[Link, ...]
    """Where a reader on screen goes from here."""
    translations: tuple[Translation, ...]


def make_posters(scene: Scene, campaign: PublicCampaign) -> tuple[PosterView, ...]:
    """The poster of the campaign, then one for each case, by id."""
    found = find_campaign(campaign, scene.findings)
    cases = (_make_case_poster(scene, campaign, case) for case in found.cases)
    return (_make_campaign_poster(scene, found), *cases)


def make_poster_files(scene: Scene, *, folder_links: bool) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every poster of one language."""
    if scene.addresses.has("campaigns", scene.words.language):
        for campaign in scene.campaigns:
            for poster in make_posters(scene, campaign):
                html = render_poster(scene, poster, style=make_link(STYLE, poster.path), folder_links=folder_links)
                yield make_file(poster.path), html.encode()


def render_poster(scene: Scene, poster: PosterView, *, style: str, folder_links: bool) -> str:
    """The HTML of a poster."""
    html = render_template(
        "poster",
        scene.words,
        poster=poster,
        style=style,
        links=tuple(_point(one, folder_links=folder_links) for one in poster.links),
        translations=tuple(
            replace(one, link=_point(one.link, folder_links=folder_links)) for one in poster.translations
        ),
        site=scene.site_name,
        exit_url=scene.exit_url,
        canonical=scene.site_url + poster.path if scene.site_url and poster.links else "",
    )
    return close_slots(html)


def _point(link: Link, *, folder_links: bool) -> Link:
    """A link to a folder, or to the page in it."""
    return link if folder_links else Link(link.text, make_file(link.href))


def _link_translations(scene: Scene, campaign: PublicCampaign, slug: str, path: str) -> tuple[Translation, ...]:
    others = (words for code, words in scene.languages.items() if code != scene.words.language)
    return tuple(
        Translation(
            words.language,
            Link(words.get("poster.in_language"), make_link(scene.addresses.poster(campaign.id, slug, words), path)),
        )
        for words in others
    )


def _make_case_poster(scene: Scene, campaign: PublicCampaign, case: PublicCase) -> PosterView:
    words = scene.words
    here = CaseScene(case, scene)
    card = CardMaker(scene).make_case_card(here)
    path = scene.addresses.poster(campaign.id, case.slug, words)
    address = find_address(scene, case)
    return PosterView(
        path=path,
        title=card.text.title,
        size=_find_size(card.text.title),
        who=tuple(_list_who(here)),
        defends=card.text.kicker,
        names=(),
        lead=card.text.lead,
        detail=card.text.detail,
        ends=card.text.ends,
        drawing=card.drawing,
        parts=card.drawing.parts if card.drawing and here.card_measure else frozenset(),
        hashtag=campaign.hashtag,
        address=_shorten(address),
        qr=make_qr(address) if address else None,
        source=card.text.source,
        sources=words.get("poster.sources"),
        links=(
            Link(words.get("poster.case"), make_link(scene.addresses.case(case.slug, words.language), path)),
            Link(words.get("poster.campaign"), make_link(scene.addresses.campaign(campaign.id, words.language), path)),
            Link(words.get("case.error_link"), make_link(scene.section("corrections"), path)),
        ),
        description=words.get("poster.description", id=case.id, hashtag=campaign.hashtag),
        translations=_link_translations(scene, campaign, case.slug, path),
    )


def _list_who(here: CaseScene) -> Iterator[str]:
    """Who those in the title are; without the name where there is one only."""
    for one in here.leading:
        if one.about:
            about = make_plain(one.about, here.words)
            yield f"{here.subjects.get_name(one.id)}: {about}" if here.leading[1:] else about


def _make_campaign_poster(scene: Scene, found: CampaignFinding) -> PosterView:
    words, campaign = scene.words, found.campaign
    path = scene.addresses.poster(campaign.id, "", words)
    page = scene.addresses.campaign(campaign.id, words.language)
    address = scene.site_url + page if scene.site_url else ""
    name = words.plain(campaign.name)
    numbers = make_numbers(found, words)
    return PosterView(
        path=path,
        title=name,
        size=_find_size(name),
        who=(make_plain(campaign.purpose, words),),
        defends="",
        names=_list_names(found, words),
        lead="",
        detail=" · ".join(f"{one.value} {one.what}" for one in numbers),
        ends=("", ""),
        drawing=None,
        parts=frozenset(),
        hashtag=campaign.hashtag,
        address=_shorten(address),
        qr=make_qr(address) if address else None,
        source=words.get("card.source", site=scene.site_name, date=words.date(scene.as_of)),
        sources=words.get("poster.campaign_sources"),
        links=(
            Link(words.get("poster.campaign"), make_link(page, path)),
            Link(words.get("case.error_link"), make_link(scene.section("corrections"), path)),
        ),
        description=words.get("poster.campaign_description", hashtag=campaign.hashtag),
        translations=_link_translations(scene, campaign, "", path),
    )


def _list_names(found: CampaignFinding, words: Words) -> tuple[str, ...]:
    """Those whom a campaign shows, A to Z; nobody where they are too many for all to stand there."""
    if len(found.cases) > NAMES:
        return ()
    return tuple(sorted((words.plain(case.title) for case in found.cases), key=words.sort_key))


def _find_size(title: str) -> int:
    return next((step for step, most in enumerate(_SIZES, 1) if len(title) <= most), len(_SIZES) + 1)


def _shorten(address: str) -> str:
    """An address as it is printed."""
    url = urlsplit(address)
    return f"{url.netloc}{url.path}"
