"""The time limits that ran once, when the protection law came into force. Pure."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from generator.analysis.clocks import ClockState, Reason
from generator.analysis.intervals import Days, Window, make_window
from generator.analysis.limits import find_due
from generator.records.law import FoundingClock, Law


class FoundingReading(Struct, frozen=True):
    """A time limit that ran once, when the law came into force."""

    clock: FoundingClock
    state: ClockState
    reason: Reason | None
    due: date | None
    """The last day for it; none where it cannot be computed."""
    late: Days | None
    """Calendar days after `due`, where it is late."""


def read_founding(law: Law, *, as_of: date) -> tuple[FoundingReading, ...]:
    """Each time limit that ran once, on a date."""
    return tuple(_read_founding(clock, as_of) for clock in law.founding)


def _read_founding(clock: FoundingClock, as_of: date) -> FoundingReading:
    if clock.evidence == "brief_only":
        return FoundingReading(clock, ClockState.OFF, Reason.BRIEF_ONLY, None, None)
    if clock.limit.unit == "days_unclear":
        return FoundingReading(clock, ClockState.OFF, Reason.UNIT_UNCLEAR, None, None)
    due = find_due(make_window(clock.start), clock.limit)
    if due is None:
        return FoundingReading(clock, ClockState.NO_LIMIT, None, None, None)
    done = make_window(clock.done) if clock.done else None
    state, reason = _compare(due, done, as_of)
    late = Days((done.first - due.last).days, (done.last - due.first).days) if done and state == "late" else None
    return FoundingReading(clock, state, reason, due.last, late)


def _compare(due: Window, done: Window | None, as_of: date) -> tuple[ClockState, Reason | None]:
    """Where it stands on a date; silence never makes it late."""
    if done is None or done.first > as_of:
        passed = due.last < as_of
        return (ClockState.UNDETERMINED, Reason.NO_NEWS) if passed else (ClockState.RUNNING, None)
    if done.last <= due.first:
        return ClockState.MET, None
    if due.is_before(done):
        return ClockState.LATE, None
    return ClockState.UNDETERMINED, Reason.IMPRECISE
