"""Interactive figures: loaded on request only, from this site only, under the policy, by keyboard, in both schemes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_rules import find_violations
from browser_pages import PAGES, Visit, wait_until
from playwright.sync_api import Page, expect

Open = Callable[..., Visit]
PATH = PAGES["impunity"]
DRAWN = ".v-explore__plot .main-svg"
_BACKGROUND = "e => getComputedStyle(e).backgroundColor"


def explore(page: Page, number: int = 0) -> None:
    """Press the button of a figure with the keyboard, and wait until it is drawn."""
    button = page.locator(".v-explore button").nth(number)
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".v-explore").nth(number).locator(".main-svg").first.wait_for()


def test_nothing_is_loaded_before_it_is_asked_for(visit: Open) -> None:
    """Opening the page asks for no Plotly; the button says how much it would be, and that is what lies there."""
    found = visit()
    page = found.go(PATH, to_the_end=True)

    assert not [url for url in found.requests if "plotly" in url]
    assert page.locator(DRAWN).count() == 0
    assert page.locator(".v-explore button").first.is_visible()


def test_size_is_the_real_one(visit: Open, site: Path) -> None:
    """The button says the size of the compressed file, in thousands of bytes."""
    said = visit().go(PATH).locator(".v-explore button").first.inner_text()
    size = (site / "assets/vendor/plotly.min.js.gz").stat().st_size

    assert int(re.sub(r"\D", "", said.partition("(")[2].partition("kB")[0])) == round(size / 1000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_figure_is_drawn(visit: Open, scheme: str) -> None:
    """Each is drawn in the page's colours; nothing comes from elsewhere, the policy stops nothing, nothing breaks."""
    found = visit(color_scheme=scheme)
    page = found.go(PATH)
    count = page.locator("div.v-explore").count()
    for number in range(count):
        explore(page, number)
    page.wait_for_load_state("networkidle")

    assert count > 6
    assert found.foreign == []
    assert found.violations == []
    assert found.errors == []
    assert len([url for url in found.requests if "plotly" in url]) == 1
    assert page.locator(".modebar-btn").count() == 0
    fill = page.locator(f"{DRAWN}").first.evaluate("e => e.style.background || getComputedStyle(e).backgroundColor")
    assert fill == page.locator(".v-fig").first.evaluate(_BACKGROUND)
    assert find_violations(page) == []


def test_close_and_colours(visit: Open) -> None:
    """The same button hides it again, and a change of colours reaches it."""
    found = visit(fresh=True, color_scheme="light")
    page = found.go(PATH)
    explore(page)
    button = page.locator(".v-explore button").first
    before = page.locator(DRAWN).first.evaluate("e => e.style.background")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    wait_until(page, f"document.querySelector('.main-svg').style.background != {json.dumps(before)}")

    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator(DRAWN).first).to_be_hidden()
    assert found.violations == []


def test_it_says_when_it_fails(visit: Open) -> None:
    """Where the code cannot be loaded, words say so; the chart and table are there all along."""
    page = visit(fresh=True).go(PATH)
    page.route("**/plotly.min.js", lambda route: route.abort())
    page.locator(".v-explore button").first.click()
    wait_until(page, "document.querySelector('.v-explore [role=status]').textContent.length > 20")

    assert page.locator(".v-bars").first.is_visible()


def test_without_scripts(visit: Open) -> None:
    """There is no button, and everything else is there."""
    page = visit(java_script_enabled=False).go(PATH)

    assert not [each for each in page.locator(".v-explore").all() if each.is_visible()]
    assert page.locator(".v-bars").first.is_visible()
    assert page.locator(".v-curve__plot").first.is_visible()
    page.locator("summary").first.click()
    expect(page.locator("details[open] table").first).to_be_visible()
