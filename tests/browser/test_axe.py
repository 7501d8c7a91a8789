"""axe-core finds nothing: WCAG 2.0 to 2.2, levels A and AA, and its own best practices, in light and dark."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from browser_pages import ENGLISH, PAGES, Visit
from playwright.sync_api import Page

Open = Callable[..., Visit]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def find_violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong in a page: rule, element and why."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        """async tags => {
        const options = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']};
        return (await axe.run(document, options)).violations;
        }""",
        TAGS,
    )
    return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_accessible(visit: Open, path: str, scheme: str) -> None:
    """No rule is broken on any kind of page."""
    page = visit(color_scheme=scheme, reduced_motion="reduce").go(path)

    assert find_violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_in_english(visit: Open, scheme: str) -> None:
    """Nor on the kinds of page that are otherwise looked at in Spanish only, whose English names differ in length."""
    found = visit(color_scheme=scheme, reduced_motion="reduce")

    assert {path: broken for path in ENGLISH if (broken := find_violations(found.go(path)))} == {}


@pytest.mark.parametrize("path", [PAGES["list"], PAGES["case"]], ids=["list", "case"])
def test_accessible_on_a_small_screen(visit: Open, path: str) -> None:
    """Nor at 320 pixels, with the filters open."""
    page = visit(viewport={"width": 320, "height": 640}, reduced_motion="reduce").go(path)
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")

    assert find_violations(page) == []


def test_axe_is_at_work(visit: Open) -> None:
    """It does find a picture without words and text too pale to read."""
    page = visit().go("")
    page.evaluate(
        """() => {
        const image = document.createElement('img');
        image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
        const text = document.createElement('p');
        text.textContent = 'pale';
        text.style.color = '#ddd';
        document.querySelector('article').append(image, text);
        }"""
    )

    assert {violation.partition(":")[0] for violation in find_violations(page)} == {"image-alt", "color-contrast"}
