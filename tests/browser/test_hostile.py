"""A site all of whose texts try to be more than texts: nothing of them is markup, runs, or asks for anything."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import icalendar
import pytest
from browser_pages import Visit, wait_until
from hostile import NOT_FREE, PAYLOADS, Filler, list_fields, list_kinds, make_hostile_project
from playwright.sync_api import Route
from sites import visibles

Open = Callable[..., Visit]
PAGES = (
    "", "en/", "404.html", "casos/", "casos/ximena-0/", "casos/ximena-1/", "en/cases/ximena-2/", "en/cases/ximena-3/",
    "casos/estado/oaxaca/", "medidas/", "en/measures/body/", "medidas/autoridad/", "impunidad/", "indicadores/",
    "cronologia/", "cronologia/2012/", "en/states/oaxaca/", "mecanismo/", "en/mechanism/commitments/",
    "mecanismo/autoridades/", "mecanismo/cifras/", "mecanismo/estados/", "mecanismo/organos/upsa/", "tendencias/",
    "buscar/?q=canary", "campanas/", "campanas/que-se-miren/", "campanas/que-se-miren/cartel/",
    "en/campaigns/que-se-miren/poster/ximena-1/", "cambios/", "en/calendar/", "calendario/01/", "c/MX-9101/",
    "metodologia/", "embed/MX-9101/", "en/embed/MX-9102/gap/", "embed/MX-9103/dias/", "embed/impunity-share/",
    "embed/MX-9104/badge.svg", "casos/con-imagen/",
)  # fmt: skip
"""One page of every kind, and one embed of every form."""
ELEMENTS = {"canary-element", "iframe", "object", "embed", "base", "audio", "video", "marquee", "image", "math",
            "template", "textarea", "animate", "applet", "frame"}  # fmt: skip
_REACHING = re.compile(r"(?i)\s*(?:java|vb)script:|//")
_LEADING_ON = re.compile(r"(?i).*url=//")
ATTRIBUTES = {"data-canary", "autofocus", "srcdoc", "formaction", "style"}
"""What none of our pages has, so that it can only have come from a text."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Filler]:
    """Return a site all of whose texts are hostile, and what was put where."""
    root = tmp_path_factory.mktemp("hostile") / "project"
    filler = make_hostile_project(root)
    done = visibles("build", cwd=root)
    assert done.returncode == 0, done.stderr[-3000:]
    return root / "site", filler


class _Reader(HTMLParser):
    """Collects elements and attributes that only a text can have brought in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        smuggled = {name for name in names if name in ATTRIBUTES or name.startswith("on")}
        if tag in ELEMENTS or smuggled:
            self.found.append(f"{self.getpos()} {tag} {smuggled}")
        found = [one for name, one in attrs if name in {"href", "src", "action"} and _REACHING.match(one or "")]
        if dict(attrs).get("http-equiv") == "refresh":
            found += [one for name, one in attrs if name == "content" and _LEADING_ON.match(one or "")]
        self.found += [f"{self.getpos()} {tag} {one}" for one in found]


def test_every_text_holds_every_payload(hostile: tuple[Path, Filler]) -> None:
    """Fields are read off the models: a new one that no hostile file has makes this fail."""
    fields = set().union(*map(list_fields, list_kinds())) - NOT_FREE
    tried = {(field, number) for field in fields for number in range(len(PAYLOADS))}

    assert len(PAYLOADS) > 60
    assert len(fields) > 110
    assert tried - hostile[1].pairs == set()


def test_no_text_becomes_markup(hostile: tuple[Path, Filler]) -> None:
    """In no file of the site: pages, posters in kits, drawings, feeds; all still parse as what they are."""
    site, _ = hostile
    pages = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}
    for path in site.rglob("*.zip"):
        with zipfile.ZipFile(BytesIO(path.read_bytes())) as kit:
            pages |= {f"{path.name}/{name}": kit.read(name) for name in kit.namelist() if name.endswith(".html")}
    found = []
    for name, raw in pages.items():
        reader = _Reader()
        reader.feed(raw.decode())
        reader.close()
        found += [f"{name} {one}" for one in reader.found]

    assert found == []
    assert len(pages) > 300
    assert {path.suffix for path in site.rglob("*") if path.is_file()} >= {
        ".svg",
        ".atom",
        ".json",
        ".ics",
        ".csv",
        ".zip",
    }
    for path in (*site.rglob("*.svg"), *site.rglob("*.atom"), *site.rglob("*.xml")):
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(path.read_bytes()).iter()}  # noqa: S314
        assert not tags & (ELEMENTS | {"script", "img"}), path
    for path in site.rglob("*.json"):
        json.loads(path.read_bytes())
    for path in site.rglob("*.ics"):
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        assert "X" not in {name for event in calendar.walk("VEVENT") for name in event}


def test_pages_are_still_valid(hostile: tuple[Path, Filler]) -> None:
    """A strict parser finds no error in pages of each kind."""
    for path in PAGES:
        if path.endswith(".svg"):
            continue
        name = path.partition("?")[0]
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        file = hostile[0] / (name if name.endswith(".html") else f"{name}index.html")
        parser.parse(file.read_text(encoding="utf-8"))
        assert parser.errors == [], path


def test_nothing_runs(visit: Open, hostile: tuple[Path, Filler]) -> None:
    """In a browser: no dialog, no script, no request that is not the page's own, nothing for the policy to stop."""
    seen, dialogs = visit(fresh=True), list[str]()
    page = seen.page

    def answer(route: Route) -> None:
        name = route.request.url.partition("?")[0].removeprefix(seen.address)
        file = hostile[0] / (f"{name}index.html" if name.endswith("/") or not name else name)
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)

    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.route("**", answer)
    for path in PAGES:
        seen.go(path, to_the_end="?" in path)
        found = page.evaluate(
            """() => [window.canary, window.violations?.length ?? 0,
              document.querySelectorAll('[data-canary], canary-element, [onerror], [onload], iframe, base').length,
              [...document.querySelectorAll('a, area')].filter(a => /script:/.test(a.protocol)).length]"""
        )
        assert found == [None, 0, 0, 0], path
        assert page.locator(":text('canary')").count(), path
    seen.go("casos/con-imagen/")
    picture = page.locator(".v-picture img")
    picture.scroll_into_view_if_needed()
    wait_until(page, "document.querySelector('.v-picture img').naturalWidth > 300")
    shown = picture.bounding_box()
    assert shown is not None
    assert 300 < shown["width"] <= 640
    assert abs(shown["width"] / shown["height"] - 1.5) < 0.01
    page.context.close()

    assert dialogs == []
    assert seen.errors == []
    assert seen.foreign == []
    assert [url for url in seen.requests if "canary" in url and "q=canary" not in url] == []
