"""Writes share cards into a site. A card that was drawn before is taken from a folder beside the site, if it is whole.

The folder holds nothing that cannot be drawn again: losing it, or finding it damaged, costs time only.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from generator.executors import Workforce, WorkforceError, open_crew
from generator.pages.card import ShareCard, render_value

NEEDED = ("PIL", "fontpkg_noto_serif", "fontpkg_noto_sans")
"""What drawing needs: the extra `visibles[cards]`."""

MANY = 200
"""So many cards are drawn in several processes."""
_CHUNK = 16
_PACKAGES = ("pillow", "fontpkg-noto-serif", "fontpkg-noto-sans")
_LIBRARIES = ("freetype2", "raqm", "harfbuzz", "fribidi", "zlib", "zlib_ng")
_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class CardCount:
    """How many cards were drawn, and how many had been drawn before."""

    drawn: int
    kept: int


def can_draw() -> bool:
    """Whether all that drawing needs is installed."""
    return all(find_spec(name) for name in NEEDED)


def write_cards(
    cards: Iterable[ShareCard],
    site_dir: Path,
    kept_dir: Path,
    *,
    workforce: Workforce = Workforce(),  # noqa: B008 - a frozen value
) -> CardCount:
    """Write every card as PNG; draw those that are new or changed, and forget those that are no longer there."""
    versions = _list_versions()
    keys = {card: _make_key(card, versions) for card in cards}
    kept = {card: data for card, key in keys.items() if (data := _find_kept(kept_dir / key))}
    missing = [card for card in keys if card not in kept]
    drawn = dict(_draw_all(missing, workforce, versions))
    for card, data in drawn.items():
        # Where nothing can be kept, the next build draws again.
        with suppress(OSError):
            _write_whole(kept_dir / keys[card], hashlib.sha256(data).digest() + data)
    for card, data in (kept | drawn).items():
        _write_whole(site_dir / card.path, data)
    _forget(kept_dir, frozenset(keys.values()))
    return CardCount(len(drawn), len(kept))


def _draw_all(cards: list[ShareCard], workforce: Workforce, versions: str) -> Iterator[tuple[ShareCard, bytes]]:
    """The pictures of some cards; by others only where that saves more than it takes to have them."""
    if not cards:
        return
    if workforce.kind == "processes" and (workforce.size == 1 or len(cards) < MANY):
        yield from zip(cards, map(_draw, cards), strict=True)
        return
    chunks = [tuple(cards[start : start + _CHUNK]) for start in range(0, len(cards), _CHUNK)]
    with open_crew(workforce, versions) as crew:
        for chunk, pictures in crew.run(_draw_chunk, chunks):
            yield from zip(chunk, map(_draw, chunk) if pictures is None else pictures, strict=True)


def _draw_chunk(versions: str, chunk: Sequence[ShareCard]) -> list[bytes]:
    """The pictures of some cards; raise WorkforceError where they would not be the same as elsewhere."""
    if (here := _list_versions()) != versions:
        message = f"a worker draws share cards with {here}, not with {versions}"
        raise WorkforceError(message)
    return [_draw(card) for card in chunk]


def _draw(card: ShareCard) -> bytes:
    from generator.publishing.card_drawing import draw_card  # noqa: PLC0415 - Pillow may not be installed

    return draw_card(card)


def _make_key(card: ShareCard, versions: str) -> str:
    return hashlib.sha256(f"{versions}\n{render_value(card)}".encode()).hexdigest()


def _list_versions() -> str:
    """What the bytes of a picture depend on besides the card itself."""
    from PIL import features  # noqa: PLC0415

    from generator.publishing.card_drawing import DESIGN  # noqa: PLC0415

    packages = (f"{name} {version(name)}" for name in _PACKAGES)
    libraries = (f"{name} {features.version(name)}" for name in _LIBRARIES)
    return ", ".join((f"design {DESIGN}", *packages, *libraries))


def _find_kept(path: Path) -> bytes | None:
    """A picture drawn before; none where it is missing or not as it was written."""
    try:
        held = path.read_bytes()
    except OSError:
        return None
    digest, data = held[:_DIGEST], held[_DIGEST:]
    return data if data and hashlib.sha256(data).digest() == digest else None


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)


def _forget(folder: Path, keys: frozenset[str]) -> None:
    """Remove pictures of cards that the site no longer has: what was withdrawn is kept nowhere."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in keys and (path.is_symlink() or not path.is_dir()):
            path.unlink(missing_ok=True)
