"""Turns a case as written into what may be published of it. The one door out of this room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from generator.records import public
from generator.records.acts import Act
from generator.records.dates import PartialDate
from generator.records.fields import LocalText
from generator.records.measures import Measure
from generator.records.models import Case, Consent
from generator.records.people import Collective, Person, Victim
from generator.records.proceedings import CompetenceStep, Proceeding
from generator.records.public_history import PublicAddition, PublicCorrection, WithdrawnCase
from generator.records.record import Body, Place, Source, Version
from generator.records.subjects import is_reserved, name_outside
from generator.records.urns import list_correction_parts, make_urn
from generator.records.vocabularies import Vocabularies


def publish_case(case: Case, *, as_of: date, vocabularies: Vocabularies) -> public.PublicCase | WithdrawnCase | None:
    """The public form of a case on a date, the bare notice of a withdrawn one, or nothing."""
    if case.publication.status == "withdrawn":
        return make_withdrawn(case)
    opening, consent = find_opening(case, vocabularies), case.publication.consent
    if consent is None or opening is None or opening > as_of:
        return None
    return _Door(case, consent, vocabularies).let_out()


def find_opening(case: Case, vocabularies: Vocabularies) -> date | None:
    """The first day on which a case may be shown; none where its status or its consent allows no page."""
    publication, consent = case.publication, case.publication.consent
    if consent is None or not vocabularies["consent_level"][consent.level].flags["page"]:
        return None
    if publication.status == "embargoed":
        return publication.embargo_until.latest if publication.embargo_until else None
    return date.min if vocabularies["publication_status"][publication.status].flags["public"] else None


def make_withdrawn(case: Case) -> WithdrawnCase:
    """The notice of a case, with opaque names of everything that may have been told of it."""
    parts = ["", *(event for addition in case.additions for event in addition.events)]
    parts += list_correction_parts(one.date for one in case.corrections)
    day = case.publication.withdrawn or case.last_checked
    return WithdrawnCase(case.id, day, tuple(make_urn(case.id, part) for part in parts))


def find_published(case: Case) -> PartialDate:
    """The day a case first appeared; where its file does not say, the end of its embargo or its first check."""
    publication = case.publication
    embargo = publication.embargo_until if publication.status == "embargoed" else None
    return publication.published or embargo or case.last_checked


class _Door(Struct, frozen=True, dict=True):
    """Lets out of one case what its consent and the do-no-harm rules allow."""

    case: Case
    consent: Consent
    vocabularies: Vocabularies

    def let_out(self) -> public.PublicCase:
        case = self.case
        return public.PublicCase(
            id=case.id,
            slug=case.slug,
            former_slugs=case.former_slugs,
            title=case.title,
            consent=self.consent.level,
            uses=frozenset(self.consent.uses),
            campaigns=case.campaigns,
            subjects=(*map(self._person, case.people), *map(self._collective, case.collectives)),
            defends=case.defends,
            place=self._get_place(case.place),
            work_place=self._place(case.work_place),
            summary=case.summary,
            versions=self._versions(case.versions),
            images=tuple(self._images()),
            recognition=tuple(
                public.PublicRecognition(r.id, self._date(r.date), r.text, self._refs(r.sources), r.highlight)
                for r in case.recognition
            ),
            acts=tuple(map(self._act, case.acts)),
            measures=tuple(map(self._measure, case.measures)),
            proceedings=tuple(map(self._proceeding, case.proceedings)),
            related=tuple(public.PublicRelated(r.case, r.link) for r in case.related),
            published=find_published(case),
            last_checked=case.last_checked,
            additions=tuple(PublicAddition(one.date, one.events) for one in case.additions),
            corrections=tuple(
                PublicCorrection(c.date, c.about, c.text, c.reason, c.asked_by) for c in case.corrections
            ),
            sources=tuple(publish_source(id_, source) for id_, source in case.sources.items() if id_ in self._open),
        )

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return name_outside(self.case, with_names=self._allows("name"))

    def _rename(self, ids: Iterable[str]) -> tuple[str, ...]:
        # An id of nobody is a problem, which stops the build.
        return tuple(self._ids.get(id_, "_nobody") for id_ in ids)

    def _allows(self, use: str) -> bool:
        return use in self.consent.uses

    @cached_property
    def _open(self) -> frozenset[str]:
        """Ids of the sources that are not confidential."""
        confidential = self.vocabularies["source_type"].codes_with("access", "confidential")
        return frozenset(id_ for id_, source in self.case.sources.items() if source.type not in confidential)

    def _refs(self, refs: tuple[str, ...]) -> public.Refs:
        return refs if self._open.issuperset(refs) else tuple(ref for ref in refs if ref in self._open)

    def _date(self, value: PartialDate) -> PartialDate:
        """To the month on pages without names, so that a date does not identify (DNH-15)."""
        return value if self._allows("name") else value.to_month()

    def _images(self) -> Iterator[public.PublicImage]:
        """Pictures that the consent allows and whose faces are cleared; of minors none (DNH-11)."""
        minors = {person.id for person in self.case.people if person.minor}
        for one in self.case.images if self._allows("image") else ():
            if one.faces_cleared and not minors & set(one.shows):
                shows, sources = self._rename(one.shows), self._refs(one.sources)
                yield public.PublicImage(one.id, one.file, shows, one.alt, one.credit, one.licence, sources)

    def _person(self, person: Person) -> public.PublicSubject:
        name = person.name if self._allows("name") and not person.minor else person.pseudonym
        status = tuple(
            public.PublicPersonStatus(s.status, self._date(s.date), self._refs(s.sources)) for s in person.status
        )
        return public.PublicSubject(
            id=self._ids[person.id],
            kind="person",
            name=name,
            gender=person.gender,
            roles=person.roles,
            groups=person.groups,
            people=person.people,
            about=person.about,
            members=(),
            size=None,
            status=status,
        )

    def _collective(self, collective: Collective) -> public.PublicSubject:
        return public.PublicSubject(
            id=self._ids[collective.id],
            kind=collective.kind,
            name=collective.name if self._allows("name") else None,
            gender=collective.gender,
            roles=collective.roles,
            groups=collective.groups,
            people=collective.people,
            about=collective.about,
            members=self._rename(collective.members),
            size=collective.size,
            status=(),
        )

    def _place(self, place: Place | None) -> public.PublicPlace | None:
        return self._get_place(place) if place else None

    def _get_place(self, place: Place) -> public.PublicPlace:
        """Municipality at most; the locality only where the consent names it (DNH-05)."""
        municipality = place.municipality if self._allows("place") else None
        locality = place.locality if self._allows("locality") else None
        return public.PublicPlace(place.state, municipality, locality)

    def _victims(self, victims: Iterable[Victim]) -> tuple[public.PublicVictim, ...]:
        return tuple(public.PublicVictim(v.id and self._rename([v.id])[0], v.others, v.relation) for v in victims)

    def _versions(self, versions: Iterable[Version]) -> tuple[public.PublicVersion, ...]:
        return tuple(
            public.PublicVersion(v.according_to, v.text, self._refs(v.sources), v.withdrawn and self._date(v.withdrawn))
            for v in versions
        )

    def _act(self, act: Act) -> public.PublicAct:
        perpetrators = tuple(
            public.PublicPerpetrator(p.type, p.level, p.degree, p.detail, p.according_to, self._refs(p.sources))
            for p in act.perpetrators
        )
        return public.PublicAct(
            id=act.id,
            date=self._date(act.date),
            type=act.type,
            victims=self._victims(act.victims),
            place=self._place(act.place),
            text=act.text,
            perpetrators=perpetrators,
            motive_link=act.motive_link,
            versions=self._versions(act.versions),
            same_as=act.same_as,
            sources=self._refs(act.sources),
        )

    def _body(self, body: Body) -> public.PublicBody:
        return public.PublicBody(body.type, body.name, body.level)

    def _measure(self, measure: Measure) -> public.PublicMeasure:
        reserved = is_reserved(self.case, measure, self.vocabularies)
        steps = tuple(
            public.PublicMeasureStep(
                id=step.id,
                date=step.date.to_month() if reserved else self._date(step.date),
                step=step.step,
                according_to=step.according_to,
                text=self._unless(step.text, withheld=reserved),
                sources=self._refs(step.sources),
            )
            for step in measure.steps
        )
        return public.PublicMeasure(
            id=measure.id,
            kind=measure.kind,
            body=self._body(measure.body),
            beneficiaries=self._victims(measure.beneficiaries),
            responsible=tuple(map(self._body, measure.responsible)),
            procedure=measure.procedure,
            reference=measure.reference,
            text=self._unless(measure.text, withheld=reserved),
            steps=steps,
            versions=() if reserved else self._versions(measure.versions),
            same_as=measure.same_as,
            reserved=reserved,
        )

    @staticmethod
    def _unless(text: LocalText | None, *, withheld: bool) -> LocalText | None:
        return None if withheld else text

    def _proceeding(self, proceeding: Proceeding) -> public.PublicProceeding:
        steps = tuple(
            public.PublicProceedingStep(
                step.id,
                self._date(step.date),
                step.stage,
                step.outcome,
                step.accused,
                step.according_to,
                step.text,
                self._refs(step.sources),
            )
            for step in proceeding.steps
        )
        return public.PublicProceeding(
            id=proceeding.id,
            side=proceeding.side,
            kind=proceeding.kind,
            about=proceeding.about,
            authority=self._body(proceeding.authority),
            reference=proceeding.reference,
            text=proceeding.text,
            charges=tuple(public.PublicCharge(c.text, c.provision) for c in proceeding.charges),
            accused=tuple(public.PublicAccused(a.id, a.label, a.name, a.role) for a in proceeding.accused),
            steps=steps,
            competence=tuple(map(self._competence, proceeding.competence)),
            all_responsible_convicted=proceeding.all_responsible_convicted,
            versions=self._versions(proceeding.versions),
        )

    def _competence(self, step: CompetenceStep) -> public.PublicCompetenceStep:
        return public.PublicCompetenceStep(
            id=step.id,
            date=self._date(step.date),
            action=step.action,
            giver=self._body(step.giver) if step.giver else None,
            taker=self._body(step.taker) if step.taker else None,
            text=step.text,
            sources=self._refs(step.sources),
        )


def publish_source(id_: str, source: Source) -> public.PublicSource:
    """The public form of a source."""
    return public.PublicSource(
        id=id_,
        publisher=source.publisher,
        title=source.title,
        url=source.url,
        date=source.date,
        accessed=source.accessed,
        language=source.language,
        type=source.type,
        extent=source.extent,
        archived=source.archived,
        copy_of=source.copy_of,
        reliability=source.reliability,
    )
