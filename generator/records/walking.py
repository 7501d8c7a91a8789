"""Walks through a record, so that a rule for every text, date or fact is written once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.records.dates import PartialDate
from generator.records.fields import Code, LocalText

Steps: TypeAlias = tuple[str | int, ...]
Found: TypeAlias = BaseModel | LocalText | PartialDate | str

_LEAVES = frozenset({str, LocalText, PartialDate})


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything in a record, by kind, each with its path."""

    records: list[tuple[Steps, BaseModel]] = field(default_factory=list)
    texts: list[tuple[Steps, LocalText]] = field(default_factory=list)
    dates: list[tuple[Steps, PartialDate]] = field(default_factory=list)
    lines: list[tuple[Steps, str]] = field(default_factory=list)


def sort_parts(found: Iterable[tuple[Steps, Found]]) -> Parts:
    """What a walk found, by kind."""
    parts = Parts()
    for path, part in found:
        if isinstance(part, str):
            parts.lines.append((path, part))
        elif isinstance(part, LocalText):
            parts.texts.append((path, part))
        elif isinstance(part, PartialDate):
            parts.dates.append((path, part))
        else:
            parts.records.append((path, part))
    return parts


def walk(value: object, path: Steps = ()) -> list[tuple[Steps, Found]]:
    """Every record, text, date and line within a value, with its path; outer ones first. Codes are no lines."""
    found: list[tuple[Steps, Found]] = []
    _walk(value, path, found)
    return found


def _walk(value: Any, path: Steps, found: list[tuple[Steps, Found]]) -> None:
    kind = type(value)
    if kind in _LEAVES:
        found.append((path, value))
    elif kind is tuple:
        for index, item in enumerate(value):
            _walk(item, (*path, index), found)
    elif kind is dict:
        for key, item in value.items():
            _walk(item, (*path, key), found)
    elif issubclass(kind, BaseModel):
        found.append((path, value))
        values = value.__dict__
        for name, key in _list_fields(kind):
            one = values[name]
            if one is not None and one != ():
                _walk(one, (*path, key), found)


@cache
def _list_fields(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Each field of a kind of record that may hold more than codes, with its key in the file."""
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items() if not _is_coded(field))


def _is_coded(field: FieldInfo) -> bool:
    """Whether a field holds codes of a vocabulary."""
    return any(isinstance(mark, Code) for mark in _list_marks(field))


def _list_marks(part: Any) -> Iterator[Any]:
    """Whatever marks a field or a type, and the types it is made of: `Annotated[str, Code("state")] | None`."""
    if isinstance(part, FieldInfo):
        yield from part.metadata
        yield from _list_marks(part.annotation)
    else:
        yield from getattr(part, "__metadata__", ())
        for inner in get_args(part):
            yield from _list_marks(inner)
