"""The time limits of the law, run against each measure: late only where no possible day was in time. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.analysis.intervals import Days, Window
from generator.analysis.limits import find_due, measure_gap
from generator.analysis.measure_steps import State, Step
from generator.analysis.measures import MeasureFinding
from generator.records.public import PublicMeasureStep

if TYPE_CHECKING:
    from generator.records.law import Clock, Law


class ClockState(StrEnum):
    """Where a time limit stands."""

    RUNNING = "running"
    MET = "met"
    LATE = "late"
    UNDETERMINED = "undetermined"
    NO_LIMIT = "no_limit"
    NOT_APPLICABLE = "not_applicable"
    OFF = "off"
    """Not good enough to be shown as law."""


class Reason(StrEnum):
    """Why a clock stands so, where the state alone does not say it."""

    BRIEF_ONLY = "brief_only"
    """No source states the limit."""
    UNIT_UNCLEAR = "unit_unclear"
    """No source says what kind of days."""
    OTHER_BODY = "other_body"
    """The law binds another body than the one that granted the measure."""
    OTHER_KIND = "other_kind"
    OTHER_PROCEDURE = "other_procedure"
    PROCEDURE_UNKNOWN = "procedure_unknown"
    NOT_STARTED = "not_started"
    """Nothing that starts it, or that it needs, is known to have happened."""
    START_UNKNOWN = "start_unknown"
    """What starts it has no date."""
    NO_STEP = "no_step"
    """No step of the records tells when it starts or ends."""
    IMPRECISE = "imprecise"
    """The dates allow both."""
    END_UNKNOWN = "end_unknown"
    """It was done, but when is not told."""
    NO_NEWS = "no_news"
    """The limit has passed and no source says whether it was met."""
    CLAIMED = "claimed"
    """Only the authority says that it was done."""
    STOPPED = "stopped"
    """The measure ended, or the last person it protected died, before the limit."""
    LAPSED = "lapsed"
    """The person's own time passed; nobody is late."""


_NOT_STARTED = ClockState.NOT_APPLICABLE, Reason.NOT_STARTED


class ClockReading(Struct, frozen=True):
    """One time limit for one measure."""

    clock: Clock
    state: ClockState
    reason: Reason | None
    started: Window | None
    """The days on which it may have started."""
    due: Window | None
    """The last day for it, for the earliest and the latest possible start; by calendar."""
    ended: Window | None
    """The days on which what it asks for may have been done, or been found not to be."""
    elapsed: Days | None
    """In the unit of the limit: between start and end; without an end, up to the as-of date."""
    step: PublicMeasureStep | None
    """The step that decides, where one does."""


def read_clocks(finding: MeasureFinding, law: Law) -> tuple[ClockReading, ...]:
    """Each time limit of the law for one measure, in the order of the law's file."""
    return tuple(_read_clock(finding, law, clock) for clock in law.clocks)


def _read_clock(finding: MeasureFinding, law: Law, clock: Clock) -> ClockReading:
    if excluded := _find_exclusion(finding, law, clock):
        return _say(clock, *excluded)
    started = _find_first(finding.steps, clock.starts, finding.until)
    if clock.limit.unit == "none":
        return _say(clock, ClockState.NO_LIMIT, started=started)
    if not clock.starts or not clock.ends:
        return _say(clock, ClockState.UNDETERMINED, Reason.NO_STEP, started=started)
    if started is None:
        return _say(clock, *_NOT_STARTED)
    if clock.procedures and not _has_procedure(finding):
        return _say(clock, ClockState.UNDETERMINED, Reason.PROCEDURE_UNKNOWN, started=started)
    return _run(finding, clock, started)


def _has_procedure(finding: MeasureFinding) -> bool:
    return finding.measure.procedure not in {None, "unknown"}


def _find_exclusion(finding: MeasureFinding, law: Law, clock: Clock) -> tuple[ClockState, Reason] | None:
    """Why a clock does not run for a measure whatever its dates."""
    measure = finding.measure
    wrong = clock.procedures and _has_procedure(finding) and measure.procedure not in clock.procedures
    tests = (
        (measure.body.type not in law.bodies, ClockState.NOT_APPLICABLE, Reason.OTHER_BODY),
        (measure.kind not in clock.kinds, ClockState.NOT_APPLICABLE, Reason.OTHER_KIND),
        (wrong, ClockState.NOT_APPLICABLE, Reason.OTHER_PROCEDURE),
        (clock.evidence == "brief_only", ClockState.OFF, Reason.BRIEF_ONLY),
        (clock.limit.unit == "days_unclear", ClockState.OFF, Reason.UNIT_UNCLEAR),
        (clock.requires and not _find_steps(finding.steps, clock.requires, finding.until), *_NOT_STARTED),
    )
    return next(((state, reason) for excludes, state, reason in tests if excludes), None)


