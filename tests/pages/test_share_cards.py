"""Share cards say what the pages say, in the words of the pages, and nothing that a page would not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import pytest
from msgspec import structs
from scenes import list_cards
from sites import FIXTURE, REPOSITORY

from generator import gathering
from generator.config import SiteOptions
from generator.pages.card import LONGEST, SITE, ShareCard, render_value
from generator.pages.page import EditorialPage
from generator.pages.scene import Scene
from generator.pages.share_cards import list_card_paths
from generator.pages.site import list_card_groups, list_groups, make_pages, make_scenes
from generator.pages.task import list_tasks
from generator.records.reading import Layout, Records, read_records

Editorial = Mapping[tuple[str, str], EditorialPage]


def make_all(records: Records, editorial: Editorial, options: SiteOptions) -> tuple[Scene, ...]:
    """Return the scenes of some records, with cards."""
    findings = gathering.Reading(records, options).findings
    return make_scenes(records, editorial, options, findings, {}, with_cards=True)


@pytest.fixture(scope="module")
def invented(records: Records, editorial: Editorial, options: SiteOptions) -> tuple[Scene, ...]:
    """Return the scenes of the invented site."""
    return make_all(records, editorial, options)


@pytest.fixture(scope="module", params=["invented", "real"])
def scenes(
    request: pytest.FixtureRequest, invented: tuple[Scene, ...], editorial: Editorial, options: SiteOptions
) -> tuple[Scene, ...]:
    """Return the scenes of each of the two sites."""
    if request.param == "invented":
        return invented
    layout = Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", ("es", "en"))
    return make_all(read_records(layout), editorial, structs.replace(options, as_of=None))


def get_cards(scene: Scene) -> dict[str, ShareCard]:
    """Return every card of one language by its name."""
    return {card.name: card for card in list_cards(scene)}


def read_text(html: str) -> str:
    """Return the words of some HTML, without tags, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).replace("\u2060", "").split())


def squeeze(text: str) -> str:
    """Return a text without spaces, which tags may or may not put between words."""
    return "".join(text.split())


def test_cards_of_cases_say_what_their_pages_say(scenes: tuple[Scene, ...], editorial: Editorial) -> None:
    """Name, days, standing, attacks and dates of a card are on the page of its case, word for word."""
    for page in make_pages(scenes, editorial):
        card = page.card
        if card is None or card.name == SITE:
            continue
        shown = squeeze(read_text(page.body))
        text = card.text
        assert text.title == page.title
        for said in (text.title, *text.detail.split(" · "), *text.ends):
            assert squeeze(said) in shown, (card.name, said)
        if " · " in text.detail:
            assert squeeze(text.lead) in shown, (card.name, text.lead)
        assert card.path == f"assets/cards/{card.name}.{page.lang}.png"


def test_cards_of_cases_without_a_gap_count_attacks_by_class(scenes: tuple[Scene, ...]) -> None:
    """Where no measure can be drawn, the classes of justice on the card are those that were found."""
    seen = 0
    for scene in scenes:
        cards = get_cards(scene)
        for case in scene.cases:
            card = cards[case.id]
            if " · " in card.text.detail:
                continue
            seen += 1
            told = {label: int(n) for label, n in re.findall(r"([^,:]+): (\d+)", card.text.lead)}
            units = scene.findings.justice.get(case.id, ())
            assert sum(told.values()) == len(units)
            for label, number in told.items():
                statuses = [scene.words.term("impunity_status", one.status) for one in units]
                assert statuses.count(label.strip()) == number
            assert card.drawing
            assert round(sum(bar.width for bar in card.drawing.bars)) == 100

    assert seen


