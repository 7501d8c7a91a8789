"""The dated facts of a case that have a mark in its drawings, without words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from generator.analysis.findings import Findings
from generator.analysis.proceedings_log import Scale, read_log
from generator.analysis.timeline import ActEvent, Event, ProceedingEvent, RecognitionEvent
from generator.records.dates import PartialDate
from generator.records.public import PublicCase

Shape = Literal["recognition", "attack", "kill", "about", "step", "conviction"]


class Fact(Struct, frozen=True, gc=False):
    """A fact that has a mark, if its date has bounds."""

    shape: Shape
    date: PartialDate
    id: str
    """Of the event."""


def list_facts(case: PublicCase, timeline: Iterable[Event], findings: Findings) -> tuple[Fact, ...]:
    """Recognition, attacks, and steps of criminal proceedings against suspects: what counts as justice."""
    return tuple(_list_facts(timeline, findings, frozenset(_find_convictions(case, findings.scale))))


def _list_facts(timeline: Iterable[Event], findings: Findings, convictions: frozenset[str]) -> Iterator[Fact]:
    kinds = findings.vocabularies["act_type"]
    for event in timeline:
        if isinstance(event.what, RecognitionEvent):
            yield Fact("recognition", event.date, event.id)
        elif isinstance(event.what, ActEvent):
            yield Fact("kill" if kinds[event.what.act.type].flags["lethal"] else "attack", event.date, event.id)
        elif isinstance(event.what, ProceedingEvent) and findings.scale.is_justice(event.what.proceeding):
            yield Fact("conviction" if event.id in convictions else "step", event.date, event.id)


def _find_convictions(case: PublicCase, scale: Scale) -> Iterator[str]:
    """Ids of the steps of convictions that stand."""
    for proceeding in case.proceedings:
        for track in read_log(proceeding, scale).tracks:
            yield from track.convictions
