"""All findings cut into files that stay small however many cases there are: an index, and records in parts. Pure.

The index holds every figure, what is derived of the mechanism, and the names of all parts. Each part is a list of
records, one on a line. What is derived of cases is in parts of so many cases: an edit of one changes one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import json

from generator.analysis.figures import Figure
from generator.exports.plain import PLACES, Json

FOLDER = "findings/"
"""Where the parts lie beside the index."""
MOST = 250_000
"""Bytes of a part at most, unless one record is longer."""
BETWEEN = ",\n"
"""What stands between two records."""
HEAD, END = "[\n", "\n]\n"
"""What stands around all of them."""

COLLECTIONS = ("things", "parts", "counted", "apart")
"""Names of what is told of figures beside the index: all things by unit, then sets of them."""
COLUMNS = (
    *("code", "scope", "row", "breakdown", "key"),
    *("numerator", "denominator", "unknown", "low", "known", "high", "shows_percentage"),
)
"""What is told of each figure in the index."""


def render_index(head: str, tables: Iterable[str], files: Mapping[str, Sequence[str]]) -> str:
    """The index of what `render_lines` and `render_rows` gave."""
    told = BETWEEN.join((head, render_lines({"files": files, "columns": COLUMNS})))
    return f'{{\n{told},\n"figures": {HEAD}{BETWEEN.join(filter(None, tables))}\n]\n}}\n'


def render_lines(values: Json) -> str:
    """Values by name, one on a line."""
    return BETWEEN.join(f"{render_value(name)}: {render_value(value)}" for name, value in values.items())


def render_rows(figures: Iterable[Figure]) -> str:
    """Figures as the index tells them, one on a line."""
    return BETWEEN.join(render_value(_make_row(one)) for one in figures)


def make_parts(name: str, records: Iterable[Json]) -> Iterator[tuple[str, str]]:
    """Name and text of each part of a collection."""
    for number, lines in enumerate(_cut(map(render_value, records)), 1):
        yield name_file(name, number), HEAD + BETWEEN.join(lines) + END


def name_file(name: str, number: int) -> str:
    """The name of a part of a collection, from 1."""
    return f"{FOLDER}{name}-{number}.json"


def render_value(value: object) -> str:
    """A value as JSON on one line."""
    return json.encode(value).decode()


def _make_row(one: Figure) -> list[object]:
    """A figure as the index tells it. Of its values decimals are enough: exact ones follow of its amounts."""
    place = (one.code, one.scope, one.row, one.breakdown, one.key)
    values = (None if value is None else _round(value) for value in (one.low, one.known, one.high))
    return [*place, one.numerator, one.denominator, one.unknown, *values, one.shows_percentage]


def _round(value: Fraction) -> float:
    return value.numerator if value.denominator == 1 else round(float(value), PLACES)


def _cut(lines: Iterable[str]) -> Iterator[list[str]]:
    part: list[str] = []
    size = 0
    for line in lines:
        if part and size + len(line) > MOST:
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line) + len(BETWEEN)
    if part:
        yield part
