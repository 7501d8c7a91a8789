"""The sitemap, with each page's translations. Only for a site whose public address is known."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.pages.page import Page

SITEMAP_FILE = "sitemap.xml"
"""Name of the sitemap, in the root of the site."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def render_sitemap(pages: Iterable[Page], site_url: str) -> str:
    """Return sitemap.xml for the pages that search engines may list, in the order of their paths."""
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    urlset = ET.Element(f"{{{_SITEMAP}}}urlset")
    listed = (page for page in pages if page.is_listed)
    for page in sorted(listed, key=lambda page: page.path):
        url = ET.SubElement(urlset, f"{{{_SITEMAP}}}url")
        ET.SubElement(url, f"{{{_SITEMAP}}}loc").text = site_url + quote(page.path)
        for lang, path in page.alternates:
            attributes = {"rel": "alternate", "hreflang": lang, "href": site_url + quote(path)}
            ET.SubElement(url, f"{{{_XHTML}}}link", attributes)
    ET.indent(urlset, space=" ")
    text: bytes = ET.tostring(urlset, encoding="utf-8", xml_declaration=True)
    return f"{text.decode()}\n"
