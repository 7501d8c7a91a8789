"""Small copies of a picture, made anew from its pixels alone: no metadata, no other colours, nothing behind it.

Only this module and that of cards need Pillow; a site without pictures never loads it.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from importlib.util import find_spec
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 12_000_000
MAX_PIXELS = 40_000_000
WIDTHS = (320, 640)
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
"""End of a file's name → Pillow's name of what must be in it; no other reader of Pillow is ever tried."""

BUDGET = 60_000
"""Bytes of the largest copy: a page with it stays small."""
_QUALITIES = (80, 70, 60, 45, 30)
_GROUND = (255, 255, 255)
"""What shows through where a picture is transparent."""


class ImageFault(ValueError):  # noqa: N818 - a fault of a file
    """Says why a file is refused: `code` is a problem code."""

    def __init__(self, code: str, **details: str) -> None:
        """Keep the problem code and its details."""
        super().__init__(code)
        self.code = code
        self.details = details


class ImageCopy(Struct, frozen=True):
    """A small copy as it is written."""

    width: int
    height: int
    ending: str
    """`jpg` or `webp`."""
    data: bytes


def can_copy() -> bool:
    """Whether all that copying needs is installed."""
    return find_spec("PIL") is not None


def make_copies(raw: bytes, ending: str) -> tuple[ImageCopy, ...]:
    """The copies of a picture, the smallest first, as WebP and as JPEG; raises `ImageFault`."""
    if len(raw) > MAX_BYTES:
        size, limit = f"{len(raw) / 1e6:.1f} MB", f"{MAX_BYTES / 1e6:.0f} MB"
        raise ImageFault("image-too-large", size=size, limit=limit)
    whole = _open(raw, FORMATS[ending])
    widths = [width for width in WIDTHS if width < whole.width]
    if len(widths) < len(WIDTHS):
        widths.append(whole.width)
    copies = (_resize(whole, width) for width in widths)
    return tuple(_encode(one, kind) for one in copies for kind in ("webp", "jpg"))


def _open(raw: bytes, kind: str) -> Image:
    """The pixels of a file, upright, in the colours of the web, in an image that knows nothing else."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only sites with pictures need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=(kind,)) as found:
                if getattr(found, "n_frames", 1) > 1:
                    raise ImageFault("image-animated")
                if found.width * found.height > MAX_PIXELS:
                    size, limit = f"{found.width} x {found.height}", f"{MAX_PIXELS // 1_000_000} Mpx"
                    raise ImageFault("image-too-large", size=size, limit=limit)
                found.load()
                upright = ImageOps.exif_transpose(found)
                profile = found.info.get("icc_profile")
    except Image.DecompressionBombError:
        raise ImageFault("image-too-large", size="?", limit=f"{MAX_PIXELS // 1_000_000} Mpx") from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError, struct.error, zlib.error) as error:
        if isinstance(error, ImageFault):
            raise
        raise ImageFault("image-unreadable") from None
    return _flatten(_use_web_colours(upright, profile))


def _use_web_colours(image: Image, profile: object) -> Image:
    """The image in sRGB; where its profile is no sound one, as it is."""
    from PIL import Image, ImageCms  # noqa: PLC0415

    mode = "RGBA" if image.has_transparency_data else "RGB"
    if isinstance(profile, bytes) and profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = image.mode if image.mode == "RGBA" else "RGB"
            made = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode=target)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            made = None
        if isinstance(made, Image.Image):
            return made.convert(mode)
    return image.convert(mode)


def _flatten(image: Image) -> Image:
    """The same pixels on plain ground, in an image of its own."""
    from PIL import Image  # noqa: PLC0415

    flat = Image.new("RGB", image.size, _GROUND)
    flat.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return flat


def _resize(image: Image, width: int) -> Image:
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), reducing_gap=3.0)


def _encode(image: Image, ending: str) -> ImageCopy:
    """The image as a file that fits the budget."""
    data = b""
    for quality in _QUALITIES:
        stream = io.BytesIO()
        if ending == "webp":
            image.save(stream, "WEBP", quality=quality, method=4)
        else:
            image.save(stream, "JPEG", quality=quality, optimize=True)
        data = stream.getvalue()
        if len(data) <= BUDGET:
            break
    return ImageCopy(image.width, image.height, ending, data)
