"""Where data files and definitions of indicators stand, for links from any page."""

from __future__ import annotations

from generator.pages.scene import Scene
from generator.pages.urls import make_link

DATA_ID = "datos"
"""Anchor of the list of data files, in all languages."""


def find_data(scene: Scene, page_path: str) -> str:
    """The link from a page to the list of data files; empty where the site has no page of them."""
    return find_indicator(scene, DATA_ID, page_path)


def find_indicator(scene: Scene, code: str, page_path: str) -> str:
    """The link from a page to an indicator with all its values; empty where the site has no page of them."""
    if not scene.addresses.has("indicators", scene.words.language):
        return ""
    return f"{make_link(scene.section('indicators'), page_path)}#{code}"


def find_definition(scene: Scene, code: str, page_path: str) -> str:
    """Where it is told how an indicator is counted: its own page where the site has one, else the methodology."""
    return find_indicator(scene, code, page_path) or make_link(scene.section("methodology"), page_path)
