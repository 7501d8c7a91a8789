"""Links to pass a page on: plain addresses that carry the text and the permanent address, and nothing of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from generator.pages.page import Page
from generator.pages.scene import Scene
from generator.pages.sharing import SERVICES, make_share

ADDRESS = "https://example.org/visibles/c/MX-0001/"


def test_each_link_carries_text_and_address(scenes: tuple[Scene, ...]) -> None:
    """Whatever the title holds arrives whole, in the part of the address that each service reads."""
    title = "Ana & José «100 %» #1?"
    for scene in scenes:
        share = make_share(ADDRESS, title, scene.words)
        assert [link.text for link in share.links][:-1] == list(SERVICES)
        for link in share.links:
            parts = urlsplit(link.href)
            assert parts.scheme in {"https", "mailto"}
            told = " ".join(
                value for part in (parts.query, parts.fragment) for one in parse_qs(part).values() for value in one
            )
            assert ADDRESS in told
            assert title in told or link.text == "Facebook"


def test_links_send_no_referrer(pages: Mapping[str, Page]) -> None:
    """No service learns which page its link stood on, and none is told to search engines as ours."""
    body = pages["casos/ximena-quimera/"].body
    for name in SERVICES:
        link = next(one for one in body.split("<a ") if f">{name}</a>" in one)
        assert 'rel="noopener noreferrer nofollow"' in link
