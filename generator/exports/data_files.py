"""The files for reuse that go with every site: what they are called and their bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from generator.analysis.findings import Findings
from generator.analysis.parts import OUTLINE, Part
from generator.exports.findings import make_findings
from generator.exports.shards import make_shards
from generator.exports.tables import TABLES, Source, make_column_table, make_table, read_columns

FOLDER = "data/"
"""Where the files lie below the root of the site, in all languages alike."""
_SHARDS = "findings/"
"""Below it: parts that `findings.json` names."""
PARTS: tuple[Part, ...] = tuple(sorted({*OUTLINE, *(part for one in TABLES.values() for part in one.parts)}))
"""All parts of cases that some data file is made of."""

Files: TypeAlias = "Iterator[tuple[str, bytes]]"
"""Path below the root of the site, and bytes."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """Files that are made together."""

    name: str
    parts: tuple[Part, ...]
    """Parts of cases that they are made of."""
    make: Callable[[], Files]


def list_data_sets(findings: Findings, languages: tuple[str, ...]) -> Iterator[DataSet]:
    """Everything that makes a data file."""
    source = Source(findings, languages)
    yield DataSet("findings", OUTLINE, partial(_make_findings_files, findings))
    for name in read_columns():
        yield DataSet(name, TABLES[name].parts, partial(_make_table_file, name, source))
    yield DataSet("columns", (), partial(_make_column_file, languages))


def make_data_files(findings: Findings, languages: tuple[str, ...]) -> Files:
    """Path and bytes of each data file."""
    for one in list_data_sets(findings, languages):
        yield from one.make()


def _make_findings_files(findings: Findings) -> Files:
    for name, text in make_shards(make_findings(findings), _SHARDS):
        yield f"{FOLDER}{name}", text.encode()


def _make_table_file(name: str, source: Source) -> Files:
    yield f"{FOLDER}{name}.csv", make_table(name, source).encode()


def _make_column_file(languages: tuple[str, ...]) -> Files:
    yield f"{FOLDER}columns.csv", make_column_table(languages).encode()


def is_listed(path: str) -> bool:
    """Whether a data file stands in the list that readers see; the parts of another file do not."""
    return not path.startswith(FOLDER + _SHARDS)
