"""Embeds in a real browser: framed by another origin under a strict policy, narrow and wide, light and dark."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_rules import find_violations
from browser_pages import BASE, CASE, Visit
from playwright.sync_api import Frame, Page
from sites import REPOSITORY, SITE_URL

Open = Callable[..., Visit]
ID = re.findall(r"^id: (\S+)", (REPOSITORY / "cases" / f"{CASE}.yml").read_text("utf-8"), re.MULTILINE)[0]
FORMS = {
    "case": f"embed/{ID}/",
    "case en": f"en/embed/{ID}/",
    "gap": f"embed/{ID}/brecha/",
    "days": f"embed/{ID}/dias/",
    "figure": "embed/impunity-share/",
    "figure en": "en/embed/measure-implementation-rate/",
}
WIDTHS = (280, 600)


class Host:
    """A site of somebody else, on an origin of its own, which shows what it is given under a strict policy."""

    def __init__(self, framed: str) -> None:
        """Serve pages that may frame one origin only, and load nothing else."""
        self.body = ""
        host = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                """Answer any address with the page."""
                data = f'<!doctype html><html lang="es"><title>Otro sitio</title><body>{host.body}'.encode()
                self.send_response(200 if self.path == "/" else 204)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", f"default-src 'none'; frame-src {framed}; img-src {framed}")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://localhost:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Serve nothing any more."""
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def host(address: str) -> Iterator[Host]:
    """Return another site that may frame ours."""
    found = Host(address.removesuffix(BASE))
    yield found
    found.close()


def read_snippets(site: Path, path: str, address: str) -> list[str]:
    """Return what a page offers to copy, for the address the site is served at now."""
    html = (site / path / "index.html").read_text(encoding="utf-8")
    boxes = re.findall(r"<p class=v-cite><code>(.*?)</code>", html, re.DOTALL)
    texts = [box.replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for box in boxes]
    assert texts
    return [text.replace(SITE_URL, address) for text in texts]


def show(visit: Open, host: Host, body: str) -> tuple[Visit, Page, list[Frame]]:
    """Open the other site's page with something in it, and return its frames."""
    host.body = body
    seen = visit(viewport={"width": 900, "height": 2000}, reduced_motion="reduce")
    seen.page.goto(host.address, wait_until="networkidle")
    return seen, seen.page, seen.page.frames[1:]


@pytest.mark.parametrize("path", FORMS.values(), ids=FORMS)
def test_framed_elsewhere(visit: Open, host: Host, address: str, path: str) -> None:
    """It shows its words and its drawing, asks nobody for anything, breaks no policy and never scrolls sideways."""
    body = "".join(f'<iframe src="{address}{path}" title="{w}" width="{w}" height="700"></iframe>' for w in WIDTHS)
    seen, page, frames = show(visit, host, body)
    assert len(frames) == len(WIDTHS)
    for scheme, paper in (("light", "rgb(251, 250, 246)"), ("dark", "rgb(23, 21, 17)")):
        page.emulate_media(color_scheme=scheme)
        for frame in frames:
            assert frame.locator("h1").inner_text()
            assert frame.locator(".source").is_visible()
            assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert frame.evaluate("getComputedStyle(document.body).backgroundColor") == paper
            drawings = frame.locator("svg.v-gap")
            assert drawings.count() == (0 if path.endswith(("dias/", "days/")) else 1)
            assert all(drawings.nth(n).bounding_box() for n in range(drawings.count()))

    assert {url for url in seen.requests if not url.startswith("data:")} == {host.address, address + path}
    assert seen.errors == []
    assert [each.evaluate("window.violations ?? []") for each in (page, *frames)] == [[]] * 3


def test_snippets_of_a_case_work_as_they_are(visit: Open, host: Host, site: Path, address: str) -> None:
    """Pasted into another site, frames, badge and fixed text all show; nothing scrolls within at the width told."""
    snippets = read_snippets(site, f"casos/{CASE}", address)
    seen, page, frames = show(visit, host, "\n".join(snippets))
    page.wait_for_timeout(200)

    assert len(frames) == 3
    assert all(one.evaluate("document.documentElement.scrollHeight <= innerHeight") for one in frames)
    assert page.locator("iframe:not([title])").count() == 0
    assert page.locator("img").evaluate("image => image.complete && image.naturalWidth > 100")
    assert "no se actualiza" in page.locator("blockquote").inner_text()
    assert seen.errors == []
    assert page.evaluate("window.violations ?? []") == []


def test_every_embed_fits_its_frame(visit: Open, site: Path, address: str) -> None:
    """No embed of the real site needs to scroll in the frame its own description asks for, nor sideways at 280."""
    files = sorted(site.rglob("oembed.json"))
    assert len(files) > 2 * 23
    page = visit().page
    for file in files:
        told = file.read_text(encoding="utf-8")
        width, height = (int(re.findall(rf'"{name}": (\d+)', told)[0]) for name in ("width", "height"))
        path = file.parent.relative_to(site).as_posix()
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{address}{path}/")
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), path
        page.set_viewport_size({"width": 280, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_links_leave_the_frame(visit: Open, host: Host, address: str) -> None:
    """The link to the case opens it in place of the other site, which the case cannot reach back to."""
    body = f'<iframe src="{address}{FORMS["gap"]}" title="x" width="600" height="500"></iframe>'
    _, page, (frame,) = show(visit, host, body)
    frame.locator(".source a").first.click()
    page.wait_for_url(f"{address}casos/{CASE}/#m*")

    assert page.evaluate("window.opener") is None


@pytest.mark.parametrize("path", FORMS.values(), ids=FORMS)
def test_accessible(visit: Open, path: str) -> None:
    """No rule of accessibility is broken in any form of embed, in light and dark."""
    page = visit(viewport={"width": 600, "height": 500}).go(path)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert find_violations(page) == []


def test_badge_is_a_picture_with_words(visit: Open, host: Host, address: str) -> None:
    """Shown by another site as an image, it has the size it says, and its text is inside it."""
    body = f'<img src="{address}embed/{ID}/badge.svg" alt="{escape("situación")}" height="24">'
    seen, page, _ = show(visit, host, body)
    size = page.locator("img").bounding_box()

    assert size is not None
    assert (size["height"], 200 < size["width"] < 700) == (24, True)
    assert seen.errors == []
    page.goto(f"{address}embed/{ID}/badge.svg")
    boxes = page.evaluate("[...document.querySelectorAll('text')].map(t => t.getBBox().x + t.getBBox().width)")
    assert max(boxes) <= page.evaluate("document.documentElement.width.baseVal.value")
