"""Days to remember, and deadlines. Pure.

What is in the calendar, and why (DNH-16):

- Of a case, only with a consent of level `named` or above whose uses include `anniversary`: the person, or the family,
  asked for each use on its own, agreed to it and can take it back. A case on the public record alone has no day here.
- The day somebody was killed, or disappeared and has not been found alive, for people whose name may be told. It is
  there to remember them and their work. Days on which somebody alive was attacked are never marked.
- The day of a recognition: what honours the work.
- Deadlines of the law that bind the State, are established and still run. Of a measure that is reserved (DNH-07) none.
- Nothing that is not known to the day; days that the world or the country keeps, as `content/calendar.yml` says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.analysis.clocks import ClockReading, ClockState
from generator.analysis.findings import Findings
from generator.analysis.measures import MeasureFinding
from generator.analysis.timeline import ActEvent, Event, RecognitionEvent
from generator.records.dates import PartialDate
from generator.records.observances import LEAP_YEAR
from generator.records.public import PublicAct, PublicCase, PublicSubject
from generator.records.urns import make_urn
from generator.records.vocabularies import Vocabularies

if TYPE_CHECKING:
    from generator.records.observance_files import Observance


class CalendarKind(StrEnum):
    """Why a day is in the calendar."""

    OBSERVANCE = "observance"
    MEMORY = "memory"
    RECOGNITION = "recognition"
    DEADLINE = "deadline"


class CalendarDay(Struct, frozen=True):
    """One day of the calendar."""

    urn: str
    """Its permanent name."""
    kind: CalendarKind
    date: dt.date
    """The day itself; of what comes back every year, the day it happened."""
    case: PublicCase | None = None
    subjects: tuple[PublicSubject, ...] = ()
    """Who is remembered."""
    event: Event | None = None
    observance: Observance | None = None
    finding: MeasureFinding | None = None
    reading: ClockReading | None = None
    """Of a deadline: the limit."""

    @property
    def is_yearly(self) -> bool:
        """Whether it comes back every year; a deadline does not."""
        return self.kind is not CalendarKind.DEADLINE

    @property
    def month_day(self) -> tuple[int, int]:
        """Its place in any year."""
        return self.date.month, self.date.day


def make_calendar(findings: Findings, observances: Iterable[Observance]) -> tuple[CalendarDay, ...]:
    """All days, in the order of the year; on one day those of the world first, then by year and case."""
    marked = [case for case in findings.cases if may_be_marked(case, findings.vocabularies)]
    near = findings.near_all([case.id for case in marked])
    days = chain(_list_observances(observances), *(make_case_calendar(case, near) for case in marked))
    return tuple(sorted(days, key=_sort_key))


def make_case_calendar(case: PublicCase, findings: Findings) -> tuple[CalendarDay, ...]:
    """The days of one case, in the order of the year."""
    if not may_be_marked(case, findings.vocabularies):
        return ()
    days = chain(_list_days(case, findings.vocabularies), _list_deadlines(case, findings))
    return tuple(sorted(days, key=_sort_key))


def may_be_marked(case: PublicCase, vocabularies: Vocabularies) -> bool:
    """Whether a case may have days in the calendar."""
    # Of most cases nobody need know more than their uses.
    asked = {"name", "anniversary"} <= case.uses
    return asked and bool(vocabularies["consent_level"][case.consent].flags["anniversary"])


def select_days(days: Iterable[CalendarDay], cases: Collection[str]) -> tuple[CalendarDay, ...]:
    """The days of some cases, with those of the world."""
    return tuple(one for one in days if one.case is None or one.case.id in cases)


def find_return(day: dt.date) -> dt.date:
    """The first time a day comes back: 29 February only in leap years, as in every calendar program."""
    year = day.year + 1
    while True:
        try:
            return day.replace(year=year)
        except ValueError:
            year += 1


def find_year(day: dt.date, year: int) -> dt.date:
    """The day in a year; 29 February in the last leap year until then."""
    while True:
        try:
            return day.replace(year=year)
        except ValueError:
            year -= 1


def _list_observances(observances: Iterable[Observance]) -> Iterator[CalendarDay]:
    for one in observances:
        day = dt.date.fromisoformat(f"{LEAP_YEAR}-{one.date}")
        yield CalendarDay(make_urn("calendar", one.id), CalendarKind.OBSERVANCE, day, observance=one)


def _list_days(case: PublicCase, vocabularies: Vocabularies) -> Iterator[CalendarDay]:
    for act in case.acts:
        subjects = _find_remembered(case, act, vocabularies)
        if subjects and act.same_as is None and (day := _find_day(act.date, vocabularies)):
            event = Event(act.id, act.date, ActEvent(act))
            urn = make_urn(case.id, f"calendar/{act.id}")
            yield CalendarDay(urn, CalendarKind.MEMORY, day, case, subjects, event)
    for recognition in case.recognition:
        if day := _find_day(recognition.date, vocabularies):
            event = Event(recognition.id, recognition.date, RecognitionEvent(recognition))
            urn = make_urn(case.id, f"calendar/{recognition.id}")
            yield CalendarDay(urn, CalendarKind.RECOGNITION, day, case, event=event)


def _find_day(date: PartialDate, vocabularies: Vocabularies) -> dt.date | None:
    """The day of a date whose precision allows an anniversary."""
    return date.earliest if vocabularies["date_precision"][date.precision].flags["anniversary"] else None


def _find_remembered(case: PublicCase, act: PublicAct, vocabularies: Vocabularies) -> tuple[PublicSubject, ...]:
    """Those whom the day of an act is to remember: killed by it, or disappeared and not found alive since."""
    flags = vocabularies["act_type"][act.type].flags
    if not vocabularies["act_group"][str(flags["group"])].flags["loss"]:
        return ()
    victims = {one.id for one in act.victims}
    named = (one for one in case.subjects if one.id in victims and one.name)
    return tuple(one for one in named if flags["lethal"] or _is_lost(one, vocabularies))


def _is_lost(subject: PublicSubject, vocabularies: Vocabularies) -> bool:
    """Whether the last thing known of a person is that they are missing or dead; a collective stays as its act says."""
    if subject.kind != "person":
        return True
    last = max(subject.status, key=lambda one: one.date.sort_key, default=None)
    if last is None:
        return False
    flags = vocabularies["victim_status"][last.status].flags
    return bool(flags["dead"] or flags["missing"])


def _list_deadlines(case: PublicCase, findings: Findings) -> Iterator[CalendarDay]:
    for finding in findings.measures.get(case.id, ()):
        if finding.measure.reserved or not finding.counts:
            continue
        for reading in findings.read_clocks(finding):
            due = reading.due
            runs = reading.state is ClockState.RUNNING and reading.clock.on == "state"
            if runs and due and due.first == due.last:
                urn = make_urn(finding.case.id, f"calendar/{finding.measure.id}/{reading.clock.id}")
                yield CalendarDay(urn, CalendarKind.DEADLINE, due.last, finding.case, finding=finding, reading=reading)


_ORDER = tuple(CalendarKind)


def _sort_key(day: CalendarDay) -> tuple[tuple[int, int], int, dt.date, str, str]:
    return day.month_day, _ORDER.index(day.kind), day.date, day.case.id if day.case else "", day.urn
