"""Everything dated in all cases, by year and month. What two cases tell alike stands once. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from generator.analysis.timeline import ActEvent, Event, MeasureEvent, make_timeline
from generator.records.dates import PartialDate
from generator.records.public import PublicCase


class DatedEvent(Struct, frozen=True, gc=False):
    """An entry of the timeline of a case."""

    case: PublicCase
    event: Event


class Month(Struct, frozen=True):
    """What happened in a month of a year."""

    number: int | None
    """From 1; none for what is dated to the year, or may have happened in several months."""
    events: tuple[DatedEvent, ...]


class Year(Struct, frozen=True, dict=True):
    """What happened in a year. Each of its pages asks for all of it, and these grow with the cases."""

    number: int
    months: tuple[Month, ...]
    """Those in which something is on record, in order; what has no month comes last."""

    @cached_property
    def events(self) -> tuple[DatedEvent, ...]:
        """All of it, in order."""
        return tuple(one for month in self.months for one in month.events)

    @cached_property
    def cases(self) -> int:
        """How many cases it is from."""
        return len({one.case.id for one in self.events})


class Decade(Struct, frozen=True):
    """Ten years."""

    first: int
    years: tuple[Year, ...]
    """Those in which something is on record, in order."""

    @property
    def count(self) -> int:
        """How many entries."""
        return sum(len(year.events) for year in self.years)


class Chronology(Struct, frozen=True):
    """The entries of all timelines."""

    decades: tuple[Decade, ...]
    undated: tuple[DatedEvent, ...]
    """What has no date at all."""

    @property
    def years(self) -> tuple[Year, ...]:
        """Every year in which something is on record, in order."""
        return tuple(year for decade in self.decades for year in decade.years)

    @property
    def count(self) -> int:
        """How many entries have a date."""
        return sum(decade.count for decade in self.decades)


def make_chronology(cases: Iterable[PublicCase]) -> Chronology:
    """The chronology of some cases. What may fall in several years stands once, in the first of them."""
    entries = sorted(_list_entries(cases), key=lambda one: (one.event.date.sort_key, one.case.id))
    years: defaultdict[int, list[DatedEvent]] = defaultdict(list)
    undated: list[DatedEvent] = []
    for entry in entries:
        found = entry.event.date.years
        (years[found[0]] if found else undated).append(entry)
    decades: defaultdict[int, list[Year]] = defaultdict(list)
    for number in sorted(years):
        decades[number // 10 * 10].append(Year(number, tuple(_group(years[number]))))
    return Chronology(tuple(Decade(first, tuple(listed)) for first, listed in decades.items()), tuple(undated))


def find_month(date: PartialDate) -> int | None:
    """The month a date lies in; none where it may lie in several."""
    first, last = date.earliest, date.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return None
    return first.month


def _list_entries(cases: Iterable[PublicCase]) -> Iterator[DatedEvent]:
    listed = tuple(cases)
    told = {f"{case.id}#{one.id}" for case in listed for part in (case.acts, case.measures) for one in part}
    for case in listed:
        for event in make_timeline(case):
            if _find_same(event) not in told:
                yield DatedEvent(case, event)


def _find_same(event: Event) -> str | None:
    """What the entry tells again."""
    if isinstance(event.what, ActEvent):
        return event.what.act.same_as
    return event.what.measure.same_as if isinstance(event.what, MeasureEvent) else None


def _group(entries: Iterable[DatedEvent]) -> Iterator[Month]:
    months: defaultdict[int | None, list[DatedEvent]] = defaultdict(list)
    for entry in entries:
        months[find_month(entry.event.date)].append(entry)
    for number in sorted(months, key=lambda month: month or 13):
        yield Month(number, tuple(months[number]))
