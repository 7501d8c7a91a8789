"""The page of a case: who they are and what they defend, what happened, what was granted, how far justice got, and the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.pages.events import EventView, NoteView, Subjects, join_names, make_event
from generator.pages.i18n import Words, get_time_value, says_something
from generator.pages.rendering import render_template
from generator.pages.texts import Citation, Numbers, TextView, cite, make_plain, make_text
from generator.pages.urls import Addresses, make_facet_label, make_link
from generator.analysis.timeline import make_timeline
from generator.records.dates import PartialDate
from generator.records.public import (
    PublicBody,
    PublicCase,
    PublicMeasure,
    PublicPlace,
    PublicProceeding,
    PublicSource,
    PublicSubject,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class SubjectView:
    """A person or collective of the case."""

    name: str
    roles: str
    about: TextView | None
    people: TextView | None
    statuses: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a measure or proceeding, in its own list; links to its place in the timeline."""

    anchor: str
    date: str
    time: str | None
    label: str
    voice: str


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


@dataclass(frozen=True, slots=True)
class ProceedingView:
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


@dataclass(frozen=True, slots=True)
class SourceView:
    """A numbered source."""

    number: int
    anchor: str
    publisher: str
    title: str
    url: str | None
    lang: str
    notes: tuple[str, ...]
    archived: str | None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction, with its reason and who asked for it."""

    date: str
    time: str | None
    text: TextView
    reason: TextView | None
    asked_by: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything the template of a case prints."""

    id: str
    title: str
    subjects: tuple[SubjectView, ...]
    defends: tuple[Link, ...]
    facts: tuple[NoteView, ...]
    checked: str
    checked_time: str | None
    corrected: str | None
    consent: str
    summary: TextView
    recognition: tuple[EventView, ...]
    timeline: tuple[EventView, ...]
    measures: tuple[MeasureView, ...]
    proceedings: tuple[ProceedingView, ...]
    related: tuple[NoteView, ...]
    related_links: tuple[Link, ...]
    corrections: tuple[CorrectionView, ...]
    sources: tuple[SourceView, ...]
    address: str
    as_of: str


@dataclass(frozen=True)
class CaseScene:
    """What the view of one case in one language is made from."""

    case: PublicCase
    words: Words
    addresses: Addresses
    titles: Mapping[str, tuple[str, str]]
    """Id of each published case → its slug and its title in this language."""
    as_of: PartialDate
    site_url: str | None

    @property
    def path(self) -> str:
        """Address of the page."""
        return self.addresses.case(self.case.slug, self.words.language)

    def link(self, path: str) -> str:
        """A link from this page."""
        return make_link(path, self.path)


def render_case(scene: CaseScene) -> str:
    """The HTML of a case page."""
    words, case = scene.words, scene.case
    sections = {key: scene.link(scene.addresses.section(key, words.language)) for key in ("methodology", "corrections")}
    return render_template("case", words, case=_make_view(scene), sections=sections)


def make_description(case: PublicCase, words: Words, *, limit: int = 155) -> str:
    """The start of the summary, for search engines and previews, cut at a word."""
    text = make_plain(case.summary, words)
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def make_place(place: PublicPlace, words: Words) -> str:
    """A place from fine to coarse: "Juchitán de Zaragoza, Oaxaca"."""
    parts = (place.locality, place.municipality, words.term("state", place.state))
    return ", ".join(part for part in parts if part)


def _make_view(scene: CaseScene) -> CaseView:
    case, words = scene.case, scene.words
    numbers = {source.id: Citation(number, source.id) for number, source in enumerate(case.sources, 1)}
    subjects = Subjects(case, words)
    timeline = tuple(make_event(event, subjects, numbers) for event in make_timeline(case))
    corrected = max(case.corrections, key=lambda correction: correction.date.sort_key, default=None)
    related = [one for one in case.related if one.case in scene.titles]
    return CaseView(
        id=case.id,
        title=words.plain(case.title),
        subjects=tuple(_make_subject(subject, subjects, numbers) for subject in _rank_subjects(case)),
        defends=tuple(_make_right(code, scene) for code in case.defends),
        facts=tuple(_make_facts(scene)),
        checked=words.date(case.last_checked),
        checked_time=get_time_value(case.last_checked),
        corrected=words.date(corrected.date) if corrected else None,
        consent=words.term("consent_level", case.consent),
        summary=make_text(case.summary, words, numbers),
        recognition=tuple(event for event in timeline if event.mark == "recognition"),
        timeline=timeline,
        measures=tuple(_make_measure(measure, subjects, numbers) for measure in case.measures),
        proceedings=tuple(_make_proceeding(one, subjects, numbers) for one in case.proceedings),
        related=tuple(NoteView(words.term("case_link", one.link), "", ()) for one in related),
        related_links=tuple(_make_related(one.case, scene) for one in related),
        corrections=tuple(_make_corrections(case, words, numbers)),
        sources=tuple(_make_source(source, numbers[source.id], words) for source in case.sources),
        address=(scene.site_url or "") + scene.path,
        as_of=words.date(scene.as_of),
    )


