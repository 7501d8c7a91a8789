"""A real Chromium, and the real site on a server of our own under a path."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browser_pages import BASE, Visit
from looks import Looker
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sites import get_real_site

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Told by the browser wherever the policy of a page stops something.
_WATCH = "addEventListener('securitypolicyviolation', e => (window.violations ??= []).push(e.violatedDirective))"


class _Handler(SimpleHTTPRequestHandler):
    """Serves the site below its path; everything else is missing, and says so with the site's own page."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def translate_path(self, path: str) -> str:
        """Return the file of an address below the path, or one that does not exist."""
        if not path.startswith(BASE):
            return str(Path(self.directory) / "nothing")
        return super().translate_path(path.removeprefix(BASE.rstrip("/")))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing address with the site's page for it."""
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real site. Only for reading."""
    return get_real_site(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return the address of the served site."""

    def handle(*arguments: Any) -> _Handler:
        return _Handler(*arguments, directory=str(site))

    with ThreadingHTTPServer(("127.0.0.1", 0), handle) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running Chromium. Without one these tests fail in CI, and are skipped elsewhere."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        words = "no Chromium found: run tests/browser/install.sh (on Debian: sudo apt-get install chromium)"
        if os.environ.get("CI", "").lower() in {"", "0", "false"}:
            pytest.skip(words)
        pytest.fail(words)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Callable[..., BrowserContext]:
    """Return what gives a browser profile with some options, the same one each time unless a fresh one is needed.

    Profiles are closed with the browser: closing one by one, Chromium now and then never answers.
    """
    known: dict[str, BrowserContext] = {}

    def get_profile(*, fresh: bool = False, **options: Any) -> BrowserContext:
        key = repr(sorted(options.items()))
        if fresh or key not in known:
            found = browser.new_context(**{"locale": "es-MX", "viewport": {"width": 1280, "height": 900}} | options)
            found.add_init_script(_WATCH)
            if fresh:
                return found
            known[key] = found
        return known[key]

    return get_profile


def open_window(profile: BrowserContext, address: str) -> Visit:
    """Return a new window, in which all that happens is noted."""
    found = Visit(profile.new_page(), address)
    found.page.on("request", lambda request: found.requests.append(request.url))
    found.page.on("pageerror", lambda error: found.errors.append(str(error)))
    found.page.on("console", lambda said: found.errors.append(said.text) if said.type in {"error", "warning"} else None)
    return found


@pytest.fixture
def visit(profiles: Callable[..., BrowserContext], address: str) -> Iterator[Callable[..., Visit]]:
    """Return what opens a window, with options of Playwright's `new_context`; with `fresh`, in a profile of its own."""
    pages: list[Page] = []

    def open_one(**options: Any) -> Visit:
        found = open_window(profiles(**options), address)
        pages.append(found.page)
        return found

    yield open_one
    for page in pages:
        page.close()


@pytest.fixture(scope="session")
def look(profiles: Callable[..., BrowserContext], address: str) -> Looker:
    """Return what looks at a page once for all tests."""
    return Looker(lambda **options: open_window(profiles(**options), address))
