"""Pictures of nothing: drawn for tests, with all that files of cameras hold besides."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational


def draw(width: int = 900, height: int = 600) -> Image.Image:
    """Return stripes with a red upper left corner."""
    image = Image.new("RGB", (width, height), (40, 90, 160))
    pen = ImageDraw.Draw(image)
    for x in range(0, width, 40):
        pen.line((x, 0, x + height, height), fill=(240, 200, x % 255), width=9)
    pen.rectangle((0, 0, width // 4, height // 4), fill=(220, 0, 0))
    return image


def save(image: Image.Image, kind: str, words: str = "", *, orientation: int = 1) -> bytes:
    """Return a file with words wherever a format lets somebody write: EXIF with a place, XMP, comments, a profile."""
    exif = image.getexif()
    exif[0x0112], exif[0x010E], exif[0x9286] = orientation, words, words
    exif.get_ifd(0x8825).update({1: "N", 2: (IFDRational(17), IFDRational(3), IFDRational(36)), 29: words})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    stream = io.BytesIO()
    more: dict[str, object] = {"exif": exif.tobytes(), "icc_profile": profile}
    if kind == "JPEG":
        more |= {"comment": words.encode(), "xmp": f"<x:xmpmeta>{words}</x:xmpmeta>".encode()}
    elif kind == "PNG":
        info = PngInfo()
        info.add_text("Comment", words)
        info.add_itxt("XML:com.adobe.xmp", words, zip=True)
        more["pnginfo"] = info
    elif kind == "WEBP":
        more |= {"xmp": words.encode(), "lossless": True}
    image.save(stream, kind, **more)  # type: ignore[arg-type] - each format has its own
    return stream.getvalue()


def write_picture(path: Path, words: str) -> None:
    """Write a JPEG with words in all its metadata."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(save(draw(), "JPEG", words))
