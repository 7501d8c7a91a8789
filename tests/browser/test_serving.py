"""The built site on a real nginx with the configuration of the documentation: headers, frames, and what is kept."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from browser_pages import CASE
from playwright.sync_api import Browser
from sites import REPOSITORY
from test_frames import Host

from generator.publishing.headers import EVERYWHERE, FRAMED, LASTING, PAGES, SECURE, SHARED

HOSTING = REPOSITORY / "docs" / "hosting"
MAIN = """
pid {folder}/pid; error_log {folder}/errors; daemon off; worker_processes 1; {user}
events {{ worker_connections 64; }}
http {{
  include /etc/nginx/mime.types; default_type application/octet-stream;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  include {folder}/site.conf;
}}
"""
EVERY = {**EVERYWHERE, **SECURE}
FRESH = {"Cache-Control": "no-cache"}
ADDRESSES: Mapping[str, tuple[int, Mapping[str, str]]] = {
    "/": (200, EVERY | PAGES | FRESH),
    f"/casos/{CASE}/": (200, EVERY | PAGES | FRESH),
    "/en/cases/": (200, EVERY | PAGES | FRESH),
    "/no/hay/": (404, EVERY | PAGES | FRESH),
    "/en/nothing/": (404, EVERY | PAGES | FRESH),
    "/embed/MX-0001/": (200, EVERY | FRAMED | FRESH),
    "/en/embed/MX-0001/gap/": (200, EVERY | FRAMED | FRESH),
    "/embed/MX-0001/badge.svg": (200, EVERY | FRAMED | FRESH),
    "/assets/cards/MX-0001.es.png": (200, EVERY | PAGES | SHARED | FRESH),
    "/data/cases.csv": (200, EVERY | PAGES | FRESH),
    "/feeds/es/all.ics": (200, EVERY | PAGES | FRESH),
}
"""Some of each kind: address → how it is answered, and with which headers."""
TYPES = {
    "/": "text/html; charset=utf-8",
    "/data/cases.csv": "text/csv; charset=utf-8",
    "/feeds/es/all.ics": "text/calendar; charset=utf-8",
    "/feeds/es/all.atom": "application/atom+xml; charset=utf-8",
    "/embed/MX-0001/badge.svg": "image/svg+xml; charset=utf-8",
}
Ask = Callable[..., tuple[int, http.client.HTTPMessage]]
KNOWN = {*EVERY, *FRAMED, *LASTING}


def find_nginx() -> str:
    """Return the program. Without it these tests fail in CI, and are skipped elsewhere."""
    path = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if path is None:
        words = "no nginx found: run tests/browser/install.sh (on Debian: sudo apt-get install nginx-light)"
        if os.environ.get("CI", "").lower() in {"", "0", "false"}:
            pytest.skip(words)
        pytest.fail(words)
    return path


def configure(folder: Path, site: Path, port: int) -> None:
    """Write the documented configuration, with only the lines changed that whoever uses it must change too."""
    key, certificate = folder / "key", folder / "certificate"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    text = (HOSTING / "nginx.conf").read_text(encoding="utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "/srv/visibles/site": str(site),
        "/etc/ssl/example.org.pem": str(certificate),
        "/etc/ssl/example.org.key": str(key),
    }
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text, encoding="utf-8")
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "main.conf").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def port(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Return the port of an nginx that serves the real site over TLS."""
    program, folder, found = find_nginx(), tmp_path_factory.mktemp("nginx"), free_port()
    configure(folder, site, found)
    with subprocess.Popen([program, "-p", folder, "-c", folder / "main.conf"], stderr=subprocess.PIPE) as server:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", found)) == 0:
                    break
            assert server.poll() is None, server.stderr and server.stderr.read().decode()
            time.sleep(0.05)
        yield found
        server.terminate()


@pytest.fixture(scope="module")
def ask(port: int) -> Ask:
    """Return what asks the server for an address."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE

    def request(path: str, **headers: str) -> tuple[int, http.client.HTTPMessage]:
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=10)
        sent = {"Connection": "close"} | {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(connection):
            connection.request("GET", path, headers=sent)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers

    return request


@pytest.mark.parametrize("path", ADDRESSES)
def test_headers(ask: Ask, path: str) -> None:
    """Each kind of file is answered with exactly the headers the build knows for it, once each."""
    status, headers = ask(path)
    found = [(name, value) for name, value in headers.items() if name in KNOWN]

    assert status == ADDRESSES[path][0]
    assert sorted(found) == sorted(ADDRESSES[path][1].items())
    assert "X-Frame-Options" not in headers
    assert headers["Server"] == "nginx"


def test_style_sheets_are_kept(ask: Ask, site: Path) -> None:
    """A file whose name changes with its contents is kept for a year, and nothing else is."""
    (name,) = {path.name for path in (site / "assets/stylesheets").iterdir() if path.name.startswith("main.")}

    assert re.fullmatch(r"main\.[0-9a-f]{8}\.min\.css", name)
    assert ask(f"/assets/stylesheets/{name}")[1]["Cache-Control"] == LASTING["Cache-Control"]


def test_files_are_what_they_are(ask: Ask) -> None:
    """Types are right, since nothing is guessed; large files arrive as they were compressed; a repeat costs nothing."""
    assert {path: ask(path)[1]["Content-Type"] for path in TYPES} == TYPES
    assert ask("/assets/vendor/plotly.min.js", Accept_Encoding="gzip")[1]["Content-Encoding"] == "gzip"
    assert ask("/", If_None_Match=ask("/")[1]["ETag"])[0] == 304


def test_what_is_not_for_readers(ask: Ask, site: Path) -> None:
    """Rules for servers and marks of the build are not served."""
    for name in ("_headers", ".visibles-site"):
        assert (site / name).is_file()
        assert ask(f"/{name}")[0] == 404


def test_who_may_be_framed(browser: Browser, port: int) -> None:
    """Another site can frame an embed; a page it cannot, nor can one of the site itself, and the browser says why."""
    context, ours = browser.new_context(ignore_https_errors=True), f"https://127.0.0.1:{port}"
    page, other, said = context.new_page(), Host(ours), list[str]()
    page.on("console", lambda one: said.append(one.text))
    page.route(f"{ours}/otra/", lambda route: route.fulfill(body=other.body, content_type="text/html"))
    for path, is_shown in (("/embed/MX-0001/", True), (f"/casos/{CASE}/", False), ("/", False)):
        other.body = f'<iframe src="{ours}{path}" title="x"></iframe>'
        for host in (other.address, f"{ours}/otra/"):
            page.goto(host)
            assert [bool(one.locator(".v-page h1").count()) for one in page.frames[1:]] == [is_shown], (path, host)
    context.close()
    other.close()

    assert len([text for text in said if "frame-ancestors 'none'" in text]) == len(said) == 4


def test_nothing_stops_or_warns(browser: Browser, port: int) -> None:
    """Served so, pages work: no policy stops anything of ours, and the browser knows every feature that is denied."""
    context = browser.new_context(ignore_https_errors=True)
    page, said = context.new_page(), list[str]()
    page.on("console", lambda one: said.append(one.text))
    for path in ("/", f"/casos/{CASE}/", "/buscar/?q=tierra", "/en/trends/", "/embed/MX-0001/"):
        page.goto(f"https://127.0.0.1:{port}{path}", wait_until="networkidle")
    context.close()

    assert said == []
