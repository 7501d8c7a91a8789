"""Colours, textures and marks of share cards: drawn large, then made small, so that slanted edges are smooth."""

from __future__ import annotations

import math
from functools import cache

from PIL import Image, ImageDraw

INK, INK2, PAPER, EDGE = "#1c1a17", "#555047", "#fbfaf6", "#857e70"
GRANA, ANIL, ANIL_SOFT = "#a5133d", "#1d4a86", "#dde7f3"
"""The tokens of the stylesheet in its light form."""

_FINE = 4
"""How many times larger a thing is drawn than it is shown."""
_RINGS = (
    (20, 1.0, "#d9860b", 0),
    (17, 0.84, "#ec9a0a", 6),
    (13, 0.66, "#f2a50c", 4),
    (10, 0.47, "#f8bd3e", 12),
    (6, 0.27, "#f2a50c", 8),
)
"""Petals of each ring of the marigold, its radius, its colour and by how many degrees it is turned."""
_OUTLINE, _HEART = "#a86400", "#7a4700"
_CURVE = 24
_DIAMONDS = {"attack": 26, "kill": 30, "about": 23}


def draw_flower(image: Image.Image, x: int, y: int, radius: int) -> None:
    """Put the marigold on a picture."""
    size = 2 * radius + 8
    large = Image.new("RGBA", (size * _FINE, size * _FINE), (0, 0, 0, 0))
    draw, middle = ImageDraw.Draw(large), size * _FINE / 2
    for count, share, colour, turn in _RINGS:
        petal = _make_petal(radius * share * _FINE, count)
        for number in range(count):
            points = [_turn(point, turn + 360 * number / count, middle) for point in petal]
            draw.polygon(points, fill=colour, outline=_OUTLINE, width=_FINE + 1)
    heart = radius * 0.07 * _FINE
    draw.ellipse((middle - heart, middle - heart, middle + heart, middle + heart), fill=_HEART)
    small = large.resize((size, size), Image.Resampling.BOX)
    image.paste(small, (x - size // 2, y - size // 2), small)


def _make_petal(length: float, count: int) -> list[tuple[float, float]]:
    """One petal that points up: two Bézier curves, there and back."""
    breadth = length * math.sin(math.pi / count) * 1.45
    out = [(0.0, 0.0), (breadth * 0.8, -length * 0.3), (breadth * 1.2, -length * 0.98), (0.0, -length)]
    back = [(-x, y) for x, y in reversed(out)]
    return [_follow(curve, step / _CURVE) for curve in (out, back) for step in range(_CURVE)]


def _follow(curve: list[tuple[float, float]], t: float) -> tuple[float, float]:
    """A point of a cubic Bézier curve."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def _turn(point: tuple[float, float], degrees: float, middle: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    x, y = point
    return middle + x * math.cos(angle) - y * math.sin(angle), middle + x * math.sin(angle) + y * math.cos(angle)


def draw_hatch(image: Image.Image, box: tuple[int, int, int, int], *, thick: bool) -> None:
    """Fill a box with slanted lines: thick where something is verified missing, thin where nobody has looked since."""
    left, top, right, bottom = box
    strip = _make_hatch(image.width, bottom - top, thick=thick)
    image.paste(strip.crop((left, 0, right + 1, bottom - top)), (left, top))


@cache
def _make_hatch(width: int, height: int, *, thick: bool) -> Image.Image:
    """A strip of slanted lines as wide as a card."""
    pitch, line = (17, 7.4) if thick else (20, 2.4)
    large = Image.new("RGB", (width * _FINE, height * _FINE), PAPER)
    draw = ImageDraw.Draw(large)
    for start in range(-height - pitch, width, pitch):
        bottom, rise = height * _FINE, height * _FINE
        x = start * _FINE
        draw.polygon(((x, bottom), (x + rise, 0), (x + rise + line * _FINE, 0), (x + line * _FINE, bottom)), fill=GRANA)
    return large.resize((width, height), Image.Resampling.BOX)


@cache
def make_diamond(shape: str) -> Image.Image:
    """The mark of an attack, of a killing with its eye, or, left open, of one whose date is known to the year."""
    radius = _DIAMONDS[shape]
    half = (radius + 4) * _FINE
    large = Image.new("RGBA", (2 * half, 2 * half), (0, 0, 0, 0))
    draw = ImageDraw.Draw(large)
    inner = {"kill": (9, PAPER), "about": (radius - 5, PAPER)}.get(shape)
    for size, colour in ((radius + 3, PAPER), (radius, GRANA), *((inner,) if inner else ())):
        r = size * _FINE
        draw.polygon(((half, half - r), (half + r, half), (half, half + r), (half - r, half)), fill=colour)
    return large.resize((2 * half // _FINE, 2 * half // _FINE), Image.Resampling.BOX)
