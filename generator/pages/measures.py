"""The measures of a case as a template prints them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages.events import NoteView, Subjects, join_names
from generator.pages.steps import StepView, make_step
from generator.pages.texts import Numbers, TextView, make_text
from generator.records.public import PublicMeasure


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure and its steps."""

    anchor: str
    kind: str
    notes: tuple[NoteView, ...]
    text: TextView | None
    reserved: bool
    versions: tuple[NoteView, ...]
    steps: tuple[StepView, ...]


def make_measure(measure: PublicMeasure, subjects: Subjects, numbers: Numbers) -> MeasureView:
    """A measure ready to print."""
    words = subjects.words
    notes = [
        NoteView(words.get("measure.body"), words.plain(measure.body.name), ()),
        NoteView(words.get("measure.beneficiaries"), subjects.name_all(measure.beneficiaries), ()),
    ]
    if measure.responsible:
        names = [words.plain(body.name) for body in measure.responsible]
        notes.append(NoteView(words.get("measure.responsible"), join_names(names, words), ()))
    if measure.reference:
        notes.append(NoteView(words.get("measure.reference"), measure.reference, ()))
    ordered = sorted(measure.steps, key=lambda step: step.date.sort_key[:2])
    return MeasureView(
        anchor=measure.id,
        kind=words.term("measure_kind", measure.kind),
        notes=tuple(notes),
        text=make_text(measure.text, words, numbers) if measure.text else None,
        reserved=measure.reserved,
        versions=subjects.make_versions(measure.versions, numbers),
        steps=tuple(
            make_step(s.id, s.date, words.term("measure_step", s.step), s.according_to, words) for s in ordered
        ),
    )
