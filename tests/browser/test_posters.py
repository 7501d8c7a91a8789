"""Posters as printed: one A4 page each, nothing cut off, and a code that a telephone reads."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from axe_rules import find_violations
from browser_pages import Visit
from PIL import Image
from pypdf import PdfReader
from sites import SITE_URL

Open = Callable[..., Visit]
FOLDERS = ("campanas/hazquesevean/cartel/", "en/campaigns/hazquesevean/poster/")
A4 = (595, 842)
"""In points."""
_CUT = """() => {
  const sheet = document.querySelector('.p-sheet'), bloom = document.querySelector('.p-bloom');
  return [sheet.scrollHeight - sheet.clientHeight, sheet.scrollWidth - sheet.clientWidth,
          bloom.getBoundingClientRect().height];
}"""


@pytest.fixture(scope="session")
def posters(site: Path) -> list[str]:
    """Return the addresses of all posters of the real site."""
    found = [path.parent.relative_to(site).as_posix() for folder in FOLDERS for path in site.glob(f"{folder}**/*.html")]
    assert len(found) >= 30
    return [f"{path}/" for path in sorted(found)]


def test_each_is_one_page(visit: Open, posters: list[str]) -> None:
    """Each fills one A4 page, no word is cut off, and the marigold keeps a fifth of it."""
    page = visit().page
    address = visit().address
    wrong = []
    for path in posters:
        page.goto(address + path)
        page.emulate_media(media="print")
        below, beside, bloom = page.evaluate(_CUT)
        pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
        sizes = [(round(float(one.mediabox.width)), round(float(one.mediabox.height))) for one in pdf.pages]
        if sizes != [A4] or below > 0 or beside > 0 or bloom < 297 / 25.4 * 96 / 5:
            wrong.append((path, sizes, below, beside, bloom))

    assert wrong == []


def test_names_are_in_the_print(visit: Open) -> None:
    """The text of the printed page can be read by machines too, accents included."""
    page = visit().go(f"{FOLDERS[0]}julian-carrillo-martinez/")
    text = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[0].extract_text()

    assert "Julián Carrillo" in text
    assert "#HazQueSeVean" in text
    assert "El caso, con todas sus fuentes" not in text


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_code_leads_to_the_site(visit: Open, folder: str) -> None:
    """A reader of codes finds on the printed page the address that stands beside it."""
    page = visit().go(f"{folder}javier-valdez-cardenas/")
    page.emulate_media(media="print")
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot(full_page=True))))
    beside = page.locator(".p-address").inner_text()

    assert found.text.startswith(SITE_URL)
    assert found.text.removeprefix("https://") == beside


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("width", [320, 1280])
def test_on_screen(visit: Open, folder: str, width: int) -> None:
    """On a screen they break no rule and no policy, ask nobody else for anything, and never scroll sideways."""
    for slug in ("", "alejandro-solalinde-hermanos-en-el-camino/"):
        found = visit(viewport={"width": width, "height": 800})
        page = found.go(folder + slug, to_the_end=True)

        assert find_violations(page) == []
        assert (found.errors, found.violations, found.foreign) == ([], [], [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_all_is_there(visit: Open) -> None:
    """A campaign's page needs no script: texts, questions, posters and kit are there without."""
    page = visit(java_script_enabled=False).go("campanas/hazquesevean/")

    assert page.locator(".v-cite").count() >= 28
    assert page.locator('a[href$="kit-es.zip"]').count() == 1
    assert page.locator('a[href*="/cartel/"]').count() == 15


def test_the_kit_is_what_it_says(visit: Open, site: Path) -> None:
    """The file behind the link has the size that stands beside it, rounded up to two digits."""
    page = visit().go("campanas/hazquesevean/")
    beside = page.locator('li:has(> a[href$="kit-es.zip"])').inner_text()
    size = (site / "campanas" / "hazquesevean" / "kit-es.zip").stat().st_size

    assert f"({math.ceil(size / 10_000) * 10} kB)" in beside
    assert 100_000 < size < 990_000
