"""QR codes: what a reader of such codes sees in what is drawn."""

from __future__ import annotations

import re

import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from generator.pages.qr import QUIET, QrView, make_qr

SCALE = 4


def draw(view: QrView) -> Image.Image:
    """Return the path as a picture, run by run."""
    image = Image.new("L", (view.size * SCALE, view.size * SCALE), 255)
    pen = ImageDraw.Draw(image)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", view.path):
        left, top, right = int(x) * SCALE, int(y) * SCALE, (int(x) + int(length)) * SCALE
        pen.rectangle((left, top, right - 1, top + SCALE - 1), fill=0)
    return image


@settings(max_examples=25, deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-/.", min_size=1, max_size=120))
def test_it_leads_where_it_says(path: str) -> None:
    """A reader of codes finds the address, whatever its length."""
    address = f"https://example.org/{path}"
    (found,) = zxingcpp.read_barcodes(draw(make_qr(address)))

    assert (found.text, found.format) == (address, zxingcpp.BarcodeFormat.QRCode)


def test_quiet_zone() -> None:
    """Nothing is drawn within four modules of the edge."""
    view = make_qr("https://example.org/c/MX-0001/")
    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)", view.path)]

    assert min(x for x, _, _ in runs) == QUIET == min(y for _, y, _ in runs)
    assert max(x + length for x, _, length in runs) == view.size - QUIET == max(y for _, y, _ in runs) + 1
