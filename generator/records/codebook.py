"""What files of cases, campaigns and the mechanism may hold, read off the models: a JSON Schema, and text. Pure."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from itertools import pairwise
from textwrap import dedent
from typing import Any

from msgspec.structs import fields
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from generator.records.campaigns import Campaign
from generator.records.fields import JSON
from generator.records.forms import make_form
from generator.records.law import Law
from generator.records.mechanism import Commitment, Landmark, MeasureTypes, MechanismSource, Monitor, Organ, Series
from generator.records.models import Case
from generator.records.record import Record
from generator.records.tombstones import Tombstone
from generator.records.vocabularies import Vocabularies

_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
_HEADER = """# Codebook

Every key of a case file, written from the code (`make codebook`): do not edit. A key in **bold** is required. Codes are
in `content/vocabularies/`; dates are EDTF (`2012`, `2012-02`, `2012-02-22`, `2012~`, `2012?`, `2012-02/2012-05`,
`../2012`, `2012/..`, `unknown`); a text is written by language (`{es: "…", en: "…"}`).
"""

_CAMPAIGN_HEADER = """# Campaigns

Every key of a file in `content/campaigns/`. A case is shown only if its consent holds the use `campaign`.
"""
_TOMBSTONE_HEADER = """# Withdrawn cases

Every key of the file that `visibles withdraw` leaves of a case.
"""
_MECHANISM_HEADER = """# The Mechanism

