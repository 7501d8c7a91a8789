"""A case as its editor writes it. Only this room may see it; the rest of the house sees `public.PublicCase`.

The text under each field is the codebook's: the JSON Schema and the codebook page are made from it.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, model_validator

from generator.records.fields import CaseId, Code, Date, Line, LocalId, LocalText, Reference, Slug, SourceId, Url

SourceRefs = Annotated[tuple[SourceId, ...], Field(default=())]


class Record(BaseModel):
    """What every record shares: unknown keys are errors, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, use_attribute_docstrings=True)


class Place(Record):
    """Where something happened, at municipality or coarser."""

    state: Annotated[str, Code("state")]
    """INEGI code of the state, in quotes: "20" is Oaxaca; "99" where unknown."""
    municipality: Line | None = None
    """Name of the municipality, or of the borough in Mexico City."""
    locality: Line | None = None
    """A place within the municipality. Published only where the consent allows it."""


class Source(Record):
    """Where a fact was read."""

    publisher: Line
    """Who published what the link leads to."""
    title: Line
    """Its title; in [square brackets] where it is our description because the title was not seen."""
    url: Url | None = None
    """Its address; none where it is not on the web."""
    date: Date
    """When it was published."""
    accessed: Date | None = None
    """When it was last read."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    """Language of the source, as a code of two or three letters."""
    type: Annotated[str, Code("source_type")]
    extent: Annotated[str, Code("source_extent")] = "unknown"
    """How much of it was read."""
    archived: Url | None = None
    """Address of an archived copy."""
    copy_of: Line | None = None
    """Who published it first, where the link leads to a copy."""
    reliability: Annotated[str, Code("source_reliability")] = "unknown"
    independence_group: LocalId | None = None
    """Sources of one group rest on one another and count once."""


class PersonStatus(Record):
    """What was known of a person on a date."""

    status: Annotated[str, Code("victim_status")]
    date: Date
    sources: SourceRefs


class Person(Record):
    """Somebody who was attacked or protected. Roles in the events lie on acts and measures, not here."""

    id: LocalId
    name: Line | None = None
    """Published only where the consent allows names. Never given for minors."""
    pseudonym: Line | None = None
    """The name to show where the consent level is `pseudonym`."""
    minor: StrictBool = False
    """Whether the person is under 18, or was then and has not spoken in public since; a minor is never named."""
    gender: Annotated[str, Code("gender")] = "unknown"
    roles: tuple[Annotated[str, Code("victim_role")], ...] = Field(min_length=1)
    groups: tuple[Annotated[str, Code("victim_group")], ...] = ()
    people: LocalText | None = None
    """Indigenous people the person belongs to, by its own name where known."""
    about: LocalText | None = None
    """Who the person is and what they do, in one line."""
    status: tuple[PersonStatus, ...] = ()


class Collective(Record):
    """An organisation, community, family or group that was attacked or protected as such."""

    id: LocalId
    kind: Annotated[str, Code("collective_kind")]
    name: LocalText
    size: Line = "unknown"
    """How many people, as the sources give it: "43", "about 50", or unknown."""
    gender: Annotated[str, Code("gender")] = "unknown"
    roles: tuple[Annotated[str, Code("victim_role")], ...] = Field(min_length=1)
    groups: tuple[Annotated[str, Code("victim_group")], ...] = ()
    people: LocalText | None = None
    about: LocalText | None = None


class Victim(Record):
    """Somebody an act was aimed at, or a measure protects: a person or collective of this case, or unnamed others."""

    id: LocalId | None = None
    """A person or collective of this case; may be written alone, without the key."""
    others: Line | None = None
    """How many unnamed people, or `unknown`."""
    relation: Annotated[str, Code("relation")] = "unknown"
    """What the unnamed people are to those of the case."""

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: Any) -> Any:
        return {"id": value} if isinstance(value, str) else value


class Recognition(Record):
    """A prize, statement or apology that recognises the person's work."""

    id: LocalId
    date: Date
    text: LocalText
    sources: SourceRefs


class Perpetrator(Record):
    """Who is said to have done it: a kind of actor, never a name."""

    type: Annotated[str, Code("perpetrator_type")]
    level: Annotated[str, Code("authority_level")] = "not_applicable"
    degree: Annotated[str, Code("involvement_degree")] = "unknown"
    detail: LocalText | None = None
    """Which body or group, in a few words, without naming private persons."""
    according_to: Annotated[str, Code("voice")] = "unknown"
    sources: SourceRefs


class Version(Record):
    """Another account of the same fact, by a named kind of voice."""

    according_to: Annotated[str, Code("voice")]
    text: LocalText
    sources: SourceRefs
    withdrawn: Date | None = None
    """When whoever held this version gave it up."""


class Act(Record):
    """One kind of attack on one or more victims at one time; each victim counts as one."""

    id: LocalId
    date: Date
    type: Annotated[str, Code("act_type")]
    victims: tuple[Victim, ...] = Field(min_length=1)
    place: Place | None = None
    """Where it happened, if elsewhere than the case."""
    text: LocalText
    perpetrators: tuple[Perpetrator, ...] = ()
    motive_link: Annotated[str, Code("motive_link")] = "unknown"
    """Whether it is tied to the person's work."""
    versions: tuple[Version, ...] = ()
    same_as: Reference | None = None
    """The same act told in another case, as `MX-0007#a3`; counted once."""
    sources: SourceRefs


class Body(Record):
    """An authority or organisation."""

    type: Annotated[str, Code("granting_body")] = "unknown"
    name: LocalText
    level: Annotated[str, Code("authority_level")] = "unknown"


