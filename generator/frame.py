"""What the engine gives to a build: pages of prose before rendering, and the frame that all pages are stamped into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from generator.pages.page import EditorialPage

FRONT_MATTER = ("key", "title", "description", "label")
"""What is read of the front matter of a page."""


class EngineError(Exception):
    """The engine failed, or reported success without giving all pages. No fault of the case files."""

    exit_code = 3


class WrittenPage(Struct, frozen=True):
    """A Markdown file, as it is before figures are put in."""

    front: Mapping[str, str]
    """What its front matter says: those fields that are not empty."""

    text: str
    """The whole file."""

    body: str
    """What follows the front matter."""


Prose: TypeAlias = Mapping[str, WrittenPage]
"""All pages of prose, by path below the content folder: `es/casos/index.md`."""


class Frame(Struct, frozen=True):
    """What the engine makes of prose, theme and options: all that a build needs besides the records."""

    pages: Mapping[tuple[str, str], EditorialPage]
    """By key and language."""

    static: Mapping[str, str]
    """Files that are only copied: path below the site's root → SHA-256."""
