"""Gives the pictures of share cards. One that was drawn before is taken from a folder beside the site, if it is whole.

The folder holds nothing that cannot be drawn again: losing it, or finding it damaged, costs time only.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from generator.pages.card import ShareCard, render_value

NEEDED = ("PIL", "fontpkg_noto_serif", "fontpkg_noto_sans")
"""What drawing needs: the extra `visibles[cards]`."""

_PACKAGES = ("pillow", "fontpkg-noto-serif", "fontpkg-noto-sans")
_LIBRARIES = ("freetype2", "raqm", "harfbuzz", "fribidi", "zlib", "zlib_ng")
_DIGEST = hashlib.sha256().digest_size


def can_draw() -> bool:
    """Whether all that drawing needs is installed."""
    return all(find_spec(name) for name in NEEDED)


@cache
def list_versions() -> str:
    """What the bytes of a picture depend on besides the card itself."""
    from PIL import features  # noqa: PLC0415 - Pillow may not be installed

    from generator.publishing.card_drawing import DESIGN  # noqa: PLC0415

    packages = (f"{name} {version(name)}" for name in _PACKAGES)
    libraries = (f"{name} {features.version(name)}" for name in _LIBRARIES)
    return ", ".join((f"design {DESIGN}", *packages, *libraries))


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws cards, each once: a picture is kept for the next build under the name of its card, with what it shows."""

    kept_dir: Path | None = None
    """Where pictures are kept; None where nothing is, as by workers with other disks."""

    def draw(self, card: ShareCard) -> bytes:
        """The picture of a card, drawn now unless it was kept."""
        if self.kept_dir is None:
            return _draw(card)
        path, key = self.kept_dir / make_name(card.path), _make_key(card)
        data = _find_kept(path, key)
        if data is None:
            data = _draw(card)
            # Where nothing can be kept, the next build draws again.
            with suppress(OSError):
                _write_whole(path, key + hashlib.sha256(data).digest() + data)
        return data

    def forget(self, paths: Iterable[str]) -> None:
        """Remove whatever is not of a card at one of these paths: what was withdrawn is kept nowhere."""
        if self.kept_dir is not None and self.kept_dir.is_dir():
            names = frozenset(map(make_name, paths))
            for path in self.kept_dir.iterdir():
                if path.name not in names and (path.is_symlink() or not path.is_dir()):
                    path.unlink(missing_ok=True)


def make_name(path: str) -> str:
    """What the picture at a path of the site is kept as."""
    return path.rpartition("/")[2]


def _draw(card: ShareCard) -> bytes:
    from generator.publishing.card_drawing import draw_card  # noqa: PLC0415 - Pillow may not be installed

    return draw_card(card)


def _make_key(card: ShareCard) -> bytes:
    return hashlib.sha256(f"{list_versions()}\n{render_value(card)}".encode()).digest()


def _find_kept(path: Path, key: bytes) -> bytes | None:
    """A picture drawn before; None where it is missing, of another card, or not as it was written."""
    try:
        held = path.read_bytes()
    except OSError:
        return None
    digest, data = held[_DIGEST : 2 * _DIGEST], held[2 * _DIGEST :]
    return data if held.startswith(key) and hashlib.sha256(data).digest() == digest else None


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)
