"""Turns the bytes of one YAML file into plain values that remember their lines. Knows no model.

Stricter than YAML: scalars are text, `null`, `true`/`false` or plain whole numbers and nothing else; duplicate keys,
tags, merge keys, several documents and control characters are refused; size, depth and aliases are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct, field

from generator.records.plain_yaml import find_value
from generator.records.problems import Problem

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 24
MAX_ALIASED_VALUES = 2_000

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value] | None"


class Mark(Struct):
    """Where a value stands: line and column from 1, and the same for what it holds."""

    line: int
    column: int
    children: dict[str | int, Mark] = field(default_factory=dict)
    size: int = 1
    """How many values it holds, itself included; bounds what aliases may repeat."""


class Document(Struct, frozen=True, dict=True):
    """One parsed file: its name, its value, and where each value stands."""

    file: str
    value: Value
    text: str = field(default="")
    """What was read; places are looked up in it once something must be said of one."""

    @cached_property
    def mark(self) -> Mark:
        """Where the whole stands, and in it everything it holds."""
        from generator.records.yaml_events import find_marks  # noqa: PLC0415 - where nothing is wrong, nobody needs it

        return find_marks(self.text)

    def find_mark(self, path: Sequence[str | int]) -> Mark:
        """The mark of the value at a path, or of the nearest one that exists on the way there."""
        mark = self.mark
        for step in path:
            if step not in mark.children:
                break
            mark = mark.children[step]
        return mark


def parse_document(raw: bytes, file: str) -> tuple[Document | None, list[Problem]]:
    """The document in some bytes, and everything wrong with its writing; no document where it cannot be read at all."""
    if len(raw) > MAX_BYTES:
        return None, [Problem("yaml-too-large", file, details={"size": len(raw), "limit": MAX_BYTES})]
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return None, [Problem("yaml-encoding", file, line, column)]
    if found := FORBIDDEN.search(text):
        return None, [_forbidden_problem(file, text, found)]
    if (plain := find_value(text, MAX_DEPTH)) is not None:
        return Document(file, plain, text), []
    from generator.records.yaml_events import read_value  # noqa: PLC0415 - only for what is unusual or wrong

    value, problems = read_value(text, file)
    return None if value is None else Document(file, value, text), problems


def _forbidden_problem(file: str, text: str, found: re.Match[str]) -> Problem:
    before = text[: found.start()]
    details = {"character": name_of(found[0])}
    column = found.start() - before.rfind("\n")
    return Problem("yaml-control-character", file, before.count("\n") + 1, column, details=details)


def name_of(character: str) -> str:
    """What a character is called that nobody can see."""
    return f"U+{ord(character):04X}"
