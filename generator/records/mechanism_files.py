"""Reads the folder `content/mechanism/`: each file strictly, then what they say of one another."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import RootModel

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
from generator.records.unopened import list_values, make_unopened
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


FILES = (
    "law",
    "measure_types",
    "organs",
    "commitments",
    "indicators",
    "landmarks",
    "monitors",
    "path",
    "states",
    "sources",
)
"""Names of the files, each of which may be absent."""


def read_mechanism(content: Path, *, root: Path, context: Context) -> tuple[Mechanism | None, list[Problem]]:
    """What a site knows of its protection mechanism, and what is wrong with it; nothing where it has no such folder."""
    folder = content / FOLDER
    if not folder.is_dir():
        return None, []
    problems = [_make_stranger(path, root) for path in sorted(folder.iterdir()) if _is_strange(path)]
    reader = _Reader(folder, root, context, problems)
    law, types = reader.read("law", Law), reader.read("measure_types", MeasureTypes)
    organs, commitments = reader.read("organs", OrgansData), reader.read("commitments", CommitmentsData)
    series, landmarks = reader.read("indicators", SeriesData), reader.read("landmarks", LandmarksData)
    monitors, sources = reader.read("monitors", MonitorsData), reader.read("sources", SourcesData)
    path, states = reader.read("path", PathData), reader.read("states", StatesData)
    mechanism = Mechanism(
        law,
        types,
        _by_id(organs.organs if organs else ()),
        _by_id(commitments.commitments if commitments else ()),
        _by_id(series.series if series else ()),
        _by_id(landmarks.landmarks if landmarks else ()),
        _by_id(monitors.monitors if monitors else ()),
        _by_id(path.steps if path else ()),
        _by_id(states.states if states else ()),
        sources.root if sources else {},
    )
    if not any(problem.severity == "error" for problem in problems):
        problems += check_mechanism(reader.files, mechanism, context)
    return mechanism, problems


def recall_mechanism(
    content: Path, *, root: Path, context: Context, kept: Path | None
) -> tuple[Mechanism | None, list[Problem]]:
    """The same. Where nothing was wrong with these very files at the last run, they are read when somebody asks.

    `kept` is the file that knows the last run, if any.
    """

    def digest() -> str | None:
        return _digest_files(content / FOLDER, context)

    def open_again(_: str) -> dict[str, object]:
        mechanism, _problems = read_mechanism(content, root=root, context=context)
        if mechanism is None or digest() != key:
            raise make_changed_error(find_name(content / FOLDER, root))
        return list_values(mechanism)

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

    def read(self, name: str, model: type[Model]) -> Model | None:
        """The record of a file; none where there is no file, or where something is wrong with it."""
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


def _by_id(rows: tuple[Row, ...]) -> dict[str, Row]:
    return {row.id: row for row in rows}


def _is_strange(path: Path) -> bool:
    return not path.name.startswith(".") and (path.suffix != ".yml" or path.stem not in FILES)


def _make_stranger(path: Path, root: Path) -> Problem:
    """A file that would not be read, such as one whose name is misspelled."""
    known = ", ".join(f"{name}.yml" for name in FILES)
    return Problem("mechanism-file", path.relative_to(root).as_posix(), details={"known": known})