Every key of the files in `content/mechanism/`, each of which a site may have or not. `law.yml` and `measure_types.yml`
hold one record; `sources.yml` holds its records by id; the others hold a list under the name of the file, which in
`indicators.yml` is `series`.
"""
_MECHANISM: Mapping[str, type[Record]] = {
    "law.yml": Law,
    "measure_types.yml": MeasureTypes,
    "organs.yml": Organ,
    "commitments.yml": Commitment,
    "indicators.yml": Series,
    "landmarks.yml": Landmark,
    "monitors.yml": Monitor,
    "sources.yml": MechanismSource,
}
"""File of the mechanism → its record."""


def make_schema(vocabularies: Vocabularies) -> dict[str, Any]:
    """The JSON Schema of a case file, with the codes of the vocabularies filled in."""
    schema = _describe_kind(Case)
    filled: dict[str, Any] = _fill_codes(schema, vocabularies)
    return {"$schema": _SCHEMA, **filled}


def render_codebook(vocabularies: Vocabularies) -> str:
    """The same as Markdown: a table for each kind of record, in the order in which a case file uses them."""
    parts = [_HEADER, *_render_records("Case", make_schema(vocabularies), set())]
    campaign = _fill_codes(_describe_kind(Campaign), vocabularies)
    parts += [_CAMPAIGN_HEADER, *_render_records("Campaign", campaign, {"Source"})]
    told: set[str] = set()
    parts += [_TOMBSTONE_HEADER, *_render_records("Tombstone", _describe_kind(Tombstone), set())]
    parts.append(_MECHANISM_HEADER)
    for file, model in _MECHANISM.items():
        schema = _fill_codes(_describe_kind(model), vocabularies)
        parts += _render_records(model.__name__, schema, told, file)
    return "\n".join(parts)


def _describe_kind(kind: type[Record]) -> dict[str, Any]:
    return _Described().generate(make_form(kind))


class _Described(GenerateJsonSchema):
    """Describes each field in the words that stand below it in the code, and what its form does not tell."""

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> dict[str, Any]:
        """Give the schema of a record."""
        kind: type[Record] = schema["cls"]
        found = super().typed_dict_schema(schema)
        texts = {name: text for each in reversed(kind.__mro__) for name, text in _read_texts(each)}
        for field in fields(kind):
            if field.name in texts:
                found["properties"][field.encode_name].setdefault("description", texts[field.name])
        return found

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> dict[str, Any]:
        """Give the schema of what a function checks."""
        return {**schema.get("metadata", {}).get(JSON, {})} or super().function_after_schema(schema)

    def function_plain_schema(self, schema: core_schema.PlainValidatorFunctionSchema) -> dict[str, Any]:
        """Give the schema of what a function makes something else of."""
        return {**schema["metadata"][JSON]}


def _read_texts(kind: type) -> Iterator[tuple[str, str]]:
    """The fields of a model of ours, each with the text below it."""
    if not kind.__module__.startswith(__package__ or ""):
        return
    body = ast.parse(dedent(inspect.getsource(kind))).body[0]
    lines = body.body if isinstance(body, ast.ClassDef) else []
    for field, text in pairwise(lines):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
            told = text.value.value if isinstance(text.value, ast.Constant) else None
            if isinstance(told, str):
                yield field.target.id, inspect.cleandoc(told)


def _render_records(name: str, schema: Mapping[str, Any], told: set[str], file: str = "") -> list[str]:
    """A record and those it refers to, but for those already told."""
    records = schema.get("$defs", {})
    lines = _render_record(name, schema, file)
    for inner in _find_order(schema, records):
        if inner not in told:
            told.add(inner)
            lines += _render_record(inner, records[inner])
    return lines


def _fill_codes(part: Any, vocabularies: Vocabularies) -> Any:
    if isinstance(part, list):
        return [_fill_codes(one, vocabularies) for one in part]
    if not isinstance(part, dict):
        return part
    filled = {key: _fill_codes(value, vocabularies) for key, value in part.items()}
    if isinstance(name := part.get("vocabulary"), str):
        filled["enum"] = list(vocabularies[name].codes)
        filled["$comment"] = f"vocabulary {filled.pop('vocabulary')}"
    return filled


def _find_order(part: Any, records: Mapping[str, Any], seen: list[str] | None = None) -> list[str]:
    """Names of the records that a part refers to, each once, in order of first use."""
    seen = [] if seen is None else seen
    for name in _find_references(part):
        if name not in seen:
            seen.append(name)
            _find_order(records[name], records, seen)
    return seen


def _find_references(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for one in part:
            yield from _find_references(one)
    elif isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"].rpartition("/")[2]
        for key, value in part.items():
            if key != "$defs":
                yield from _find_references(value)


def _render_record(name: str, schema: Mapping[str, Any], file: str = "") -> list[str]:
    required = set(schema.get("required", ()))
    about = f"`{file}`: {schema.get('description', '')}" if file else schema.get("description", "")
    rows = [f"## {name}", "", about, "", "| key | value | meaning |", "|---|---|---|"]
    for key, field in schema["properties"].items():
        label = f"**{key}**" if key in required else key
        meaning = " ".join(str(field.get("description", "")).split()).replace("|", "\\|")
        rows.append(f"| {label} | {_describe(field)} | {meaning} |")
    return [*rows, ""]


def _describe(field: Mapping[str, Any]) -> str:
    """What a value is, in a few words."""
    if "$ref" in field:
        return f"[{field['$ref'].rpartition('/')[2]}](#{field['$ref'].rpartition('/')[2].lower()})"
    if "enum" in field:
        return f"code, {field['$comment']}" if "$comment" in field else f"one of {', '.join(field['enum'])}"
    if "anyOf" in field:
        return " or ".join(_describe(one) for one in field["anyOf"] if one.get("type") != "null")
    if field.get("type") == "array":
        return f"list of {_describe(field['items'])}"
    return _describe_mapping(field) if field.get("type") == "object" else _describe_scalar(field)


def _describe_mapping(field: Mapping[str, Any]) -> str:
    values = next(iter(field.get("patternProperties", {}).values()), field.get("additionalProperties"))
    if isinstance(values, dict) and "$ref" in values:
        return f"id → {_describe(values)}"
    if isinstance(values, dict) and values.get("type") == "object":
        return f"code → {_describe_mapping(values)}"
    return "text by language" if values == {"type": "string"} else "anything"


def _describe_scalar(field: Mapping[str, Any]) -> str:
    if field.get("format") == "edtf":
        return "date"
    if isinstance(field.get("type"), list):
        return "number"
    return {"boolean": "true or false", "integer": "whole number"}.get(str(field.get("type")), "text")
