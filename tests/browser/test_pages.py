"""Pages in a real Chromium: nothing from elsewhere, no errors, every width, without scripts, dark, printed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser_pages import BASE, CASE, LOOKED_AT, PAGES, Visit, wait_until
from looks import BACKGROUND, WIDTHS, Looker
from playwright.sync_api import expect

COLD_LIMIT = 80 * 1024
"""Bytes over the wire for the first page of a reader who lands on a case."""

TEXT = {(text, ground) for text in ("ink", "ink2", "grana", "anil") for ground in ("paper", "card", "sunk")} | {
    ("ink", "oro-soft"),
    ("ink2", "oro-soft"),
    ("anil", "oro-soft"),
    ("oro-ink", "card"),
    ("on-oro", "oro"),
    *(("m-lo", step) for step in ("m1", "m2")),
    *(("m-hi", step) for step in ("m3", "m4")),
}
"""Text and what it stands on, as tokens."""
DRAWN = {(mark, ground) for mark in ("edge", "grana", "anil", "oro-ink", "ink") for ground in ("paper", "card")} | {
    ("edge", "anil-soft"),
    ("oro-line", "oro"),
    ("paper", "grana"),
}
"""What is drawn and what it lies on, as tokens."""

Open = Callable[..., Visit]
DARK, LIGHT = "rgb(23, 21, 17)", "rgb(251, 250, 246)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", LOOKED_AT)
def test_nothing_from_elsewhere_and_no_errors(look: Looker, path: str, scheme: str) -> None:
    """No request leaves the site's own origin, the console stays empty, and the policy has nothing to stop."""
    found = look(path, scheme)

    assert found.requests
    assert found.foreign == []
    assert found.errors == ()
    assert found.stopped == []
    assert found.headings == 1
    assert found.background == {"light": LIGHT, "dark": DARK}[scheme]


def test_the_policy_is_at_work(visit: Open) -> None:
    """A smuggled script does not run, a picture from elsewhere is not asked for, and both are noticed here."""
    found = visit()
    page = found.go(PAGES["case"])
    page.evaluate(
        """() => {
        const script = document.createElement('script');
        script.textContent = 'window.smuggled = true';
        document.body.append(script);
        const image = document.createElement('img');
        image.src = 'https://example.org/x.png';
        document.body.append(image);
        }"""
    )
    wait_until(page, "(window.violations ?? []).length > 1")

    assert page.evaluate("window.smuggled") is None
    assert {violation.partition("-")[0] for violation in found.violations} == {"script", "img"}


def test_missing_address(visit: Open) -> None:
    """At any depth the page for missing addresses has its styles and leads home."""
    found = visit()
    page = found.go("en/cases/nobody/at/all")

    assert page.evaluate(BACKGROUND) == LIGHT
    assert found.foreign == []
    assert [error for error in found.errors if "status of 404" not in error] == []
    page.locator(".v-header__name").click()
    page.wait_for_url(found.address)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", LOOKED_AT)
def test_no_sideways_scrolling(look: Looker, path: str, width: int) -> None:
    """Pages fit the narrowest screens, and all in them does but tables, which scroll in a region of their own."""
    fit = look(path).fits[width]

    assert fit.width <= width
    assert fit.past == []
    assert all(region == [0, "region", True] for region in fit.regions)


