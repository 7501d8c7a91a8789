"""The search page in a real browser: words, filters, the address, the keyboard, what is heard, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_rules import find_violations
from browser_pages import BASE, CASE, PAGES, Visit
from folding import VECTORS
from playwright.sync_api import BrowserContext, Page, expect
from sites import REPOSITORY, make_project, visibles
from test_keyboard import press_until

Open = Callable[..., Visit]
PATH = PAGES["search"]
SAID, LINKS = ".v-search__said", ".v-search__found tbody a"


def search(page: Page, text: str = "", **choices: str) -> None:
    """Ask for words and for values of facets."""
    for facet, value in choices.items():
        page.select_option(f"[name={facet}]", value)
    if text:
        page.fill("[name=q]", text)


def find_titles(page: Page) -> list[str]:
    """Return the titles of the results that are shown."""
    titles: list[str] = page.locator(LINKS).all_inner_texts()
    return titles


def expect_found(page: Page, number: int) -> None:
    """Wait until so many cases are said to be found, and all their rows are there."""
    expect(page.locator(SAID)).to_contain_text(f"Casos encontrados: {number} de ")
    expect(page.locator(LINKS)).to_have_count(number)


def expect_asked(page: Page, asked: dict[str, list[str]]) -> None:
    """Wait until the address asks for these words and values, and no others."""
    page.wait_for_url(lambda address: parse_qs(urlsplit(address).query) == asked)


def test_words_are_folded_as_in_the_build(visit: Open) -> None:
    """The script makes the same words of every text as Python does."""
    page = visit().go(PATH)
    found = page.evaluate("texts => texts.map(visibles.listWords)", [said for said, _ in VECTORS])

    assert found == [words for _, words in VECTORS]


@pytest.mark.parametrize("text", ["bety cariño", "CARIÑO Bety", "bét cari", "  Cariño,  bety ", "«Bety» cariño"])
def test_words_in_any_order_and_spelling(visit: Open, text: str) -> None:
    """Accents, capitals, order and signs do not matter, and the beginning of a word is enough."""
    found = visit()
    page = found.go(PATH)
    search(page, text)
    expect_found(page, 1)

    assert "Cariño" in find_titles(page)[0]
    assert found.errors == []
    assert found.violations == []
    assert found.foreign == []


def test_enye_is_not_n(visit: Open) -> None:
    """A word with n does not find one with ñ, and says so in words."""
    page = visit().go(PATH)
    search(page, "bety carino")

    expect(page.locator(SAID)).to_contain_text("Ningún caso de 23 coincide")
    assert not page.locator(".v-search__found").is_visible()


@pytest.mark.parametrize("text", ["me'phaa", "Me\u2019phaa", "mephaa", "ME\ua78cPHAA"])
def test_apostrophes(visit: Open, text: str) -> None:
    """A name with an apostrophe is found however it is typed."""
    page = visit().go(PATH)
    search(page, text)
    expect(page.locator(LINKS).first).to_be_visible()

    assert any("Me'phaa" in title for title in find_titles(page))


def test_nothing_is_loaded_before_it_is_asked_for(visit: Open) -> None:
    """Opening the page loads no more than how words begin; a word loads words and rows only, a filter its own file."""
    found = visit(fresh=True)
    page = found.go(PATH, to_the_end=True)

    def loaded() -> set[str]:
        return {url.rpartition("/")[2] for url in found.requests if "/tabla/" in url} - {"words.js"}

    assert loaded() == set()
    assert any(url.endswith("/tabla/words.js") for url in found.requests)
    search(page, "radio")
    expect(page.locator(LINKS).first).to_be_visible()
    assert loaded() == {"words-0.js", "rows-0.js"}
    search(page, state="20")
    expect(page.locator(SAID)).not_to_be_empty()
    assert loaded() == {"words-0.js", "rows-0.js", "facet-state.js"}


@pytest.mark.parametrize("facet", ["state", "year", "act_type", "right_defended", "measure_state", "impunity_status"])
def test_a_filter_finds_the_cases_of_its_page(visit: Open, facet: str) -> None:
    """Every value of a filter finds as many cases as it says, and the same ones as the page of that value."""
    page = visit().go(PATH)
    texts = page.locator(f"[name={facet}] option").all_inner_texts()[1:]
    links = page.locator(f"details.v-facet:has(a[href*='{_get_folder(page, facet)}']) a")
    hrefs = dict(zip(links.all_text_contents(), links.evaluate_all("all => all.map(e => e.href)"), strict=True))
    shown = {}
    for text in texts[:6]:
        label, count = re.fullmatch(r"(.+) \((\d+)\)", text).groups()  # type: ignore[union-attr]
        page.select_option(f"[name={facet}]", label=text)
        expect_found(page, int(count))
        shown[label] = find_titles(page)

    assert shown
    for label, titles in shown.items():
        page.goto(hrefs[label])
        assert page.locator(".v-cards h2").all_inner_texts() == titles, label


def _get_folder(page: Page, facet: str) -> str:
    order = page.locator(".v-search select").evaluate_all("all => all.map(e => e.name)")
    href = page.locator(".v-facets details").nth(order.index(facet)).locator("a").first.get_attribute("href")
    return (href or "").rstrip("/").rpartition("/")[0]


def test_words_and_filters_together(visit: Open) -> None:
    """A case must have all that is asked; the address says it, and the way back takes one choice back at a time."""
    page = visit().go(PATH)
    search(page, "mujeres")
    expect(page.locator(LINKS).first).to_be_visible()
    some = find_titles(page)
    search(page, state="12")
    expect(page.locator(LINKS)).not_to_have_count(len(some))
    fewer = find_titles(page)

    assert set(fewer) < set(some)
    expect_asked(page, {"q": ["mujeres"], "state": ["12"]})
    page.go_back()
    expect_found(page, len(some))
    expect(page.locator("[name=state]")).to_have_value("")
    expect_asked(page, {"q": ["mujeres"]})
    page.go_forward()
    expect_found(page, len(fewer))
    expect(page.locator("[name=state]")).to_have_value("12")


def test_the_address_brings_it_back(visit: Open) -> None:
    """Opened, reloaded or come back to, the address brings back what was asked, also in the other language."""
    page = visit().go(f"{PATH}?q=radio&measure_state=unknown")
    expect(page.locator(LINKS).first).to_be_visible()
    titles = find_titles(page)
    page.reload()
    expect_found(page, len(titles))

    assert find_titles(page) == titles
    expect(page.locator("[name=q]")).to_have_value("radio")
    page.locator(LINKS).first.click()
    page.wait_for_url("**/casos/*/")
    page.go_back()
    expect_found(page, len(titles))
    page.locator(".v-languages a").click()
    page.wait_for_url(f"**/{PAGES['search en']}?*")
    expect_asked(page, {"q": ["radio"], "measure_state": ["unknown"]})
    expect(page.locator(SAID)).to_contain_text(re.compile("cases|Cases"))


@pytest.mark.parametrize(
    "query", ["?state=nada&year=__proto__", "?q=%3Cb%3Ex", "?content=toString&q=%F0%9F%A6%8B", "?q=a"]
)
def test_what_nobody_would_ask(visit: Open, query: str) -> None:
    """An address with values that do not exist, signs or a single letter breaks nothing."""
    found = visit()
    page = found.go(f"{PATH}{query}", to_the_end=True)

    assert page.locator(".v-search").is_visible()
    assert found.errors == []
    search(page, "radio")
    expect(page.locator(LINKS).first).to_be_visible()


def test_the_answer_is_heard(visit: Open) -> None:
    """Form, fields and results have names, the number is said by a status, and axe finds nothing with results shown."""
    page = visit(viewport={"width": 360, "height": 740}).go(f"{PATH}?state=20")
    expect(page.locator(LINKS).first).to_be_visible()

    assert page.get_by_role("search", name="Buscar en los casos").is_visible()
    assert page.get_by_role("status").inner_text().startswith("Casos encontrados: ")
    assert page.get_by_role("searchbox", name="Buscar en los casos").get_attribute("aria-describedby") == "q-hint"
    assert page.get_by_role("combobox").count() == page.locator(".v-search label").count() - 1
    assert page.get_by_role("table", name="Casos que coinciden").is_visible()
    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_with_the_keyboard(visit: Open) -> None:
    """Typing, choosing and clearing leave the focus where the reader is; Enter sends nothing away."""
    page = visit().go(PATH)

    assert press_until(page, "[name=q]")
    page.keyboard.type("radio")
    expect(page.locator(LINKS).first).to_be_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "q"
    assert urlsplit(page.url).path == f"{BASE}{PATH}"
    assert press_until(page, "[name=state]", limit=3)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.name") == "state"
    expect(page.locator(SAID)).not_to_be_empty()
    assert press_until(page, "[type=reset]")
    page.keyboard.press("Enter")
    expect(page.locator(SAID)).to_be_empty()
    assert page.evaluate("document.activeElement.name") == "q"
    expect_asked(page, {})
    page.keyboard.type("mujeres")
    expect(page.locator(LINKS).first).to_be_visible()
    assert press_until(page, LINKS)


def test_filters_on_a_phone(visit: Open) -> None:
    """They are folded, so that results are seen under what is typed, and open where the address asks for one."""
    page = visit(viewport={"width": 360, "height": 740}).go(PATH)
    search(page, "mujeres")
    expect_found(page, 7)
    expect(page.locator(SAID)).to_be_in_viewport()

    expect(page.locator("[name=state]")).to_be_hidden()
    assert press_until(page, ".v-search__more > summary")
    page.keyboard.press("Enter")
    assert press_until(page, "[name=state]", limit=1)
    page = visit(viewport={"width": 360, "height": 740}).go(f"{PATH}?state=20")
    expect(page.locator("[name=state]")).to_be_visible()


def test_home_to_source_and_back_with_the_keyboard(visit: Open) -> None:
    """From home to the search, a case, its source, what shares it, a permanent link and back, without a mouse."""
    page = visit().go("")

    assert press_until(page, ".v-find")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{PATH}")
    assert press_until(page, "[name=q]")
    page.keyboard.type("bettina")
    expect_found(page, 1)
    asked = page.url
    assert press_until(page, LINKS)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/casos/{CASE}/")
    assert press_until(page, "sup a", limit=120)
    page.keyboard.press("Enter")
    expect(page.locator(".v-sources :target")).to_be_visible()
    assert press_until(page, ".v-sources :target a[href^=http]")
    page.go_back()
    assert press_until(page, ".v-share a", limit=200)
    assert page.locator(":focus").get_attribute("href")
    assert press_until(page, "[rel=bookmark][aria-label]")
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_be_visible()
    while page.url != asked:
        page.go_back()
    expect_found(page, 1)
    assert press_until(page, LINKS)


def test_when_the_table_cannot_be_loaded(visit: Open) -> None:
    """Words say so, the lists are there, and the next try may succeed."""
    page = visit(fresh=True).go(PATH)
    page.route("**/tabla/**", lambda route: route.abort())
    search(page, "radio")

    expect(page.locator(SAID)).to_contain_text("No se pudo cargar")
    assert page.locator(".v-facets").is_visible()
    page.unroute("**/tabla/**")
    search(page, "radio comunitaria")
    expect(page.locator(SAID)).to_contain_text(re.compile("Casos encontrados|Ningún caso"))


@pytest.mark.parametrize("width", [360, 1280])
def test_without_scripts(visit: Open, width: int) -> None:
    """There is no form that does nothing; every list is a plain link, and so is the way here, in the header."""
    page = visit(java_script_enabled=False, viewport={"width": width, "height": 740}).go(PAGES["case"])

    assert page.locator(".v-find").is_visible()
    page.locator(".v-find").click()
    page.wait_for_url(f"**{BASE}{PATH}")
    assert not page.locator(".v-search").is_visible()
    assert not page.locator(".v-search__found").is_visible()
    page.locator(".v-facets summary").first.click()
    expect(page.locator(".v-facets [open] a").first).to_be_visible()
    page.locator(".v-search__all").click()
    page.wait_for_url(f"**{BASE}{PAGES['list']}")


@pytest.mark.parametrize("width", [320, 360])
def test_tabs_on_a_phone(visit: Open, width: int) -> None:
    """Without scripts, every tab is reached with Tab, seen when it has the focus, and leads to its page."""
    page = visit(java_script_enabled=False, viewport={"width": width, "height": 700}).go(PAGES["case"])
    tabs = page.locator(".v-tabs a").count()
    seen: Sequence[bool] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.evaluate("e => !!e.closest('.v-tabs')"):
            box = focused.bounding_box()
            outline = focused.evaluate("e => getComputedStyle(e).outlineStyle")
            seen = [*seen, bool(box and box["x"] >= 0 and box["x"] + box["width"] <= width and outline == "solid")]

    assert tabs >= 9
    assert seen == [True] * tabs


def test_from_disk(profiles: Callable[..., BrowserContext], tmp_path: Path) -> None:
    """A site made for disk is searched from disk, and leads to the files of the cases."""
    project = make_project(tmp_path / "disk", source=REPOSITORY)
    config = project / "site_config.yml"
    config.write_text(
        config.read_text("utf-8").replace("use_directory_urls: true", "use_directory_urls: false"), "utf-8"
    )
    done = visibles("build", cwd=project)
    assert done.returncode == 0, done.stderr
    page = profiles(fresh=True).new_page()
    page.goto((project / "site" / PATH / "index.html").as_uri())
    search(page, "bettina", state="20")
    expect_found(page, 1)
    page.locator(LINKS).first.click()

    page.wait_for_url(f"**/casos/{CASE}/index.html")
    page.close()
