"""Home, list and facets: order, counts, links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urljoin

import pytest
from builders import make_act, publish, text
from scenes import list_cards, make_scene

from generator.pages.case_cards import make_cards
from generator.pages.i18n import Words
from generator.pages.listing import make_facet
from generator.pages.page import Page
from generator.pages.scene import Scene
from generator.pages.urls import Addresses
from generator.records.fields import Context


def find_titles(page: Page) -> list[str]:
    """Return the names on the cards of a page."""
    return re.findall(r"<li><h2><a [^>]*>([^<]+)<", page.body)


def test_every_link_leads_to_a_page(
    pages: Mapping[str, Page], feeds: Mapping[str, bytes], framed: frozenset[str], scenes: tuple[Scene, ...]
) -> None:
    """No link from one generated page to another, or to a file beside them, is broken."""
    cards = {card.path for scene in scenes for card in list_cards(scene)}
    there = {*pages, "data/cases.csv", *(path.removesuffix("index.html") for path in feeds), *framed, *cards}
    for path, page in pages.items():
        for link in re.findall(r'href="([^"#]*)[^"]*"', page.body):
            if link and "://" not in link and not link.startswith(("mailto:", "data:")):
                assert urljoin(f"https://x.example/{path}", link).removeprefix("https://x.example/") in there, path


def test_a_page_for_each_language(pages: Mapping[str, Page]) -> None:
    """Each page, or the one it is a copy of, names itself and its translation, which names it back."""
    for path, page in pages.items():
        alternates = dict(page.alternates)
        assert alternates[page.lang] == (path if page.canonical is None else page.canonical)
        assert set(alternates) == {"es", "en"}
        assert all(pages[other].alternates == page.alternates for other in alternates.values())


def test_titles_and_descriptions(pages: Mapping[str, Page]) -> None:
    """Every page has both, no description is too long for a result list, and titles of generated pages differ."""
    for page in pages.values():
        assert page.title
        assert 0 < len(page.description) <= 160
        assert page.body.count("<h1") == 1
    generated = [(page.lang, page.title) for path, page in pages.items() if "cases" in path or "casos" in path]
    assert len(generated) == len(set(generated))


def test_cards_are_in_alphabetical_order(context: Context, addresses: Addresses, spanish: Words) -> None:
    """ñ after n, accents ignored."""
    titles = ["Ñusta", "Nube", "Óscar", "olga", "Nuria", "Zoe"]
    cases = [publish(context, id=f"MX-000{n}", slug=f"c{n}", title=text(title)) for n, title in enumerate(titles)]
    cards = make_cards(cases, spanish, addresses, "casos/")

    assert [card.title for card in cards] == ["Nube", "Nuria", "Ñusta", "olga", "Óscar", "Zoe"]
    assert cards[0].href == "../casos/c1/"


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("casos/estado/oaxaca/", ["Las Tortugas Voladoras", "Ximena"]),
        ("casos/estado/chiapas/", ["Ximena"]),
        ("casos/estado/veracruz/", ["Ximena"]),
        ("en/cases/year/2012/", ["Las Tortugas Voladoras", "Ximena"]),
        ("en/cases/year/2021/", ["Somebody from the valley"]),
        ("en/cases/attack/arbitrary-detention/", ["Las Tortugas Voladoras", "Ximena"]),
    ],
)
def test_cases_under_a_value(pages: Mapping[str, Page], path: str, titles: Sequence[str]) -> None:
    """A page of a value lists exactly the cases that have it."""
    found = find_titles(pages[path])

    assert len(found) == len(titles)
    assert all(one.startswith(title) for one, title in zip(found, titles, strict=True))


def test_no_page_for_what_is_not_published(pages: Mapping[str, Page]) -> None:
    """States, years and kinds that only unpublished cases have do not show."""
    assert not [path for path in pages if "yucatan" in path or "1999" in path or "desalojo" in path]


def test_years_come_newest_first(context: Context, addresses: Addresses, spanish: Words) -> None:
    """Years are a row in time; other values come by name, for a list of cases is no ranking."""
    case = publish(context, acts=[make_act("a1", date="2012/2014", place={"state": "30"})])
    other = publish(context, id="MX-0002", slug="otro", acts=[make_act(place={"state": "07"})])
    scene = make_scene((case, other), spanish, addresses)

    assert [value.label for value in make_facet(scene, "year", "").values] == ["2014", "2013", "2012"]
    assert [value.label for value in make_facet(scene, "state", "").values] == ["Chiapas", "Oaxaca", "Veracruz"]
    counts = [value.count for value in make_facet(scene, "state", "").values]
    assert counts == ["1\u00a0caso", "2\u00a0casos", "1\u00a0caso"]


def test_latest_facts(pages: Mapping[str, Page]) -> None:
    """The home page lists the newest facts first, only those known to the month, each linked to its place."""
    latest = pages[""].body.partition("class=v-news")[2]
    times = re.findall(r"<time datetime=([\d-]+)>", latest)

    assert times == sorted(times, reverse=True)
    assert all(len(time) >= 7 for time in times)
    assert 'href="casos/alguien-del-valle/#a1"' in latest


def test_base_of_the_home_page(pages: Mapping[str, Page]) -> None:
    """It is said how many cases and sources the numbers rest on, and on what day."""
    assert "Base: 3\u00a0casos y 6 fuentes, con datos al 30 de junio de 2026." in pages[""].body
    assert "Base: 3\u00a0cases and 6 sources, with data as of 30 June 2026." in pages["en/"].body
