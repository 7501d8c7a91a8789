"""The fonts of share cards, from packages with a free licence, and text set to fit a width."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

from msgspec import Struct
from PIL import ImageFont

SERIF, SANS = "fontpkg_noto_serif", "fontpkg_noto_sans"
"""Packages that hold the fonts: Noto has the letters of Mexico's languages, saltillo and underlined vowels included."""
_FILES = {SERIF: "NotoSerif[wdth,wght].ttf", SANS: "NotoSans[wdth,wght].ttf"}
_WIDTH = 100
_STEP = 1.17
_NOTHING = "\U0010ffff"
"""What no font has."""


class Style(Struct, frozen=True, dict=True):
    """A typeface, and the sizes that may be tried, largest first."""

    family: str
    weight: int
    sizes: tuple[int, ...]


class Lines(Struct, frozen=True, dict=True):
    """A text set in lines."""

    font: ImageFont.FreeTypeFont
    lines: tuple[str, ...]
    is_cut: bool
    """Whether some of it had no place."""

    @property
    def step(self) -> int:
        """From one line to the next, in pixels."""
        return round(self.font.size * _STEP)

    @property
    def ascent(self) -> int:
        """From the top of a line to what its letters stand on."""
        return round(self.font.size * 0.95)

    @property
    def height(self) -> int:
        """Of all lines."""
        return self.step * len(self.lines)


@cache
def get_font(family: str, weight: int, size: int) -> ImageFont.FreeTypeFont:
    """A font of one size, read once in each process."""
    font = ImageFont.truetype(str(files(family).joinpath("files", _FILES[family])), size)
    font.set_variation_by_axes([weight, _WIDTH])
    return font


def fit(text: str, style: Style, most: int, *, width: int) -> Lines:
    """A text in as many lines as it may have, in the largest size that holds it; else cut in the smallest."""
    whole = _drop_pictures(unicodedata.normalize("NFC", text), get_font(style.family, style.weight, style.sizes[-1]))
    for size in style.sizes:
        font = get_font(style.family, style.weight, size)
        lines = _wrap(whole, font, width)
        if len(lines) <= most and all(font.getlength(line) <= width for line in lines):
            return Lines(font, tuple(lines), is_cut=False)
    return Lines(font, tuple(_cut(lines, most, font, width)), is_cut=True)


def has_glyph(letter: str, font: ImageFont.FreeTypeFont) -> bool:
    """Whether a font can draw a letter, and not only the box that stands for what it cannot."""
    return bytes(font.getmask(letter)) != bytes(font.getmask(_NOTHING))


def _drop_pictures(text: str, font: ImageFont.FreeTypeFont) -> str:
    """A text without pictograms that the font lacks. Letters are never dropped: a name stays whole."""
    kept = (c for c in text if unicodedata.category(c) != "So" or has_glyph(c, font))
    return " ".join("".join(kept).split())


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(lines: list[str], most: int, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The first lines, with a sign that there is more."""
    kept = lines[:most]
    last = kept[-1] if len(lines) > most else ""
    while last and font.getlength(f"{last}…") > width:
        last = last.rpartition(" ")[0]
    return [*kept[:-1], f"{last}…"] if last else kept
