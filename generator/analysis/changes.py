"""What changed on the site, and when: cases published, events added to them, corrections, withdrawals. Pure.

Made of the log in the case files, not of a clock or a version control system. The day of a change is the day the site
changed; what it tells of may have happened years before, and keeps its own date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from operator import attrgetter

from msgspec import Struct

from generator.analysis.timeline import Event
from generator.records.dates import PartialDate
from generator.records.public import PublicCase
from generator.records.public_history import PublicCorrection, WithdrawnCase
from generator.records.urns import list_correction_parts, make_urn


class ChangeKind(StrEnum):
    """What happened on the site."""

    PUBLISHED = "published"
    ADDED = "added"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Change(Struct, frozen=True, gc=False):
    """One thing that changed."""

    urn: str
    """Its permanent name."""
    kind: ChangeKind
    date: PartialDate
    """The day the site changed."""
    case_id: str
    case: PublicCase | None
    """None where it was withdrawn."""
    event: Event | None = None
    """What was added; of a case that was published, the latest of what it told then, dated to the month at least."""
    correction: PublicCorrection | None = None
    urns: tuple[str, ...] = ()
    """Of a withdrawal: the names of all changes of the case, to be forgotten."""

    @property
    def day(self) -> dt.date:
        """The day as a date; records have checked that it is one."""
        return self.date.earliest or dt.date.min

    @property
    def anchor(self) -> str | None:
        """The id on the case's page where it can be read; none where it is the case as a whole."""
        if self.kind is ChangeKind.ADDED and self.event:
            return self.event.id
        return self.correction.about[0] if self.correction and self.correction.about else None


def make_withdrawals(withdrawn: Iterable[WithdrawnCase]) -> Iterator[Change]:
    """What remains of cases that were withdrawn."""
    for one in withdrawn:
        yield Change(make_urn(one.id, "withdrawn"), ChangeKind.WITHDRAWN, one.date, one.id, None, urns=one.urns)


def make_case_changes(case: PublicCase, timeline: Sequence[Event]) -> tuple[Change, ...]:
    """Those of one case whose timeline is known."""
    return tuple(sorted(list_changes(case, timeline), key=_sort_key, reverse=True))


def list_changes(case: PublicCase, told: Sequence[Event]) -> Iterator[Change]:
    """The changes of a case; its events of one date are in the order of its timeline."""
    events = {event.id: event for event in told}
    added = {id_ for addition in case.additions for id_ in addition.events}
    first = [one for one in told if one.id not in added and one.date.precision in {"day", "month"}]
    latest = max(reversed(first), key=attrgetter("date.span"), default=None)
    yield Change(make_urn(case.id), ChangeKind.PUBLISHED, case.published, case.id, case, latest)
    for addition in case.additions:
        for id_ in addition.events:
            urn = make_urn(case.id, id_)
            yield Change(urn, ChangeKind.ADDED, addition.date, case.id, case, events[id_])
    parts = list_correction_parts(one.date for one in case.corrections)
    for part, one in zip(parts, case.corrections, strict=True):
        yield Change(make_urn(case.id, part), ChangeKind.CORRECTED, one.date, case.id, case, correction=one)


def find_span(change: Change) -> tuple[int, int]:
    """When what it tells of happened, to order those of one day by."""
    return change.event.date.span if change.event else (0, 0)


def _sort_key(change: Change) -> tuple[dt.date, tuple[int, int], str]:
    return change.day, find_span(change), change.anchor or ""
