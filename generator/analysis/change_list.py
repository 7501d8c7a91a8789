"""What lists of changes order and choose them by, so that no case is opened but those whose changes are told. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.analysis.changes import Change, ChangeKind, find_span, list_changes, make_withdrawals
from generator.analysis.subjects import rank_subjects
from generator.analysis.timeline import list_events
from generator.records.public import PublicCase
from generator.records.public_history import WithdrawnCase

if TYPE_CHECKING:
    from generator.analysis.findings import Findings


class ListedChange(Struct, frozen=True, array_like=True, gc=False):
    """A change as lists know it before they tell anything of it."""

    case_id: str
    number: int
    """Its place among the changes of its case, of which a withdrawn one has one only."""
    kind: ChangeKind
    day: dt.date
    span: tuple[int, int]
    """When what it tells of happened."""
    anchor: str
    tells: bool
    """Whether there is an event or a correction in it."""
    about: tuple[str, ...] = ()
    """Of a case about several: their ids, those it is most about first."""


class ChangeMonth(Struct, frozen=True):
    """The changes of one month, newest first."""

    year: int
    number: int
    changes: tuple[ListedChange, ...]


def list_case_changes(case: PublicCase, _: Findings) -> tuple[ListedChange, ...]:
    """The changes of a case, in the order of its log."""
    about = tuple([one.id for one in rank_subjects(case)]) if case.subjects[1:] else ()
    return tuple([_make_listed(n, one, about) for n, one in enumerate(list_changes(case, tuple(list_events(case))))])


def order_changes(listed: Iterable[ListedChange], withdrawn: Iterable[WithdrawnCase]) -> tuple[ListedChange, ...]:
    """Those of cases with every withdrawal, newest first; on one day, those that tell of the latest events first."""
    gone = [_make_listed(0, one) for one in make_withdrawals(withdrawn)]
    return tuple(sorted([*listed, *gone], key=lambda one: (one.day, one.span, one.case_id, one.anchor), reverse=True))


def group_months(changes: Iterable[ListedChange]) -> tuple[ChangeMonth, ...]:
    """The changes by month, newest first."""
    months: defaultdict[tuple[int, int], list[ListedChange]] = defaultdict(list)
    for one in changes:
        months[one.day.year, one.day.month].append(one)
    return tuple(ChangeMonth(*month, tuple(listed)) for month, listed in months.items())


def open_changes(listed: Iterable[ListedChange], findings: Findings) -> tuple[Change, ...]:
    """All of some changes that lists know."""
    opened: dict[str, tuple[Change, ...]] = {
        one.case_id: (one,) for one in make_withdrawals(findings.records.withdrawn)
    }
    found: list[Change] = []
    for one in listed:
        if one.case_id not in opened:
            case = findings.by_id[one.case_id]
            opened[one.case_id] = tuple(list_changes(case, tuple(list_events(case))))
        found.append(opened[one.case_id][one.number])
    return tuple(found)


def _make_listed(number: int, change: Change, about: tuple[str, ...] = ()) -> ListedChange:
    return ListedChange(
        case_id=change.case_id,
        number=number,
        kind=change.kind,
        day=change.day,
        span=find_span(change),
        anchor=change.anchor or "",
        tells=bool(change.event or change.correction),
        about=about,
    )
