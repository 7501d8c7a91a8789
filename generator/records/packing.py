"""Public values as plain lists that JSON can hold, and back again. Knows only records whose every field is declared.

A date is its EDTF text, a text in several languages a list of languages and texts in turns, a record the list of its
fields. What comes back is equal to what was packed; nothing but the records of this room can come back.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from sys import intern
from typing import Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from generator.records.dates import PartialDate, parse_date
from generator.records.fields import LocalText
from generator.records.unopened import list_fields

Turn: TypeAlias = Callable[[Any], Any]
"""Makes one form of a value from the other."""
Fields: TypeAlias = frozenset[tuple[type, str]]
"""Kinds of record, each with a field of it."""
Record = TypeVar("Record")
Value = TypeVar("Value")

_SHORT = 40
"""Letters of the longest string that is looked up among those that are there: codes and ids are; texts differ."""


def render_packed(record: object) -> str:
    """A record as text; equal records give the same."""
    kind: Any = type(record)
    packer, _ = _get_turns(kind)
    return _render(packer and packer(record))


def pack_fields(record: object, without: Fields = frozenset()) -> dict[str, Any]:
    """Each field of a record, packed; some may be left out, of it and of all records within it."""
    kind: Any = type(record)
    packer, _ = _get_turns(kind, without)
    return dict(zip(_list_fields(kind, without), packer(record) if packer else (), strict=True))


def render_fields(packed: Mapping[str, Any]) -> str:
    """The text of a record whose fields were packed."""
    return _render(list(packed.values()))


def _render(packed: Any) -> str:
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def parse_packed(kind: type[Record], text: str) -> Record:
    """The record of a kind that a text was made of; ValueError or TypeError where it was made of none."""
    known: Any = kind
    _, unpacker = _get_turns(known)
    record = unpacker and unpacker(json.loads(text))
    if not isinstance(record, kind):
        raise TypeError(kind.__name__)
    return record


@cache
def _get_turns(kind: Any, without: Fields = frozenset()) -> tuple[Turn | None, Turn | None]:
    """What packs and unpacks values of a type; none where they stay as they are."""
    if kind in _TURNS:
        return _TURNS[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is types.UnionType:
        return _make_union_turns([one for one in inner if one is not types.NoneType], without)
    if origin is tuple and inner[1:] == (...,):
        return _make_list_turns(*_get_turns(inner[0], without))
    if not list_fields(kind):
        message = f"no way to pack {kind}"
        raise TypeError(message)
    return _make_record_turns(kind, without)


def _make_union_turns(kinds: list[Any], without: Fields) -> tuple[Turn | None, Turn | None]:
    """Of a value that may be absent; beside text in languages it may be plain text."""
    others = [kind for kind in kinds if kind is not str]
    if not others:
        return _TURNS[str]
    (kind,) = others
    packer, unpacker = _get_turns(kind, without)
    is_plain = str in kinds

    def turn(value: Any, turner: Turn | None) -> Any:
        return value if value is None or turner is None or (is_plain and type(value) is str) else turner(value)

    return (packer and (lambda value: turn(value, packer))), (unpacker and (lambda value: turn(value, unpacker)))


def _make_list_turns(packer: Turn | None, unpacker: Turn | None) -> tuple[Turn, Turn]:
    def pack_all(values: Any) -> Any:
        return list(values) if packer is None else [packer(one) for one in values]

    def unpack_all(values: Any) -> Any:
        return tuple(values) if unpacker is None else tuple([unpacker(one) for one in values])

    return pack_all, unpack_all


def _list_fields(kind: Any, without: Fields) -> list[str]:
    return [name for name in list_fields(kind) if (kind, name) not in without]


def _make_record_turns(kind: Any, without: Fields) -> tuple[Turn, Turn]:
    hints = get_type_hints(kind)
    names = _list_fields(kind, without)
    read = make_reader(names)
    turns = [_get_turns(hints[name], without) for name in names]
    packers = [(index, packer) for index, (packer, _) in enumerate(turns) if packer]
    unpackers = [(index, unpacker) for index, (_, unpacker) in enumerate(turns) if unpacker]

    def pack_record(record: Any) -> list[Any]:
        values = list(read(record))
        for index, packer in packers:
            if values[index] is not None:
                values[index] = packer(values[index])
        return values

    def unpack_record(packed: Any) -> Any:
        values = list(packed)
        for index, unpacker in unpackers:
            if values[index] is not None:
                values[index] = unpacker(values[index])
        return kind(*values)

    return pack_record, unpack_record


def make_reader(names: Sequence[str]) -> Callable[[Any], Iterable[Any]]:
    """What gives the values of these fields of a record, in order."""
    return attrgetter(*names) if names[1:] else lambda record: [getattr(record, name) for name in names]


def _pack_text(text: LocalText) -> list[str]:
    return [part for pair in text.texts for part in pair]


def _unpack_text(parts: list[str]) -> LocalText:
    text: LocalText = _share(LocalText(tuple(zip(map(_share_short, parts[::2]), parts[1::2], strict=True))))
    return text


def _share_short(text: str) -> str:
    return intern(text) if len(text) <= _SHORT else text


def _share_all(texts: Iterable[str]) -> tuple[str, ...]:
    shared: tuple[str, ...] = _share(tuple([_share_short(one) for one in texts]))
    return shared


@lru_cache(maxsize=1 << 14)
def _share(value: Value) -> Value:
    """The first of equal values: in tens of thousands of cases most of the memory would be copies."""
    return value


_TURNS: Mapping[Any, tuple[Turn | None, Turn | None]] = {
    str: (None, _share_short),
    tuple[str, ...]: (list, _share_all),
    bool: (None, None),
    PartialDate: (lambda date: date.text, parse_date),
    LocalText: (_pack_text, _unpack_text),
    frozenset[str]: (sorted, lambda texts: _share(frozenset(map(_share_short, texts)))),
}
"""Type of a field that is no record → what packs and unpacks it."""
