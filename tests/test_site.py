"""The real site, built once: valid HTML, complete heads, one outline a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import html5lib
import pytest
from sites import REPOSITORY, SITE_URL, get_real_site

from generator.config import EXIT_URL
from generator.pages.case_addresses import find_case
from generator.pages.editorial import OUTWARD_REL
from generator.publishing.links import read_site

FRAME, LONGEST_CASE = 8_000, 130_000
"""Bytes of the frame of a case page, and of the whole of the longest."""


@dataclass(frozen=True)
class Outline:
    """What is looked at in a page."""

    lang: str
    titles: tuple[str, ...]
    headings: tuple[int, ...]
    ids: tuple[str, ...]
    metas: Mapping[str, str]
    links: tuple[tuple[str, Mapping[str, str]], ...]
    """Each `a` and `link` element with its attributes."""
    unnamed: tuple[str, ...]
    """Elements that would load something from elsewhere."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.title = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        # Drawings have titles of their own, further down.
        self._in_title = tag == "title" and not self.title

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""


def read_outline(html: str) -> Outline:
    """Return what is looked at in a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = reader.found
    loading = ("src", "srcset", "poster", "data", "action", "formaction")
    return Outline(
        lang=next(attributes.get("lang", "") for tag, attributes in found if tag == "html"),
        titles=(reader.title,),
        headings=tuple(int(tag[1]) for tag, _ in found if re.fullmatch("h[1-6]", tag)),
        ids=tuple(attributes["id"] for _, attributes in found if "id" in attributes),
        metas={
            attributes["name"]: attributes["content"]
            for tag, attributes in found
            if tag == "meta" and "name" in attributes
        },
        links=tuple((tag, attributes) for tag, attributes in found if tag in {"a", "link"}),
        unnamed=tuple(
            value for _, attributes in found for name, value in attributes.items() if name in loading and "//" in value
        ),
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real site. Only for reading."""
    return get_real_site(tmp_path_factory.getbasetemp())


def is_framed(path: Path, site: Path) -> bool:
    """Return whether a page is one for other sites to frame, which has neither the site's frame nor its selector."""
    return "embed" in path.relative_to(site).parts


@pytest.fixture(scope="session")
def outlines(site: Path) -> dict[str, Outline]:
    """Return the outline of every page of the site by its file."""
    pages = sorted(path for path in site.rglob("*.html") if not is_framed(path, site))
    return {path.relative_to(site).as_posix(): read_outline(path.read_text(encoding="utf-8")) for path in pages}


def find_problems(outlines: Mapping[str, Outline]) -> Iterator[str]:
    """Yield what is wrong with the heads and outlines of pages."""
    for name, page in outlines.items():
        if page.lang != ("en" if name.startswith("en/") else "es"):
            yield f"{name}: lang is {page.lang!r}"
        if not re.fullmatch(r"\S.* · Visibles", page.titles[0]):
            yield f"{name}: title is {page.titles[0]!r}"
        if page.headings.count(1) != 1 or page.headings[0] != 1:
            yield f"{name}: headings are {page.headings}"
        yield from (
            f"{name}: h{a} is followed by h{b}"
            for a, b in zip(page.headings, page.headings[1:], strict=False)
            if b > a + 1
        )
        if not 20 <= len(page.metas.get("description", "")) <= 160:
            yield f"{name}: description is {page.metas.get('description')!r}"
        yield from (f"{name}: id {id_} is there {n} times" for id_, n in Counter(page.ids).items() if n > 1)
        yield from (f"{name}: loads {address}" for address in page.unnamed)


def test_every_case_has_its_pages(site: Path) -> None:
    """There is a page in each language for each case file."""
    slugs = {path.stem for path in (REPOSITORY / "cases").glob("*.yml")}

    assert len(slugs) >= 23
    for folder in ("casos", "en/cases"):
        assert {slug for slug in slugs if (site / folder / slug / "index.html").is_file()} == slugs


def test_heads_and_outlines(outlines: Mapping[str, Outline]) -> None:
    """Each page has its language, a title, one h1 that comes first, no skipped level, a description, unique ids."""
    assert list(find_problems(outlines)) == []


def test_titles_tell_pages_apart(outlines: Mapping[str, Outline]) -> None:
    """No two pages of one language share a title, but for the copies at permanent addresses."""
    titles = Counter((page.lang, page.titles) for name, page in outlines.items() if find_case(name) is None)

    assert [title for title, number in titles.items() if number > 1] == []


def test_every_page_links_to_its_translation(outlines: Mapping[str, Outline]) -> None:
    """The selector of each page leads to a page that leads back, in the language it says."""
    for name, page in outlines.items():
        links = [
            link for tag, link in page.links if tag == "a" and link.get("target") == "_self" and "hreflang" in link
        ]
        assert len(links) == 1, name
        here = SITE_URL + name.removesuffix("index.html")
        there = urljoin(here, links[0]["href"]).removeprefix(SITE_URL)
        other = outlines[there + ("index.html" if not there.endswith(".html") else "")]
        assert other.lang == links[0]["hreflang"] == links[0]["lang"] != page.lang


