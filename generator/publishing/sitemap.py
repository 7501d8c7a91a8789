"""The sitemap, with each page's translations. Only for a site whose public address is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SITEMAP_FILE = "sitemap.xml"
"""Name of the sitemap, in the root of the site."""

MOST = 10_000
"""Addresses in one file at most; the protocol allows 50,000 and 50 MB, and each has one line for each language."""
Alternates: TypeAlias = tuple[tuple[str, str], ...]
"""Language and address of a page in every language."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def make_sitemaps(pages: Iterable[tuple[str, Alternates]], site_url: str) -> Iterator[tuple[str, str]]:
    """Name and text of the sitemap; where it would be too long, of its parts, and of an index in its place.

    `pages` are those that search engines may list: path of each, and of its translations.
    """
    listed = sorted(pages)
    if len(listed) <= MOST:
        yield SITEMAP_FILE, render_sitemap(listed, site_url)
        return
    names = []
    for number, start in enumerate(range(0, len(listed), MOST), 1):
        names.append(f"sitemap-{number}.xml")
        yield names[-1], render_sitemap(listed[start : start + MOST], site_url)
    yield SITEMAP_FILE, render_index(names, site_url)


def render_sitemap(pages: Iterable[tuple[str, Alternates]], site_url: str) -> str:
    """The sitemap of some pages, in the order of their paths."""
    urlset = _make_root("urlset")
    for page, alternates in sorted(pages):
        url = ET.SubElement(urlset, f"{{{_SITEMAP}}}url")
        ET.SubElement(url, f"{{{_SITEMAP}}}loc").text = site_url + quote(page)
        for lang, path in alternates:
            attributes = {"rel": "alternate", "hreflang": lang, "href": site_url + quote(path)}
            ET.SubElement(url, f"{{{_XHTML}}}link", attributes)
    return _write(urlset)


def render_index(names: Iterable[str], site_url: str) -> str:
    """The index of the parts of a sitemap."""
    index = _make_root("sitemapindex")
    for name in names:
        ET.SubElement(ET.SubElement(index, f"{{{_SITEMAP}}}sitemap"), f"{{{_SITEMAP}}}loc").text = site_url + name
    return _write(index)


def _make_root(name: str) -> ET.Element:
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    return ET.Element(f"{{{_SITEMAP}}}{name}")


def _write(root: ET.Element) -> str:
    ET.indent(root, space=" ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return f"{text.decode()}\n"
