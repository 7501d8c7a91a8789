"""The kinds of value a record is made of: codes, texts, dates, ids, links. Each refuses what it is not, with a code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from sys import intern
from typing import TYPE_CHECKING, Annotated, Any, cast
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import asdict
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import (
    CoreSchema,
    ValidationInfo,
    no_info_after_validator_function,
    no_info_plain_validator_function,
    with_info_after_validator_function,
)

from generator.records.dates import DateError, PartialDate, parse_date
from generator.records.matching import find_codes

if TYPE_CHECKING:
    from generator.records.vocabularies import Vocabularies

_USUAL_URL = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[!#-;=?-\[\]_a-z~]*)?")
"""Addresses that need no closer look."""
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\.?")
"""A host as it is asked for: letters that look like others would lead elsewhere, so they are written as `xn--`."""
_NOT_IN_URL = frozenset(' \\<>"^`{}|')
_LONGEST_SLUG = 120
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that no file can have on some systems."""
_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")

JSON = "json"
"""Where the form of a field holds what JSON Schema says of it, if that cannot be told by the form itself."""


class Context(Struct, frozen=True):
    """What validation must know beside the record itself."""

    vocabularies: Vocabularies
    languages: tuple[str, ...]
    """Codes of the site's languages; the first is required of every text."""


class LocalText(Struct, frozen=True, array_like=True, gc=False):
    """A text in one or more languages. The first configured language is always there."""

    texts: tuple[tuple[str, str], ...]
    """Pairs of language and text, in the order of the site's languages."""

    def find(self, language: str) -> str | None:
        """The text in a language, if there is one."""
        return next((text for code, text in self.texts if code == language), None)

    def get(self, language: str) -> tuple[str, str]:
        """The text and the language it is in: the one asked for, else the default one."""
        for code, text in self.texts:
            if code == language:
                return text, code
        code, text = self.texts[0]
        return text, code


def make_text(value: Any, info: ValidationInfo) -> LocalText:
    """A text, made of a mapping of languages."""
    languages = _get_context(info).languages
    if type(value) is dict and tuple(value) == languages and all(map(_is_filled, value.values())):
        return LocalText(tuple([(code, value[code].strip()) for code in languages]))
    if not isinstance(value, Mapping):
        raise PydanticCustomError("text-languages", "no languages", {"language": languages[0]})
    for key, text in value.items():
        if key not in languages:
            raise PydanticCustomError(
                "unknown-language", "language", {"key": key, "known": ", ".join(languages), "_step": key}
            )
        if not isinstance(text, str):
            raise PydanticCustomError("wrong-type", "not text", {"type": "text", "_step": key})
    texts = tuple((code, value[code].strip()) for code in languages if value.get(code, "").strip())
    if not texts or texts[0][0] != languages[0]:
        raise PydanticCustomError("missing-default-language", "language", {"language": languages[0]})
    return LocalText(texts)


def _is_filled(text: Any) -> bool:
    return type(text) is str and not text.isspace() and text != ""


def _make_date(value: Any) -> PartialDate:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str):
        raise PydanticCustomError("wrong-type", "not a date", {"type": "date"})
    try:
        return parse_date(text)
    except DateError as problem:
        raise PydanticCustomError(problem.code, "date", {"value": text}) from None


def _make_number(value: Any) -> Decimal:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        raise PydanticCustomError("bad-number", "number", {"value": str(value)})
    return Decimal(text)


def _check_url(value: str) -> str:
    if _USUAL_URL.fullmatch(value):
        return value
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    is_plain = _HOST.fullmatch(parts.hostname or "") and not set(value) & _NOT_IN_URL and value.isprintable()
    if parts.scheme not in {"http", "https"} or not is_plain or "@" in parts.netloc:
        raise PydanticCustomError("bad-url", "url", {"value": value})
    return value


def _check_slug(value: str) -> str:
    if len(value) > _LONGEST_SLUG or _RESERVED.fullmatch(value):
        raise PydanticCustomError("bad-slug", "pattern", {"value": value})
    return value


def _get_context(info: ValidationInfo) -> Context:
    context = info.context
    if not isinstance(context, Context):
        message = "records are validated with a Context"
        raise TypeError(message)
    return context


