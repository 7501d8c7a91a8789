"""Reads the days that the world or the country keeps every year from `content/calendar.yml`, strictly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from msgspec import field
from pydantic_core import PydanticCustomError

from generator.records.dates import DateError, parse_date
from generator.records.fields import Code, Context, Date, Limits, Line, LocalId, LocalText, Then, Url
from generator.records.observances import CALENDAR_FILE, LEAP_YEAR, Observances
from generator.records.problems import Problem
from generator.records.record import Record
from generator.records.strict_yaml import Document
from generator.records.validation import make_problem, read_document, validate_document


def _check_day(value: str) -> str:
    try:
        is_day = parse_date(f"{LEAP_YEAR}-{value}").precision == "day"
    except DateError as problem:
        raise PydanticCustomError(problem.code, "date", {"value": value}) from None
    if not is_day:
        raise PydanticCustomError("date-format", "date", {"value": value})
    return value


class DaySource(Record, frozen=True, kw_only=True):
    """Where a day was read of."""

    publisher: Line
    title: Line
    """Its title; in [square brackets] where it is our description because the title was not seen."""
    url: Url
    date: Date
    language: Annotated[str, Limits(pattern=r"^[a-z]{2,3}$")]
    extent: Annotated[str, Code("source_extent")]
    """How much of it was read."""


class Observance(Record, frozen=True, kw_only=True):
    """A day of every year."""

    id: LocalId
    """Permanent: calendars know the day by it."""
    date: Annotated[str, Then(_check_day)]
    """Month and day, as `05-03`."""
    scope: Literal["international", "national"]
    name: LocalText
    about: LocalText
    """Who keeps it and since when."""
    sources: Annotated[tuple[LocalId, ...], Limits(min_length=1)]


class CalendarData(Record, frozen=True, kw_only=True):
    """The file."""

    days: tuple[Observance, ...] = ()
    sources: dict[LocalId, DaySource] = field(default_factory=dict)


def read_observances(folder: Path, *, root: Path, context: Context) -> tuple[Observances, list[Problem]]:
    """The days in a folder, and what is wrong with their file; no days and no problem where there is no file."""
    path = folder / CALENDAR_FILE
    if not path.exists() and not path.is_symlink():
        return Observances(), []
    document, problems = read_document(path, root=root)
    if document is None:
        return Observances(), problems
    data, found = validate_document(document, CalendarData, context)
    problems += found
    if data is None:
        return Observances(), problems
    problems += _check_observances(document, data)
    return Observances(data.days, data.sources), problems


def _check_observances(document: Document, observances: CalendarData) -> Iterator[Problem]:
    ids = Counter(one.id for one in observances.days)
    cited: set[str] = set()
    for index, one in enumerate(observances.days):
        cited.update(one.sources)
        if ids[one.id] > 1:
            yield make_problem(document, "calendar-duplicate-id", ("days", index, "id"), value=one.id)
        for number, source in enumerate(one.sources):
            if source not in observances.sources:
                path = ("days", index, "sources", number)
                yield make_problem(document, "calendar-unknown-source", path, value=source)
    for source in observances.sources:
        if source not in cited:
            yield make_problem(document, "calendar-unused-source", ("sources", source), value=source)
