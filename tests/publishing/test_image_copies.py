"""Copies of pictures hold pixels and nothing else; what is no picture, or too much of one, is refused with a code."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import draw, save
from PIL import Image

from generator.publishing.image_copies import BUDGET, MAX_BYTES, ImageFault, make_copies

WORDS = "CANARIO-secreto"
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def open_all(raw: bytes, ending: str) -> list[Image.Image]:
    """Return the copies of a file as they can be opened again."""
    return [Image.open(io.BytesIO(one.data)) for one in make_copies(raw, ending)]


def fail(raw: bytes, ending: str) -> str:
    """Return the code with which a file is refused."""
    with pytest.raises(ImageFault) as caught:
        make_copies(raw, ending)
    return caught.value.code


@pytest.mark.parametrize("kind", ENDINGS)
def test_copies_are_bare(kind: str) -> None:
    """Nothing of EXIF, place, XMP, comments or profile is left, whatever the format; the words were there before."""
    raw = save(draw(), kind, WORDS)
    assert WORDS.encode() in raw
    copies = make_copies(raw, ENDINGS[kind])

    assert [(one.width, one.height, one.ending) for one in copies] == [
        (320, 213, "webp"), (320, 213, "jpg"), (640, 427, "webp"), (640, 427, "jpg"),
    ]  # fmt: skip
    for copy, image in zip(copies, open_all(raw, ENDINGS[kind]), strict=True):
        assert len(copy.data) <= BUDGET
        assert not image.getexif()
        assert set(image.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "loop",
            "background",
            "timestamp",
        }
        for trace in (WORDS.encode(), b"Exif", b"EXIF", b"ICC", b"xmp", b"XMP", b"GPS", b"http"):
            assert trace not in copy.data


def test_same_file_same_bytes() -> None:
    """Copying is reproducible."""
    raw = save(draw(), "PNG", WORDS)

    assert make_copies(raw, "png") == make_copies(raw, "png")


@pytest.mark.parametrize(("orientation", "corner"), [(1, (4, 4)), (3, (-5, -5)), (6, (-5, 4)), (8, (4, -5))])
def test_pictures_stand_upright(orientation: int, corner: tuple[int, int]) -> None:
    """What the camera noted about how it was held is done to the pixels."""
    image = open_all(save(draw(), "JPEG", orientation=orientation), "jpg")[1].convert("RGB")
    x, y = (place % size for place, size in zip(corner, image.size, strict=True))

    red, green, blue = image.getpixel((x, y))  # type: ignore[misc] - of an RGB image
    assert red > 180
    assert max(green, blue) < 60
    assert (image.width > image.height) == (orientation in {1, 3})


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel(mode: str) -> None:
    """Grey, palettes, transparency and print colours become plain colours; what is transparent is white."""
    stream = io.BytesIO()
    image = Image.new(mode, (50, 40)) if mode in {"I;16", "LA"} else draw(50, 40).convert(mode)
    image.save(stream, "JPEG" if mode == "CMYK" else "PNG")
    copies = open_all(stream.getvalue(), "jpg" if mode == "CMYK" else "png")

    assert [(one.size, one.mode) for one in copies] == [((50, 40), "RGB")] * 2
    if mode == "LA":
        assert copies[1].getpixel((20, 20)) == (255, 255, 255)


def make_bomb() -> bytes:
    """Return a small PNG that says it is enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * 7501 * 1000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def make_animation(kind: str) -> bytes:
    """Return a picture that moves."""
    stream = io.BytesIO()
    draw(60, 40).save(stream, kind, save_all=True, append_images=[Image.new("RGB", (60, 40))])
    return stream.getvalue()


def make_gif() -> bytes:
    """Return a picture of a format that is not accepted."""
    stream = io.BytesIO()
    draw(60, 40).save(stream, "GIF")
    return stream.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
JPEG = save(draw(200, 150), "JPEG", WORDS)
REFUSED = {
    "nothing": (b"", "jpg", "image-unreadable"),
    "a drawing that is a program": (SVG, "png", "image-unreadable"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "jpg", "image-unreadable"),
    "another format than its name says": (JPEG, "png", "image-unreadable"),
    "a format that is not accepted": (make_gif(), "png", "image-unreadable"),
    "half a file": (JPEG[: len(JPEG) // 2], "jpg", "image-unreadable"),
    "half a file of another kind": (save(draw(), "PNG")[:3000], "png", "image-unreadable"),
    "too many bytes": (JPEG + b"x" * MAX_BYTES, "jpg", "image-too-large"),
    "too many pixels": (make_bomb(), "png", "image-too-large"),
    "an animation": (make_animation("PNG"), "png", "image-animated"),
    "another animation": (make_animation("WEBP"), "webp", "image-animated"),
}


@pytest.mark.parametrize(("raw", "ending", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(raw: bytes, ending: str, code: str) -> None:
    """Bombs, animations, halves, other formats and what is no picture at all."""
    assert fail(raw, ending) == code


def test_what_hides_behind_a_picture_is_gone() -> None:
    """A file that is two things at once comes out as one."""
    for hidden in (b"PK\x03\x04" + b"zip" * 50, SVG, b"<?php evil(); ?>", b"%PDF-1.4"):
        for copy in make_copies(JPEG + hidden, "jpg"):
            assert hidden[:6] not in copy.data


@given(data=st.data(), kind=st.sampled_from(["JPEG", "PNG", "WEBP"]))
@settings(max_examples=80, derandomize=True, deadline=None)
def test_damaged_files(data: st.DataObject, kind: str) -> None:
    """Whatever bytes are changed, there are copies or a code."""
    raw = bytearray(save(draw(40, 30), kind, WORDS))
    for _ in range(data.draw(st.integers(1, 12))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        copies = make_copies(bytes(raw), ENDINGS[kind])
    except ImageFault as fault:
        copies = ()
        code = fault.code
    else:
        code = ""

    assert bool(copies) != bool(code)
    assert code in {"", "image-unreadable", "image-too-large", "image-animated"}