class MeasureStep(Record):
    """One dated thing that happened to a measure."""

    id: LocalId
    date: Date
    step: Annotated[str, Code("measure_step")]
    according_to: Annotated[str, Code("voice")]
    """Who says so. The authority's word and the person's stand side by side."""
    text: LocalText | None = None
    sources: SourceRefs


class Measure(Record):
    """A protection measure, recommendation or order, from request to end, as dated steps."""

    id: LocalId
    kind: Annotated[str, Code("measure_kind")]
    body: Body
    """Who granted it, or was asked to."""
    beneficiaries: tuple[Victim, ...] = Field(min_length=1)
    responsible: tuple[Body, ...] = ()
    """Who has to carry it out."""
    procedure: Annotated[str, Code("procedure")] | None = None
    """For the federal Mechanism: decides which time limits apply."""
    reference: Line | None = None
    """Its number, such as MC 409/14."""
    text: LocalText | None = None
    """What was ordered. Not published while the measure is in force for a living person."""
    steps: tuple[MeasureStep, ...] = Field(min_length=1)
    items: tuple[Annotated[str, Code("measure_item")], ...] = ()
    """Kinds of protection given. Only counted, never published by person."""
    versions: tuple[Version, ...] = ()
    same_as: Reference | None = None
    """The same measure told in another case, as `MX-0007#m1`; counted once."""


class Accused(Record):
    """Somebody a proceeding is against, by role."""

    id: LocalId
    label: LocalText
    """By role, such as "former state agent"; no names or initials."""
    name: Line | None = None
    """Only after a final conviction, with a court record as source."""
    role: Annotated[str, Code("involvement_degree")] = "unknown"


class Charge(Record):
    """What a defender is accused of."""

    text: LocalText
    provision: Line | None = None
    """Law and article, as the source gives them."""


class ProceedingStep(Record):
    """One dated stage of a proceeding. The log may go back: annulled, reopened."""

    id: LocalId
    date: Date
    stage: Annotated[str, Code("proceeding_stage")]
    outcome: Annotated[str, Code("proceeding_outcome")] = "unknown"
    accused: tuple[LocalId, ...] = ()
    """Which of the accused it concerns; empty for all or none."""
    according_to: Annotated[str, Code("voice")] = "unknown"
    text: LocalText | None = None
    sources: SourceRefs


class CompetenceStep(Record):
    """One time an authority declined, asked for, passed on or took over a case."""

    id: LocalId
    date: Date
    action: Annotated[str, Code("competence_action")]
    giver: Body | None = Field(default=None, alias="from")
    """Who let go of it."""
    taker: Body | None = Field(default=None, alias="to")
    """Who got it, or was asked."""
    text: LocalText | None = None
    sources: SourceRefs


class Proceeding(Record):
    """An inquiry, trial, complaint or petition, as dated steps."""

    id: LocalId
    side: Annotated[str, Code("proceeding_side")]
    """Against suspects, against the defender, or against the State."""
    kind: Annotated[str, Code("proceeding_kind")]
    about: tuple[LocalId, ...] = ()
    """Acts of this case it is about."""
    authority: Body
    reference: Line | None = None
    text: LocalText | None = None
    """What it is about and where it stands, in a few sentences."""
    charges: tuple[Charge, ...] = ()
    accused: tuple[Accused, ...] = ()
    steps: tuple[ProceedingStep, ...] = Field(min_length=1)
    competence: tuple[CompetenceStep, ...] = ()
    all_responsible_convicted: StrictBool | None = None
    """Whether sources say that everyone responsible was finally convicted."""
    versions: tuple[Version, ...] = ()


class Consent(Record):
    """On what ground the case is published, and what for."""

    level: Annotated[str, Code("consent_level")]
    uses: tuple[Annotated[str, Code("consent_use")], ...] = ()
    recorded: Date
    review_by: Date
    recorded_by: Line


class Publication(Record):
    """Whether and how the case may be published."""

    status: Annotated[str, Code("publication_status")]
    embargo_until: Date | None = None
    consent: Consent | None = None


class Related(Record):
    """Another case this one is tied to."""

    case: CaseId
    link: Annotated[str, Code("case_link")]


class Correction(Record):
    """Something that was published and has been put right."""

    date: Date
    text: LocalText
    reason: LocalText | None = None
    asked_by: Annotated[str, Code("correction_requester")]


class Case(Record):
    """One case file: somebody who was attacked for defending rights or informing, and what was done about it."""

    id: CaseId
    """Permanent and never reused; short links and citations use it."""
    slug: Slug
    """Equal to the file's name; part of the page's address."""
    former_slugs: tuple[Slug, ...] = ()
    """Earlier slugs; each redirects to the present one."""
    title: LocalText
    publication: Publication
    campaigns: tuple[LocalId, ...] = ()
    people: tuple[Person, ...] = ()
    collectives: tuple[Collective, ...] = ()
    defends: tuple[Annotated[str, Code("right_defended")], ...] = Field(min_length=1)
    place: Place
    work_place: Place | None = None
    """Where the defence takes place, if elsewhere."""
    summary: LocalText
    versions: tuple[Version, ...] = ()
    """Accounts that differ on the whole case, such as how many people were killed."""
    recognition: tuple[Recognition, ...] = ()
    acts: tuple[Act, ...] = Field(min_length=1)
    measures: tuple[Measure, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    related: tuple[Related, ...] = ()
    last_checked: Date
    """The day the sources were last looked at; "no news" means no news until then."""
    corrections: tuple[Correction, ...] = ()
    notes: tuple[Line, ...] = ()
    """For editors; never published."""
    private: dict[str, Any] | None = None
    """Never published, and refused altogether in a public repository."""
    sources: dict[SourceId, Source] = Field(min_length=1)
