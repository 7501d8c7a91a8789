"""What every part of a case file is built on: strict records, places, sources, bodies, versions.

Modules of records that each edit reads write their types as such (no `from __future__ import annotations`): as texts
they would be compiled one by one when the form of the record is made, which takes twice as long.
"""

from typing import Annotated, Any

from msgspec import Struct

from generator.records.fields import Code, Date, Limits, Line, LocalId, LocalText, SourceId, Url

SourceRefs = tuple[SourceId, ...]
"""Ids of sources of the same case; a fact without one is an error."""


class Record(Struct, frozen=True, kw_only=True):
    """What every record shares: unknown keys are errors, and nothing changes once read."""

    @classmethod
    def spell_out(cls, value: Any) -> Any:
        """What is written, as a mapping: for records that may be written shorter, too."""
        return value


class Place(Record, frozen=True, kw_only=True):
    """Where something happened, at municipality or coarser."""

    state: Annotated[str, Code("state")]
    """INEGI code of the state, in quotes: "20" is Oaxaca; "99" where unknown."""
    municipality: Line | None = None
    """Name of the municipality, or of the borough in Mexico City."""
    locality: Line | None = None
    """A place within the municipality. Published only where the consent allows it."""


class Source(Record, frozen=True, kw_only=True):
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
    language: Annotated[str, Limits(pattern=r"^[a-z]{2,3}$")]
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


class Version(Record, frozen=True, kw_only=True):
    """Another account of the same fact, by a named kind of voice."""

    according_to: Annotated[str, Code("voice")]
    text: LocalText
    sources: SourceRefs = ()
    withdrawn: Date | None = None
    """When whoever held this version gave it up."""


class Body(Record, frozen=True, kw_only=True):
    """An authority or organisation."""

    type: Annotated[str, Code("granting_body")] = "unknown"
    name: LocalText
    level: Annotated[str, Code("authority_level")] = "unknown"
