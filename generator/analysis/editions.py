"""Names what was published with a short word that changes when, and only when, something published changes. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from generator.analysis.figures import Figure
from generator.records.dates import PartialDate
from generator.records.fields import LocalText
from generator.records.packing import make_reader
from generator.records.public import PublicCase
from generator.records.unopened import list_fields

LENGTH = 10
"""Hexadecimal digits: enough to tell the editions of one thing apart."""

_DATED = frozenset({"last_checked", "published"})
"""Fields of a case that say when it was looked at or first shown, and not what was found."""

_PLAIN = frozenset({str, int, bool, type(None)})
"""Kinds of values that JSON has itself."""


class _Same:
    """A case, known by which object it is: to compare all that is in it takes as long as to derive anything from it."""

    __slots__ = ("case",)

    def __init__(self, case: PublicCase) -> None:
        self.case = case

    def __hash__(self) -> int:
        return id(self.case)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.case is other.case


def make_case_edition(case: PublicCase) -> str:
    """The edition of a case: of all that is published of it, but the days of its first publication and last check."""
    return _make_case_edition(_Same(case))


# The page of a case asks in each language, one after the other.
@lru_cache(maxsize=64)
def _make_case_edition(same: _Same) -> str:
    case = same.case
    return _digest({key: value for key, value in _to_plain(case).items() if key not in _DATED})


def make_figures_edition(figures: Iterable[Figure]) -> str:
    """The edition of an indicator: of all its figures, but the day they speak of."""
    return _digest([{key: value for key, value in _to_plain(one).items() if key != "as_of"} for one in figures])


@cache
def _get_reader(kind: type) -> Callable[[object], Iterable[tuple[str, Any]]] | None:
    """What gives the fields of a kind of value; none where it has none."""
    names = list_fields(kind)
    if not names:
        return None
    read = make_reader(names)
    return lambda value: zip(names, read(value), strict=True)


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def _to_plain(value: Any) -> Any:
    """A value as JSON has it; fields that say nothing are left out, so that a new kind of field changes no edition."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is PartialDate:
        return value.text
    if kind is LocalText and value.texts:
        return {"texts": value.texts}
    if kind is Fraction or kind is date:
        return str(value)
    if kind is tuple:  # Many are long lists of ids: of what JSON has itself nothing more is asked.
        return value if _PLAIN.issuperset(map(type, value)) else [_to_plain(one) for one in value]
    read = _get_reader(kind)
    return _to_other(value) if read is None else _to_fields(read(value))


def _to_fields(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, value in values:
        plain = value if type(value) in _PLAIN else _to_plain(value)  # Most are: to ask here saves a call for each.
        if plain:
            told[name] = plain
    return told


def _to_other(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _to_plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set | tuple | list):
        listed = [_to_plain(one) for one in value]
        return sorted(listed) if isinstance(value, frozenset | set) else listed
    return value if isinstance(value, str | int) else str(value)
