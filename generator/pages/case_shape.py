"""One case without words: what its pages in all languages order, count and draw alike, each made once."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from msgspec import Struct

from generator.analysis.beginnings import find_beginning
from generator.analysis.calendar import CalendarDay, make_case_calendar
from generator.analysis.changes import Change, make_case_changes
from generator.analysis.counts import Counts, count_records
from generator.analysis.findings import Findings
from generator.analysis.measures import MeasureFinding
from generator.analysis.subjects import rank_subjects
from generator.analysis.timeline import Event, make_timeline
from generator.pages.clocks import find_limit
from generator.pages.gap import Axis, GapDrawing, begin_axis, make_drawing, make_own_axis
from generator.pages.strip import Strip, make_strip
from generator.pages.strip_facts import list_facts
from generator.records.public import PublicCase, PublicSubject


class MeasureShape(Struct, frozen=True, gc=False):
    """Where one measure is drawn."""

    limit: date | None
    """The last day of a limit of the law, where one can be drawn."""
    axis: Axis | None
    drawing: GapDrawing | None
    """Without the attacks after its grant, which are named."""


class CaseShape(Struct, frozen=True, dict=True):
    """What a case gives without words."""

    case: PublicCase
    findings: Findings

    @cached_property
    def timeline(self) -> tuple[Event, ...]:
        """Everything dated in it, in order."""
        return make_timeline(self.case)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed of it on the site, newest first."""
        return make_case_changes(self.case, self.timeline)

    @cached_property
    def ranked(self) -> tuple[PublicSubject, ...]:
        """Its subjects, those it is most about first."""
        return rank_subjects(self.case)

    @cached_property
    def days(self) -> tuple[CalendarDay, ...]:
        """Its days in the calendar."""
        return make_case_calendar(self.case, self.findings)

    @cached_property
    def counts(self) -> Counts:
        """How much it documents."""
        return count_records([self.case])

    @cached_property
    def strip(self) -> Strip | None:
        """Its strip; none where nothing in it has a date."""
        case, findings = self.case, self.findings
        axis = begin_axis(find_beginning(case, findings), findings.as_of)
        return make_strip(list_facts(case, self.timeline, findings), findings.measures.get(case.id, ()), axis)

    @cached_property
    def _measures(self) -> dict[str, MeasureShape]:
        return {}

    def draw(self, finding: MeasureFinding) -> MeasureShape:
        """Where one of its measures is drawn, on an axis of its own."""
        if finding.id not in self._measures:
            limit = find_limit(finding, self.findings)
            axis = make_own_axis(finding, limit)
            drawing = make_drawing(finding, axis, limit=limit) if axis else None
            self._measures[finding.id] = MeasureShape(limit, axis, drawing)
        return self._measures[finding.id]
