"""What a reader takes from the page of a campaign to share a case."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator.pages.card import make_card_path
from generator.pages.scene import Scene
from generator.pages.share_texts import make_share_text
from generator.pages.sharing import make_share
from generator.pages.urls import Link, make_link
from generator.records.public import PublicCase
from generator.records.public_campaigns import PublicCampaign


class MaterialView(Struct, frozen=True):
    """What a reader takes to share a case: its text in each language, its picture and its poster."""

    title: str
    texts: tuple[tuple[str, str], ...]
    """Language and text, that of the page first."""
    links: tuple[Link, ...]
    shares: tuple[Link, ...]
    """Ways to pass it on; none where the site's address is not known."""


def make_material(scene: Scene, campaign: PublicCampaign, case: PublicCase, path: str) -> MaterialView:
    """The material of a case of a campaign, linked from a page."""
    words = scene.words
    mine = make_share_text(scene, case, campaign.hashtag)
    others = (replace(scene, words=other) for code, other in scene.languages.items() if code != words.language)
    texts = (mine, *(make_share_text(other, case, campaign.hashtag) for other in others))
    links = [Link(words.get("material.poster"), make_link(scene.addresses.poster(campaign.id, case.slug, words), path))]
    if scene.card:
        links.append(Link(words.get("material.card"), make_link(make_card_path(case.id, words.language), path)))
    shares = make_share(mine.address, mine.title, words).links if mine.address else ()
    return MaterialView(mine.title, tuple((one.lang, one.text) for one in texts), tuple(links), shares)
