"""The form data must have, read off the types of its fields for pydantic's core, which finds all that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from msgspec import NODEFAULT
from msgspec.structs import FieldInfo, fields
from pydantic_core import SchemaValidator
from pydantic_core.core_schema import (
    CoreSchema,
    TypedDictField,
    any_schema,
    bool_schema,
    definition_reference_schema,
    definitions_schema,
    dict_schema,
    int_schema,
    literal_schema,
    no_info_after_validator_function,
    no_info_before_validator_function,
    nullable_schema,
    str_schema,
    tuple_schema,
    typed_dict_field,
    typed_dict_schema,
    with_default_schema,
    with_info_plain_validator_function,
)

from generator.records.dates import PartialDate
from generator.records.fields import JSON, Context, LocalText, make_text
from generator.records.record import Record

Value = TypeVar("Value")

_TEXT_JSON = {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}
_PLAIN: Mapping[Any, CoreSchema] = {
    **dict.fromkeys((Any, Decimal, PartialDate), any_schema()),
    bool: bool_schema(strict=True),
    int: int_schema(strict=True),
    str: str_schema(coerce_numbers_to_str=True),
    LocalText: with_info_plain_validator_function(make_text, metadata={JSON: _TEXT_JSON}),
}
"""Type → its form. In YAML some texts look like numbers; how numbers and dates are made of them, their marks say."""


def validate(raw: object, kind: type[Value], context: Context) -> Value:
    """A value of a type made of what was read; raise ValidationError with all that is wrong with it."""
    found: Value = _get_validator(kind).validate_python(raw, context=context)  # type: ignore[arg-type]
    return found


@cache
def _get_validator(kind: Any) -> SchemaValidator:
    return SchemaValidator(make_form(kind))


def make_form(kind: Any) -> CoreSchema:
    """The form of a type."""
    known: dict[str, CoreSchema] = {}
    form = _make(kind, known)
    return definitions_schema(form, list(known.values())) if known else form


def _make(kind: Any, known: dict[str, CoreSchema]) -> CoreSchema:
    """The form of a type; that of each kind of record in it is made once, and referred to."""
    origin, parts = get_origin(kind), get_args(kind)
    if hasattr(kind, "__metadata__"):
        form = _make(kind.__origin__, known)
        for mark in kind.__metadata__:
            form = mark.narrow(form)
        return form
    if origin in {Union, UnionType}:
        (one,) = (part for part in parts if part is not NoneType)
        return nullable_schema(_make(one, known))
    if origin is Literal:
        return literal_schema(list(parts))
    if origin is tuple:
        return tuple_schema([_make(parts[0], known)], variadic_item_index=0)
    if origin in {dict, Mapping}:
        return dict_schema(*(_make(part, known) for part in parts))
    return _PLAIN[kind] if kind in _PLAIN else _refer(kind, known)


def _refer(kind: type[Record], known: dict[str, CoreSchema]) -> CoreSchema:
    name = f"{kind.__module__}.{kind.__qualname__}"
    if name not in known:
        known[name] = _make_record(kind, name, known)
    return definition_reference_schema(name)


def _make_record(kind: type[Record], name: str, known: dict[str, CoreSchema]) -> CoreSchema:
    listed = {one.name: _make_field(one, known) for one in fields(kind)}
    mapping: CoreSchema = typed_dict_schema(listed, cls=kind, extra_behavior="forbid")
    if "spell_out" in vars(kind):
        mapping = no_info_before_validator_function(kind.spell_out, mapping)
    return no_info_after_validator_function(lambda values: kind(**values), mapping, ref=name)


def _make_field(field: FieldInfo, known: dict[str, CoreSchema]) -> TypedDictField:
    form = _make(field.type, known)
    if field.default is not NODEFAULT:
        form = with_default_schema(form, default=field.default)
    elif field.default_factory is not NODEFAULT:
        form = with_default_schema(form, default_factory=field.default_factory)
    return typed_dict_field(form, required=field.required, validation_alias=field.encode_name)
