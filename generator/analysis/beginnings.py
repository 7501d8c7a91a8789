"""The first day that the drawing of a case must reach back to. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from generator.analysis.measures import MeasureFinding
from generator.analysis.states import LIVE
from generator.records.dates import PartialDate
from generator.records.public import PublicCase

if TYPE_CHECKING:
    from generator.analysis.findings import Findings


def find_beginning(case: PublicCase, findings: Findings) -> date | None:
    """The first day on which anything drawn of a case may lie; none where nothing in it has a date."""
    return min(_list_days(case, findings), default=None)


def render_beginning(case: PublicCase, findings: Findings) -> str:
    """The same as text; empty where there is none."""
    first = find_beginning(case, findings)
    return first.isoformat() if first else ""


def find_first(findings: Findings) -> date | None:
    """The first such day of all cases, as it was found before or as it is found now."""
    known = findings.known_outcomes
    found = known.list_words("beginning") if known else (render_beginning(case, findings) for case in findings.cases)
    first = min(filter(None, found), default="")
    return date.fromisoformat(first) if first else None


def _list_days(case: PublicCase, findings: Findings) -> Iterator[date]:
    dates: list[PartialDate] = [*(one.date for one in case.recognition), *(one.date for one in case.acts)]
    justice = (one for one in case.proceedings if findings.scale.is_justice(one))
    dates += [step.date for one in justice for step in one.steps]
    yield from (first for one in dates if (first := one.earliest) and one.latest)
    yield from list_starts(findings.measures.get(case.id, ()))


def list_starts(measures: Iterable[MeasureFinding]) -> Iterator[date]:
    """The first day that is known of those on which each of some measures may have been in force."""
    for one in measures:
        days = (segment.window.first for segment in one.line.segments if not LIVE.isdisjoint(segment.states))
        first = next((day for day in days if day != date.min), one.until)
        if first < one.until:
            yield first
