"""The proceedings of a case as a template prints them."""

from __future__ import annotations

from msgspec import Struct

from generator.pages.events import NoteView, Subjects
from generator.pages.i18n import Words, says_something
from generator.pages.steps import StepView, make_step
from generator.pages.texts import Numbers, TextView, make_text
from generator.pages.urls import Link
from generator.records.public import PublicProceeding, PublicProceedingStep


class ProceedingView(Struct, frozen=True, gc=False):
    """A proceeding and its steps."""

    anchor: str
    kind: str
    side: str
    notes: tuple[NoteView, ...]
    about: tuple[Link, ...]
    text: TextView | None
    charges: tuple[NoteView, ...]
    versions: tuple[NoteView, ...]
    steps: tuple[StepView, ...]


def make_proceeding(proceeding: PublicProceeding, subjects: Subjects, numbers: Numbers) -> ProceedingView:
    """A proceeding ready to print."""
    words = subjects.words
    notes = [NoteView(words.get("proceeding.authority"), words.plain(proceeding.authority.name), ())]
    if proceeding.reference:
        notes.append(NoteView(words.get("proceeding.reference"), proceeding.reference, ()))
    if proceeding.accused:
        accused = [one.name or words.plain(one.label) for one in proceeding.accused]
        notes.append(NoteView(words.get("proceeding.accused"), "; ".join(accused), ()))
    stages = [(s.id, s.date, _describe_stage(s, words), s.according_to) for s in proceeding.steps]
    moves = [(c.id, c.date, words.term("competence_action", c.action), "unknown") for c in proceeding.competence]
    steps = sorted(stages + moves, key=lambda step: step[1].sort_key[:2])
    return ProceedingView(
        anchor=proceeding.id,
        kind=words.term("proceeding_kind", proceeding.kind),
        side=words.term("proceeding_side", proceeding.side),
        notes=tuple(notes),
        about=tuple(Link(subjects.describe_act(act), f"#{act}") for act in proceeding.about),
        text=make_text(proceeding.text, words, numbers) if proceeding.text else None,
        charges=tuple(NoteView(words.plain(charge.text), charge.provision or "", ()) for charge in proceeding.charges),
        versions=subjects.make_versions(proceeding.versions, numbers),
        steps=tuple(make_step(id_, date, label, voice, words) for id_, date, label, voice in steps),
    )


def _describe_stage(step: PublicProceedingStep, words: Words) -> str:
    """A stage with what came of it: "Sentencia de primera instancia: sentencia absolutoria"."""
    stage = words.term("proceeding_stage", step.stage)
    if not says_something(step.outcome):
        return stage
    return words.get(
        "proceeding.stage_outcome", stage=stage, outcome=words.term_inside("proceeding_outcome", step.outcome)
    )
