"""A share card as a value: what the picture says and draws that other sites show for a page. Draws nothing."""

from __future__ import annotations

import hashlib

from msgspec import Struct

from generator.pages.gap import GapDrawing
from generator.records.unopened import list_fields

WIDTH, HEIGHT = 1200, 630
"""Size of every card, in pixels."""
LONGEST = 420
"""Characters of a picture's description that the strictest network keeps."""
FOLDER = "assets/cards"
SITE = "site"
"""Name of the card of every page that has none of its own."""


class CardText(Struct, frozen=True):
    """Every word on a card, in the order it is read."""

    kicker: str
    """What they defended; of a figure, what it counts among."""
    title: str
    """Who they are, or the number."""
    lead: str
    """The gap in words."""
    detail: str
    ends: tuple[str, str]
    """What stands at either end of the drawing."""
    source: str
    """Whose figures these are, and of which day."""
    address: str

    @property
    def alternative(self) -> str:
        """The card for those who cannot see it: its words as sentences, who they are first."""
        whole = _join(self.title, self.kicker, self.lead, self.detail, self.source)
        if len(whole) <= LONGEST:
            return whole
        return _join(self.title, self.kicker, self.lead, self.source)


def _join(*parts: str) -> str:
    return " ".join(part if part.endswith((".", "…", "!", "?")) else f"{part}." for part in parts if part)


class ShareCard(Struct, frozen=True):
    """A card: its words, its drawing, and where it lies."""

    name: str
    """Id of the case, code of the indicator, or `site`."""
    lang: str
    text: CardText
    drawing: GapDrawing | None
    """The gap as on the page; none where there is nothing to draw."""

    @property
    def path(self) -> str:
        """Where the picture lies below the site's root. It never changes, so that a link to it keeps working."""
        return make_card_path(self.name, self.lang)

    @property
    def edition(self) -> str:
        """What changes with anything on the card: sites that keep pictures fetch it anew under another query."""
        return hashlib.sha256(render_value(self).encode()).hexdigest()[:12]

    def make_address(self, site_url: str) -> str:
        """Where other sites find it."""
        return f"{site_url}{self.path}?v={self.edition}"


def make_card_path(name: str, lang: str) -> str:
    """Where the picture of a card lies below the site's root."""
    return f"{FOLDER}/{name}.{lang}.png"


def render_value(value: object) -> str:
    """A value as text that is the same for equal values in every process."""
    names = list_fields(type(value)) or getattr(value, "_fields", ())
    if names:
        inner = (f"{name}={render_value(getattr(value, name))}" for name in names)
        return f"{type(value).__name__}({','.join(inner)})"
    if isinstance(value, tuple):
        return f"({','.join(map(render_value, value))})"
    return repr(value)