def test_canonical_addresses(outlines: Mapping[str, Outline]) -> None:
    """Each page says its own address, a copy that of its case, the one for missing addresses none."""
    for name, page in outlines.items():
        canonical = [link["href"] for tag, link in page.links if tag == "link" and link.get("rel") == "canonical"]
        if id_ := find_case(name):
            (slug,) = canonical[0].removeprefix(SITE_URL).split("/")[-2:-1]
            case = (REPOSITORY / "cases" / f"{slug}.yml").read_text(encoding="utf-8")
            assert f"id: {id_}\n" in case
        elif not name.endswith("404.html"):
            assert canonical == [SITE_URL + name.removesuffix("index.html")]


def test_no_link_is_broken(site: Path) -> None:
    """Links, anchors and slots of all pages are as they should be."""
    assert read_site(site, base_path="/visibles/").faults == ()


def test_every_page_has_the_way_out(outlines: Mapping[str, Outline]) -> None:
    """Whatever somebody reads, there is one plain link to leave by, and it tells nobody where they come from."""
    for name, page in outlines.items():
        if "/embed/" in f"/{name}" or not page.links:
            continue
        ways = [link for tag, link in page.links if tag == "a" and link["href"] == EXIT_URL]
        assert len(ways) == 1, name
        assert {"noopener", "noreferrer", "nofollow"} <= set(ways[0]["rel"].split()), name


def test_links_to_other_sites_tell_them_nothing(outlines: Mapping[str, Outline]) -> None:
    """Every one says so: no opener, no address of this page, no recommendation."""
    links = [(name, link) for name, page in outlines.items() for tag, link in page.links if tag == "a"]
    outward = [one for one in links if "//" in one[1]["href"] and not one[1]["href"].startswith("data:")]

    assert len(outward) > 3000
    assert [one for one in outward if not set(OUTWARD_REL) <= set(one[1].get("rel", "").split())] == []


def test_every_picture_for_networks_is_there(site: Path) -> None:
    """The share card that each page names is a file of the site; each case has one of its own in each language."""
    named: set[str] = set()
    for path in sorted(path for path in site.rglob("*.html") if not is_framed(path, site)):
        found = re.findall(r'property="og:image" content="([^"]+)"', path.read_text(encoding="utf-8"))
        assert len(found) <= 1, path
        named.update(url.removeprefix(SITE_URL).partition("?")[0] for url in found)

    assert len(named) >= 2 * (23 + 1)
    assert [name for name in sorted(named) if not (site / name).is_file()] == []


def test_pages_to_frame(site: Path) -> None:
    """There is one of each case and of the main figures, in each language, and none is for search engines."""
    ids = [
        re.findall(r"^id: (\S+)", path.read_text("utf-8"), re.MULTILINE)[0] for path in REPOSITORY.glob("cases/*.yml")
    ]
    for prefix in ("", "en/"):
        for name in (*ids, "impunity-share", "measure-implementation-rate", "attacked-while-unprotected"):
            assert (site / prefix / "embed" / name / "index.html").is_file(), name
            assert (site / prefix / "embed" / name / "badge.svg").is_file(), name
            assert (site / prefix / "embed" / name / "oembed.json").is_file(), name
    framed = [path for path in site.rglob("*.html") if is_framed(path, site)]
    titles = Counter(read_outline(path.read_text("utf-8")).titles for path in framed)
    assert [title for title, number in titles.items() if number > 2] == []
    assert all(read_outline(path.read_text("utf-8")).metas["robots"] == "noindex" for path in framed)


def test_html_is_valid(site: Path) -> None:
    """A strict parser finds no error in any page."""
    errors = []
    for path in sorted(site.rglob("*.html")):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(path.read_text(encoding="utf-8"))
        errors += [f"{path.relative_to(site)}:{place[0]} {code} {more}" for place, code, more in parser.errors]

    assert errors == []


def test_case_pages_are_small(site: Path) -> None:
    """What surrounds a case is a few kB, and the longest case, of 43 students and 30 sources, is under 130."""
    slugs = [path.stem for path in (REPOSITORY / "cases").glob("*.yml")]
    pages = [site / folder / slug / "index.html" for slug in slugs for folder in ("casos", "en/cases")]

    assert pages
    for path in pages:
        html = path.read_text("utf-8")
        before, _, article = html.partition("<article")
        frame = before + article.rpartition("</article>")[2]
        assert len(frame.encode()) < FRAME, path
        assert len(html.encode()) < LONGEST_CASE, path


def test_no_page_carries_styles_or_handlers(site: Path) -> None:
    """What the policy would block is not there: style attributes, style elements, handlers, scripts in the text."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.search(r"<[a-z][^>]*\s(?:style|on[a-z]+)=", html), path
        if is_framed(path, site):
            assert html.count("<style>") == 1
            assert "<script" not in html
            continue
        assert "<style" not in html
        article = html.partition("<article")[2].partition("</article>")[0]
        assert not re.search(r'<script(?! src="[^":]+"[ >])', article), path
