"""Reads a YAML text event by event, as libyaml gives them: its value, where each part of it stands, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.records.problems import Problem
from generator.records.strict_yaml import FORBIDDEN, MAX_ALIASED_VALUES, MAX_DEPTH, Mark, Value, name_of

try:
    from yaml import CLoader as _Loader
except ImportError as error:  # pragma: no cover - depends on how PyYAML was built
    message = "PyYAML was installed without libyaml: reinstall it from a wheel, or with libyaml's headers present"
    raise RuntimeError(message) from error

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_CONSTANTS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


def read_value(text: str, file: str) -> tuple[Value, list[Problem]]:
    """The value of a text, and everything wrong with its writing; no value where it cannot be read at all."""
    reader = _Reader(file, text)
    try:
        value, _ = reader.read()
    except _StopReadingError:
        value = None
    except yaml.MarkedYAMLError as error:
        reader.problems.append(_syntax_problem(error, file, text))
        value = None
    return value, reader.problems


def find_marks(text: str) -> Mark:
    """Where everything in a text stands that was read before."""
    try:
        return _Reader("", text).read()[1]
    except (_StopReadingError, yaml.MarkedYAMLError):
        return Mark(1, 1)


class _StopReadingError(Exception):
    """The rest of the file is not worth reading."""


class _Reader:
    """Builds one document from libyaml's events, collecting problems on the way."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
        self._anchors: dict[str, tuple[Value, Mark]] = {}
        self._aliased = 0
        self._has_escapes = "\\" in text

    def read(self) -> tuple[Value, Mark]:
        """The value and where it stands; none and a problem where there is no such thing."""
        nothing = None, Mark(1, 1)
        next(self._events)
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            self._report("yaml-empty", None)
            return nothing
        value, mark = self._read_value(next(self._events), 0)
        next(self._events)
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._report("yaml-several-documents", event)
            return nothing
        if value is None:
            self._report("yaml-empty", None)
        return value, mark

    def _read_value(self, event: Any, depth: int) -> tuple[Value, Mark]:
        if depth > MAX_DEPTH:
            self._stop("yaml-too-deep", event, limit=MAX_DEPTH)
        if isinstance(event, yaml.AliasEvent):
            return self._read_alias(event)
        if event.tag is not None:
            self._report("yaml-tag", event, tag=event.tag)
        mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
        value: Value
        if isinstance(event, yaml.ScalarEvent):
            value = self._read_scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._read_list(mark, depth)
        else:
            value = self._read_mapping(mark, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, mark)
        return value, mark

    def _read_scalar(self, event: Any) -> Value:
        text: str = event.value
        if self._has_escapes and FORBIDDEN.search(text):
            self._report("yaml-control-character", event, character=name_of(FORBIDDEN.findall(text)[0]))
        if not event.implicit[0]:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        return int(text) if _INTEGER.fullmatch(text) else text

    def _read_list(self, mark: Mark, depth: int) -> list[Value]:
        values: list[Value] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            value, child = self._read_value(event, depth + 1)
            mark.children[len(values)] = child
            mark.size += child.size
            values.append(value)
        return values

    def _read_mapping(self, mark: Mark, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._read_key(event, depth)
            value, child = self._read_value(next(self._events), depth + 1)
            child = Mark(event.start_mark.line + 1, event.start_mark.column + 1, child.children, child.size)
            if key in values:
                self._report("yaml-duplicate-key", event, key=key, first=mark.children[key].line)
                continue
            mark.children[key] = child
            mark.size += child.size
            values[key] = value
        return values

    def _read_key(self, event: Any, depth: int) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._stop("yaml-key", event)
        if event.value == "<<" and event.implicit[0]:
            self._report("yaml-merge-key", event)
        self._read_value(event, depth)
        return str(event.value)

    def _read_alias(self, event: Any) -> tuple[Value, Mark]:
        if event.anchor not in self._anchors:
            self._stop("yaml-unknown-anchor", event, anchor=event.anchor)
        value, mark = self._anchors[event.anchor]
        self._aliased += mark.size
        if self._aliased > MAX_ALIASED_VALUES:
            self._stop("yaml-too-many-aliases", event, limit=MAX_ALIASED_VALUES)
        return value, mark

    def _report(self, code: str, event: Any, **details: str | int) -> None:
        line = event.start_mark.line + 1 if event else 1
        column = event.start_mark.column + 1 if event else 1
        self.problems.append(Problem(code, self.file, line, column, details=details))

    def _stop(self, code: str, event: Any, **details: str | int) -> None:
        self._report(code, event, **details)
        raise _StopReadingError


def _syntax_problem(error: yaml.MarkedYAMLError, file: str, text: str) -> Problem:
    """The problem in libyaml's words, or a plainer one where the cause is known."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    here = lines[line - 1] if line <= len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return Problem("yaml-tab", file, line, here.index("\t") + 1)
    is_unclosed = "quoted scalar" in (error.context or "") and "end of stream" in (error.problem or "")
    if is_unclosed and error.context_mark:
        return Problem("yaml-unclosed-quote", file, error.context_mark.line + 1, error.context_mark.column + 1)
    if "nesting" in (error.problem or "") or "depth" in (error.problem or ""):
        return Problem("yaml-too-deep", file, line, column, details={"limit": MAX_DEPTH})
    if "mapping values are not allowed" in (error.problem or ""):
        return Problem("yaml-colon", file, line, column)
    return Problem("yaml-syntax", file, line, column, details={"reason": error.problem or error.context or ""})
