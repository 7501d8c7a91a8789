"""Reads the folder `content/mechanism/`: each file strictly, then what they say of one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from pydantic import BaseModel, RootModel

from generator.records.case_reading import CaseRules
from generator.records.digests import digest_of
from generator.records.fields import Context, SourceId
from generator.records.kept_readings import digest_rules
from generator.records.kept_rows import find_sound, keep_sound
from generator.records.law import Law
from generator.records.mechanism import (
    Commitment,
    Landmark,
    MeasureTypes,
    Mechanism,
    MechanismSource,
    Monitor,
    Organ,
    PathStep,
    Series,
    StateFact,
)
from generator.records.mechanism_checks import MechanismFile, check_mechanism
from generator.records.problems import Problem, make_changed_error
from generator.records.record import Record
from generator.records.unopened import make_unopened
from generator.records.validation import Model, find_name, read_document, validate_document

FOLDER = "mechanism"
Row = TypeVar("Row", Organ, Commitment, Series, Landmark, Monitor, PathStep, StateFact)


class OrgansData(Record):
    """`organs.yml`."""

    organs: tuple[Organ, ...]


class CommitmentsData(Record):
    """`commitments.yml`."""

    commitments: tuple[Commitment, ...]


class SeriesData(Record):
    """`indicators.yml`."""

    series: tuple[Series, ...]


class LandmarksData(Record):
    """`landmarks.yml`."""

    landmarks: tuple[Landmark, ...]


class MonitorsData(Record):
    """`monitors.yml`."""

    monitors: tuple[Monitor, ...]


class PathData(Record):
    """`path.yml`."""

    steps: tuple[PathStep, ...]


class StatesData(Record):
    """`states.yml`."""

    states: tuple[StateFact, ...]


class SourcesData(RootModel[dict[SourceId, MechanismSource]]):
    """`sources.yml`: where every fact of the folder was read, by id."""


def _by_id(rows: tuple[Row, ...]) -> dict[str, Row]:
    return {row.id: row for row in rows}


def _find_nothing() -> None:
    return None


class _Field(Struct, frozen=True):
    """A field of what is known of the mechanism, and its file."""

    file: str
    model: type[BaseModel]
    find: Callable[[Any], object]
    """Gives the field, of the record that is in the file."""
    absent: Callable[[], object] = dict
    """What it is where there is no file."""


_FIELDS: Mapping[str, _Field] = {
    "law": _Field("law", Law, lambda record: record, _find_nothing),
    "measure_types": _Field("measure_types", MeasureTypes, lambda record: record, _find_nothing),
    "organs": _Field("organs", OrgansData, lambda record: _by_id(record.organs)),
    "commitments": _Field("commitments", CommitmentsData, lambda record: _by_id(record.commitments)),
    "series": _Field("indicators", SeriesData, lambda record: _by_id(record.series)),
    "landmarks": _Field("landmarks", LandmarksData, lambda record: _by_id(record.landmarks)),
    "monitors": _Field("monitors", MonitorsData, lambda record: _by_id(record.monitors)),
    "path": _Field("path", PathData, lambda record: _by_id(record.steps)),
    "states": _Field("states", StatesData, lambda record: _by_id(record.states)),
    "sources": _Field("sources", SourcesData, lambda record: record.root),
}
FILES = tuple(one.file for one in _FIELDS.values())
"""Names of the files, each of which may be absent."""


def read_mechanism(content: Path, *, root: Path, context: Context) -> tuple[Mechanism | None, list[Problem]]:
    """What a site knows of its protection mechanism, and what is wrong with it; nothing where it has no such folder."""
    folder = content / FOLDER
    if not folder.is_dir():
        return None, []
    problems = [_make_stranger(path, root) for path in sorted(folder.iterdir()) if _is_strange(path)]
    reader = _Reader(folder, root, context, problems)
    mechanism = Mechanism(**{field: reader.read_field(field) for field in _FIELDS})
    if not any(problem.severity == "error" for problem in problems):
        problems += check_mechanism(reader.files, mechanism, context)
    return mechanism, problems


def recall_mechanism(
    content: Path, *, root: Path, context: Context, kept: Path | None
) -> tuple[Mechanism | None, list[Problem]]:
    """The same. Where nothing was wrong with these very files at the last run, each is read when somebody asks.

    `kept` is the file that knows the last run, if any.
    """

    def digest() -> str | None:
        return _digest_files(content / FOLDER, context)

    def open_again(field: str) -> dict[str, object]:
        value = _Reader(content / FOLDER, root, context, []).read_field(field)
        if digest() != key:
            raise make_changed_error(find_name(content / FOLDER, root))
        return {field: value}

    key = digest() if kept else None
    if kept and key and find_sound(kept, FOLDER, key) is not None:
        return make_unopened(Mechanism, open_again, {}), []
    mechanism, problems = read_mechanism(content, root=root, context=context)
    if kept and key and mechanism and not problems and digest() == key:
        keep_sound(kept, FOLDER, key, "")
    return mechanism, problems


def _digest_files(folder: Path, context: Context) -> str | None:
    """All that decides what the files of the folder give; none where that cannot be told."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    rules = digest_rules(CaseRules(context))
    if not files or not rules or any(path.is_symlink() or not path.is_file() for path in files):
        return None
    return digest_of(rules, *(part for path in files for part in (path.name, path.read_bytes())))


class _Reader:
    """Reads file after file and keeps what was found wrong."""

    def __init__(self, folder: Path, root: Path, context: Context, problems: list[Problem]) -> None:
        self.files: dict[str, MechanismFile] = {}
        self._folder, self._root, self._context, self._problems = folder, root, context, problems

    def read_field(self, name: str) -> Any:
        """What a file tells; as if there were no file where something is wrong with it."""
        field = _FIELDS[name]
        record = self._read(field.file, field.model)
        return field.absent() if record is None else field.find(record)

    def _read(self, name: str, model: type[Model]) -> Model | None:
        path = self._folder / f"{name}.yml"
        if not path.exists() and not path.is_symlink():
            return None
        document, found = read_document(path, root=self._root)
        self._problems += found
        if document is None:
            return None
        record, found = validate_document(document, model, self._context)
        self._problems += found
        if record is not None:
            self.files[name] = MechanismFile(document, record.root if isinstance(record, SourcesData) else record)
        return record


def _is_strange(path: Path) -> bool:
    return not path.name.startswith(".") and (path.suffix != ".yml" or path.stem not in FILES)


def _make_stranger(path: Path, root: Path) -> Problem:
    """A file that would not be read, such as one whose name is misspelled."""
    known = ", ".join(f"{name}.yml" for name in FILES)
    return Problem("mechanism-file", path.relative_to(root).as_posix(), details={"known": known})
