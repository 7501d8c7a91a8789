"""Gives the pictures of share cards. One that was drawn before is taken from a folder beside the site, if it is whole.

The folder holds nothing that cannot be drawn again: losing it, or finding it damaged, costs time only.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from generator.pages.card import ShareCard, render_value
from generator.records.packages import find_version
from generator.records.sealed_files import find_sealed, keep_sealed

NEEDED = ("PIL", "fontpkg_noto_serif", "fontpkg_noto_sans")
"""What drawing needs: the extra `visibles[cards]`."""

_PACKAGES = ("pillow", "fontpkg-noto-serif", "fontpkg-noto-sans")
_LIBRARIES = ("freetype2", "raqm", "harfbuzz", "fribidi", "zlib", "zlib_ng")


def can_draw() -> bool:
    """Whether all that drawing needs is installed."""
    return all(find_spec(name) for name in NEEDED)


@cache
def list_versions() -> str:
    """What the bytes of a picture depend on besides the card itself."""
    from PIL import features  # noqa: PLC0415 - Pillow may not be installed

    from generator.publishing.card_drawing import DESIGN  # noqa: PLC0415

    packages = (f"{name} {find_version(name)}" for name in _PACKAGES)
    libraries = (f"{name} {features.version(name)}" for name in _LIBRARIES)
    return ", ".join((f"design {DESIGN}", *packages, *libraries))


class Drawer(Struct, frozen=True):
    """Draws cards, each once: a picture is kept for the next build under the name of its card, with what it shows."""

    kept_dir: Path | None = None
    """Where pictures are kept; None where nothing is, as by workers with other disks."""

    def draw(self, card: ShareCard) -> bytes:
        """The picture of a card, drawn now unless it was kept."""
        if self.kept_dir is None:
            return _draw(card)
        path, key = self.kept_dir / make_name(card.path), f"{list_versions()}\n{render_value(card)}"
        data = find_sealed(path, key)
        if data is None:
            data = _draw(card)
            keep_sealed(path, data, key)
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
