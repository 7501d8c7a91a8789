"""What was done to them, by whom as alleged, and what recognised their work."""

from typing import Annotated

from generator.records.fields import Code, Date, Limits, LocalId, LocalText, Reference
from generator.records.people import Victim
from generator.records.record import Place, Record, SourceRefs, Version


class Recognition(Record, frozen=True, kw_only=True):
    """A prize, statement or apology that recognises the person's work."""

    id: LocalId
    date: Date
    text: LocalText
    sources: SourceRefs = ()
    highlight: bool = False
    """Whether it stands beside the name in lists and on the home page: it honours the work and tells of no attack."""


class Perpetrator(Record, frozen=True, kw_only=True):
    """Who is said to have done it: a kind of actor, never a name."""

    type: Annotated[str, Code("perpetrator_type")]
    level: Annotated[str, Code("authority_level")] = "not_applicable"
    degree: Annotated[str, Code("involvement_degree")] = "unknown"
    detail: LocalText | None = None
    """Which body or group, in a few words, without naming private persons."""
    according_to: Annotated[str, Code("voice")] = "unknown"
    sources: SourceRefs = ()


class Act(Record, frozen=True, kw_only=True):
    """One kind of attack on one or more victims at one time; each victim counts as one."""

    id: LocalId
    date: Date
    type: Annotated[str, Code("act_type")]
    victims: Annotated[tuple[Victim, ...], Limits(min_length=1)]
    place: Place | None = None
    """Where it happened, if elsewhere than the case."""
    text: LocalText
    perpetrators: tuple[Perpetrator, ...] = ()
    motive_link: Annotated[str, Code("motive_link")] = "unknown"
    """Whether it is tied to the person's work."""
    versions: tuple[Version, ...] = ()
    same_as: Reference | None = None
    """The same act told in another case, as `MX-0007#a3`; counted once."""
    sources: SourceRefs = ()
