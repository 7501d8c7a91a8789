"""What other sites may frame says what the pages say; with its badge, its oEmbed description and its snippets."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest
from lines import cut_lines
from msgspec import structs
from scenes import list_cards
from sites import REPOSITORY

from generator import gathering
from generator.config import SiteOptions
from generator.pages.badge import make_badge, measure
from generator.pages.embeds import FRAME, EmbedView, make_embed_files, make_embeds
from generator.pages.page import EditorialPage
from generator.pages.scene import Scene
from generator.pages.site import make_pages, make_scenes
from generator.publishing.csp import fill_embed_policy, hash_text
from generator.records.reading import Layout, Records, read_records

Editorial = Mapping[tuple[str, str], EditorialPage]
GOLDEN = Path(__file__).parent.parent / "golden_embeds"
EXPECTED = (
    "embed/MX-9001/index.html",
    "embed/MX-9001/badge.svg",
    "embed/MX-9001/oembed.json",
    "embed/MX-9001/brecha/index.html",
    "embed/MX-9001/dias/index.html",
    "embed/MX-9003/index.html",
    "embed/MX-9008/index.html",
    "embed/impunity-share/index.html",
    "embed/impunity-share/badge.svg",
    "en/embed/MX-9001/index.html",
    "en/embed/MX-9001/days/index.html",
    "en/embed/impunity-share/oembed.json",
)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def invented(records: Records, editorial: Editorial, options: SiteOptions) -> tuple[Scene, ...]:
    """Return the scenes of the invented site."""
    findings = gathering.Reading(records, options).findings
    return make_scenes(records, editorial, options, findings, {}, with_cards=True)


@pytest.fixture(scope="module", params=["invented", "real"])
def scenes(
    request: pytest.FixtureRequest, invented: tuple[Scene, ...], editorial: Editorial, options: SiteOptions
) -> tuple[Scene, ...]:
    """Return the scenes of each of the two sites."""
    if request.param == "invented":
        return invented
    layout = Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", ("es", "en"))
    records = read_records(layout)
    findings = gathering.Reading(records, options).findings
    return make_scenes(records, editorial, options, findings, {}, with_cards=True)


@pytest.fixture(scope="module")
def files(invented: tuple[Scene, ...]) -> dict[str, str]:
    """Return every file of the invented site's embeds."""
    return {name: data.decode() for scene in invented for name, data in make_embed_files(scene)}