def test_cards_of_figures_are_the_figures(scenes: tuple[Scene, ...], editorial: Editorial) -> None:
    """The number, its denominator and its unknowns are those of the registry's figure, and stand on its page."""
    for scene in scenes:
        (page,) = (p for p in make_pages([scene], editorial) if p.section == "indicators")
        shown = squeeze(read_text(page.body))
        names = {code.replace("_", "-"): code for code in scene.findings.indicators}
        cards = {names[name]: card for name, card in get_cards(scene).items() if name in names}
        assert "impunity_share" in cards
        assert "measure_implementation_rate" in cards
        for code, card in cards.items():
            figure = scene.findings.statistics.find(code)
            assert figure is not None
            numbers = [int(n.replace(",", "")) for n in re.findall(r"[\d,]+", card.text.title)]
            expected = [figure.numerator, figure.denominator] if figure.denominator else [figure.numerator]
            if figure.denominator != 0:
                assert numbers == expected, code
            for said in card.text.detail.split(" · "):
                assert squeeze(said) in shown, (code, said)


def test_every_page_has_a_card(invented: tuple[Scene, ...], editorial: Editorial) -> None:
    """A case has its own, every other page that of the site, in its language."""
    for page in make_pages(invented, editorial):
        assert page.card is not None
        assert page.card.lang == page.lang
        metas = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page.head))
        assert unescape(metas["og:image"]) == page.card.make_address("https://example.org/visibles/")
        assert unescape(metas["og:image:alt"]) == page.card.text.alternative
        assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
        assert metas["twitter:card"] == "summary_large_image"
        assert page.head.count('og:image"') == 1


def test_tasks_make_every_card_once(invented: tuple[Scene, ...], editorial: Editorial) -> None:
    """That of a case with its page, all others together; where each may lie is known before."""
    tasks = list_tasks((*list_groups(invented, editorial), *list_card_groups(invented)))
    made = [card for task in tasks for card in task.make() if isinstance(card, ShareCard)]
    cards = [card for scene in invented for card in list_cards(scene)]

    assert len(made) == len(cards)
    assert set(made) == set(cards)
    assert {card.path for card in cards} <= {path for scene in invented for path in list_card_paths(scene)}


def test_descriptions_are_sentences_of_useful_length(scenes: tuple[Scene, ...]) -> None:
    """Each card can be told in words, whole, by the network with the least room."""
    for scene in scenes:
        for card in list_cards(scene):
            told = card.text.alternative
            assert 20 < len(told) <= LONGEST, told
            assert told.startswith(card.text.title)
            assert ".." not in told


def test_nothing_closed_is_on_a_card(invented: tuple[Scene, ...]) -> None:
    """No canary of the case files, and no case that is not published, has come through to a card."""
    canaries = re.findall(r"CANARIO", "".join(p.read_text("utf-8") for p in (FIXTURE / "cases").glob("*.yml")))
    assert canaries
    for scene in invented:
        told = "".join(map(render_value, list_cards(scene)))
        assert "canario" not in told.casefold()
        assert {name for name in get_cards(scene) if name.startswith("MX-")} == {case.id for case in scene.cases}
    anonymous = get_cards(invented[0])["MX-9003"]
    assert anonymous.text.title == "Alguien del valle"


def test_without_cards_pages_name_none(records: Records, editorial: Editorial, options: SiteOptions) -> None:
    """A site that draws no cards promises none."""
    findings = gathering.Reading(records, options).findings
    scenes = make_scenes(records, editorial, options, findings, {})

    assert all(page.card is None and "og:image" not in page.head for page in make_pages(scenes, editorial))
    assert list(list_card_groups(scenes)) == []


def test_without_an_address_pages_name_no_picture(records: Records, editorial: Editorial, options: SiteOptions) -> None:
    """Networks need the whole address of a picture: where it is not known, nothing is said."""
    scenes = make_all(records, editorial, structs.replace(options, site_url=None))

    assert all(page.card and "og:image" not in page.head for page in make_pages(scenes, editorial))


def test_edition_follows_what_is_shown(invented: tuple[Scene, ...]) -> None:
    """The same card has the same edition; another word or another bar gives another."""
    card: ShareCard = get_cards(invented[0])["MX-9001"]
    other = structs.replace(card, text=structs.replace(card.text, lead="Otra cosa"))

    assert card.edition == structs.replace(card).edition
    assert len({card.edition, other.edition, structs.replace(card, drawing=None).edition}) == 3
    assert card.make_address("https://example.org/").endswith(f"/assets/cards/MX-9001.es.png?v={card.edition}")
