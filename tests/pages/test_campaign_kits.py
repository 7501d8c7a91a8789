"""Posters and kits: all they hold is what the pages say, of the cases a campaign may show, and nothing of any other."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from html import unescape

import pytest
from msgspec.structs import replace
from sites import make_files

from generator.analysis.campaigns import find_campaign
from generator.campaign_kits import make_campaign_files
from generator.config import SiteOptions
from generator.pages.card import ShareCard
from generator.pages.case_scene import CaseScene
from generator.pages.page import Page
from generator.pages.scene import Scene
from generator.pages.share_cards import CardMaker
from generator.pages.share_texts import LONGEST
from generator.pages.task import list_tasks
from generator.plan import list_kit_groups

KITS = {"es": "campanas/que-se-miren/kit-es.zip", "en": "en/campaigns/que-se-miren/kit-en.zip"}
PAGES = {"es": "campanas/que-se-miren/", "en": "en/campaigns/que-se-miren/"}


def draw(card: ShareCard) -> bytes:
    """Return something in place of a picture, different for each card."""
    return card.path.encode()


def open_kit(data: bytes) -> dict[str, bytes]:
    """Return the files of a kit."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def read_text(html: str) -> str:
    """Return the text of some HTML without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def make_kits(scenes: tuple[Scene, ...]) -> dict[str, bytes]:
    """Return every kit by path."""
    return make_files(list_tasks(list_kit_groups(scenes, draw)))


@pytest.fixture(scope="module")
def kits(scenes: tuple[Scene, ...]) -> Mapping[str, dict[str, bytes]]:
    """Return the files of the kit of the invented campaign in each language."""
    made = make_kits(scenes)
    assert set(made) == set(KITS.values())
    return {lang: open_kit(made[path]) for lang, path in KITS.items()}


@pytest.fixture(scope="module")
def posters(scenes: tuple[Scene, ...], options: SiteOptions) -> Mapping[str, str]:
    """Return the posters of the invented campaign by file."""
    return {path: data.decode() for path, data in make_campaign_files(scenes, options)}


def test_what_is_in_a_kit(kits: Mapping[str, dict[str, bytes]]) -> None:
    """Texts, figures, posters, pictures, and a word on all of it; of no case that is not in the campaign."""
    slugs = ("las-tortugas-voladoras", "ximena-quimera")

    assert set(kits["es"]) == {
        "que-se-miren-es/LEEME.txt",
        "que-se-miren-es/cifras.json",
        "que-se-miren-es/textos.csv",
        "que-se-miren-es/textos-es.txt",
        "que-se-miren-es/textos-en.txt",
        "que-se-miren-es/carteles/poster.css",
        "que-se-miren-es/carteles/cartel.html",
        *(f"que-se-miren-es/carteles/{slug}.html" for slug in slugs),
        *(f"que-se-miren-es/tarjetas/{slug}.png" for slug in slugs),
    }
    assert len(kits["en"]) == len(kits["es"])
    assert not any(b"CANARIO" in data or b"alguien" in data for kit in kits.values() for data in kit.values())


@pytest.mark.parametrize("lang", KITS)
def test_figures_are_those_of_the_page(
    lang: str, kits: Mapping[str, dict[str, bytes]], scenes: tuple[Scene, ...], pages: Mapping[str, Page]
) -> None:
    """Each number of the file is on the page, with what it is counted out of."""
    (data,) = (data for name, data in kits[lang].items() if name.endswith(".json"))
    figures = json.loads(data)
    (campaign,) = scenes[0].campaigns
    found = find_campaign(campaign, scenes[0].findings)
    text = read_text(pages[PAGES[lang]].body)

    assert (figures["as_of"], figures["licence"]) == ("2026-06-30", "CC-BY-4.0")
    assert figures["cases"] == [case.id for case in found.cases]
    for count in figures["counts"].values():
        assert re.search(rf"\b{count['number']} [^.0-9]*\b{count['of']}\b", text)
    assert figures["protection_measures"]["number"] == sum(figures["protection_measures"]["by_state"].values())


@pytest.mark.parametrize("lang", KITS)
def test_texts_are_those_of_the_page(
    lang: str, kits: Mapping[str, dict[str, bytes]], pages: Mapping[str, Page]
) -> None:
    """Each text of the table, in either language, can be copied on the page, and is as long as it says."""
    (data,) = (data for name, data in kits[lang].items() if name.endswith(".csv"))
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    body = unescape(pages[PAGES[lang]].body)

    assert {(row["case"], row["language"]) for row in rows} == {
        (case, code) for case in ("MX-9001", "MX-9002") for code in KITS
    }
    for row in rows:
        assert f'<p class="v-cite v-url" lang={row["language"]}>{row["text"]}</p>' in body
        assert len(row["text"]) == int(row["characters"]) <= LONGEST
        assert row["text"].endswith(f"{row['address']} #QueSeMirenÑandú")
        (plain,) = (text for name, text in kits[lang].items() if name.endswith(f"-{row['language']}.txt"))
        assert row["text"] in plain.decode()


def test_posters_say_what_the_cards_say(scenes: tuple[Scene, ...], posters: Mapping[str, str]) -> None:
    """Name, work, gap and date of a poster are those of the case's card; so are those of the one in the kit."""
    for scene in scenes:
        for case in scene.cases:
            path = f"{scene.addresses.poster('que-se-miren', case.slug, scene.words)}index.html"
            if case.id == "MX-9003":
                assert path not in posters
                continue
            card, text = CardMaker(scene).make_case_card(CaseScene(case, scene)).text, read_text(posters[path])
            words = (card.title, card.kicker, card.lead, card.detail, card.source)
            assert all(" ".join(word.split()) in text for word in words)
            text = text.partition(card.title)[2]
            assert text.index(card.title) < text.index(card.kicker) < text.index(card.lead)