def squeeze(html: str) -> str:
    """Return the words of some HTML without tags and spaces, which may or may not stand between them."""
    text = unescape(re.sub(r"<(style|title)\b.*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)).replace("\u2060", "")
    return "".join(text.split())


@pytest.mark.parametrize("name", EXPECTED)
def test_file(files: Mapping[str, str], name: str, request: pytest.FixtureRequest) -> None:
    """Nothing in an embed changes unseen; its style sheet, the same in all, is left out."""
    expected = GOLDEN / name.replace("/", ".")
    lines = cut_lines(re.sub(r"<style>.*?</style>", "<style></style>", files[name], flags=re.DOTALL))
    if request.config.getoption("--write-expected"):
        expected.write_text("\n".join((*lines, "")), encoding="utf-8", newline="\n")

    assert expected.read_text(encoding="utf-8").splitlines() == lines


def test_every_expected_file_is_compared() -> None:
    """No file is left over from an embed that is no longer there."""
    assert {path.name for path in GOLDEN.iterdir()} == {name.replace("/", ".") for name in EXPECTED}


def test_embeds_say_what_the_pages_say(scenes: tuple[Scene, ...], editorial: Editorial) -> None:
    """Names, numbers, days, standing, attacks and dates of embeds and badges are on the page they lead to."""
    for scene in scenes:
        pages = {page.path: squeeze(page.body) for page in make_pages([scene], editorial)}
        for view in make_embeds(scene):
            if view.form == "withdrawn":
                continue
            shown = pages[view.page.partition("#")[0]]
            parts = [view.text.title if view.form != "figure" else "", *view.text.detail.split(" · "), *view.text.ends]
            parts += [view.days.text, view.days.since, view.chip.text] if view.days and view.chip else []
            if view.form != "figure":
                parts += view.badge[:2] if view.days else view.badge[:1]
            else:
                parts = [*view.text.detail.split(" · "), view.text.kicker]
            missing = [part for part in parts if "".join(part.split()) not in shown]
            assert missing == [], view.path


def test_figures_are_those_of_the_registry(scenes: tuple[Scene, ...]) -> None:
    """Number and denominator of an embed and its badge are those of the figure; each part of its bar is counted."""
    for scene in scenes:
        views = {view.name.replace("-", "_"): view for view in make_embeds(scene) if view.form == "figure"}
        assert {"impunity_share", "measure_implementation_rate", "attacked_while_unprotected"} <= views.keys()
        for code, view in views.items():
            figure = scene.findings.statistics.find(code)
            assert figure is not None
            numbers = [int(n.replace(",", "")) for n in re.findall(r"[\d,]+", view.text.title)]
            if figure.denominator != 0:
                assert numbers == [n for n in (figure.numerator, figure.denominator) if n is not None]
            assert view.badge == (view.text.kicker, view.text.title)
            if view.keys:
                counted = sum(int(key.value.replace(",", "")) for key in view.keys)
                assert counted == (figure.denominator or 0) + (figure.unknown or 0)


def test_counters_are_open_and_dated(scenes: tuple[Scene, ...]) -> None:
    """A counter is there only for a gap that goes on, and says up to which day it counts."""
    counters = 0
    for scene in scenes:
        for view in make_embeds(scene):
            if view.form == "days":
                counters += 1
                assert view.days is not None
                gaps = [one.gap for one in scene.findings.measures[view.name] if one.gap and one.gap.is_open]
                assert view.days.until_time in {gap.until.isoformat() for gap in gaps}
                assert int(view.days.number.replace(",", "")) in {gap.days.low for gap in gaps if gap.days}

    assert counters


def test_valid_small_and_alone(files: Mapping[str, str]) -> None:
    """Each page is valid HTML of a few kB with one h1, which loads nothing and leaves its frame by its links."""
    for name, html in files.items():
        if not name.endswith(".html"):
            continue
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(html)
        assert parser.errors == [], name
        assert len(html.encode()) < 10_000, name
        assert html.count("<h1>") == 1
        assert "<meta name=robots content=noindex>" in html
        assert not re.search(r"<(?:script|img|iframe|form|object|embed)\b|\s(?:src|srcset|style|on[a-z]+)=", html), name
        links = re.findall(r"<a [^>]*>", html)
        assert links, name
        assert all("target=_top" in link and "noopener" in link for link in links), name


def test_policy_lets_only_its_own_style_through(files: Mapping[str, str]) -> None:
    """The policy names the hash of the style sheet and nothing that could load or run."""
    html = fill_embed_policy(files["embed/MX-9001/index.html"])
    (policy,) = re.findall(r'http-equiv=Content-Security-Policy content="([^"]*)"', html)
    (style,) = re.findall(r"<style>(.*?)</style>", html, flags=re.DOTALL)

    assert policy == f"default-src 'none'; style-src {hash_text(style)}; base-uri 'none'; form-action 'none'"


def test_oembed(invented: tuple[Scene, ...], files: Mapping[str, str], editorial: Editorial) -> None:
    """It is what the specification asks of a rich one, shows the frame, and pages with a card say where it is."""
    for scene in invented:
        cards = {f"{scene.site_url}{card.path}" for card in list_cards(scene)}
        for view in make_embeds(scene):
            if view.form == "withdrawn":
                assert view.oembed_path not in files
                continue
            told = json.loads(files[view.oembed_path])
            assert (told["version"], told["type"]) == ("1.0", "rich")
            assert (told["width"], told["height"]) == FRAME[view.form]
            assert told["title"] == view.title
            assert told["html"] == view.frame
            (frame,) = html5lib.parseFragment(told["html"], namespaceHTMLElements=False).findall("iframe")
            assert frame.get("src") == f"{scene.site_url}{view.path}"
            assert frame.get("title") == view.title
            assert told["thumbnail_url"] in cards
    for page in make_pages(invented, editorial):
        found = re.findall(r'type="application/json\+oembed" href="https://example.org/visibles/([^"]+)"', page.head)
        is_case = page.card is not None and page.card.name.startswith("MX-")
        assert len(found) == is_case
        assert all(path in files for path in found)


def test_badges_are_svg_with_words(files: Mapping[str, str]) -> None:
    """Each is well-formed, has a name, holds its texts within its width, and refers to nothing outside."""
    badges = {name: text for name, text in files.items() if name.endswith(".svg")}
    assert len(badges) >= 2 * 4
    for name, text in badges.items():
        root = ET.fromstring(text)  # noqa: S314 - our own file
        width = int(root.attrib["width"])
        texts = root.findall(f".//{SVG}text")
        assert (root.attrib["role"], len(texts)) == ("img", 2), name
        assert root.findtext(f"{SVG}title", "").endswith(f"{texts[0].text}: {texts[1].text}")
        assert all(int(one.attrib["x"]) + int(one.attrib["textLength"]) < width for one in texts)
        assert not re.search(r'(?:href|src)="|url\((?!#)', text)
        assert "2026" in (texts[1].text or "")


def test_badge_grows_with_its_text() -> None:
    """A longer text gives a wider badge, and a texture takes room of its own."""
    assert measure("il") < measure("ab") < measure("AB") < measure("MW")
    assert make_badge("a", "b", "no").width > make_badge("a", "b", "").width


def test_snippets(invented: tuple[Scene, ...], editorial: Editorial) -> None:
    """A page offers its frames with a title and a link, its badge, and a fixed text where consent covers copies."""
    pages = {page.path: page.body for page in make_pages(invented, editorial)}
    ximena, valle = (unescape(pages[f"casos/{slug}/"]) for slug in ("ximena-quimera", "alguien-del-valle"))
    for path in ("embed/MX-9001/", "embed/MX-9001/brecha/", "embed/MX-9001/dias/"):
        assert f'<iframe src="https://example.org/visibles/{path}" title="' in ximena
    assert 'src="https://example.org/visibles/embed/MX-9001/badge.svg"' in ximena
    assert "<blockquote lang=es>" in ximena
    assert "este texto no se actualiza" in ximena
    assert '<iframe src="https://example.org/visibles/embed/MX-9003/" title="' in valle
    assert "<blockquote lang=" not in valle
    assert "embed/impunity-share/" in pages["indicadores/"]
    assert "embed/justice-breakdown/" not in pages["indicadores/"]


def test_snippets_are_text_and_not_markup(invented: tuple[Scene, ...], editorial: Editorial) -> None:
    """No snippet becomes an element of the page it is copied from."""
    for page in make_pages(invented, editorial):
        assert "<iframe" not in page.body
        assert "<blockquote lang" not in page.body


def test_without_address_or_embeds_nothing_is_offered(
    records: Records, editorial: Editorial, options: SiteOptions
) -> None:
    """A snippet needs the site's public address; a site without embeds speaks of none."""
    findings = gathering.Reading(records, options).findings
    for changed in (structs.replace(options, site_url=None), structs.replace(options, embeds=False)):
        scenes = make_scenes(records, editorial, changed, findings, {})
        assert not any("embed/" in page.body + page.head for page in make_pages(scenes, editorial))
    unknown = make_scenes(records, editorial, structs.replace(options, site_url=None), findings, {})
    names = [name for scene in unknown for name, _ in make_embed_files(scene)]
    assert names
    assert not [name for name in names if name.endswith("oembed.json")]


def test_withdrawn_cases_leave_a_bare_notice(files: Mapping[str, str]) -> None:
    """Who framed a case that was withdrawn shows a sentence without a name, and no other file of it is there."""
    assert [name for name in files if "MX-9008" in name] == ["embed/MX-9008/index.html", "en/embed/MX-9008/index.html"]
    assert "Este caso se retiró del sitio." in files["embed/MX-9008/index.html"]
    assert "canario" not in "".join(files.values()).casefold()
    for id_ in ("MX-9004", "MX-9005", "MX-9006", "MX-9007"):
        assert id_ not in "".join(files)


def test_forms_have_a_frame(invented: tuple[Scene, ...]) -> None:
    """Every form of embed has a size."""
    views: list[EmbedView] = [view for scene in invented for view in make_embeds(scene)]

    assert {view.form for view in views} == set(FRAME)
