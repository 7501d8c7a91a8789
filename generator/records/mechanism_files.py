"""Reads the folder `content/mechanism/`: each file strictly, then what they say of one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from generator.records.fields import Context, SourceId
from generator.records.known_mechanism import FOLDER, Mechanism
from generator.records.law import Law
from generator.records.mechanism import (
    Commitment,
    Landmark,
    MeasureTypes,
    MechanismSource,
    Monitor,
    Organ,
    PathStep,
    Series,
    StateFact,
)
from generator.records.mechanism_checks import check_mechanism
from generator.records.mechanism_reading import MechanismReader
from generator.records.problems import Problem
from generator.records.record import Record

Row = TypeVar("Row", Organ, Commitment, Series, Landmark, Monitor, PathStep, StateFact)


class OrgansData(Record, frozen=True, kw_only=True):
    """`organs.yml`."""

    organs: tuple[Organ, ...]


class CommitmentsData(Record, frozen=True, kw_only=True):
    """`commitments.yml`."""

    commitments: tuple[Commitment, ...]


class SeriesData(Record, frozen=True, kw_only=True):
    """`indicators.yml`."""

    series: tuple[Series, ...]


class LandmarksData(Record, frozen=True, kw_only=True):
    """`landmarks.yml`."""

    landmarks: tuple[Landmark, ...]


class MonitorsData(Record, frozen=True, kw_only=True):
    """`monitors.yml`."""

    monitors: tuple[Monitor, ...]


class PathData(Record, frozen=True, kw_only=True):
    """`path.yml`."""

    steps: tuple[PathStep, ...]


class StatesData(Record, frozen=True, kw_only=True):
    """`states.yml`."""

    states: tuple[StateFact, ...]


SourcesData = dict[SourceId, MechanismSource]
"""`sources.yml`: where every fact of the folder was read, by id."""


def _by_id(rows: tuple[Row, ...]) -> dict[str, Row]:
    return {row.id: row for row in rows}


def _find_nothing() -> None:
    return None


class _Field(Struct, frozen=True):
    """A field of what is known of the mechanism, and its file."""

    file: str
    model: type[Any]
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
    "sources": _Field("sources", SourcesData, lambda record: record),
}
FILES = tuple(one.file for one in _FIELDS.values())
"""Names of the files, each of which may be absent."""


def read_mechanism(content: Path, *, root: Path, context: Context) -> tuple[Mechanism | None, list[Problem]]:
    """What a site knows of its protection mechanism, and what is wrong with it; nothing where it has no such folder."""
    folder = content / FOLDER
    if not folder.is_dir():
        return None, []
    problems = [_make_stranger(path, root) for path in sorted(folder.iterdir()) if _is_strange(path)]
    reader = MechanismReader(folder, root, context, problems)
    mechanism = Mechanism(**{field: read_field(reader, field) for field in _FIELDS})
    if not any(problem.severity == "error" for problem in problems):
        problems += check_mechanism(reader.files, mechanism, context)
    return mechanism, problems


def read_field(reader: MechanismReader, name: str) -> Any:
    """What is known of one thing; as if there were no file where something is wrong with it."""
    field = _FIELDS[name]
    record = reader.read(field.file, field.model)
    return field.absent() if record is None else field.find(record)


def _is_strange(path: Path) -> bool:
    return not path.name.startswith(".") and (path.suffix != ".yml" or path.stem not in FILES)


def _make_stranger(path: Path, root: Path) -> Problem:
    """A file that would not be read, such as one whose name is misspelled."""
    known = ", ".join(f"{name}.yml" for name in FILES)
    return Problem("mechanism-file", path.relative_to(root).as_posix(), details={"known": known})
