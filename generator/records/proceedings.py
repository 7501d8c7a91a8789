"""How far justice got, stage by stage."""

from typing import Annotated

from msgspec import field

from generator.records.fields import Code, Date, Limits, Line, LocalId, LocalText
from generator.records.record import Body, Record, SourceRefs, Version


class Accused(Record, frozen=True, kw_only=True):
    """Somebody a proceeding is against, by role."""

    id: LocalId
    label: LocalText
    """By role, such as "former state agent"; no names or initials."""
    name: Line | None = None
    """Only after a final conviction, with a court record as source."""
    role: Annotated[str, Code("involvement_degree")] = "unknown"


class Charge(Record, frozen=True, kw_only=True):
    """What a defender is accused of."""

    text: LocalText
    provision: Line | None = None
    """Law and article, as the source gives them."""


class ProceedingStep(Record, frozen=True, kw_only=True):
    """One dated stage of a proceeding. The log may go back: annulled, reopened."""

    id: LocalId
    date: Date
    stage: Annotated[str, Code("proceeding_stage")]
    outcome: Annotated[str, Code("proceeding_outcome")] = "unknown"
    accused: tuple[LocalId, ...] = ()
    """Which of the accused it concerns; empty for all or none."""
    according_to: Annotated[str, Code("voice")] = "unknown"
    text: LocalText | None = None
    sources: SourceRefs = ()


class CompetenceStep(Record, frozen=True, kw_only=True):
    """One time an authority declined, asked for, passed on or took over a case."""

    id: LocalId
    date: Date
    action: Annotated[str, Code("competence_action")]
    giver: Body | None = field(default=None, name="from")
    """Who let go of it."""
    taker: Body | None = field(default=None, name="to")
    """Who got it, or was asked."""
    text: LocalText | None = None
    sources: SourceRefs = ()


class Proceeding(Record, frozen=True, kw_only=True):
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
    steps: Annotated[tuple[ProceedingStep, ...], Limits(min_length=1)]
    competence: tuple[CompetenceStep, ...] = ()
    all_responsible_convicted: bool | None = None
    """Whether sources say that everyone responsible was finally convicted."""
    versions: tuple[Version, ...] = ()