def _rank_subjects(case: PublicCase) -> list[PublicSubject]:
    """The subjects of a case, those of most acts and measures first."""
    named = Counter(one.id for act in case.acts for one in act.victims)
    named.update(one.id for measure in case.measures for one in measure.beneficiaries)
    return sorted(case.subjects, key=lambda subject: -named[subject.id])


def _make_right(code: str, scene: CaseScene) -> Link:
    path = scene.addresses.facet_value("right_defended", code, scene.words)
    return Link(make_facet_label("right_defended", code, scene.words), scene.link(path))


def _make_related(id_: str, scene: CaseScene) -> Link:
    slug, title = scene.titles[id_]
    return Link(title, scene.link(scene.addresses.case(slug, scene.words.language)))


def _make_facts(scene: CaseScene) -> Iterable[NoteView]:
    case, words = scene.case, scene.words
    yield NoteView(words.get("case.place"), make_place(case.place, words), ())
    if case.work_place:
        yield NoteView(words.get("case.work_place"), make_place(case.work_place, words), ())
    yield NoteView(words.get("case.documented"), _count(case, words), ())


def _count(case: PublicCase, words: Words) -> str:
    parts = (("count.acts", case.acts), ("count.measures", case.measures), ("count.proceedings", case.proceedings))
    return ", ".join(words.count(key, len(things)) for key, things in parts)


def _make_subject(subject: PublicSubject, subjects: Subjects, numbers: Numbers) -> SubjectView:
    words = subjects.words
    statuses = tuple(
        NoteView(words.term("victim_status", entry.status), words.date(entry.date), cite(entry.sources, numbers)) for entry in subject.status
    )
    return SubjectView(
        name=subjects.get_name(subject.id),
        roles=join_names([words.term("victim_role", role) for role in subject.roles], words),
        about=make_text(subject.about, words, numbers) if subject.about else None,
        people=make_text(subject.people, words, numbers) if subject.people else None,
        statuses=statuses,
    )


def _make_body(body: PublicBody, words: Words) -> str:
    return words.plain(body.name)


def _make_measure(measure: PublicMeasure, subjects: Subjects, numbers: Numbers) -> MeasureView:
    words = subjects.words
    notes = [
        NoteView(words.get("measure.body"), _make_body(measure.body, words), ()),
        NoteView(words.get("measure.beneficiaries"), subjects.name_all(measure.beneficiaries), ()),
    ]
    if measure.responsible:
        names = [_make_body(body, words) for body in measure.responsible]
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
        steps=tuple(_make_step(s.id, s.date, words.term("measure_step", s.step), s.according_to, words) for s in ordered),
    )


def _make_proceeding(proceeding: PublicProceeding, subjects: Subjects, numbers: Numbers) -> ProceedingView:
    words = subjects.words
    notes = [NoteView(words.get("proceeding.authority"), _make_body(proceeding.authority, words), ())]
    if proceeding.reference:
        notes.append(NoteView(words.get("proceeding.reference"), proceeding.reference, ()))
    if proceeding.accused:
        accused = [one.name or words.plain(one.label) for one in proceeding.accused]
        notes.append(NoteView(words.get("proceeding.accused"), "; ".join(accused), ()))
    stages = [(s.id, s.date, words.term("proceeding_stage", s.stage), s.according_to) for s in proceeding.steps]
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
        steps=tuple(_make_step(id_, date, label, voice, words) for id_, date, label, voice in steps),
    )


def _make_step(anchor: str, date: PartialDate, label: str, voice: str, words: Words) -> StepView:
    said = words.get("event.according_to", voice=words.term("voice", voice).lower()) if says_something(voice) else ""
    return StepView(anchor, words.date(date), get_time_value(date), label, said)


def _make_corrections(case: PublicCase, words: Words, numbers: Numbers) -> Iterable[CorrectionView]:
    for correction in sorted(case.corrections, key=lambda one: one.date.sort_key, reverse=True):
        yield CorrectionView(
            date=words.date(correction.date),
            time=get_time_value(correction.date),
            text=make_text(correction.text, words, numbers),
            reason=make_text(correction.reason, words, numbers) if correction.reason else None,
            asked_by=words.term("correction_requester", correction.asked_by),
        )


def _make_source(source: PublicSource, citation: Citation, words: Words) -> SourceView:
    notes = [words.term("source_type", source.type)]
    if source.date.precision != "unknown":
        notes.append(words.date(source.date))
    else:
        notes.append(words.get("source.undated"))
    if source.copy_of:
        notes.append(words.get("source.copy_of", name=source.copy_of))
    if says_something(source.extent):
        notes.append(words.get("source.extent", extent=words.term("source_extent", source.extent).lower()))
    if says_something(source.reliability):
        notes.append(words.term("source_reliability", source.reliability))
    if source.accessed:
        notes.append(words.get("source.accessed", date=words.date(source.accessed)))
    return SourceView(
        citation.number, citation.anchor, source.publisher, source.title, source.url, source.language, tuple(notes), source.archived
    )
