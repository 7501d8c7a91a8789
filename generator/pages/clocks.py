"""The time limits of the law for one measure, as a template prints them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct

from generator.analysis.clocks import ClockReading, ClockState, Reason
from generator.analysis.findings import Findings
from generator.analysis.measures import MeasureFinding
from generator.pages.i18n import Words
from generator.pages.scene import Scene

_STATES: Mapping[ClockState, str] = MappingProxyType(
    {
        ClockState.RUNNING: "clock.running",
        ClockState.MET: "clock.met",
        ClockState.LATE: "clock.late",
        ClockState.UNDETERMINED: "clock.undetermined",
        ClockState.NO_LIMIT: "clock.no_limit",
        ClockState.NOT_APPLICABLE: "clock.not_applicable",
    }
)
_REASONS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.PROCEDURE_UNKNOWN: "clock.procedure_unknown",
        Reason.START_UNKNOWN: "clock.start_unknown",
        Reason.NO_STEP: "clock.no_step",
        Reason.IMPRECISE: "clock.imprecise",
        Reason.END_UNKNOWN: "clock.end_unknown",
        Reason.NO_NEWS: "clock.no_news",
        Reason.CLAIMED: "clock.claimed",
        Reason.STOPPED: "clock.stopped",
        Reason.LAPSED: "clock.lapsed",
    }
)
_EVIDENCE: Mapping[str, str] = MappingProxyType(
    {"article_text": "clock.article_text", "secondary": "clock.secondary", "brief_only": "clock.brief_only_short"}
)
_SILENT = frozenset({Reason.OTHER_BODY, Reason.OTHER_KIND, Reason.OTHER_PROCEDURE, Reason.NOT_STARTED})
"""Why a limit has nothing to do with a measure, and is not listed under it."""


class ClockView(Struct, frozen=True, gc=False):
    """A time limit for one measure."""

    label: str
    state: str
    reason: str
    evidence: str
    """Article, and how it was read."""
    is_late: bool


class ClocksView(Struct, frozen=True, gc=False):
    """The limits that bear on one measure."""

    items: tuple[ClockView, ...]
    law: str
    unread: str
    """How many more there are of which no source read says how long they are, so that none can be told as law."""

    @property
    def is_late(self) -> bool:
        """Whether the State let one of them pass."""
        return any(one.is_late for one in self.items)


def make_clocks(finding: MeasureFinding, scene: Scene) -> ClocksView | None:
    """The limits of the law for a measure; none where none that was read bears on it."""
    law = scene.findings.law
    readings = [one for one in scene.findings.read_clocks(finding) if one.reason not in _SILENT]
    words, known = scene.words, [one for one in readings if one.state != ClockState.OFF]
    if law is None or not known:
        return None
    unread = len(readings) - len(known)
    return ClocksView(
        tuple(_make_clock(one, words) for one in known),
        words.plain(law.name),
        words.count("clock.unread", unread) if unread else "",
    )


def find_limit(finding: MeasureFinding, findings: Findings) -> date | None:
    """The last day of a limit that can be drawn: read in a source, binding the State, and known to the day."""
    for one in findings.read_clocks(finding):
        bears = one.clock.on == "state" and one.state != ClockState.OFF and one.reason not in _SILENT
        starts_here = finding.gap is not None and one.started == finding.gap.start
        if bears and starts_here and one.due and one.due.first == one.due.last:
            return one.due.last
    return None


def _make_clock(reading: ClockReading, words: Words) -> ClockView:
    clock = reading.clock
    seen = clock.article is not None and clock.article_evidence != "brief_only"
    parts = [words.get("clock.article", number=clock.article)] if seen else []
    parts.append(words.get(_EVIDENCE[clock.evidence]))
    return ClockView(
        label=words.plain(clock.label).rstrip("."),
        state=words.get(_STATES[reading.state]),
        reason=words.get(_REASONS[reading.reason]) if reading.reason and reading.reason in _REASONS else "",
        evidence="; ".join(parts),
        is_late=reading.state == ClockState.LATE,
    )
