"""Reads the words of the indicators from `content/indicators.yml`, strictly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from msgspec import field

from generator.records.fields import Context, Limits, Line, LocalText
from generator.records.indicators import INDICATORS_FILE, Indicators
from generator.records.problems import Problem
from generator.records.record import Record
from generator.records.strict_yaml import Document
from generator.records.validation import make_problem, read_document, validate_document
from generator.records.vocabularies import SOURCES_FILE

_Code = Annotated[str, Limits(pattern="^[a-z][a-z0-9_]*$")]


class Wording(Record, frozen=True, kw_only=True):
    """The words of a unit, a scope, a way to break figures down, or a row of an indicator."""

    label: LocalText
    about: LocalText


class Indicator(Record, frozen=True, kw_only=True):
    """One indicator: what it counts, out of what, and what is done with what is not known."""

    code: _Code
    """Permanent: addresses, exports and texts refer to it."""
    label: LocalText
    definition: LocalText
    numerator: LocalText
    denominator: LocalText | None = None
    """Absent where it is a count."""
    unknowns: LocalText
    """How what is not known is treated."""
    limits: LocalText
    """What it cannot say."""
    type: Annotated[str, Limits(pattern="^(structure|process|outcome)$")]
    """Group of the OHCHR guide to human rights indicators."""
    kind: Annotated[str, Limits(pattern="^(count|share|median)$")]
    """Whether its values are a count, a share or a number of days."""
    unit: _Code
    """What one is, as a key of `units`."""
    scopes: Annotated[tuple[_Code, ...], Limits(min_length=1)]
    """Which acts enter, as keys of `scopes`; the first is the main figure, the others stand beside it."""
    breakdowns: tuple[_Code, ...] = ()
    """By what it is broken down, as keys of `breakdowns`."""
    rows: _Code | None = None
    """Where it has several rows: the vocabulary of their codes, or a key of `rows`."""
    unknown_in_denominator: bool = False
    """Whether what is not known stays in the denominator of the known figure."""
    min_n: int | None = None
    """Least denominator for which a percentage is shown; none where there is no percentage."""
    maps_to: Mapping[str, Any] = field(default_factory=dict)
    """Indicators of other standards that mean nearly the same."""
    sources: tuple[Line, ...] = ()
    """Ids of `vocabularies/sources.yml` that the definition rests on."""


class IndicatorsData(Record, frozen=True, kw_only=True):
    """The file."""

    units: dict[str, Wording]
    scopes: dict[str, Wording]
    breakdowns: dict[str, Wording]
    rows: Mapping[str, Mapping[str, Wording]] = field(default_factory=dict)
    """Names of lists of rows that are in no vocabulary → their codes and words."""
    indicators: Annotated[tuple[Indicator, ...], Limits(min_length=1)]


def read_indicators(content: Path, *, root: Path, context: Context) -> tuple[Indicators, list[Problem]]:
    """The indicators of a site, and all that is wrong with them; none where it has no such file."""
    path = content / INDICATORS_FILE
    if not path.exists():
        return Indicators(), []
    document, problems = read_document(path, root=root)
    if document is None:
        return Indicators(), problems
    data, found = validate_document(document, IndicatorsData, context)
    problems += found
    if data is None:
        return Indicators(), problems
    sources, _ = read_document(
        content / "vocabularies" / SOURCES_FILE, root=root
    )  # its own problems are told elsewhere
    known = frozenset(sources.value) if sources and isinstance(sources.value, dict) else frozenset()
    problems += _check_indicators(document, data, context, known)
    by_code = {one.code: one for one in data.indicators}
    return Indicators(by_code, data.units, data.scopes, data.breakdowns, data.rows), problems


def _check_indicators(
    document: Document, data: IndicatorsData, context: Context, sources: frozenset[str]
) -> Iterator[Problem]:
    """What is wrong beyond the form: codes twice, references to nothing, shares without a denominator."""
    codes = Counter(one.code for one in data.indicators)
    for index, one in enumerate(data.indicators):
        at = ("indicators", index)
        if codes[one.code] > 1:
            yield make_problem(document, "indicator-duplicate-code", (*at, "code"), value=one.code)
        lacks = (one.denominator is None) != (one.kind == "count") or (one.kind == "share" and one.min_n is None)
        if lacks or (one.kind == "median" and one.breakdowns):
            yield make_problem(document, "indicator-kind", at, value=one.kind)
        for number, source in enumerate(one.sources):
            if source not in sources:
                yield make_problem(document, "vocabulary-unknown-source", (*at, "sources", number), value=source)
        yield from _check_references(document, at, one, data, context)


def _check_references(
    document: Document, at: tuple[str, int], one: Indicator, data: IndicatorsData, context: Context
) -> Iterator[Problem]:
    rows = {*data.rows, *context.vocabularies}
    lists: tuple[tuple[str, tuple[str, ...], set[str]], ...] = (
        ("unit", (one.unit,), set(data.units)),
        ("scopes", one.scopes, set(data.scopes)),
        ("breakdowns", one.breakdowns, set(data.breakdowns)),
        ("rows", (one.rows,) if one.rows else (), rows),
    )
    for key, values, known in lists:
        for number, value in enumerate(values):
            if value not in known:
                path = (*at, key) if key in {"unit", "rows"} else (*at, key, number)
                yield make_problem(document, "indicator-unknown-reference", path, value=value)