def test_zoom(visit: Open) -> None:
    """At 400 % zoom of a usual screen, which leaves 320 pixels, tabs, languages and contents are all there."""
    page = visit(viewport={"width": 320, "height": 256}).go(PAGES["case"])

    assert all(link.is_visible() for link in page.locator(".v-tabs a, .v-languages a, .v-toc a").all())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_scripts(visit: Open, scheme: str) -> None:
    """Everything is there, in the colours the system asks for, and what would need a script is not."""
    found = visit(java_script_enabled=False, color_scheme=scheme)
    page = found.go(PAGES["case"])

    assert page.evaluate(BACKGROUND) == {"light": LIGHT, "dark": DARK}[scheme]
    assert page.locator(".v-timeline > li").count() > 10
    assert page.locator(".v-timeline > li").last.is_visible()
    assert page.locator(".v-sources > li").first.is_visible()
    assert page.locator(".v-tabs a").count() == 10
    assert not page.locator(".v-mode").is_visible()
    page.locator(".v-languages a").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_language_of_the_same_case(visit: Open) -> None:
    """The selector leads to the same case in the other language and back."""
    found = visit()
    page = found.go(PAGES["case"])
    title = page.locator("h1").inner_text()
    page.locator(".v-languages a").click()

    page.wait_for_url(f"**/en/cases/{CASE}/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() == title
    page.locator(".v-languages a").click()
    page.wait_for_url(f"**{BASE}casos/{CASE}/")
    assert found.errors == []


def test_switch_of_colours_is_remembered(visit: Open) -> None:
    """Nothing is stored before a reader chooses; a choice holds on the next page, at another depth."""
    found = visit(fresh=True, color_scheme="light")
    page = found.go("")

    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.locator(".v-mode").click()

    assert page.evaluate(BACKGROUND) == DARK
    found.go(PAGES["case"])
    assert page.evaluate(BACKGROUND) == DARK
    page.locator(".v-mode").click()
    assert page.evaluate(BACKGROUND) == LIGHT
    assert found.errors == []


def test_an_event_that_was_linked_to_stands_out(visit: Open) -> None:
    """The target of a link has another background than its neighbours, in both schemes."""
    for scheme in ("light", "dark"):
        page = visit(color_scheme=scheme).go(f"{PAGES['case']}#a1")
        colour = "id => getComputedStyle(document.getElementById(id)).backgroundColor"

        assert page.evaluate(colour, "a1") not in {page.evaluate(colour, "a2"), "rgba(0, 0, 0, 0)"}
        assert 0 <= page.evaluate("document.getElementById('a1').getBoundingClientRect().top") < 900


def test_print(visit: Open) -> None:
    """On paper there is no navigation, dark is light, and links to sources show where they lead."""
    page = visit(color_scheme="dark").go(PAGES["case"])
    page.emulate_media(media="print")

    marks = ".v-perma, [rel=bookmark][aria-label]"
    hidden = f".v-tabs ul, .v-find, .v-languages, .v-toc, .v-footer nav, .md-skip, {marks}, .v-mode"
    assert not [each for each in page.locator(hidden).all() if each.is_visible()]
    assert page.locator("h1").is_visible()
    assert page.locator(".v-timeline > li").last.is_visible()
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert max(map(int, re.findall(r"\d+", ink))) < 60
    after = page.evaluate("getComputedStyle(document.querySelector('.v-sources a'), '::after').content")
    assert "http" in after


def test_print_opens_what_must_be_read(visit: Open) -> None:
    """What is folded on the screen is there on paper, but for what is there to be copied or clicked."""
    page = visit().go(PAGES["case"])
    folded_parts = "article :not(.v-use) > details:not([open]) > :not(summary)"
    shown = f"[...document.querySelectorAll('{folded_parts}')].map(e => e.checkVisibility())"
    folded = page.evaluate(shown)
    page.emulate_media(media="print")

    assert folded
    assert not any(folded)
    assert all(page.evaluate(shown))


def test_nothing_moves_while_loading(visit: Open) -> None:
    """No page shifts what is already there, on a small screen and a large one."""
    for width in (360, 1280):
        found = visit(viewport={"width": width, "height": 800})
        for path in ("", PAGES["case"], PAGES["measures"], PAGES["impunity"], PAGES["list"]):
            page = found.go(path, to_the_end=True)
            shift = page.evaluate(
                """() => new Promise(done => {
                let sum = 0;
                new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
                  .observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done(sum), 100);
                })"""
            )
            assert shift == 0, (path, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_of_the_tokens(visit: Open, scheme: str) -> None:
    """Text has 4.5 to 1 on every ground it stands on, and what is drawn has 3 to 1."""
    page = visit(color_scheme=scheme).go("")
    names = {name for pairs in (TEXT, DRAWN) for pair in pairs for name in pair}
    colours = page.evaluate(
        """names => Object.fromEntries(names.map(name => {
        const probe = document.createElement('i');
        probe.style.color = `var(--v-${name})`;
        document.querySelector('.v-page').append(probe);
        const found = getComputedStyle(probe).color.match(/[0-9]+/g).map(Number);
        probe.remove();
        return [name, found];
        }))""",
        sorted(names),
    )

    assert {pair for pair in TEXT if get_contrast(colours[pair[0]], colours[pair[1]]) < 4.5} == set()
    assert {pair for pair in DRAWN if get_contrast(colours[pair[0]], colours[pair[1]]) < 3} == set()
    assert get_contrast([0, 0, 0], [255, 255, 255]) == 21


def get_contrast(one: list[int], other: list[int]) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    darker, lighter = sorted(map(_find_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _find_luminance(colour: list[int]) -> float:
    shares = [value / 255 for value in colour]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_reduced_motion(visit: Open) -> None:
    """Nothing moves for those who asked for that."""
    page = visit(reduced_motion="reduce").go(PAGES["list"])
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e => {
        const style = getComputedStyle(e);
        return style.transitionDuration.split(', ').some(d => d != '0s') || style.animationName != 'none';
        }).map(e => e.tagName + '.' + e.className)"""
    )

    assert moving == []


def test_forced_colours(visit: Open) -> None:
    """With the system's own colours, text, links and the mark of the current tab stay visible."""
    page = visit(forced_colors="active").go(PAGES["case"])
    style = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"

    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    paper = page.evaluate(style, ["body", "backgroundColor"])
    assert page.evaluate(style, ["h1", "color"]) != paper
    assert page.evaluate(style, [".v-page a", "color"]) != page.evaluate(style, [".v-page p", "color"])
    assert page.evaluate(style, [".v-tabs a[aria-current]", "borderBottomColor"]) != paper


def measure_cold(found: Visit, path: str, site: Path) -> dict[str, int]:
    """Return for each request of a first visit how many bytes its body takes when compressed by gzip."""
    found.go(path, to_the_end=True)
    sizes = {}
    for url in found.requests:
        if not url.startswith("data:"):
            name = urlsplit(url).path.removeprefix(BASE)
            file = site / name / "index.html" if not name or name.endswith("/") else site / name
            sizes[name] = len(gzip.compress(file.read_bytes(), 6, mtime=0))
    return sizes


def test_weight_of_a_first_visit(visit: Open, site: Path) -> None:
    """Landing on any case costs at most 80 KiB: bodies of all requests, gzip level 6, headers not counted."""
    path = PAGES["case"]
    sizes = measure_cold(visit(fresh=True), path, site)
    shared = sum(size for name, size in sizes.items() if name != path)
    pages = [*site.glob("casos/*/index.html"), *site.glob("en/cases/*/index.html")]
    bodies = {file.parent.name: len(gzip.compress(file.read_bytes(), 6, mtime=0)) for file in pages}
    heaviest = max(bodies, key=lambda name: bodies[name])

    assert len(sizes) <= 6
    assert path in sizes
    assert shared + bodies[heaviest] <= COLD_LIMIT, (sizes, heaviest, bodies[heaviest])
