"""What a visit leaves behind, and how one leaves: nothing on the device but a choice of colours, and one plain link."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser_pages import CASE, PAGES, Visit
from playwright.sync_api import Page

from generator.config import EXIT_URL

Open = Callable[..., Visit]
_KEPT = """async () => [
  document.cookie,
  ...Object.keys(localStorage),
  ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(one => one.name),
  ...await caches.keys(),
  ...(await navigator.serviceWorker.getRegistrations()).map(one => one.scope),
]"""
WALK = ("home", "case", "search", "trends", "campaign en", "calendar", "figures of others", "timeline year", "404")


def find_kept(page: Page) -> list[str]:
    """Return what the site has left on the device."""
    found: list[str] = page.evaluate(_KEPT)
    return [one for one in found if one] + [str(one) for one in page.context.cookies()]


def test_nothing_is_kept_but_the_colours(visit: Open) -> None:
    """A walk through all kinds of pages leaves nothing; choosing colours leaves one entry that says only that."""
    seen = visit(fresh=True)
    for path in (*(PAGES[name] for name in WALK), "embed/MX-0001/", "buscar/?q=agua"):
        page = seen.go(path, to_the_end="buscar" in path)
        if path == PAGES["trends"]:
            page.locator(".v-explore button").first.click()
            page.locator(".js-plotly-plot").first.wait_for()
    assert find_kept(page) == []
    page = seen.go(PAGES["case"])
    page.locator(".v-mode").click()
    kept = find_kept(page)
    value = page.evaluate("localStorage.getItem(Object.keys(localStorage)[0])")
    page.context.close()

    assert [one.rpartition(".")[2] for one in kept] == ["__palette"]
    assert CASE not in kept[0] + value
    assert seen.foreign == []


@pytest.mark.parametrize("scripts", [True, False])
def test_way_out(visit: Open, scripts: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """The second Tab is on it, Enter leaves without saying from where; with scripts, back skips the page."""
    seen = visit(fresh=True, java_script_enabled=scripts, viewport={"width": 360, "height": 740})
    page = seen.page
    page.route(f"{EXIT_URL}**", lambda route: route.fulfill(body="<title>x</title>", content_type="text/html"))
    seen.go("")
    seen.go(PAGES["case"])
    page.locator("footer").scroll_into_view_if_needed()
    box = page.locator(".v-exit").bounding_box()
    assert box is not None
    assert 0 <= box["x"] < box["x"] + box["width"] <= 360
    assert 0 <= box["y"] < box["y"] + box["height"] <= 740
    assert box["height"] >= 24
    seen.go(PAGES["case"])
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_request(f"{EXIT_URL}**") as asked:
        page.keyboard.press("Enter")
    page.wait_for_url(f"{EXIT_URL}**")
    page.go_back()

    assert "referer" not in asked.value.headers
    page.wait_for_url(seen.address + ("" if scripts else PAGES["case"]))


def test_way_out_hides_no_focus(visit: Open) -> None:
    """What the keyboard reaches at the lower edge is not wholly behind it, on the smallest screen."""
    page = visit(viewport={"width": 320, "height": 500}).go(PAGES["case"])
    for _ in range(60):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
              const out = document.querySelector(".v-exit"), focused = document.activeElement;
              const a = focused.getBoundingClientRect(), b = out.getBoundingClientRect();
              const isBehind = a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
              return focused != out && isBehind;
            }"""
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML")


def test_way_out_says_what_it_cannot_do(visit: Open) -> None:
    """A screen reader is told with the link, everybody at the foot; on paper it is not there."""
    page = visit().go(PAGES["home"])
    words = page.locator(".v-exit").evaluate(
        "e => document.getElementById(e.getAttribute('aria-describedby')).innerText"
    )
    assert "historial" in words
    assert "servidor" in words
    page.emulate_media(media="print")
    assert not page.locator(".v-exit").is_visible()
    page.emulate_media(media="screen")
