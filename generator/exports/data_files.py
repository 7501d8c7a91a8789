"""The files for reuse that go with every site: what they are called and their bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from generator.analysis.findings import Findings
from generator.analysis.parts import OUTLINE, Part
from generator.exports.findings import make_findings
from generator.exports.shards import make_shards
from generator.exports.table_source import Source
from generator.exports.tables import TABLES, make_column_table, make_head, make_rows, read_columns
from generator.pieces import FEW, cut_blocks

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
    pieces: TablePieces | None = None
    """Of a table of cases: the same piece by piece."""


@dataclass(frozen=True, slots=True)
class TablePieces:
    """A table of which each block of cases gives some lines."""

    path: str
    head: str
    blocks: tuple[tuple[str, ...], ...]
    make: Callable[[Sequence[int]], Iterable[str]]
    """Gives the lines of some blocks, by number."""


def list_data_sets(findings: Findings, languages: tuple[str, ...]) -> Iterator[DataSet]:
    """Everything that makes a data file."""
    source = Source(findings, languages)
    blocks = cut_blocks(case.id for case in findings.cases)
    yield DataSet("findings", OUTLINE, partial(_make_findings_files, findings))
    for name in read_columns():
        pieces = None
        if TABLES[name].parts:
            make = partial(_make_pieces, name, source, blocks)
            pieces = TablePieces(f"{FOLDER}{name}.csv", make_head(name, languages), blocks, make)
        yield DataSet(name, TABLES[name].parts, partial(_make_table_file, name, source, blocks), pieces)
    yield DataSet("columns", (), partial(_make_column_file, languages))


def make_data_files(findings: Findings, languages: tuple[str, ...]) -> Files:
    """Path and bytes of each data file."""
    for one in list_data_sets(findings, languages):
        yield from one.make()


def _make_findings_files(findings: Findings) -> Files:
    for name, text in make_shards(make_findings(findings), _SHARDS):
        yield f"{FOLDER}{name}", text.encode()


def _make_table_file(name: str, source: Source, blocks: Sequence[Sequence[str]]) -> Files:
    lines = make_rows(name, source, (id_ for block in blocks for id_ in block))
    yield f"{FOLDER}{name}.csv", (make_head(name, source.languages) + lines).encode()


def _make_pieces(name: str, source: Source, blocks: Sequence[Sequence[str]], numbers: Sequence[int]) -> Iterator[str]:
    """The lines of some blocks. Where these are few, nothing is derived of other cases."""
    if len(numbers) <= FEW:
        source = source.narrow(id_ for number in numbers for id_ in blocks[number])
    for number in numbers:
        yield make_rows(name, source, blocks[number])


def _make_column_file(languages: tuple[str, ...]) -> Files:
    yield f"{FOLDER}columns.csv", make_column_table(languages).encode()


def is_listed(path: str) -> bool:
    """Whether a data file stands in the list that readers see; the parts of another file do not."""
    return not path.startswith(FOLDER + _SHARDS)
