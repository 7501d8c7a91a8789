"""The entries of a timeline as a template prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from generator.analysis.timeline import (
    ActEvent,
    Event,
    MeasureEvent,
    ProceedingEvent,
    RecognitionEvent,
)
from generator.pages.i18n import Words, get_time_value, says_something
from generator.pages.texts import Citation, Numbers, TextView, cite, make_text
from generator.records.fields import LocalText
from generator.records.public import PublicAct, PublicCase, PublicPerpetrator, PublicVersion, PublicVictim


class NoteView(Struct, frozen=True, gc=False):
    """A short labelled fact, such as where it happened or who says so."""

    label: str
    value: str
    citations: tuple[Citation, ...]
    text: TextView | None = None


class EventName(Struct, frozen=True, gc=False):
    """What an entry of a timeline is, in short."""

    mark: str
    """Where its kind has a mark of its own: attack, lethal, criminalisation, measure, recognition."""
    kind: str
    title: str
    """Empty where its text says it."""


class EventView(Struct, frozen=True, gc=False):
    """One entry of a timeline."""

    anchor: str
    mark: str
    """Kind of entry, where it has a mark of its own: attack, lethal, criminalisation, measure, recognition."""
    date: str
    time: str | None
    kind: str
    title: str
    text: TextView | None
    citations: tuple[Citation, ...]
    """Sources, where there is no text to bear them."""
    notes: tuple[NoteView, ...]
    versions: tuple[NoteView, ...]


class Subjects(Struct, frozen=True, dict=True):
    """Names the people and acts of one case in one language."""

    case: PublicCase
    words: Words

    @cached_property
    def _names(self) -> dict[str, str]:
        return {subject.id: self._name(subject.name, subject.kind) for subject in self.case.subjects}

    def _name(self, name: LocalText | str | None, kind: str) -> str:
        if name is None:
            key = "subject.person" if kind == "person" else "subject.collective"
            return self.words.get(key)
        return name if isinstance(name, str) else self.words.plain(name)

    def get_name(self, id_: str) -> str:
        """The name of a subject, or a plain word where it is not published."""
        return self._names[id_]

    def name_all(self, victims: Iterable[PublicVictim]) -> str:
        """The names of some victims or beneficiaries, in one phrase."""
        return join_names([self._name_one(victim) for victim in victims], self.words)

    def _name_one(self, victim: PublicVictim) -> str:
        if victim.id is not None:
            return self._names[victim.id]
        relation = self.words.term_inside("relation", victim.relation)
        if victim.others and victim.others.isdigit():
            return self.words.count("subject.others", int(victim.others), relation=relation)
        return self.words.get("subject.others_unknown", relation=relation)

    def describe_act(self, id_: str) -> str:
        """An act in a few words: its kind, victims and date."""
        act = next(act for act in self.case.acts if act.id == id_)
        kind = self.words.term("act_type", act.type)
        return f"{kind}: {self.name_all(act.victims)}, {self.words.date(act.date)}"

    def make_versions(self, versions: Iterable[PublicVersion], numbers: Numbers) -> tuple[NoteView, ...]:
        """Other accounts of a fact, each with whose it is."""
        return tuple(self._make_version(version, numbers) for version in versions)

    def _make_version(self, version: PublicVersion, numbers: Numbers) -> NoteView:
        voice = self.words.term_inside("voice", version.according_to)
        label = self.words.get("event.version", voice=voice)
        withdrawn = (
            self.words.get("event.withdrawn", date=self.words.date(version.withdrawn)) if version.withdrawn else ""
        )
        return NoteView(label, withdrawn, (), make_text(version.text, self.words, numbers, version.sources))


def join_names(names: Sequence[str], words: Words) -> str:
    """Names in one phrase: "a, b y c"."""
    if not names[1:]:
        return "".join(names)
    last = names[-1]
    joint = "list.and_before_i" if last[:1].lower() in {"i", "í"} or last[:2].lower() == "hi" else "list.and"
    return words.get(joint, first=", ".join(names[:-1]), last=last)


def name_event(event: Event, words: Words) -> EventName:
    """What a timeline entry is, for a list that tells no more of it."""
    what = event.what
    if isinstance(what, RecognitionEvent):
        return EventName("recognition", words.get("event.recognition"), "")
    if isinstance(what, ActEvent):
        is_lethal = bool(words.vocabularies["act_type"][what.act.type].flags["lethal"])
        title = words.term("act_type", what.act.type)
        title = words.get("act.disputed", type=title) if what.act.versions else title
        return EventName("lethal" if is_lethal else "attack", words.get("event.act"), title)
    if isinstance(what, MeasureEvent):
        step, kind = words.term_inside("measure_step", what.step.step), words.term("measure_kind", what.measure.kind)
        return EventName("measure", words.get("event.measure"), words.get("measure.step_title", step=step, kind=kind))
    if isinstance(what, ProceedingEvent):
        mark, key = "", "event.proceeding"
        if what.proceeding.side == "against_defender":
            mark, key = "criminalisation", "event.criminalisation"
        return EventName(mark, words.get(key), words.term("proceeding_stage", what.step.stage))
    return EventName("", words.get("event.competence"), words.term("competence_action", what.step.action))


def make_event(event: Event, subjects: Subjects, numbers: Numbers) -> EventView:
    """A timeline entry ready to print."""
    words = subjects.words
    name = name_event(event, words)
    text, sources, notes, versions = _describe(event, subjects, numbers)
    return EventView(
        anchor=event.id,
        mark=name.mark,
        date=words.date(event.date),
        time=get_time_value(event.date),
        kind=name.kind,
        title=name.title,
        text=make_text(text, words, numbers, sources) if text else None,
        citations=() if text else cite(sources, numbers),
        notes=tuple(notes),
        versions=versions,
    )


_Parts = tuple[LocalText | None, tuple[str, ...], list[NoteView], tuple[NoteView, ...]]
"""Text, sources, notes and versions of an entry."""


def _describe(event: Event, subjects: Subjects, numbers: Numbers) -> _Parts:
    words, what = subjects.words, event.what
    if isinstance(what, RecognitionEvent):
        return what.recognition.text, what.recognition.sources, [], ()
    if isinstance(what, ActEvent):
        return _describe_act(what.act, subjects, numbers)
    if isinstance(what, MeasureEvent):
        notes = [NoteView(words.get("measure.body"), words.plain(what.measure.body.name), ())]
        notes += _voice(what.step.according_to, words)
        return what.step.text, what.step.sources, notes, ()
    if isinstance(what, ProceedingEvent):
        notes = [NoteView(words.get("proceeding.authority"), words.plain(what.proceeding.authority.name), ())]
        if says_something(what.step.outcome):
            notes.insert(
                0, NoteView(words.get("proceeding.outcome"), words.term("proceeding_outcome", what.step.outcome), ())
            )
        notes += _voice(what.step.according_to, words)
        return what.step.text, what.step.sources, notes, ()
    bodies = (("competence.from", what.step.giver), ("competence.to", what.step.taker))
    notes = [NoteView(words.get(key), words.plain(body.name), ()) for key, body in bodies if body]
    return what.step.text, what.step.sources, notes, ()


def _describe_act(act: PublicAct, subjects: Subjects, numbers: Numbers) -> _Parts:
    words = subjects.words
    notes = [NoteView(words.get("act.victims"), subjects.name_all(act.victims), ())]
    if act.place:
        place = (act.place.locality, act.place.municipality, words.term("state", act.place.state))
        notes.append(NoteView(words.get("act.place"), ", ".join(part for part in place if part), ()))
    notes += [_make_perpetrator(one, words, numbers) for one in act.perpetrators]
    return act.text, act.sources, notes, subjects.make_versions(act.versions, numbers)


def _make_perpetrator(perpetrator: PublicPerpetrator, words: Words, numbers: Numbers) -> NoteView:
    """Who is alleged to have done it, at what level, and who says so."""
    kind = words.term("perpetrator_type", perpetrator.type)
    if perpetrator.detail:
        parts = [words.get("act.perpetrator_detail", type=kind, detail=words.plain(perpetrator.detail))]
    else:
        level = [words.term_inside("authority_level", perpetrator.level)] if says_something(perpetrator.level) else []
        parts = [kind, *level]
    if says_something(perpetrator.according_to):
        parts.append(words.get("event.according_to", voice=words.term_inside("voice", perpetrator.according_to)))
    return NoteView(words.get("act.perpetrator"), ", ".join(parts), cite(perpetrator.sources, numbers))


def _voice(voice: str, words: Words) -> list[NoteView]:
    return [NoteView(words.get("event.voice"), words.term("voice", voice), ())] if says_something(voice) else []
