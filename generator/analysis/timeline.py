"""Everything dated in a case as one list, in order. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TypeAlias

from msgspec import Struct

from generator.records.dates import PartialDate
from generator.records.public import (
    PublicAct,
    PublicCase,
    PublicCompetenceStep,
    PublicMeasure,
    PublicMeasureStep,
    PublicProceeding,
    PublicProceedingStep,
    PublicRecognition,
)


class ActEvent(Struct, frozen=True, gc=False):
    """An attack."""

    act: PublicAct


class MeasureEvent(Struct, frozen=True, gc=False):
    """Something that happened to a measure."""

    measure: PublicMeasure
    step: PublicMeasureStep


class ProceedingEvent(Struct, frozen=True, gc=False):
    """A stage of a proceeding."""

    proceeding: PublicProceeding
    step: PublicProceedingStep


class CompetenceEvent(Struct, frozen=True, gc=False):
    """A case changing hands between authorities."""

    proceeding: PublicProceeding
    step: PublicCompetenceStep


class RecognitionEvent(Struct, frozen=True, gc=False):
    """A recognition of the work."""

    recognition: PublicRecognition


Occurrence: TypeAlias = ActEvent | MeasureEvent | ProceedingEvent | CompetenceEvent | RecognitionEvent


class Event(Struct, frozen=True, gc=False):
    """One entry of a timeline."""

    id: str
    """Anchor on the case's page; permanent."""
    date: PartialDate
    what: Occurrence


def make_timeline(case: PublicCase) -> tuple[Event, ...]:
    """The events of a case, earliest first, unknown dates last; on one date recognition and attacks first."""
    return tuple(sorted(list_events(case), key=attrgetter("date.span")))


def list_events(case: PublicCase) -> Iterator[Event]:
    """The events of a case, in no order of time."""
    for recognition in case.recognition:
        yield Event(recognition.id, recognition.date, RecognitionEvent(recognition))
    for act in case.acts:
        yield Event(act.id, act.date, ActEvent(act))
    for measure in case.measures:
        for step in measure.steps:
            yield Event(step.id, step.date, MeasureEvent(measure, step))
    for proceeding in case.proceedings:
        for stage in proceeding.steps:
            yield Event(stage.id, stage.date, ProceedingEvent(proceeding, stage))
        for change in proceeding.competence:
            yield Event(change.id, change.date, CompetenceEvent(proceeding, change))
