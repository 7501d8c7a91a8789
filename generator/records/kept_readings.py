"""Readings of case files that are kept between runs, so that a file which is as it was is not parsed again.

Kept is only what is public anyhow, as a cache may get into other hands, such as those of a service that builds sites.
Of a published case with no name to protect, that is its public form; whether its file says since when it is there; the
day on which its consent is to be asked for again; what its measures consist of; and what is wrong with it, unless that
stops a build. Where not everybody can read the case files, nothing is kept of a case that is told without names, has
measures whose contents are on file, or has problems that quote it. All other files are parsed each time. What a case
said before it was withdrawn is overwritten by the next run.

It is text in a database, sealed line by line, and nothing in it is run: what is damaged, or was made by another
version, from other bytes, vocabularies or languages, is as if it were not there.
"""

from __future__ import annotations

import json
import platform
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.records.case_reading import CaseReading, CaseRules
from generator.records.databases import forget, open_to_read, open_to_write
from generator.records.dates import parse_date
from generator.records.digests import digest_of
from generator.records.facts import make_open_facts
from generator.records.packing import parse_packed
from generator.records.problems import Problem, has_errors
from generator.records.public import PublicCase

_FORMAT = 1
"""Raised whenever what is kept changes its form."""
_TABLE = """
CREATE TABLE IF NOT EXISTS reading
(file TEXT PRIMARY KEY, key TEXT NOT NULL, packed TEXT NOT NULL, beside TEXT NOT NULL, seal TEXT NOT NULL)
"""
_HARMLESS = frozenset({"missing-translation", "source-not-archived", "unused-source"})
"""Problems that tell no more than which part of a public case they are about."""
_PACKAGES = ("pydantic", "pydantic_core", "pyyaml", "ryaml")


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of one file."""

    key: str
    """Digest of all that decided what was read."""
    packed: str
    """The public form of the case."""
    beside: str
    """What else is known of it."""


def read_rows(file: Path) -> dict[str, Row]:
    """Name of a case file → what was kept of it; nothing where nothing was, or nothing that can be trusted."""
    rows: dict[str, Row] = {}
    try:
        if not file.is_file():
            return rows
        with closing(open_to_read(file)) as base:
            if base.execute("PRAGMA user_version").fetchone() != (_FORMAT,):
                return rows
            for name, key, packed, beside, seal in base.execute("SELECT file, key, packed, beside, seal FROM reading"):
                if seal == digest_of(name, key, packed, beside):
                    rows[name] = Row(key, packed, beside)
    except (OSError, sqlite3.Error, ValueError, AttributeError):
        return {}
    return rows


def write_rows(file: Path, rows: Mapping[str, Row], before: Mapping[str, Row]) -> None:
    """Keep these rows and no others; `before` is what was read there. What cannot be kept costs time only."""
    if rows == before:
        return
    if not before:
        forget(file)
    with suppress(OSError):
        try:
            _write_all(file, rows, before)
        except sqlite3.OperationalError:
            return  # Somebody else is writing, or the disk is full.
        except sqlite3.Error:
            forget(file)


def _write_all(file: Path, rows: Mapping[str, Row], before: Mapping[str, Row]) -> None:
    with closing(open_to_write(file, _TABLE)) as base, base:
        base.execute(f"PRAGMA user_version = {_FORMAT}")
        gone = ((name,) for name in sorted(before.keys() - rows.keys()))
        base.executemany("DELETE FROM reading WHERE file = ?", gone)
        told = (
            (name, one.key, one.packed, one.beside, digest_of(name, one.key, one.packed, one.beside))
            for name, one in rows.items()
            if before.get(name) != one
        )
        base.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?)", told)


def digest_rules(rules: CaseRules) -> str | None:
    """What decides, beside its name and bytes, what a case file gives; none where that cannot be told."""
    context = rules.context
    if not context.vocabularies.digest:
        return None
    return digest_of(context.vocabularies.digest, *context.languages, str(rules.public_repository), _digest_code())


@cache
def _digest_code() -> str:
    """This room's own files, and the versions of what it works with."""
    parts: list[str | bytes] = [platform.python_version()]
    for path in sorted(Path(__file__).parent.iterdir()):
        if path.is_file():
            parts += (path.name, path.read_bytes())
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            parts += (name, version(name))
    return digest_of(*parts)


def make_row(reading: CaseReading, key: str, *, public_repository: bool) -> Row | None:
    """What is kept of a reading; none where it holds anything that is not public."""
    case, facts = reading.let_out(date.min), reading.facts
    if not isinstance(case, PublicCase) or facts is None or has_errors(reading.problems):
        return None
    is_dated, items = facts.published is not None, tuple(one.items for one in facts.measures)
    if facts != make_open_facts(case, facts.file, is_dated=is_dated, review_by=facts.review_by, items=items):
        return None
    if not public_repository:
        quotes = any(one.code not in _HARMLESS for one in reading.problems)
        if "name" not in case.uses or any(items) or quotes:
            return None
    review = facts.review_by and facts.review_by.text
    problems = [[one.code, one.line, one.column, dict(one.details)] for one in reading.problems]
    return Row(key, reading.packed, json.dumps([is_dated, review, items, problems], ensure_ascii=False))


def find_reading(file: str, row: Row) -> CaseReading | None:
    """The reading that a row was made of; none where it was made of none."""
    try:
        case = parse_packed(PublicCase, row.packed)
        is_dated, review, items, told = json.loads(row.beside)
        facts = make_open_facts(
            case,
            file,
            is_dated=is_dated,
            review_by=parse_date(review) if review else None,
            items=tuple([tuple(one) for one in items]),
        )
        problems = tuple(_make_problems(file, told))
    except (ValueError, TypeError, AttributeError, LookupError):
        return None
    return CaseReading(file, problems, facts, case, row.packed)


def _make_problems(file: str, told: Iterable[tuple[str, int, int, dict[str, str | int]]]) -> Iterable[Problem]:
    return (Problem(code, file, line, column, details) for code, line, column, details in told)
