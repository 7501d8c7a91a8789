"""Cells of the tables: plain texts that a spreadsheet shows and never runs. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.records.dates import PartialDate
from generator.records.fields import LocalText

_CITATION = re.compile(r"(?<![ \t])[ \t]*\[s[0-9]+\]")
_SIGNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_FORMULA = re.compile(f"'*[{re.escape(_SIGNS)}]")
"""Beginnings that spreadsheets take for a formula, wide ones too, also behind apostrophes of the text itself."""
DOUBTFUL = frozenset(("'", *_SIGNS))
"""How a text begins that may be one; nearly none does."""

Row = dict[str, object]


def guard_cell(value: object) -> str:
    """A value as text; what a spreadsheet would run as a formula gets an apostrophe before it (docs/data.md)."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(int(value))
    text = str(value)
    return f"'{text}" if text[:1] in DOUBTFUL and _FORMULA.match(text) else text


def unguard_cell(text: str) -> str:
    """The text that a cell was made of: for those who read the tables with a program."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def make_dates(name: str, value: PartialDate) -> Row:
    """A date in EDTF, the days it can mean, and how precise it is."""
    return {
        name: value.text,
        f"{name}_earliest": value.earliest.isoformat() if value.earliest else None,
        f"{name}_latest": value.latest.isoformat() if value.latest else None,
        f"{name}_precision": value.precision,
    }


def make_texts(name: str, text: LocalText | str | None, languages: Iterable[str], *, marks: bool = False) -> Row:
    """A text in each language it is written in, on one line, and without marks of sources unless they are wanted."""
    return {f"{name}_{language}": _find_text(text, language, marks) for language in languages}


def join(codes: Iterable[str]) -> str:
    """Several values in one cell."""
    return ";".join(codes)


def list_columns(columns: Mapping[str, object], languages: Iterable[str]) -> tuple[str, ...]:
    """Names of columns with one for each language where the table has one."""
    listed = tuple(languages)
    return tuple(
        name.replace("{language}", language)
        for name in columns
        for language in (listed if "{language}" in name else ("",))
    )


def _find_text(text: LocalText | str | None, language: str, marks: bool) -> str | None:  # noqa: FBT001 - of make_texts
    found = text.find(language) if isinstance(text, LocalText) else text
    if not found:
        return None
    return " ".join((found if marks or "[s" not in found else _CITATION.sub("", found)).split())
