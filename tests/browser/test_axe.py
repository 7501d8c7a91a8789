"""axe-core finds nothing: WCAG 2.0 to 2.2, levels A and AA, and its own best practices, in light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_rules import find_violations
from browser_pages import ENGLISH, LOOKED_AT, PAGES, Visit
from looks import Looker

Open = Callable[..., Visit]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", LOOKED_AT)
def test_accessible(look: Looker, path: str, scheme: str) -> None:
    """No rule is broken on any kind of page."""
    assert look(path, scheme).broken == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_in_english(visit: Open, scheme: str) -> None:
    """Nor on the kinds of page that are otherwise looked at in Spanish only, whose English names differ in length."""
    found = visit(color_scheme=scheme, reduced_motion="reduce")

    assert {path: broken for path in ENGLISH if (broken := find_violations(found.go(path), scheme))} == {}


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
