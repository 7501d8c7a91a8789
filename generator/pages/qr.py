"""An address as a QR code, for what is printed: a square of modules and the path that draws the dark ones."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from msgspec import Struct

QUIET = 4
"""Modules of empty border that the standard asks for."""


class QrView(Struct, frozen=True):
    """A QR code to be drawn in a square of its own units."""

    size: int
    """Modules on a side, the quiet zone included."""
    path: str
    """The dark modules, as the path of an SVG: runs along each row."""


@lru_cache(maxsize=1000)
def make_qr(address: str) -> QrView:
    """The QR code of an address, readable with up to 15 % of it damaged."""
    import segno  # noqa: PLC0415 - few pages have a code, and loading it takes time

    code = segno.make_qr(address, error="m", boost_error=False)
    runs = (_draw_row(row, y + QUIET) for y, row in enumerate(code.matrix))
    return QrView(len(code.matrix) + 2 * QUIET, "".join(runs))


def _draw_row(row: bytearray, y: int) -> str:
    drawn, x = "", QUIET
    for dark, run in groupby(row):
        length = len(list(run))
        drawn += f"M{x} {y}h{length}v1h-{length}z" if dark else ""
        x += length
    return drawn
