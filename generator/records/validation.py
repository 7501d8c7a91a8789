"""Reads a file safely and turns a parsed document into a record, or into the list of everything wrong with it."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

from msgspec.structs import FieldInfo, fields
from pydantic_core import ErrorDetails, ValidationError

from generator.records.dates import UNKNOWN
from generator.records.fields import PATTERNS, Context
from generator.records.forms import validate
from generator.records.matching import find_nearest
from generator.records.problems import Problem, Unplaced
from generator.records.record import Record
from generator.records.strict_yaml import MAX_BYTES, Document, parse_document

Model = TypeVar("Model")
Path_ = tuple[str | int, ...]

_ROUNDS = 3
"""How often what is wrong is put aside before giving up: removing one thing may bring another to light."""

_EXPECTED = {
    "string_type": "text",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "dict_type": "mapping",
    "tuple_type": "list",
    "list_type": "list",
    "bool_type": "boolean",
    "int_type": "integer",
}
"""pydantic's name of a mismatch → what was expected, as a word of `problems.yml`."""

_ABSENT = {"missing": "missing-key", "too_short": "empty-list", "string_too_short": "empty-text"}
"""pydantic's name of something that is not there → the code of its problem."""

_BAD_VALUES = {"string_pattern_mismatch": "bad-pattern", "literal_error": "bad-choice", "greater_than": "bad-count"}
"""pydantic's name of a value that is not allowed → the code of its problem."""


_PATTERNED = {pattern: code for code, pattern in PATTERNS.items()}
"""What a value must match → the code of the problem where it does not."""


def read_document(path: Path, *, root: Path) -> tuple[Document | None, list[Problem]]:
    """The document in a file, and everything wrong with its writing."""
    file = find_name(path, root)
    raw, problems = read_bytes(path, file, root=root)
    return (None, problems) if raw is None else parse_document(raw, file)


def read_bytes(path: Path, file: str, *, root: Path) -> tuple[bytes | None, list[Problem]]:
    """What a file of that name holds. Symbolic links, files outside the root and oversized files are refused unread."""
    name = str(path)
    if os.path.islink(name) or not lies_within(path, root):  # noqa: PTH114 - thousands of files
        return None, [Problem("file-link", file)]
    if not os.path.isfile(name):  # noqa: PTH113
        return None, [Problem("file-kind", file)]
    try:
        with open(name, "rb", buffering=0) as stream:  # noqa: PTH123
            raw = stream.read(MAX_BYTES + 1)
        size = len(raw) if len(raw) <= MAX_BYTES else path.stat().st_size
    except OSError as error:
        return None, [Problem("file-unreadable", file, details={"reason": error.strerror or ""})]
    if size > MAX_BYTES:
        return None, [Problem("yaml-too-large", file, details={"size": size, "limit": MAX_BYTES})]
    return raw, []


def lies_within(path: Path, root: Path) -> bool:
    """Whether a file lies in a folder, links followed; where there are no links on the way, its name tells."""
    steps, start = path.parts, len(root.parts)
    if steps[:start] == root.parts and ".." not in steps:
        folder = str(root)
        for step in steps[start:-1]:
            folder = f"{folder}{os.sep}{step}"
            if os.path.islink(folder):  # noqa: PTH114
                break
        else:
            return True
    return path.resolve().is_relative_to(root.resolve())


