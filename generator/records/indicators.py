"""The words of the indicators, in `content/indicators.yml`. What computes them is registered in the analysis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.records.kept_data import DataFolder
from generator.records.problems import Problem
from generator.records.unopened import Unopened, list_values
from generator.records.vocabularies import SOURCES_FILE

if TYPE_CHECKING:
    from generator.records.indicator_files import Indicator, Wording

INDICATORS_FILE = "indicators.yml"


@dataclass(frozen=True, slots=True)
class Indicators(Unopened, Mapping[str, "Indicator"]):
    """All indicators by code, in the order of the file, with the words of what they refer to."""

    by_code: Mapping[str, Indicator] = field(default_factory=dict)
    units: Mapping[str, Wording] = field(default_factory=dict)
    scopes: Mapping[str, Wording] = field(default_factory=dict)
    breakdowns: Mapping[str, Wording] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, Wording]] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Indicator:
        return self.by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_code)

    def __len__(self) -> int:
        return len(self.by_code)


def recall_indicators(data: DataFolder) -> tuple[Indicators, list[Problem]]:
    """The indicators of a site, and all that is wrong with them; none where it has no such file."""

    def read() -> tuple[Indicators, list[Problem]]:
        from generator.records.indicator_files import read_indicators  # noqa: PLC0415 - loading code takes time

        return read_indicators(data.content, root=data.root, context=data.context)

    files = data.content / INDICATORS_FILE, data.content / "vocabularies" / SOURCES_FILE
    return data.recall(Indicators, files, read, lambda *_: list_values(read()[0]))
