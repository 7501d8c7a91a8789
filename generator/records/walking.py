"""Walks through a record, so that a rule for every text, date or fact is written once. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, TypeAlias, get_args

from msgspec import Struct, field
from msgspec.structs import fields

from generator.records.dates import PartialDate
from generator.records.fields import Code, LocalText
from generator.records.record import Record

Steps: TypeAlias = tuple[str | int, ...]
Found: TypeAlias = Record | LocalText | PartialDate | str


class Parts(Struct, frozen=True):
    """Everything in a record, by kind, each with its path."""

    records: list[tuple[Steps, Record]] = field(default_factory=list)
    texts: list[tuple[Steps, LocalText]] = field(default_factory=list)
    dates: list[tuple[Steps, PartialDate]] = field(default_factory=list)
    lines: list[tuple[Steps, str]] = field(default_factory=list)


def list_parts(value: object, path: Steps = ()) -> Parts:
    """Everything within a value: every record, text, date and line, outer ones first. Codes are no lines.

    What is empty is left out.
    """
    parts = Parts()
    _walk(value, path, {str: parts.lines, LocalText: parts.texts, PartialDate: parts.dates, Record: parts.records})
    return parts


def walk(value: object, path: Steps = ()) -> Iterator[tuple[Steps, Found]]:
    """The same one after the other, with paths that go on from the given one."""
    parts = list_parts(value, path)
    return chain(parts.records, parts.texts, parts.dates, parts.lines)


def _walk(value: Any, path: Steps, found: Mapping[type, list[Any]]) -> None:
    kind: Any = type(value)
    if kind in found:
        found[kind].append((path, value))
    elif kind is tuple:
        for index, item in enumerate(value):
            _walk(item, (*path, index), found)
    elif kind is dict:
        for key, item in value.items():
            _walk(item, (*path, key), found)
    elif (listed := _list_fields(kind)) is not None:
        found[Record].append((path, value))
        for name, key in listed:
            if one := getattr(value, name):
                _walk(one, (*path, key), found)


@cache
def _list_fields(kind: type) -> tuple[tuple[str, str], ...] | None:
    """Each field of a kind of record that may hold more than codes, with its key in the file; none of no record."""
    if not issubclass(kind, Record):
        return None
    return tuple((one.name, one.encode_name) for one in fields(kind) if not _is_coded(one.type))


def _is_coded(kind: Any) -> bool:
    """Whether a field of a type holds codes of a vocabulary."""
    return any(isinstance(mark, Code) for mark in _list_marks(kind))


def _list_marks(part: Any) -> Iterator[Any]:
    """Whatever marks a type, and the types it is made of: `Annotated[str, Code("state")] | None`."""
    yield from getattr(part, "__metadata__", ())
    for inner in get_args(part):
        yield from _list_marks(inner)
