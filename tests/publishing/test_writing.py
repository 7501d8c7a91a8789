"""Pages are written where their address says, with a sitemap of those to be found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from generator.pages.page import Page
from generator.publishing.last_files import is_sitemap
from generator.publishing.sitemap import MOST, make_sitemaps, render_sitemap
from generator.publishing.writing import point_at_files

if TYPE_CHECKING:
    pass


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("../", "../index.html"),
        ("./", "./index.html"),
        ("casos/uno/#e1", "casos/uno/index.html#e1"),
        ("casos/?q=1", "casos/index.html?q=1"),
        ("https://example.org/", "https://example.org/"),
        ("//example.org/", "//example.org/"),
        ("#a/", "#a/"),
        ("a.html", "a.html"),
        ("mailto:x/", "mailto:x/"),
    ],
)
def test_point_at_files(link: str, wanted: str) -> None:
    """For reading from disk, links to folders name their index; no other link changes."""
    assert point_at_files(f'<a class="x" href="{link}">') == f'<a class="x" href="{wanted}">'


def test_sitemap() -> None:
    """It lists pages by path with all translations."""
    alternates = (("es", "ñandú/"), ("en", "en/x/"))
    text = render_sitemap([("ñandú/", alternates), ("", alternates)], "https://example.org/v/")

    ET.fromstring(text)  # noqa: S314 - our own text
    assert text.startswith("<?xml version='1.0' encoding='utf-8'?>\n")
    assert text.count("<loc>") == 2
    assert text.index("<loc>https://example.org/v/</loc>") < text.index("%C3%B1and%C3%BA/</loc>")
    assert '<xhtml:link rel="alternate" hreflang="en" href="https://example.org/v/en/x/" />' in text


def test_a_long_sitemap_has_parts() -> None:
    """An index stands where the sitemap would, and its parts list every page once."""
    pages = [(f"{n:05}/", (("es", f"{n:05}/"),)) for n in range(MOST + 1)]
    files = dict(make_sitemaps(pages, "https://example.org/"))
    found = [loc for name in ("sitemap-1.xml", "sitemap-2.xml") for loc in re.findall("<loc>(.+?)</loc>", files[name])]

    assert re.findall("<loc>(.+?)</loc>", files["sitemap.xml"]) == [
        "https://example.org/sitemap-1.xml",
        "https://example.org/sitemap-2.xml",
    ]
    assert found == [f"https://example.org/{n:05}/" for n in range(MOST + 1)]
    assert all(map(is_sitemap, files))


def test_pages_to_be_found() -> None:
    """Copies, pages that tell of nothing, and the page for missing addresses are not for search engines."""
    page = Page("es", "s", "a/", "", "", "", (("es", "a/"),))
    assert page.is_listed
    changes: list[dict[str, Any]] = [{"noindex": True}, {"canonical": "b/"}, {"path": "404.html"}]
    assert not any(replace(page, **change).is_listed for change in changes)
