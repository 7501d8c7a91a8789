"""What pages say of themselves in their heads, from values: whole, inert, no more than there is consent to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
from msgspec import structs

from generator.pages.linked_data import render_linked_data
from generator.pages.page import EditorialPage, Page
from generator.pages.scene import Scene
from generator.pages.site import make_pages

HEADS = Path(__file__).parent.parent / "golden_heads"
PATHS = (
    "",
    "en/indicators/",
    "casos/ximena-quimera/",
    "en/cases/ximena-quimera/",
    "casos/alguien-del-valle/",
    "casos/estado/oaxaca/",
    "404.html",
)
HOSTILE = '</script><script>alert(1)</script><!-- <SCRIPT \u2028\u2029 & @@v:csp@@ ]]> \\u003c \\" 🦋'


def read_data(head: str) -> dict[str, object]:
    """Return the JSON-LD of a head."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head, re.DOTALL)
    found: dict[str, object] = json.loads(text)
    return found


@pytest.mark.parametrize("path", PATHS)
def test_head(pages: Mapping[str, Page], path: str, request: pytest.FixtureRequest) -> None:
    """Nothing in what a page says of itself changes unseen."""
    file = HEADS / f"{path.removesuffix('.html').rstrip('/').replace('/', '.') or 'index'}.html"
    head = pages[path].head.strip() + "\n"
    if request.config.getoption("--write-expected"):
        file.write_text(head, encoding="utf-8", newline="\n")

    assert file.read_text(encoding="utf-8").splitlines() == head.splitlines()


def test_no_text_ends_the_element(scenes: tuple[Scene, ...]) -> None:
    """Whatever a text holds, it comes out as it went in, with nothing that a browser or our slots could act on."""
    head = render_linked_data({"@type": "WebPage", "name": HOSTILE}, scenes[0])

    assert read_data(head)["name"] == HOSTILE
    assert head.count("<") == head.count(">") == 2
    assert not set(head) & {"\u2028", "\u2029"}
    assert "@@" not in head


def test_hostile_texts_of_a_case(pages: Mapping[str, Page]) -> None:
    """The summary of an invented case is one long attempt; its head says it letter for letter."""
    page = pages["casos/ximena-quimera/"]

    assert '<script>alert("x")</script>' in page.description
    metas = dict(re.findall(r'<meta name="([^"]+)"[^>]* content="([^"]*)">', page.head))
    assert unescape(metas["DC.title"]) == page.title
    assert "@@" not in page.head
    assert page.head.count("<script") == 1


def test_names_need_consent_to_data_files(pages: Mapping[str, Page]) -> None:
    """A subject is named in the data only where the case may be in data files; and it is a name and no more."""
    named = read_data(pages["casos/ximena-quimera/"].head)
    page_only = read_data(pages["casos/las-tortugas-voladoras/"].head)
    anonymous = read_data(pages["casos/alguien-del-valle/"].head)

    assert named["about"] == [{"@type": "Person", "name": 'Ximena "La Güera" O\u2019Quimera'}]
    assert "about" not in page_only
    assert "about" not in anonymous


def test_days_are_those_of_the_log(pages: Mapping[str, Page], scenes: tuple[Scene, ...]) -> None:
    """The day of the last change is that of the newest addition or correction, else of the publication."""
    for scene in scenes:
        for case in scene.cases:
            data = read_data(pages[scene.addresses.case(case.slug, scene.words.language)].head)
            days = [case.published, *(one.date for one in case.additions), *(one.date for one in case.corrections)]
            assert data["datePublished"] == case.published.text
            assert data["dateModified"] == max(day.text for day in days)
            assert data["lastReviewed"] == case.last_checked.text
    assert any(case.corrections for case in scenes[0].cases)


def test_a_copy_says_where_the_page_is(pages: Mapping[str, Page]) -> None:
    """At its permanent address a page says the same."""
    assert pages["c/MX-9001/"].head == pages["casos/ximena-quimera/"].head


def test_notices_and_missing_addresses_say_nothing(pages: Mapping[str, Page]) -> None:
    """What search engines are asked to leave out has nothing to be kept or cited."""
    left_out = [page for page in pages.values() if page.noindex]

    assert {"404.html", "en/404.html"} < {page.path for page in left_out}
    for page in left_out:
        assert not re.search(r"og:title|DC\.|ld\+json", page.head), page.path


def test_without_an_address(scenes: tuple[Scene, ...], editorial: Mapping[tuple[str, str], EditorialPage]) -> None:
    """A site that does not know its address says nothing that needs it: no JSON-LD, and an id for a name."""
    unknown = [structs.replace(scene, site_url=None) for scene in scenes]
    heads = {page.path: page.head for page in make_pages(unknown, editorial) if not page.noindex}

    assert "c/MX-9001/" in heads
    for path, head in heads.items():
        assert not re.search(r"ld\+json|og:url|og:image|None|https?://", head), path
        assert "og:title" in head
        assert '<meta name="twitter:card" content="summary">' in head
    assert '<meta name="DC.identifier" content="MX-9001">' in heads["casos/ximena-quimera/"]
