"""Draws share cards with Pillow: the same card, with the same versions of libraries and fonts, gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator

from msgspec import Struct
from PIL import Image, ImageDraw

from generator.pages.card import HEIGHT, WIDTH, ShareCard
from generator.pages.gap import GapDrawing
from generator.publishing.card_fonts import SANS, SERIF, Lines, Style, fit
from generator.publishing.card_marks import (
    ANIL,
    ANIL_SOFT,
    EDGE,
    GRANA,
    INK,
    INK2,
    PAPER,
    draw_flower,
    draw_hatch,
    make_diamond,
)

DESIGN = 1
"""Number of the design: to be raised with any change of what is drawn, so that kept pictures are drawn anew."""

LEFT, RIGHT = 64, 1106
BAR_TOP, BAR_HEIGHT = 452, 42
_TOP, _FOOT, _ENDS = 52, 596, 532
_BESIDE_FLOWER = 800
"""Width of text that stands left of the flower."""
_FLOWER = (1118, 104, 196)
_COLOURS = 64
_LEVEL = 6
"""Of compression: 9 takes three times as long for 3 % less."""
_DASH, _PAUSE = 9, 6
_LIGHT_TEXTURES = {"na": PAPER, "off": ANIL_SOFT}

_KICKER = (Style(SANS, 600, (32, 28, 25)), 2)
_LONG_KICKER = (Style(SANS, 600, (23,)), 4)
_TITLE_SIZES = (176, 150, 128, 104, 96, 88, 80, 72, 64, 57, 51, 46, 42, 38, 33, 28)
_FEW_LINES = 64
"""Names larger than this have three lines at most, others five."""
_LEAD = (Style(SANS, 600, (36, 33, 30)), 2)
_BOLD, _PLAIN = Style(SANS, 600, (25,)), Style(SANS, 400, (25, 23, 21, 19))
_DETAIL = (Style(SANS, 400, (27, 25, 23)), 2)


def draw_card(card: ShareCard) -> bytes:
    """The picture of a card as PNG, without any metadata."""
    image = _get_ground().copy()
    pen = _Pen(ImageDraw.Draw(image), image)
    pen.draw_words(card)
    if card.drawing:
        pen.draw_gap(card.drawing)
    small = image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", compress_level=_LEVEL)
    return out.getvalue()


_ground: list[Image.Image] = []


def _get_ground() -> Image.Image:
    """Paper with the flower: the same on every card, drawn once in each process."""
    if not _ground:
        image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        draw_flower(image, *_FLOWER)
        _ground.append(image)
    return _ground[0]


class _Pen(Struct, frozen=True, dict=True):
    """Draws on one card."""

    draw: ImageDraw.ImageDraw
    image: Image.Image

    def draw_words(self, card: ShareCard) -> None:
        """All words: from the top what they defended and who they are, from the bottom the gap."""
        text = card.text
        width = RIGHT - LEFT
        bottom = BAR_TOP - 26 if card.drawing else _ENDS + 8
        detail = fit(text.detail, *_DETAIL, width=width)
        lead = fit(text.lead, *_LEAD, width=width)
        kicker = fit(text.kicker, *_KICKER, width=_BESIDE_FLOWER)
        if kicker.is_cut:
            kicker = fit(text.kicker, *_LONG_KICKER, width=_BESIDE_FLOWER)
        self._write(detail, bottom - detail.height, INK2)
        bottom -= detail.height + (10 if detail.lines else 0) + lead.height
        self._write(lead, bottom, INK)
        self._write(kicker, _TOP, INK2)
        top = _TOP + kicker.height + 14
        title = _fit_title(text.title, bottom - 18 - top)
        self._write(title, top + (bottom - 18 - top - title.height) // 2, INK)
        self._write_line(text.source, LEFT, _FOOT, "ls", _BOLD)
        self._write_line(text.address, RIGHT, _FOOT, "rs", _PLAIN)
        self._write_line(text.ends[0], LEFT, _ENDS, "ls", _PLAIN)
        self._write_line(text.ends[1], RIGHT, _ENDS, "rs", _PLAIN)

    def draw_gap(self, drawing: GapDrawing) -> None:
        """The gap: bars, open ends, caps and attacks."""
        middle = BAR_TOP + BAR_HEIGHT // 2
        spans = [*drawing.whiskers, *([drawing.run] if drawing.run else [])]
        for span in spans:
            self._dash(_place(span.x), _place(span.end), middle, EDGE, 4)
        for bar in drawing.bars:
            self._draw_bar(bar.texture, _place(bar.x), max(_place(bar.x + bar.width), _place(bar.x) + 3))
        for x in (drawing.start, drawing.end):
            if x is not None:
                self.draw.rectangle((_place(x) - 2, BAR_TOP - 12, _place(x) + 1, BAR_TOP + BAR_HEIGHT + 12), fill=INK)
        if drawing.stub is not None:
            x = _place(drawing.stub)
            points = (x + 10, BAR_TOP - 4, x - 12, middle, x + 10, BAR_TOP + BAR_HEIGHT + 4)
            self.draw.line(points, fill=INK, width=5, joint="curve")
        for mark in drawing.marks:
            if mark.whisker:
                self._dash(_place(mark.whisker.x), _place(mark.whisker.end), middle, GRANA, 4)
            sprite = make_diamond(mark.shape)
            self.image.paste(sprite, (_place(mark.x) - sprite.width // 2, middle - sprite.height // 2), sprite)

    def _draw_bar(self, texture: str, start: int, end: int) -> None:
        top, bottom, half = BAR_TOP, BAR_TOP + BAR_HEIGHT, BAR_TOP + BAR_HEIGHT // 2
        if texture == "yes":
            self.draw.rectangle((start, top, end, bottom), fill=ANIL)
        elif texture == "part":
            draw_hatch(self.image, (start, top, end, half), thick=True)
            self.draw.rectangle((start, top, end, half), outline=GRANA, width=2)
            self.draw.rectangle((start, half, end, bottom), fill=ANIL)
        elif texture in _LIGHT_TEXTURES:
            self.draw.rectangle((start, top, end, bottom), fill=_LIGHT_TEXTURES[texture])
            self._outline(start, end, EDGE, dashed=texture == "na")
        else:
            draw_hatch(self.image, (start, top, end, bottom), thick=texture == "no")
            self._outline(start, end, GRANA, dashed=texture == "since")

    def _outline(self, start: int, end: int, colour: str, *, dashed: bool) -> None:
        top, bottom = BAR_TOP, BAR_TOP + BAR_HEIGHT
        if not dashed:
            self.draw.rectangle((start, top, end, bottom), outline=colour, width=2)
            return
        for y in (top, bottom):
            self._dash(start, end, y, colour, 2)
        for x in (start, end):
            for first, last in _cut(top, bottom):
                self.draw.line((x, first, x, last), fill=colour, width=2)

    def _dash(self, start: int, end: int, y: int, colour: str, width: int) -> None:
        for first, last in _cut(start, end):
            self.draw.line((first, y, last, y), fill=colour, width=width)

    def _write(self, lines: Lines, top: int, colour: str) -> None:
        for number, line in enumerate(lines.lines):
            self.draw.text(
                (LEFT, top + number * lines.step + lines.ascent), line, fill=colour, font=lines.font, anchor="ls"
            )

    def _write_line(self, text: str, x: int, y: int, anchor: str, style: Style) -> None:
        for line in (found := fit(text, style, 1, width=RIGHT - LEFT)).lines:
            self.draw.text((x, y), line, fill=INK2, font=found.font, anchor=anchor)


def _fit_title(title: str, height: int) -> Lines:
    """A name as large as its place allows, whole; the last size holds any title that a case may have."""
    found = fit("", Style(SERIF, 600, _TITLE_SIZES[-1:]), 1, width=_BESIDE_FLOWER)
    for size in _TITLE_SIZES:
        lines = 3 if size > _FEW_LINES else 5
        found = fit(title, Style(SERIF, 600, (size,)), lines, width=_BESIDE_FLOWER)
        if found.height <= height and not found.is_cut:
            break
    return found


def _place(share: float) -> int:
    """A per cent of the axis in pixels."""
    return LEFT + round(share * (RIGHT - LEFT) / 100)


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The dashes of a line."""
    for first in range(start, end, _DASH + _PAUSE):
        yield first, min(first + _DASH, end)
