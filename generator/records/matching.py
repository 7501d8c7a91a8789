"""Finds what an editor probably meant. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

_LIKE_ENOUGH = 0.75
"""How alike two words must be to suggest one for the other, from 0 to 1: a wrong suggestion is worse than none."""

_STEM = 5
"""From how many letters on a word that begins another is taken for its stem."""

_MOST = 3
"""How many suggestions help at most."""


def find_nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like the given one, if any is like enough."""
    import difflib  # noqa: PLC0415 - where nothing is wrong, nobody needs it

    return next(iter(difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=_LIKE_ENOUGH)), None)


def find_codes(word: str, names: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The codes whose code or label, in any language, is most like a word; at most three, the likest first."""
    wanted = fold(word)
    ranks = {code: max(_rate(wanted, fold(name)) for name in (code, *labels)) for code, labels in names.items()}
    likely = sorted((code for code, rank in ranks.items() if rank >= _LIKE_ENOUGH), key=lambda code: -ranks[code])
    return tuple(likely[:_MOST])


class _Bare(dict[int, int | None]):
    """Letter → itself; accent → nothing. Filled as letters come."""

    def __missing__(self, letter: int) -> int | None:
        """What becomes of a letter seen for the first time."""
        return self.setdefault(letter, None if unicodedata.category(chr(letter)).startswith("M") else letter)


_BARE = _Bare()
_UNUSUAL = re.compile("[^\x00-\x7f]+")
"""The few letters of a text that are worth looking at one by one."""


def fold(text: str, *, keep: str = "") -> str:
    """Lower case without accents, with single spaces for whatever parts words; one letter may keep its accent."""
    lower = text.lower()
    parts = unicodedata.normalize("NFC", lower).split(keep) if keep else [lower]
    plain = keep.join(map(_bare, parts))
    return " ".join(plain.replace("_", " ").replace("-", " ").split())


def _bare(text: str) -> str:
    if text.isascii():
        return text
    return _UNUSUAL.sub(lambda found: found[0].translate(_BARE), unicodedata.normalize("NFD", text))


def _rate(wanted: str, name: str) -> float:
    """How alike they are; a word that begins one of the name's words counts as nearly the same."""
    if len(wanted) >= _STEM and any(part.startswith(wanted) for part in name.split()):
        return 0.9
    import difflib  # noqa: PLC0415 - as above

    return difflib.SequenceMatcher(None, wanted, name).ratio()
