"""Permanent links in a real Chromium: with and without scripts they arrive at the item; a mark copies its address."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser_pages import BASE, CASE, PAGES, Visit
from playwright.sync_api import expect

SHORT = "c/MX-0001/"
MOVED = (
    '<!doctype html><html lang="es"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={}">'
    "<title>x</title></head><body></body></html>"
)

Open = Callable[..., Visit]


@pytest.fixture
def moved(site: Path) -> Iterator[str]:
    """Give the address of a page that leads on as ours do, below the site that is served."""
    folder = site / "se-fue"
    folder.mkdir()
    (folder / "index.html").write_text(MOVED.format(f"../casos/{CASE}/"), encoding="utf-8")
    yield "se-fue/"
    shutil.rmtree(folder)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("path", [SHORT, f"en/{SHORT}", PAGES["case"]])
def test_a_link_arrives_at_the_item(visit: Open, path: str, *, scripts: bool) -> None:
    """What follows `#` is kept: the item is on screen, and marked as what was linked to."""
    page = visit(java_script_enabled=scripts, viewport={"width": 1280, "height": 900}).go(f"{path}#p1-1")
    item = page.locator("#p1-1")

    assert urlsplit(page.url).fragment == "p1-1"
    box = item.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    assert page.locator("[id='p1-1']:target").count() == 1


def test_why_the_permanent_address_does_not_lead_on(visit: Open, moved: str) -> None:
    """A page that leads on works without scripts, and drops what follows `#`: so the copy is needed."""
    page = visit(java_script_enabled=False).go(f"{moved}#p1-1")
    page.wait_for_url(f"**/casos/{CASE}/**")

    assert urlsplit(page.url).fragment == ""
    assert page.locator("h1").is_visible()


def test_the_copy_has_no_faults(visit: Open) -> None:
    """At its permanent address the page loads, looks and leads as at the readable one."""
    found = visit()
    page = found.go(SHORT, to_the_end=True)

    assert (found.errors, found.foreign, found.violations) == ([], [], [])
    page.locator(".v-languages a").click()
    page.wait_for_url(f"**{BASE}en/cases/{CASE}/")


def test_a_mark_copies_the_permanent_address(visit: Open) -> None:
    """A click, or Enter, copies the absolute address of the item, says so aloud and in place, and marks the item."""
    found = visit(fresh=True, permissions=["clipboard-read", "clipboard-write"])
    page = found.go(PAGES["case"])
    for item, press in (("a2", "click"), ("a3", "Enter")):
        link = page.locator(f"#{item} a[rel=bookmark]")
        if press == "click":
            link.click()
        else:
            link.focus()
            page.keyboard.press("Enter")
        page.wait_for_url(f"**#{item}")
        address = f"{found.address}{SHORT}#{item}"

        expect(page.locator("[role=status][data-copied]")).to_have_text(f"Enlace copiado: {address}")
        expect(link).to_have_text(f"#{item} ✓ copiado")
        assert page.evaluate("navigator.clipboard.readText()") == address
    expect(page.locator("#a2 a[rel=bookmark]")).to_have_text("#a2")
    assert urlsplit(page.url).path == f"{BASE}{PAGES['case']}"
    assert found.errors == []
    assert found.violations == []


@pytest.mark.parametrize("refused", [True, False], ids=["refused", "no scripts"])
def test_a_mark_that_cannot_copy_leads_there(visit: Open, *, refused: bool) -> None:
    """Without scripts, or where copying is refused, the mark is a link to the permanent address."""
    found = visit(fresh=True, java_script_enabled=refused)
    page = found.page
    if refused:
        page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    page = found.go(PAGES["case"])
    page.locator("#a2 a[rel=bookmark]").click()
    page.wait_for_url(f"**/{SHORT}#a2")

    assert page.locator("[id='a2']:target").count() == 1


def test_the_script_is_small() -> None:
    """At most 1 kB, for a convenience."""
    script = Path(__file__).parents[2] / "generator/theme/assets/js/links.js"

    assert script.stat().st_size <= 1000
