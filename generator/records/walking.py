"""Walks through a record, so that a rule for every text, date or fact is written once. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeAlias

from pydantic import BaseModel

from generator.records.dates import PartialDate
from generator.records.fields import LocalText

Steps: TypeAlias = tuple[str | int, ...]
Found: TypeAlias = BaseModel | LocalText | PartialDate | str


@cache
def _list_fields(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Each field of a kind of record, with its key in the file."""
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items())


def walk(value: object, path: Steps = ()) -> Iterator[tuple[Steps, Found]]:
    """Every record, text, date and line within a value, with its path; outer ones first."""
    if isinstance(value, BaseModel):
        yield path, value
        for name, key in _list_fields(type(value)):
            one = getattr(value, name)
            if one is not None and one != ():
                yield from walk(one, (*path, key))
    elif isinstance(value, LocalText | PartialDate | str):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from walk(item, (*path, key))
