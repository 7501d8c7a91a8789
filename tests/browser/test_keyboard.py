"""Everything can be reached and used with the keyboard alone, and what has the focus shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser_pages import PAGES, Visit, wait_until
from playwright.sync_api import Page, expect

from generator.config import EXIT_URL

Open = Callable[..., Visit]
_FOCUSED = (
    "document.activeElement.getAttribute('href') ?? (document.activeElement.id || document.activeElement.classList[0])"
)


def press_until(page: Page, selector: str, *, limit: int = 80) -> bool:
    """Press Tab until what has the focus fits a selector; say whether it came to that."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return True
    return False


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_skip_link(visit: Open, path: str) -> None:
    """It is the first thing the Tab key finds, it can be seen then, and it leads to the heading."""
    page = visit().go(path)
    page.keyboard.press("Tab")
    box = page.evaluate("(r => [r.top, r.left, r.width, r.height])(document.activeElement.getBoundingClientRect())")

    assert page.evaluate("document.activeElement.matches('.md-skip')")
    assert box[0] >= 0
    assert box[1] >= 0
    assert min(box[2:]) > 20
    page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.tagName == 'H1'")
    assert page.evaluate("document.activeElement.id") == "contenido"


@pytest.mark.parametrize("width", [320, 1280])
def test_order_of_the_header(visit: Open, width: int) -> None:
    """Way out, name, search, languages, colours, tabs follow each other at every width, each with a visible focus."""
    page = visit(viewport={"width": width, "height": 800}).go(PAGES["list"])
    reached = []
    for _ in range(16):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(_FOCUSED))
        outline = page.evaluate(
            """() => {
            const focused = document.activeElement;
            return getComputedStyle(focused).outlineStyle + getComputedStyle(focused).outlineWidth;
            }"""
        )
        assert outline.startswith("solid"), reached[-1]

    assert reached[:5] == ["#contenido", EXIT_URL, "../", "../buscar/", "../en/cases/"]
    assert reached[5] == "v-mode"
    names = (
        "casos",
        "medidas",
        "impunidad",
        "mecanismo",
        "estados",
        "cronologia",
        "metodologia",
        "acerca",
        "privacidad",
    )
    assert reached[6:] == ["../", *(f"../{name}/" for name in names)]


def test_nothing_hidden_takes_the_focus(visit: Open) -> None:
    """Along the whole home page the focus is never on something that cannot be seen."""
    page = visit().go("")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement == document.body"):
            break
        seen = page.evaluate(
            """() => {
            const focused = document.activeElement;
            const box = focused.getBoundingClientRect();
            return focused.checkVisibility({visibilityProperty: true}) && box.width > 0 && box.height > 0
              && box.bottom > 0 && box.top < innerHeight;
            }"""
        )
        assert seen, page.evaluate(_FOCUSED)


def test_facets_open_by_keyboard(visit: Open) -> None:
    """The list's filters open with Enter, close with Space, and their links are then reachable."""
    page = visit().go(PAGES["list"])

    assert press_until(page, "details.v-facet > summary")
    details = page.locator("details.v-facet").first
    page.keyboard.press("Enter")
    expect(details).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.activeElement.closest('details.v-facet') != null && document.activeElement.matches('a')"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/casos/estado/*/")
    page.go_back()
    page.locator("details.v-facet > summary").first.focus()
    before = page.locator("details.v-facet").first.get_attribute("open")
    page.keyboard.press("Space")
    assert page.locator("details.v-facet").first.get_attribute("open") != before


def test_citation_leads_to_its_source_and_back(visit: Open) -> None:
    """Enter on a citation goes to the numbered source; the browser's way back returns to the text."""
    page = visit().go(PAGES["case"])

    assert press_until(page, "sup a")
    anchor = page.evaluate(_FOCUSED)
    number = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{anchor}")
    target = page.locator(":target")
    assert target.evaluate("item => [...item.parentElement.children].indexOf(item)") == int(number.strip("[]")) - 1
    assert target.evaluate("item => getComputedStyle(item).listStyleType") == "decimal"
    expect(target).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest(':target') != null")
    page.go_back()
    page.wait_for_url(f"**/{PAGES['case']}")


def test_permanent_links(visit: Open) -> None:
    """Each entry of the timeline has a link to its permanent address, with words for those who hear it."""
    page = visit().go(PAGES["case"])
    entries = page.locator(".v-timeline > li")
    links = page.locator(".v-timeline > li a[rel=bookmark]")

    assert entries.count() == links.count()
    ids = entries.evaluate_all("all => all.map(e => e.id)")
    assert links.evaluate_all("all => all.map(e => e.getAttribute('href'))") == [
        f"../../c/MX-0001/#{id_}" for id_ in ids
    ]
    names = links.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    assert len(set(names)) == len(names)