def _run(finding: MeasureFinding, clock: Clock, started: Window) -> ClockReading:
    """A clock that has a start and a limit."""
    ends = _find_steps(finding.steps, clock.ends, finding.until)
    accepted = [step for step in ends if clock.ends_track in {"any", step.track}]
    if accepted:
        end = _merge(step.window.cut(first=started.first) for step in accepted)
        step = min(accepted, key=lambda one: one.sort_key).source
        return _compare(clock, started, end, step, certain_end=True)
    if implied := _find_first(finding.steps, clock.implied_by, finding.until):
        end = Window(started.first, max(started.first, implied.last))
        return _compare(clock, started, end, None, certain_end=False)
    if missed := _find_missed(finding, clock, started, ends):
        return _late_or_lapsed(clock, started, missed)
    return _wait(finding, clock, started, claimed=bool(ends))


def _wait(finding: MeasureFinding, clock: Clock, started: Window, *, claimed: bool) -> ClockReading:
    """A clock whose end nobody has told, up to the as-of date or the end of the measure."""
    limit = clock.limit.number or 0
    stop = _find_stop(finding)
    elapsed = measure_gap(started, stop or Window(finding.until, finding.until), clock.limit)
    state: tuple[ClockState, Reason | None]
    if elapsed is None or elapsed.high is None:
        state = (ClockState.UNDETERMINED, Reason.START_UNKNOWN)
    elif elapsed.high <= limit:
        state = (ClockState.NOT_APPLICABLE, Reason.STOPPED) if stop else (ClockState.RUNNING, None)
    elif elapsed.low <= limit:
        state = (ClockState.UNDETERMINED, Reason.IMPRECISE)
    elif clock.on == "person":
        state = (ClockState.NOT_APPLICABLE, Reason.LAPSED)
    else:
        state = (ClockState.UNDETERMINED, Reason.CLAIMED if claimed else Reason.NO_NEWS)
    return _say(clock, *state, started=started, ended=stop, elapsed=elapsed)


def _compare(
    clock: Clock, started: Window, ended: Window, step: PublicMeasureStep | None, *, certain_end: bool
) -> ClockReading:
    """Late if even the shortest gap is too long, met if even the longest fits."""
    limit = clock.limit.number or 0
    elapsed = measure_gap(started, ended, clock.limit)
    state: tuple[ClockState, Reason | None]
    if elapsed and elapsed.high is not None and elapsed.high <= limit:
        state = (ClockState.MET, None)
    elif elapsed and elapsed.low > limit:
        state = (ClockState.LATE, None) if clock.on == "state" else (ClockState.NOT_APPLICABLE, Reason.LAPSED)
    else:
        state = (ClockState.UNDETERMINED, Reason.IMPRECISE if certain_end else Reason.END_UNKNOWN)
    return _say(clock, *state, started=started, ended=ended, elapsed=elapsed, step=step)


def _late_or_lapsed(clock: Clock, started: Window, missed: Step) -> ClockReading:
    elapsed = measure_gap(started, missed.window, clock.limit)
    state = (ClockState.LATE, None) if clock.on == "state" else (ClockState.NOT_APPLICABLE, Reason.LAPSED)
    return _say(clock, *state, started=started, ended=missed.window, elapsed=elapsed, step=missed.source)


def _find_missed(finding: MeasureFinding, clock: Clock, started: Window, claims: Sequence[Step]) -> Step | None:
    """The first verified step that shows, after the limit, that it was not met, unless somebody says it was before."""
    for step in _find_steps(finding.steps, clock.missed_by, finding.until):
        elapsed = measure_gap(started, step.window, clock.limit)
        claimed = any(claim.window.first <= step.window.last for claim in claims)
        if step.track == "verified" and elapsed and elapsed.low > (clock.limit.number or 0) and not claimed:
            return step
    return None


def _find_stop(finding: MeasureFinding) -> Window | None:
    """When the measure ended or its last beneficiary died, as far as it may have by the day that counts."""
    line = finding.line
    turns = zip(line.starts, line.states, strict=True)
    ended = [(day, states) for day, states in turns if State.ENDED in states and day <= finding.until]
    if not ended:
        return None
    first, last = ended[0][0], next((day for day, states in ended if len(states) == 1), finding.until)
    return Window(first, max(last, first))


def _find_steps(steps: Iterable[Step], codes: Sequence[str], until: date) -> list[Step]:
    return [one for one in steps if one.source and one.source.step in codes and one.window.first <= until]


def _find_first(steps: Iterable[Step], codes: Sequence[str], until: date) -> Window | None:
    """When the first of some steps may have happened; none where there is none."""
    found = [step.window for step in _find_steps(steps, codes, until)]
    return _merge(found) if found else None


def _merge(windows: Iterable[Window]) -> Window:
    """When the first of some things may have happened."""
    listed = tuple(windows)
    return Window(min(one.first for one in listed), min(one.last for one in listed))


def _say(  # noqa: PLR0913 - one place that makes readings
    clock: Clock,
    state: ClockState,
    reason: Reason | None = None,
    *,
    started: Window | None = None,
    ended: Window | None = None,
    elapsed: Days | None = None,
    step: PublicMeasureStep | None = None,
) -> ClockReading:
    due = find_due(started, clock.limit) if started and started.is_bounded else None
    return ClockReading(clock, state, reason, started, due, ended, elapsed, step)
