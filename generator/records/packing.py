"""Public values as JSON, and back again. Knows only records whose every field is declared.

A record is the list of its fields, and so is a date or a text in several languages. What comes back is equal to what
was packed; nothing but the records of this room can come back.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from sys import intern
from typing import Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from msgspec import Raw, json

from generator.records.dates import PartialDate, parse_date
from generator.records.fields import LocalText
from generator.records.unopened import list_fields

Unpack: TypeAlias = Callable[[Any], Any]
"""Makes a value of what JSON holds of it."""
Record = TypeVar("Record")
Value = TypeVar("Value")

_SHORT = 40
"""Letters of the longest string that is looked up among those that are there: codes and ids are; texts differ."""
_ENCODER = json.Encoder(order="deterministic")
_DECODER = json.Decoder()


def pack(value: object) -> bytes:
    """A value as JSON; equal ones give the same. What is packed already stands in it as it is."""
    return _ENCODER.encode(value)


def pack_fields(record: object) -> dict[str, Raw]:
    """Each field of a record, packed; the list of them is the record, packed."""
    return {name: Raw(pack(getattr(record, name))) for name in list_fields(type(record))}


def parse_packed(kind: type[Record], text: str) -> Record:
    """The record of a kind that a text was made of; ValueError or TypeError where it was made of none."""
    known: Any = kind
    unpack = _get_unpack(known)
    record = unpack and unpack(_DECODER.decode(text))
    if not isinstance(record, kind):
        raise TypeError(kind.__name__)
    return record


@cache
def _get_unpack(kind: Any) -> Unpack | None:
    """What unpacks values of a type; none where they stay as they are."""
    if kind in _UNPACKED:
        return _UNPACKED[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is types.UnionType:
        return _make_union([one for one in inner if one is not types.NoneType])
    if origin is tuple and inner[1:] == (...,):
        return _make_tuple(_get_unpack(inner[0]))
    if not list_fields(kind):
        message = f"no way to unpack {kind}"
        raise TypeError(message)
    return _make_record(kind)


def _make_union(kinds: list[Any]) -> Unpack | None:
    """Of a value that may be absent; beside text in languages it may be plain text."""
    others = [kind for kind in kinds if kind is not str]
    if not others:
        return _share_short
    (kind,) = others
    unpack = _get_unpack(kind)
    if unpack is None or str not in kinds:
        return unpack
    return lambda value: _share_short(value) if type(value) is str else unpack(value)


def _make_tuple(unpack: Unpack | None) -> Unpack:
    return tuple if unpack is None else lambda values: tuple([unpack(one) for one in values])


def _make_record(kind: Any) -> Unpack:
    hints = get_type_hints(kind)
    found = [(index, _get_unpack(hints[name])) for index, name in enumerate(list_fields(kind))]
    texts = [index for index, unpack in found if unpack is _share_short]
    unpacks = [(index, unpack) for index, unpack in found if unpack and unpack is not _share_short]

    def unpack_record(values: Any) -> Any:
        for index in texts:  # What `_share_short` does, without a call for each: most fields are such texts.
            value = values[index]
            if value is not None and len(value) <= _SHORT:
                values[index] = intern(value)
        for index, unpack in unpacks:
            if (value := values[index]) is not None:
                values[index] = unpack(value)
        return kind(*values)

    return unpack_record


def _unpack_text(packed: list[list[list[str]]]) -> LocalText:
    (texts,) = packed
    text: LocalText = _share(LocalText(tuple([(intern(language), one) for language, one in texts])))
    return text


def _unpack_date(packed: list[str]) -> PartialDate:
    return parse_date(*packed)


def _share_short(text: str) -> str:
    return intern(text) if len(text) <= _SHORT else text


def _share_all(codes: Iterable[str]) -> tuple[str, ...]:
    shared: tuple[str, ...] = _share(tuple(map(intern, codes)))
    return shared


@lru_cache(maxsize=1 << 14)
def _share(value: Value) -> Value:
    """The first of equal values: in tens of thousands of cases most of the memory would be copies."""
    return value


_UNPACKED: dict[Any, Unpack | None] = {
    str: _share_short,
    tuple[str, ...]: _share_all,
    bool: None,
    PartialDate: _unpack_date,
    LocalText: _unpack_text,
    frozenset[str]: lambda codes: _share(frozenset(map(intern, codes))),
}
"""Type of a field that is no record → what unpacks it."""