def find_name(path: Path, root: Path) -> str:
    """How problems name a file: its path from the root of the project, with forward slashes."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def validate_document(document: Document, model: type[Model], context: Context) -> tuple[Model | None, list[Problem]]:
    """The record a document holds, or none and every problem of its form."""
    if not isinstance(document.value, dict):
        return None, [Problem("not-a-mapping", document.file, document.mark.line, document.mark.column)]
    try:
        return validate(document.value, model, context), []
    except ValidationError as error:
        return None, [_make_problem(document, model, each) for each in _list_errors(error)]


def validate_rest(document: Document, model: type[Model], context: Context) -> tuple[Model | None, list[Path_]]:
    """A record with what is wrong in its form put aside, so that the rest can be checked too, and the paths put aside.

    None where too much is wrong to go on. What comes back is for finding problems, never for publishing.
    """
    value = copy.deepcopy(document.value)
    aside: list[Path_] = []
    if not isinstance(value, dict):
        return None, aside
    for _ in range(_ROUNDS):
        try:
            return validate(value, model, context), aside
        except ValidationError as error:
            paths = [each["loc"] for each in _list_errors(error)]
            if not all(_put_aside(value, each) for each in _list_errors(error)):
                return None, aside
            aside += paths
    return None, aside


def _list_errors(error: ValidationError) -> list[ErrorDetails]:
    return [each for each in error.errors(include_url=False) if not _is_echo(each)]


def _put_aside(value: Any, error: ErrorDetails) -> bool:
    """Remove what is wrong, or write `unknown` for it; whether that could be done."""
    *way, last = (step for step in error["loc"] if step != "[key]")
    for step in way:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    known = error["type"].startswith(("unknown-term", "date-"))
    if isinstance(value, dict) and last in value:
        if error["type"] == "extra_forbidden" or not known:
            del value[last]
        else:
            value[last] = UNKNOWN
        return error["type"] == "extra_forbidden" or known or error["type"] == "bad-url"
    if isinstance(value, list) and isinstance(last, int) and known:
        value[last] = UNKNOWN
        return True
    return False


def format_path(document: Document, path: Sequence[str | int]) -> str:
    """A path as an editor reads it: `acts[a2].date`; list items without an id count from 1."""
    value: Any = document.value
    text = ""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
            name = value.get("id") if isinstance(value, dict) else None
            text += f"[{name or f'#{step + 1}'}]"
        else:
            value = value.get(step) if isinstance(value, dict) else None
            text += f".{step}" if text else step
    return text


def make_problem(document: Document, code: str, path: Sequence[str | int], **details: str | int) -> Problem:
    """A problem at the place of a path in a document."""
    mark = document.find_mark(path)
    return Problem(code, document.file, mark.line, mark.column, {"where": format_path(document, path), **details})


def place_problem(unplaced: Unplaced, document: Document | None) -> Problem:
    """The problem at its line; without one where the file cannot be read any more."""
    if document is None:
        return Problem(unplaced.code, unplaced.file, details=unplaced.details)
    return make_problem(document, unplaced.code, unplaced.path, **unplaced.details)


def _is_echo(error: ErrorDetails) -> bool:
    """Whether pydantic calls a list too short only because it left out what is wrong within it."""
    return error["type"] == "too_short" and bool(error["input"])


def _make_problem(document: Document, model: type, error: ErrorDetails) -> Problem:
    """One of pydantic's errors as a problem of ours."""
    kind, path = error["type"], error["loc"]
    if path[-1:] == ("[key]",):  # how pydantic says that the key itself is wrong
        path = path[:-1]
    if kind in _ABSENT:
        return make_problem(document, _ABSENT[kind], path)
    if kind == "extra_forbidden":
        nearest = find_nearest(str(path[-1]), _keys_at(model, path[:-1]))
        code = "unknown-key-near" if nearest else "unknown-key"
        return make_problem(document, code, path, key=str(path[-1]), nearest=nearest or "")
    if kind in _EXPECTED:
        return make_problem(document, "wrong-type", path, type=_EXPECTED[kind])
    if kind in _BAD_VALUES:
        return _make_value_problem(document, path, error)
    details = {key: value for key, value in error.get("ctx", {}).items() if key != "_step"}
    step = error.get("ctx", {}).get("_step")
    return make_problem(document, kind, path if step is None else (*path, step), **details)


def _make_value_problem(document: Document, path: Path_, error: ErrorDetails) -> Problem:
    """A value of the right kind that is not allowed, with what would be."""
    kind, context = error["type"], error.get("ctx", {})
    details = {"value": str(error["input"])}
    if code := _PATTERNED.get(context.get("pattern", "")):
        return make_problem(document, code, path, **details)
    if kind == "string_pattern_mismatch":
        details["pattern"] = str(context["pattern"])
    elif kind == "literal_error":
        details["options"] = str(context["expected"]).replace("'", "").replace(" or ", ", ")
    return make_problem(document, _BAD_VALUES[kind], path, **details)


def _keys_at(model: type, path: Sequence[str | int]) -> list[str]:
    """The keys a record allows at a path."""
    current, is_key = _find_record(model), _has_keys(model)
    for step in path:
        if isinstance(step, int) or is_key:
            is_key = False
            continue
        known = next((one for one in _list_fields(current) if one.encode_name == step), None)
        inner = _find_record(known.type) if known else None
        if known is None or inner is None:
            break
        current, is_key = inner, _has_keys(known.type)
    return [field.encode_name for field in _list_fields(current)]


def _list_fields(record: type[Record] | None) -> tuple[FieldInfo, ...]:
    return fields(record) if record else ()


def _has_keys(kind: Any) -> bool:
    """Whether a type is a mapping whose keys are ids, whatever else is asked of it."""
    return get_origin(kind.__origin__ if hasattr(kind, "__metadata__") else kind) in {dict, Mapping}


def _find_record(kind: Any) -> type[Record] | None:
    """The first record within a type such as `tuple[Act, ...]` or `Place | None`."""
    if isinstance(kind, type) and issubclass(kind, Record):
        return kind
    return next((found for part in get_args(kind) if (found := _find_record(part))), None)
