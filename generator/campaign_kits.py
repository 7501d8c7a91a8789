"""The kit of a campaign: texts, posters, cards and figures in one file, in the words of its pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.resources import files

from msgspec.structs import replace

from generator.analysis.campaigns import CampaignFinding, find_campaign
from generator.config import SiteOptions
from generator.exports.archive import render_archive
from generator.exports.campaigns import render_figures
from generator.exports.cells import guard_cell
from generator.pages import section_parts
from generator.pages.campaign_tasks import find_inputs
from generator.pages.card import ShareCard
from generator.pages.case_scene import CaseScene
from generator.pages.i18n import Words
from generator.pages.posters import STYLE, make_poster_files, make_posters, render_poster
from generator.pages.scene import Scene
from generator.pages.share_cards import CardMaker
from generator.pages.share_texts import ShareText, make_share_text
from generator.pages.task import File, Inputs, Task
from generator.records.public_campaigns import PublicCampaign

Draw = Callable[[ShareCard], bytes]
"""Gives the picture of a card."""
_COLUMNS = ("case", "language", "title", "text", "characters", "address")


def list_poster_tasks(scenes: Iterable[Scene], options: SiteOptions, inputs: Inputs) -> Iterator[Task]:
    """A task for the posters of each language."""
    for scene in scenes:
        make = partial(make_campaign_files, [scene], options)
        yield Task(f"{scene.words.language} posters", find_inputs(scene.campaigns, inputs, section_parts.PRINTED), make)


def list_kit_tasks(scenes: Sequence[Scene], draw: Draw, inputs: Inputs) -> Iterator[Task]:
    """A task for each kit."""
    for scene in scenes:
        if scene.addresses.has("campaigns", scene.words.language):
            for campaign in scene.campaigns:
                make = partial(_make_kit_file, scene, campaign, scenes, draw)
                yield Task(
                    f"kit {scene.words.language} {campaign.id}",
                    find_inputs([campaign], inputs, section_parts.PRINTED),
                    make,
                )


def make_campaign_files(scenes: Iterable[Scene], options: SiteOptions) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every poster."""
    for scene in scenes:
        yield from make_poster_files(scene, folder_links=options.use_directory_urls)


def _make_kit_file(scene: Scene, campaign: PublicCampaign, scenes: Sequence[Scene], draw: Draw) -> Iterator[File]:
    content = make_kit(scene, campaign, scenes, draw)
    yield scene.addresses.kit(campaign.id, scene.words.language), render_archive(content)


def make_kit(scene: Scene, campaign: PublicCampaign, scenes: Sequence[Scene], draw: Draw) -> dict[str, bytes]:
    """Path in the kit → bytes of each file; without pictures where the site has no cards."""
    words = scene.words
    found = find_campaign(campaign, scene.findings)
    texts = {other.words.language: make_texts(other, found) for other in scenes}
    table = render_table(one for mine in texts.values() for one in mine)
    content = {
        words.get("kit.readme"): render_readme(scene, campaign).encode(),
        words.get("kit.figures"): render_figures(found, scene.findings.as_of),
        f"{words.get('kit.texts')}.csv": table.encode("utf-8-sig"),
        **{f"{words.get('kit.texts')}-{lang}.txt": render_texts(mine).encode() for lang, mine in texts.items()},
        **make_posters_of(scene, campaign),
    }
    if scene.card:
        for case in found.cases:
            card = CardMaker(scene).make_case_card(CaseScene(case, scene))
            content[f"{words.get('kit.cards')}/{case.slug}.png"] = draw(card)
    folder = f"{campaign.id}-{words.language}"
    return {f"{folder}/{name}": data for name, data in content.items()}


def make_texts(scene: Scene, found: CampaignFinding) -> tuple[ShareText, ...]:
    """The texts to share of all cases, in one language."""
    return tuple(make_share_text(scene, case, found.campaign.hashtag) for case in found.cases)


def make_posters_of(scene: Scene, campaign: PublicCampaign) -> Mapping[str, bytes]:
    """The posters, to be opened and printed where there is no network, with their stylesheet."""
    folder = scene.words.get("kit.posters")
    style = STYLE.rpartition("/")[2]
    content = {f"{folder}/{style}": files("generator").joinpath("theme", STYLE).read_bytes()}
    for poster in make_posters(scene, campaign):
        name = poster.path.rstrip("/").rpartition("/")[2]
        html = render_poster(scene, replace(poster, links=(), translations=()), style=style, folder_links=True)
        content[f"{folder}/{name}.html"] = html.encode()
    return content


def render_readme(scene: Scene, campaign: PublicCampaign) -> str:
    """What is in the kit, of which day, and on what terms, as plain text."""
    words = scene.words
    lines = (
        f"{words.plain(campaign.name)} {campaign.hashtag}",
        f"{scene.site_name}. {words.get('list.as_of', date=words.date(scene.as_of))}",
        "",
        words.get("kit.about"),
        *(f"- {line}" for line in _list_content(words)),
        "",
        words.plain(campaign.selection),
        "",
        words.get("kit.care"),
        words.get("kit.licence"),
        *([scene.site_url + scene.addresses.campaign(campaign.id, words.language)] if scene.site_url else []),
    )
    return "\n".join(lines) + "\n"


def _list_content(words: Words) -> Iterator[str]:
    named = (
        ("kit.texts", "kit.texts_about"),
        ("kit.posters", "kit.posters_about"),
        ("kit.cards", "kit.cards_about"),
        ("kit.figures", "kit.figures_about"),
    )
    yield from (words.get(about, name=words.get(name)) for name, about in named)


def render_texts(texts: Sequence[ShareText]) -> str:
    """Texts to share as plain text, each under the name of its case."""
    return "\n".join(f"{one.title} ({one.case})\n{one.text}\n" for one in texts)


def render_table(texts: Iterator[ShareText]) -> str:
    """The same as a table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in texts:
        row = (one.case, one.lang, one.title, one.text, len(one.text), one.address)
        writer.writerow([guard_cell(value) for value in row])
    return out.getvalue()
