"""Data in the head of a page whose texts try to break out of it, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from browser_pages import Visit
from playwright.sync_api import Route
from sites import get_invented_site

Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the invented site, one of whose cases is hostile. Only for reading."""
    return get_invented_site(tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("path", ["casos/ximena-quimera/", "en/cases/ximena-quimera/", "indicadores/", ""])
def test_data_in_the_head_is_inert(visit: Open, invented: Path, path: str) -> None:
    """It stays one element, says what the page shows, runs nothing, and the policy has nothing to stop."""
    found, dialogs = visit(), []

    def answer(route: Route) -> None:
        name = route.request.url.partition("?")[0].removeprefix(found.address)
        route.fulfill(path=invented / (f"{name}index.html" if name.endswith("/") or not name else name))

    found.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    found.page.route(f"{found.address}**", answer)
    page = found.go(path, to_the_end=True)
    blocks = page.locator("script[type='application/ld+json']")
    data = json.loads(blocks.inner_text())

    assert blocks.count() == page.locator("head > script[type='application/ld+json']").count() == 1
    if data["@type"] == "WebPage":
        assert data["name"] == page.locator("h1").inner_text()
        assert "<script>alert" in (page.locator("meta[name=description]").get_attribute("content") or "")
    assert page.locator("body").evaluate("body => body.firstElementChild.tagName") != "SCRIPT"
    assert dialogs == []
    assert found.violations == []
    assert found.errors == []
    assert found.foreign == []
