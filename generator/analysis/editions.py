"""Names what was published with a short word that changes when, and only when, something published changes. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias

from msgspec import json

from generator.analysis.figures import Figure
from generator.records.dates import PartialDate
from generator.records.fields import LocalText
from generator.records.public import PublicCase
from generator.records.unopened import list_fields

Turn: TypeAlias = Callable[[Any], Any]
"""Makes a value plain."""

FIGURES, NUMBERS, CURVES = "figures", "numbers", "curves"
"""What pages and files are made of: editions of all figures; of those that are one number, with how measures were seen;
what curves are drawn of."""

LENGTH = 10
"""Hexadecimal digits: enough to tell the editions of one thing apart."""

_DATED = frozenset({"last_checked", "published"})
"""Fields of a case that say when it was looked at or first shown, and not what was found."""

_PLAIN = frozenset({str, int, bool, type(None)})
"""Kinds of values that JSON has itself."""


def make_case_edition(case: PublicCase) -> str:
    """The edition of a case: of all that is published of it, but the days of its first publication and last check."""
    return _digest({key: value for key, value in _to_plain(case).items() if key not in _DATED})


def make_figures_edition(figures: Iterable[Figure]) -> str:
    """The edition of an indicator: of all its figures, but the day they speak of."""
    return _digest([{key: value for key, value in _to_plain(one).items() if key != "as_of"} for one in figures])


def _digest(value: object) -> str:
    return hashlib.sha256(json.encode(value, order="sorted")).hexdigest()[:LENGTH]


def _to_plain(value: Any) -> Any:
    """A value as JSON has it; fields that say nothing are left out, so that a new kind of field changes no edition."""
    kind: Any = type(value)
    return value if kind in _PLAIN else _get_turn(kind)(value)


@cache
def _get_turn(kind: type) -> Turn:
    """What makes values of a kind plain."""
    if kind in _TURNS:
        return _TURNS[kind]
    names = list_fields(kind)
    if not names:
        return _turn_other
    read: Turn = attrgetter(*names) if names[1:] else lambda value: [getattr(value, names[0])]

    def turn_record(value: object) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for name, one in zip(names, read(value), strict=True):
            if (one or type(one) is Fraction) and (plain := _to_plain(one)):
                told[name] = plain
        return told

    return turn_record


def _turn_tuple(values: tuple[Any, ...]) -> Any:
    # Many are long lists of ids: of what JSON has itself nothing more is asked.
    return values if _PLAIN.issuperset(map(type, values)) else [_to_plain(one) for one in values]


def _turn_other(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _to_plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set | list):
        listed = [_to_plain(one) for one in value]
        return listed if isinstance(value, list) else sorted(listed)
    return value if isinstance(value, str | int) else str(value)


_TURNS: Mapping[type, Turn] = {
    PartialDate: attrgetter("text"),
    LocalText: lambda text: {"texts": text.texts},
    tuple: _turn_tuple,
    Fraction: str,
    date: str,
}
"""Kind of value that is no record → what makes it plain."""
