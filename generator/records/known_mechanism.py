"""All that a site knows of the protection Mechanism, each file of which is read when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec import json

from generator.records.kept_data import DataFolder
from generator.records.problems import Problem
from generator.records.unopened import Unopened

if TYPE_CHECKING:
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

FOLDER = "mechanism"


@dataclass(frozen=True, slots=True)
class Mechanism(Unopened):
    """Everything of the folder; what a site does not have is empty."""

    law: Law | None = None
    measure_types: MeasureTypes | None = None
    organs: Mapping[str, Organ] = field(default_factory=dict)
    """By id, in the order of the file, like all that follow."""
    commitments: Mapping[str, Commitment] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    landmarks: Mapping[str, Landmark] = field(default_factory=dict)
    monitors: Mapping[str, Monitor] = field(default_factory=dict)
    path: Mapping[str, PathStep] = field(default_factory=dict)
    states: Mapping[str, StateFact] = field(default_factory=dict)
    sources: Mapping[str, MechanismSource] = field(default_factory=dict)


def recall_mechanism(data: DataFolder) -> tuple[Mechanism | None, list[Problem]]:
    """What a site knows of its protection mechanism, and what is wrong with it; nothing where it has no such folder."""

    def read() -> tuple[Mechanism | None, list[Problem]]:
        from generator.records.mechanism_files import read_mechanism  # noqa: PLC0415 - loading code takes time

        return read_mechanism(data.content, root=data.root, context=data.context)

    def open_field(field: str, law: str) -> Mapping[str, object]:
        if field == "law":  # Pages of cases ask for it, and for nothing else.
            from generator.records.law import Law  # noqa: PLC0415 - as above

            return {field: json.decode(law, type=Law | None)}
        from generator.records.mechanism_files import read_field  # noqa: PLC0415 - as above
        from generator.records.mechanism_reading import MechanismReader  # noqa: PLC0415

        reader = MechanismReader(data.content / FOLDER, data.root, data.context, [])
        return {field: read_field(reader, field)}

    def keep_law(found: Mechanism | None) -> str:
        return json.encode(found and found.law).decode()

    return data.recall(Mechanism, [data.content / FOLDER], read, open_field, keep_law)
