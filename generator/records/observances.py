"""Days that the world or the country keeps every year, as `content/calendar.yml` holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.records.kept_data import DataFolder
from generator.records.problems import Problem
from generator.records.unopened import Unopened, list_values

if TYPE_CHECKING:
    from generator.records.observance_files import DaySource, Observance

CALENDAR_FILE = "calendar.yml"
LEAP_YEAR = 2000
"""A year that has every day."""


@dataclass(frozen=True, slots=True)
class Observances(Unopened):
    """All such days."""

    days: tuple[Observance, ...] = ()
    sources: Mapping[str, DaySource] = field(default_factory=dict)


def recall_observances(data: DataFolder) -> tuple[Observances, list[Problem]]:
    """The days of a site, and what is wrong with their file; no days and no problem where there is no file."""

    def read() -> tuple[Observances, list[Problem]]:
        from generator.records.observance_files import read_observances  # noqa: PLC0415 - loading code takes time

        return read_observances(data.content, root=data.root, context=data.context)

    return data.recall(Observances, [data.content / CALENDAR_FILE], read, lambda *_: list_values(read()[0]))
