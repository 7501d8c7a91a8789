"""The files for reuse that go with every site: what they are called and their bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from generator.analysis.editions import CURVES, FIGURES
from generator.analysis.findings import Findings
from generator.analysis.parts import OUTLINE, Part
from generator.exports import shards
from generator.exports.permission import Permission
from generator.exports.shards import (
    BETWEEN,
    COLLECTIONS,
    END,
    HEAD,
    make_parts,
    name_file,
    render_index,
    render_lines,
    render_rows,
    render_value,
)
from generator.exports.table_source import Source
from generator.exports.tables import TABLES, make_column_table, make_rows, make_table_head, read_columns
from generator.pieces import FEW, Frame, Pieces, cut_blocks

if TYPE_CHECKING:
    from generator.exports.counted import Counted

FOLDER = "data/"
"""Where the files lie below the root of the site, in all languages alike."""
SPAN = 4
"""Blocks of cases in a part: one is at most some 250 kB."""
PARTS: tuple[Part, ...] = tuple(sorted({*OUTLINE, *(part for one in TABLES.values() for part in one.parts)}))
"""All parts of cases that some data file is made of."""

Files: TypeAlias = "Iterator[tuple[str, bytes]]"
"""Path below the root of the site, and bytes."""


class DataSet(Struct, frozen=True):
    """Files that are made together."""

    name: str
    parts: tuple[Part, ...]
    """Parts of cases that they are made of."""
    make: Callable[[], Files]
    pieces: CasePieces | None = None
    """Of a file of cases: the same piece by piece."""
    ids: tuple[str, ...] | None = None
    """The cases that they are made of; all where there are none."""
    index: Index | None = None
    """Of what tells of all figures: the same, with what is known of the last site."""

    @property
    def rest(self) -> tuple[str, ...]:
        """What else they are made of."""
        return (FIGURES, CURVES) if self.index else ()


class CasePieces(Struct, frozen=True):
    """A file to which each block of cases gives a piece."""

    path: str
    frame: Frame
    source: Source
    blocks: tuple[tuple[str, ...], ...]
    render: Callable[[Source, Sequence[str]], str]
    """Gives the text of some cases, by id."""

    def make(self, numbers: Sequence[int]) -> Iterator[str]:
        """The texts of some blocks. Where these are few, nothing is derived of other cases."""
        source = self.source
        if len(numbers) <= FEW:
            source = source.narrow(id_ for number in numbers for id_ in self.blocks[number])
        for number in numbers:
            yield self.render(source, self.blocks[number])

    def make_files(self) -> Files:
        """Path and bytes, of all blocks."""
        texts = filter(None, (self.render(self.source, block) for block in self.blocks))
        yield self.path, (self.frame.head + self.frame.between.join(texts) + self.frame.end).encode()


class Index(Struct, frozen=True, dict=True):
    """The index of all findings, and those of its parts that tell of all figures; others are known by their number."""

    findings: Findings
    spans: int
    """How many parts tell of cases."""

    def make(self, pieces: Pieces, told: Mapping[str, str]) -> Files:
        """Path and bytes of each; `told` are digests of all that they are made of."""
        findings, made_of = self.findings, " ".join(f"{name}={digest}" for name, digest in sorted(told.items()))
        files = {"cases": [name_file("cases", number) for number in range(1, self.spans + 1)]}
        behind = " ".join(told.get(name, "") for name in ("people", FIGURES))
        for name, key in {**dict.fromkeys(COLLECTIONS, behind), "curves": made_of}.items():
            files[name] = []
            for path, data in pieces.keep(f"{FOLDER}{name}", key, partial(self._make_parts, name)):
                files[name].append(path.removeprefix(FOLDER))
                yield path, data
        head = pieces.recall(f"{FOLDER}head", {"head": told.get("people", "")}, self._render_head)
        tables = pieces.recall(f"{FOLDER}figures", findings.editions, self._render_table)
        yield f"{FOLDER}findings.json", render_index(head["head"], tables.values(), files).encode()

    def _make_parts(self, name: str) -> Files:
        from generator.exports.findings import make_curves  # noqa: PLC0415 - most edits change no figure

        records = make_curves(self.findings) if name == "curves" else self._counted.make_records()[name]
        for path, text in make_parts(name, records):
            yield FOLDER + path, text.encode()

    def _render_head(self, _: str) -> str:
        from generator.exports.findings import make_head  # noqa: PLC0415 - as above

        return render_lines(make_head(self.findings))

    def _render_table(self, code: str) -> str:
        return render_rows(self.findings.statistics.list_figures(code))

    @cached_property
    def _counted(self) -> Counted:
        from generator.exports.counted import Counted  # noqa: PLC0415 - as above

        return Counted(self.findings.statistics.figures, Permission.of(self.findings.cases))


def list_data_sets(findings: Findings, languages: tuple[str, ...]) -> Iterator[DataSet]:
    """Everything that makes a data file."""
    source = Source(findings, languages)
    blocks = cut_blocks(case.id for case in findings.cases)
    spans = tuple(blocks[start : start + SPAN] for start in range(0, len(blocks), SPAN))
    index = Index(findings, len(spans))
    yield DataSet("findings", ("people",), partial(index.make, Pieces(), {}), index=index)
    for number, span in enumerate(spans, 1):
        path, ids = FOLDER + name_file("cases", number), tuple(chain.from_iterable(span))
        pieces = CasePieces(path, Frame(HEAD, BETWEEN, END), source, span, _render_cases)
        yield DataSet(f"findings {number}", OUTLINE, pieces.make_files, pieces, ids)
    for name in read_columns():
        if parts := TABLES[name].parts:
            frame = Frame(make_table_head(name, languages))
            pieces = CasePieces(f"{FOLDER}{name}.csv", frame, source, blocks, partial(make_rows, name))
            yield DataSet(name, parts, pieces.make_files, pieces)
        else:
            yield DataSet(name, (), partial(_make_table_file, name, source))
    yield DataSet("columns", (), partial(_make_column_file, languages))


def make_data_files(findings: Findings, languages: tuple[str, ...]) -> Files:
    """Path and bytes of each data file."""
    for one in list_data_sets(findings, languages):
        yield from one.make()


def _render_cases(source: Source, ids: Sequence[str]) -> str:
    from generator.exports.findings import make_case_record  # noqa: PLC0415 - as above

    return BETWEEN.join(render_value(make_case_record(case, source)) for case in source.select(ids))


def _make_table_file(name: str, source: Source) -> Files:
    yield f"{FOLDER}{name}.csv", (make_table_head(name, source.languages) + make_rows(name, source)).encode()


def _make_column_file(languages: tuple[str, ...]) -> Files:
    yield f"{FOLDER}columns.csv", make_column_table(languages).encode()


def is_listed(path: str) -> bool:
    """Whether a data file stands in the list that readers see; the parts of another file do not."""
    return not path.startswith(FOLDER + shards.FOLDER)
