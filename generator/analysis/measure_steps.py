"""The steps of a measure with what the vocabularies say of each, and which of them may be the latest on a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.intervals import Window, make_window
from generator.records.public import PublicMeasure, PublicMeasureStep
from generator.records.vocabularies import Vocabularies

Moment = TypeVar("Moment", date, int)
Said = TypeVar("Said")


class State(StrEnum):
    """Whether a measure protects, as far as somebody other than the authority has said so."""

    IN_PLACE = "in_place"
    PARTLY = "partly"
    NOT_IN_PLACE = "not_in_place"
    UNKNOWN = "unknown"
    """Granted, and nobody but the authority has said whether it is in place."""
    PENDING = "pending"
    """Requested, not yet granted."""
    ENDED = "ended"
    """Lifted, expired, declined, or nobody it protected is alive."""
    NOT_EXISTING = "not_existing"
    """Neither requested nor granted, or denied."""


STATES = {"yes": State.IN_PLACE, "partly": State.PARTLY, "no": State.NOT_IN_PLACE}
"""Value of the flag `state` of a step → what it says of the measure."""


class Step(Struct, frozen=True, gc=False):
    """One step of a measure, and its meaning."""

    source: PublicMeasureStep | None
    """The step in the case; none where it only follows from others, such as a grant nobody dates."""
    window: Window
    """The days it may have happened on, narrowed by what must come before and after it."""
    phase: str
    """Flag of `measure_step`."""
    ends: bool
    """Flag of `measure_step`."""
    order: int
    """Flag of `measure_step`: order among steps of one day."""
    state: State | None
    """What it says of the measure; none where it says nothing."""
    track: str
    """Flag of `voice`: whose word it is."""

    @property
    def is_grant(self) -> bool:
        """Whether the measure exists with it."""
        return self.phase == "grant" and not self.ends

    @property
    def is_end(self) -> bool:
        """Whether the measure existed and ended with it."""
        return self.phase == "end" and self.ends

    @property
    def sort_key(self) -> tuple[bool, date, date, int, str]:
        """Orders steps by day; undated ones come first, so that they are the latest only where nothing is dated."""
        dated = self.source is None or self.source.date.precision != "unknown"
        first = self.window.first if self.window.is_bounded else self.window.last
        return (dated, first, self.window.last, self.order, self.source.id if self.source else "")


class Meanings(Struct, frozen=True):
    """What the vocabularies say of the steps of measures."""

    steps: Mapping[str, tuple[str, bool, int, State | None]]
    """Code of `measure_step` → phase, whether it ends, order and state of a step."""
    tracks: Mapping[str, str]
    """Code of `voice` → whose word it is."""


def make_meanings(vocabularies: Vocabularies) -> Meanings:
    """What a set of vocabularies says of steps."""
    flags = {code: term.flags for code, term in vocabularies["measure_step"].items()}
    return Meanings(
        steps={
            code: (one["phase"], one["ends"], one["order"], STATES.get(one["state"])) for code, one in flags.items()
        },
        tracks={code: term.flags["track"] for code, term in vocabularies["voice"].items()},
    )


def read_steps(measure: PublicMeasure, meanings: Meanings, *, until: date) -> tuple[Step, ...]:
    """The steps of a measure in order, with the grant that follows from them where none is told."""
    steps = [
        Step(one, make_window(one.date, until=until), *meanings.steps[one.step], meanings.tracks[one.according_to])
        for one in measure.steps
    ]
    return tuple(sorted(_narrow(steps), key=attrgetter("sort_key")))


def list_latest(told: Iterable[tuple[Moment, Moment, int, Said]], now: Moment) -> tuple[list[Said], bool]:
    """What may have been said latest up to a moment, and whether there may have been nothing by then.

    Each word is told with the first and last moment that it may be of, and with its order among those of one.
    """
    begun = [word for word in told if word[0] <= now]
    # No choice of moments puts what is certainly over by then after now, nor before its first one.
    over = [(first, order) for first, last, order, _ in begun if last <= now]
    if not over:
        return [said for _, _, _, said in begun], True
    newest = max(over)
    return [said for _, last, order, said in begun if (min(last, now), order) >= newest], False


def _narrow(steps: list[Step]) -> list[Step]:
    """The steps, with a grant no later than what only a granted measure undergoes, and the reverse."""
    grants = [step for step in steps if step.is_grant]
    later = [step for step in steps if step.phase in {"implementation", "change"} or step.is_end]
    known = min((step.window.last for step in later), default=date.max)
    if later and not grants:
        order = min(step.order for step in later) - 1
        grants = [Step(None, Window(date.min, known), "grant", ends=False, order=order, state=None, track="none")]
    if not grants:
        return steps
    first = min(grants, key=attrgetter("window"))
    if known < min(step.window.last for step in grants):
        grants[grants.index(first)] = _cut(first, last=known)
    start, sure = first.window.first, min(step.window.last for step in grants)
    others = [step for step in steps if step.phase in {"request", "unknown"} or _is_denial(step)]
    requests = [_cut(step, last=sure) if step.phase == "request" else step for step in others]
    return [*requests, *grants, *(_cut(step, first=start) for step in later)]


def _cut(step: Step, *, first: date = date.min, last: date = date.max) -> Step:
    """The step on those of its days that lie between two; itself where nothing changes."""
    window = step.window.cut(first=first, last=last)
    return step if window is step.window else replace(step, window=window)


def _is_denial(step: Step) -> bool:
    return step.ends and not step.is_end