class Code(Struct, frozen=True):
    """Marks a text field as a code of a vocabulary: `Annotated[str, Code("act_type")]`."""

    vocabulary: str

    def narrow(self, form: CoreSchema) -> CoreSchema:
        """The form of such a field. JSON Schema names the vocabulary; its maker fills in the codes."""
        told = {"type": "string", "vocabulary": self.vocabulary}
        return with_info_after_validator_function(self._check, form, metadata={JSON: told})

    def _check(self, value: str, info: ValidationInfo) -> str:
        vocabulary = _get_context(info).vocabularies.by_name[self.vocabulary]
        if value in vocabulary.current:
            return intern(value)
        if value not in vocabulary:
            names = {code: [text for _, text in term.label.texts] for code, term in vocabulary.items()}
            likely = find_codes(value, names)
            details = {"value": value, "vocabulary": self.vocabulary}
            for language in _get_context(info).languages:
                words = [f"{code} ({vocabulary[code].label.get(language)[0]})" for code in likely or vocabulary.codes]
                details[f"codes_{language}"] = ", ".join(words)
            raise PydanticCustomError("unknown-term-near" if likely else "unknown-term", "term", details)
        successor = vocabulary[value].deprecated_by or ""
        raise PydanticCustomError("deprecated-term", "term", {"value": value, "successor": successor})


class Then(Struct, frozen=True):
    """Marks a text field as one that a function checks or changes last."""

    change: Callable[[str], str]

    def narrow(self, form: CoreSchema) -> CoreSchema:
        """The form of such a field."""
        return no_info_after_validator_function(self.change, form)


class Limits(Struct, frozen=True):
    """Marks a field whose value has limits, under the names that pydantic's core gives them."""

    gt: int | None = None
    min_length: int | None = None
    pattern: str | None = None
    strip_whitespace: bool | None = None

    def narrow(self, form: CoreSchema) -> CoreSchema:
        """The form of such a field."""
        return cast(
            "CoreSchema", {**form, **{name: limit for name, limit in asdict(self).items() if limit is not None}}
        )


class _Made(Struct, frozen=True, eq=False):
    """Marks a value that a function makes of what is written."""

    make: Callable[[Any], object]
    json: Mapping[str, object]
    """What is written, as JSON Schema says it."""

    def narrow(self, _: CoreSchema) -> CoreSchema:
        """The form of such a field."""
        return no_info_plain_validator_function(self.make, metadata={JSON: self.json})


PATTERNS = {
    "bad-case-id": r"^[A-Z]{2}-[0-9]{4,6}$",
    "bad-slug": r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
    "bad-local-id": r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$",
    "bad-source-id": r"^s[0-9]+$",
    "bad-image-file": r"^[a-z0-9]+(?:-[a-z0-9]+)*\.(?:jpg|png|webp)$",
    "bad-reference": r"^[A-Z]{2}-[0-9]{4,6}#[a-z][a-z0-9]*(?:-[a-z0-9]+)*$",
}
"""Code of a problem → what a value must be not to have it."""

Line = Annotated[str, Limits(min_length=1, strip_whitespace=True)]
"""A text that is the same in every language, such as a name or a title."""
Date = Annotated[PartialDate, _Made(_make_date, {"type": ["string", "integer"], "format": "edtf"})]
"""A date in EDTF, as precise as the sources allow."""
Number = Annotated[Decimal, _Made(_make_number, {"type": ["integer", "string"], "pattern": r"^[0-9]+(\.[0-9]+)?$"})]
"""A number from zero on, exact as it is written: 0, 131, 23.4."""
Url = Annotated[str, Then(_check_url)]
"""A full web address, http or https."""
CaseId = Annotated[str, Limits(pattern=PATTERNS["bad-case-id"])]
Slug = Annotated[str, Limits(pattern=PATTERNS["bad-slug"]), Then(_check_slug)]
"""A part of an address, and the name of a file on any system."""
LocalId = Annotated[str, Limits(pattern=PATTERNS["bad-local-id"]), Then(intern)]
"""The id of a thing within its case: lower case, digits and hyphens. Links to it depend on it, so it never changes.

As codes, it is one text wherever it stands: half of all texts of many thousand cases are such few."""
SourceId = Annotated[str, Limits(pattern=PATTERNS["bad-source-id"]), Then(intern)]
"""The id of a source within its case: s1, s2 … A text cites it as [s1]."""
Reference = Annotated[str, Limits(pattern=PATTERNS["bad-reference"])]
"""A thing in another case: the case's id, `#`, the thing's id."""
