"""Everything dated in all cases, by year and month. What two cases tell alike stands once. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter

from msgspec import Struct

from generator.analysis.timeline import ActEvent, Event, MeasureEvent, list_events
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
    dates: defaultdict[PartialDate, list[DatedEvent]] = defaultdict(list)
    for entry in _list_entries(sorted(cases, key=attrgetter("id"))):
        dates[entry.event.date].append(entry)
    years: defaultdict[int, defaultdict[int | None, list[DatedEvent]]] = defaultdict(lambda: defaultdict(list))
    undated: list[DatedEvent] = []
    for when in sorted(dates, key=attrgetter("sort_key")):
        entries = years[when.years[0]][find_month(when)] if when.years else undated
        entries += dates[when]
    decades: defaultdict[int, list[Year]] = defaultdict(list)
    for number in sorted(years):
        decades[number // 10 * 10].append(Year(number, tuple(_list_months(years[number]))))
    return Chronology(tuple([Decade(first, tuple(listed)) for first, listed in decades.items()]), tuple(undated))


def find_month(date: PartialDate) -> int | None:
    """The month a date lies in; none where it may lie in several."""
    first, last = date.earliest, date.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return None
    return first.month


def _list_entries(cases: Sequence[PublicCase]) -> Iterator[DatedEvent]:
    """What each case tells, but for what another one tells, too, and it points to; those of one date in order."""
    by_id = {case.id: case for case in cases}
    for case in cases:
        for event in list_events(case):
            same = _find_same(event)
            if same is None or not _is_told(same, by_id):
                yield DatedEvent(case, event)


def _find_same(event: Event) -> str | None:
    """What the entry tells again."""
    if isinstance(event.what, ActEvent):
        return event.what.act.same_as
    return event.what.measure.same_as if isinstance(event.what, MeasureEvent) else None


def _is_told(same: str, cases: Mapping[str, PublicCase]) -> bool:
    """Whether any of some cases has the act or measure that is pointed to."""
    case, _, id_ = same.partition("#")
    return case in cases and any(one.id == id_ for part in (cases[case].acts, cases[case].measures) for one in part)


def _list_months(months: Mapping[int | None, list[DatedEvent]]) -> Iterator[Month]:
    for number in sorted(months, key=lambda month: month or 13):
        yield Month(number, tuple(months[number]))
