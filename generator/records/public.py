"""What may leave the house: cases as the rest of the generator, and so the public, sees them.

Every field is named here by hand, so that nothing new in a case file is published before somebody decides it (DNH-01).
"""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct

from generator.records.dates import PartialDate
from generator.records.fields import LocalText
from generator.records.public_history import PublicAddition, PublicCorrection
from generator.records.unopened import Unopened

Refs = tuple[str, ...]
"""Ids of sources of the same case."""


class PublicPlace(Struct, frozen=True, array_like=True, gc=False):
    """A state by its INEGI code, and what finer place may be told."""

    state: str
    municipality: str | None
    locality: str | None


class PublicSource(Struct, frozen=True, array_like=True, gc=False):
    """A source as the public may see it."""

    id: str
    publisher: str
    title: str
    url: str | None
    date: PartialDate
    accessed: PartialDate | None
    language: str
    type: str
    extent: str
    archived: str | None
    copy_of: str | None
    reliability: str


class PublicPersonStatus(Struct, frozen=True, array_like=True, gc=False):
    """What was known of a person on a date."""

    status: str
    date: PartialDate
    sources: Refs


class PublicSubject(Struct, frozen=True, array_like=True, gc=False):
    """A person or collective of the case. `name` is none where the consent does not allow names."""

    id: str
    kind: str
    """`person`, or a code of the vocabulary `collective_kind`."""
    name: LocalText | str | None
    gender: str
    roles: tuple[str, ...]
    groups: tuple[str, ...]
    people: LocalText | None
    about: LocalText | None
    members: tuple[str, ...]
    """Ids of subjects of the case that belong to this collective."""
    size: str | None
    status: tuple[PublicPersonStatus, ...]


class PublicVictim(Struct, frozen=True, array_like=True, gc=False):
    """A subject of the case by its id, or so many unnamed others."""

    id: str | None
    others: str | None
    relation: str


class PublicImage(Struct, frozen=True, array_like=True, gc=False):
    """A picture that may be shown, by the name of its file."""

    id: str
    file: str
    shows: tuple[str, ...]
    """Ids of subjects of the case."""
    alt: LocalText
    credit: str
    licence: str
    sources: Refs


class PublicRecognition(Struct, frozen=True, array_like=True, gc=False):
    """A recognition of the person's work."""

    id: str
    date: PartialDate
    text: LocalText
    sources: Refs
    highlight: bool
    """Whether it stands beside the name in lists: it honours the work and tells of no attack."""


class PublicPerpetrator(Struct, frozen=True, array_like=True, gc=False):
    """Who is alleged to have done it: a kind of actor."""

    type: str
    level: str
    degree: str
    detail: LocalText | None
    according_to: str
    sources: Refs


class PublicVersion(Struct, frozen=True, array_like=True, gc=False):
    """Another account of the same fact."""

    according_to: str
    text: LocalText
    sources: Refs
    withdrawn: PartialDate | None


class PublicAct(Struct, frozen=True, array_like=True, gc=False):
    """One kind of attack on one or more victims at one time."""

    id: str
    date: PartialDate
    type: str
    victims: tuple[PublicVictim, ...]
    place: PublicPlace | None
    text: LocalText
    perpetrators: tuple[PublicPerpetrator, ...]
    motive_link: str
    versions: tuple[PublicVersion, ...]
    same_as: str | None
    sources: Refs


class PublicBody(Struct, frozen=True, array_like=True, gc=False):
    """An authority or organisation."""

    type: str
    name: LocalText
    level: str


class PublicMeasureStep(Struct, frozen=True, array_like=True, gc=False):
    """One dated thing that happened to a measure."""

    id: str
    date: PartialDate
    step: str
    according_to: str
    text: LocalText | None
    sources: Refs


class PublicMeasure(Struct, frozen=True, array_like=True, gc=False):
    """A measure with its steps. Where it is reserved, texts are absent and dates stop at the month (DNH-07)."""

    id: str
    kind: str
    body: PublicBody
    beneficiaries: tuple[PublicVictim, ...]
    responsible: tuple[PublicBody, ...]
    procedure: str | None
    reference: str | None
    text: LocalText | None
    steps: tuple[PublicMeasureStep, ...]
    versions: tuple[PublicVersion, ...]
    same_as: str | None
    reserved: bool
    """Whether its content is withheld because it protects somebody alive."""


class PublicAccused(Struct, frozen=True, array_like=True, gc=False):
    """Somebody a proceeding is against, by role; named only after a final conviction."""

    id: str
    label: LocalText
    name: str | None
    role: str


class PublicCharge(Struct, frozen=True, array_like=True, gc=False):
    """What a defender is accused of."""

    text: LocalText
    provision: str | None


class PublicProceedingStep(Struct, frozen=True, array_like=True, gc=False):
    """One dated stage of a proceeding."""

    id: str
    date: PartialDate
    stage: str
    outcome: str
    accused: tuple[str, ...]
    according_to: str
    text: LocalText | None
    sources: Refs


class PublicCompetenceStep(Struct, frozen=True, array_like=True, gc=False):
    """One time a case passed, or was refused, between authorities."""

    id: str
    date: PartialDate
    action: str
    giver: PublicBody | None
    taker: PublicBody | None
    text: LocalText | None
    sources: Refs


class PublicProceeding(Struct, frozen=True, array_like=True, gc=False):
    """An inquiry, trial, complaint or petition with its steps."""

    id: str
    side: str
    kind: str
    about: tuple[str, ...]
    authority: PublicBody
    reference: str | None
    text: LocalText | None
    charges: tuple[PublicCharge, ...]
    accused: tuple[PublicAccused, ...]
    steps: tuple[PublicProceedingStep, ...]
    competence: tuple[PublicCompetenceStep, ...]
    all_responsible_convicted: bool | None
    versions: tuple[PublicVersion, ...]


class PublicRelated(Struct, frozen=True, array_like=True, gc=False):
    """A tie to another case of the site."""

    case: str
    link: str


@dataclass(frozen=True, slots=True)
class PublicCase(Unopened):
    """A case that may be published, reduced to what may be published of it."""

    id: str
    slug: str
    former_slugs: tuple[str, ...]
    title: LocalText
    consent: str
    """Code of `consent_level`."""
    uses: frozenset[str]
    """Codes of `consent_use`."""
    campaigns: tuple[str, ...]
    subjects: tuple[PublicSubject, ...]
    defends: tuple[str, ...]
    place: PublicPlace
    work_place: PublicPlace | None
    summary: LocalText
    versions: tuple[PublicVersion, ...]
    images: tuple[PublicImage, ...]
    recognition: tuple[PublicRecognition, ...]
    acts: tuple[PublicAct, ...]
    measures: tuple[PublicMeasure, ...]
    proceedings: tuple[PublicProceeding, ...]
    related: tuple[PublicRelated, ...]
    published: PartialDate
    """The day it first appeared on the site."""
    last_checked: PartialDate
    additions: tuple[PublicAddition, ...]
    corrections: tuple[PublicCorrection, ...]
    sources: tuple[PublicSource, ...]
    """In the order of the case file; what is cited by number counts from 1."""