@pytest.mark.parametrize("lang", KITS)
def test_posters_of_the_kit_stand_alone(lang: str, kits: Mapping[str, dict[str, bytes]]) -> None:
    """They lead nowhere, load nothing but the stylesheet beside them, and bear the code."""
    found = {name: data.decode() for name, data in kits[lang].items() if name.endswith(".html")}

    assert len(found) == 3
    for html in found.values():
        assert re.findall(r'(?:href|src)="([^#"][^"]*)"', html) == ["poster.css"]
        assert "class=p-qr" in html
        assert "<script" not in html
        assert " style=" not in html


def test_without_an_address_no_code(scenes: tuple[Scene, ...], options: SiteOptions) -> None:
    """Without the address, posters have no code and say why, texts no address; without cards, kits have no pictures."""
    offline = tuple(replace(scene, site_url=None, card=None) for scene in scenes)
    html = [data.decode() for _, data in make_campaign_files(offline, options)]
    kit = open_kit(make_kits(offline)[KITS["es"]])

    assert not [one for one in html if "p-qr" in one or "example.org" in one]
    assert all("QR" in read_text(one) for one in html)
    assert not [name for name in kit if name.endswith(".png")]
    assert b"https://example.org/visibles" not in kit["que-se-miren-es/textos.csv"]


def test_every_build_gives_the_same_bytes(scenes: tuple[Scene, ...]) -> None:
    """Made twice, kits are the same byte for byte."""
    assert make_kits(scenes) == make_kits(scenes)


def test_the_page_tells_the_size(scenes: tuple[Scene, ...], pages: Mapping[str, Page]) -> None:
    """Without a kit there is no link to one."""
    assert not scenes[0].kits
    assert "kit-es.zip" not in pages[PAGES["es"]].body


def test_a_case_taken_out_is_in_no_kit(scenes: tuple[Scene, ...], options: SiteOptions) -> None:
    """A case that left the campaign is in no file of its kits, and has no poster."""
    (campaign,) = scenes[0].campaigns
    fewer = replace(campaign, cases=tuple(one for one in campaign.cases if one.id != "MX-9001"))
    changed = tuple(replace(scene, campaigns=(fewer,)) for scene in scenes)
    files = list(make_campaign_files(changed, options))
    files += [pair for kit in make_kits(changed).values() for pair in open_kit(kit).items()]

    assert files
    assert not [path for path, data in files if "imena" in path or b"imena" in data]
