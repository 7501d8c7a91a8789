"""Badges: a figure in one line as a small SVG, for a text or a list of links. Places only; a template draws them."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

_NARROW, _WIDE = frozenset("ijlI.,:;'|!()[] ·"), frozenset("mwMW@%")
PAD, SWATCH = 9, 32
"""Pixels beside a text; and for the texture with its space."""


class Badge(Struct, frozen=True, gc=False):
    """What a template draws: two boxes with a text in each."""

    label: str
    value: str
    texture: str
    """Of the measure; empty where there is none to show."""
    label_width: int
    """Of its text, in pixels: the file makes it exactly so, whatever the font."""
    value_width: int

    @property
    def split(self) -> int:
        """Where the second box starts."""
        return self.label_width + 2 * PAD

    @property
    def value_x(self) -> int:
        """Where its text starts."""
        return self.split + PAD + (SWATCH if self.texture else 0)

    @property
    def width(self) -> int:
        """Of all of it."""
        return self.value_x + self.value_width + PAD


def make_badge(label: str, value: str, texture: str) -> Badge:
    """The badge of two texts."""
    return Badge(label, value, texture, measure(label), measure(value))


def measure(text: str) -> int:
    """About how wide a text is, in pixels."""
    return round(sum(map(_find_share, text)))


@cache
def _find_share(letter: str) -> float:
    """About how wide a letter of 12 pixels is."""
    if letter in _NARROW:
        return 3.4
    if letter in _WIDE:
        return 9.8
    return 7.9 if letter.isupper() else 6.6
