"""The measures of a case as a template prints them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.measures import MeasureFinding
from generator.pages.case_shape import MeasureShape
from generator.pages.clocks import ClocksView, make_clocks
from generator.pages.events import NoteView, Subjects, join_names
from generator.pages.gap import GapDrawing, make_mark
from generator.pages.i18n import Words
from generator.pages.measure_tables import make_label
from generator.pages.scene import Scene
from generator.pages.standing import StandingView, list_acts_after, make_standing
from generator.pages.steps import StepView, make_step
from generator.pages.texts import Numbers, TextView, make_text
from generator.pages.urls import make_link
from generator.records.dates import day


class MeasureView(Struct, frozen=True, gc=False):
    """A measure, how it stands, and its steps."""

    anchor: str
    kind: str
    notes: tuple[NoteView, ...]
    text: TextView | None
    reserved: bool
    versions: tuple[NoteView, ...]
    steps: tuple[StepView, ...]
    standing: StandingView
    drawing: GapDrawing | None
    label: str
    """The drawing in one sentence."""
    ends: tuple[str, str]
    """What stands at either end of the drawing."""
    clocks: ClocksView | None
    mechanism_href: str
    """What its body is and what was asked of it; empty where the site does not tell."""


def make_measure(
    finding: MeasureFinding, shape: MeasureShape, scene: Scene, subjects: Subjects, numbers: Numbers
) -> MeasureView:
    """A measure ready to print."""
    words, measure = subjects.words, finding.measure
    path = scene.addresses.case(finding.case.slug, words.language)
    kind = words.term("measure_kind", measure.kind)
    standing = make_standing(finding, scene, path)
    return MeasureView(
        anchor=measure.id,
        kind=kind,
        notes=tuple(_make_notes(finding, subjects)),
        text=make_text(measure.text, words, numbers) if measure.text else None,
        reserved=measure.reserved,
        versions=subjects.make_versions(measure.versions, numbers),
        steps=tuple(
            make_step(s.id, s.date, words.term("measure_step", s.step), s.according_to, words)
            for s in sorted(measure.steps, key=lambda step: step.date.sort_key[:2])
        ),
        standing=standing,
        drawing=_draw(finding, shape, scene),
        label=make_label(kind, standing, scene),
        ends=_say_ends(finding, shape.limit, words),
        clocks=make_clocks(finding, scene),
        mechanism_href=_find_mechanism(finding, scene, path),
    )


def _find_mechanism(finding: MeasureFinding, scene: Scene, path: str) -> str:
    """The section of the mechanism, of a measure that the mechanism grants."""
    law = scene.findings.law
    if law is None or finding.measure.body.type not in law.bodies:
        return ""
    return make_link(scene.section("mechanism"), path) if scene.addresses.has("mechanism", scene.words.language) else ""


def _make_notes(finding: MeasureFinding, subjects: Subjects) -> list[NoteView]:
    words, measure = subjects.words, finding.measure
    notes = [
        NoteView(words.get("measure.body"), words.plain(measure.body.name), ()),
        NoteView(words.get("measure.beneficiaries"), subjects.name_all(measure.beneficiaries), ()),
    ]
    if measure.responsible:
        names = [words.plain(body.name) for body in measure.responsible]
        notes.append(NoteView(words.get("measure.responsible"), join_names(names, words), ()))
    if measure.reference:
        notes.append(NoteView(words.get("measure.reference"), measure.reference, ()))
    return notes


def _draw(finding: MeasureFinding, shape: MeasureShape, scene: Scene) -> GapDrawing | None:
    """The measure on an axis of its own, with the attacks that came after its grant."""
    if shape.drawing is None or shape.axis is None:
        return None
    marks = (make_mark(act, shape.axis) for act in list_acts_after(finding, scene))
    return replace(shape.drawing, marks=tuple(mark for mark in marks if mark))


def _say_ends(finding: MeasureFinding, limit: date | None, words: Words) -> tuple[str, str]:
    """The grant, if its date is known; the legal limit, or the day an open gap is counted to."""
    gap, granted = finding.gap, finding.granted
    start = words.date(granted.date) if gap and gap.basis == "granted" and granted else ""
    if limit:
        return start, words.get("gap.limit_on", date=words.date(day(limit)))
    return start, words.date(day(gap.until)) if gap and gap.is_open else ""
