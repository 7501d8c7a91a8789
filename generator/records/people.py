"""Who was attacked or protected: people, collectives, unnamed others."""

from typing import Annotated, Any

from generator.records.fields import Code, Date, Limits, Line, LocalId, LocalText
from generator.records.record import Record, SourceRefs


class PersonStatus(Record, frozen=True, kw_only=True):
    """What was known of a person on a date."""

    status: Annotated[str, Code("victim_status")]
    date: Date
    sources: SourceRefs = ()


class Person(Record, frozen=True, kw_only=True):
    """Somebody who was attacked or protected. Roles in the events lie on acts and measures, not here."""

    id: LocalId
    name: Line | None = None
    """Published only where the consent allows names. Never given for minors."""
    pseudonym: Line | None = None
    """The name to show where the consent level is `pseudonym`."""
    minor: bool = False
    """Whether the person is under 18, or was then and has not spoken in public since; a minor is never named."""
    gender: Annotated[str, Code("gender")] = "unknown"
    roles: Annotated[tuple[Annotated[str, Code("victim_role")], ...], Limits(min_length=1)]
    groups: tuple[Annotated[str, Code("victim_group")], ...] = ()
    people: LocalText | None = None
    """Indigenous people the person belongs to, by its own name where known."""
    about: LocalText | None = None
    """Who the person is and what they do, in one line."""
    status: tuple[PersonStatus, ...] = ()


class Collective(Record, frozen=True, kw_only=True):
    """An organisation, community, family or group that was attacked or protected as such."""

    id: LocalId
    kind: Annotated[str, Code("collective_kind")]
    name: LocalText
    members: tuple[LocalId, ...] = ()
    """People of this case who belong to it: what protects the collective protects them."""
    size: Line = "unknown"
    """How many people, as the sources give it: "43", "about 50", or unknown."""
    gender: Annotated[str, Code("gender")] = "unknown"
    roles: Annotated[tuple[Annotated[str, Code("victim_role")], ...], Limits(min_length=1)]
    groups: tuple[Annotated[str, Code("victim_group")], ...] = ()
    people: LocalText | None = None
    about: LocalText | None = None


class Victim(Record, frozen=True, kw_only=True):
    """Somebody an act was aimed at, or a measure protects: a person or collective of this case, or unnamed others."""

    id: LocalId | None = None
    """A person or collective of this case; may be written alone, without the key."""
    others: Line | None = None
    """How many unnamed people, or `unknown`."""
    relation: Annotated[str, Code("relation")] = "unknown"
    """What the unnamed people are to those of the case."""

    @classmethod
    def spell_out(cls, value: Any) -> Any:
        """A person or collective, where only its id is written."""
        return {"id": value} if isinstance(value, str) else value
