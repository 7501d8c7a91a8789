"""Everything dated in all cases, by year and month. What two cases tell alike stands once. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.analysis.timeline import ActEvent, CompetenceEvent, Event, MeasureEvent, ProceedingEvent, list_events
from generator.records.dates import PartialDate
from generator.records.public import PublicCase

if TYPE_CHECKING:
    from generator.analysis.findings import Findings


class DatedEvent(Struct, frozen=True, array_like=True, gc=False):
    """An entry of the timeline of a case, as lists know it before they tell anything of it."""

    case_id: str
    event_id: str
    order: str
    """Orders entries by date; it tells the date, too."""
    told: str
    """What else the timeline tells of it, in codes; of a recognition its text, which is not here."""
    year: int | None
    """The first in which it may have happened; none where it has no date at all."""
    month: int | None
    """From 1; none where it may have happened in several."""


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
        return len({one.case_id for one in self.events})


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


def make_chronology(listed: Iterable[DatedEvent]) -> Chronology:
    """The chronology of entries by case. What may fall in several years stands once, in the first of them."""
    groups: defaultdict[tuple[int | None, int | None], list[DatedEvent]] = defaultdict(list)
    for entry in listed:
        groups[entry.year, entry.month].append(entry)
    undated = tuple(sorted(groups.pop((None, None), ()), key=attrgetter("order")))
    years: defaultdict[int, list[Month]] = defaultdict(list)
    for year, month in sorted(groups, key=lambda group: (group[0] or 0, group[1] or 13)):
        years[year or 0].append(Month(month, tuple(sorted(groups[year, month], key=attrgetter("order")))))
    decades: defaultdict[int, list[Year]] = defaultdict(list)
    for number, months in years.items():
        decades[number // 10 * 10].append(Year(number, tuple(months)))
    return Chronology(tuple([Decade(first, tuple(each)) for first, each in decades.items()]), undated)


def list_dated(case: PublicCase, findings: Findings) -> tuple[DatedEvent, ...]:
    """What a case tells, but for what another one tells, too, and it points to."""
    return tuple(_list_dated(case, findings.by_id))


def render_order(date: PartialDate) -> str:
    """A text that orders dates as `sort_key` does."""
    first, last, text = date.sort_key
    return f"{first:07} {last:07} {text}"


def find_month(date: PartialDate) -> int | None:
    """The month a date lies in; none where it may lie in several."""
    first, last = date.earliest, date.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return None
    return first.month


def open_dated(entries: Iterable[DatedEvent], findings: Findings) -> dict[str, dict[str, Event]]:
    """Id of each case with some entries → id of each event of its timeline → the event."""
    ids = dict.fromkeys([one.case_id for one in entries])
    return {id_: {event.id: event for event in list_events(findings.by_id[id_])} for id_ in ids}


def _list_dated(case: PublicCase, cases: Mapping[str, PublicCase]) -> Iterator[DatedEvent]:
    for event in list_events(case):
        same = find_same(event)
        if same is None or not is_told(same, cases):
            date = event.date
            year = date.years[0] if date.years else None
            yield DatedEvent(case.id, event.id, render_order(date), _tell(event), year, find_month(date))


def _tell(event: Event) -> str:
    what = event.what
    if isinstance(what, ActEvent):
        return f"{what.act.type} {bool(what.act.versions)}"
    if isinstance(what, MeasureEvent):
        return f"{what.measure.kind} {what.step.step}"
    if isinstance(what, ProceedingEvent):
        return f"{what.proceeding.side} {what.step.stage}"
    return what.step.action if isinstance(what, CompetenceEvent) else ""


def find_same(event: Event) -> str | None:
    """What the entry tells again."""
    if isinstance(event.what, ActEvent):
        return event.what.act.same_as
    return event.what.measure.same_as if isinstance(event.what, MeasureEvent) else None


def is_told(same: str, cases: Mapping[str, PublicCase]) -> bool:
    """Whether any of some cases has the act or measure that is pointed to."""
    case, _, id_ = same.partition("#")
    return case in cases and any(one.id == id_ for part in (cases[case].acts, cases[case].measures) for one in part)
