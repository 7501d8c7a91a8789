"""What was granted to protect or repair, step by step."""

from typing import Annotated

from generator.records.fields import Code, Date, Limits, Line, LocalId, LocalText, Reference
from generator.records.people import Victim
from generator.records.record import Body, Record, SourceRefs, Version


class MeasureStep(Record, frozen=True, kw_only=True):
    """One dated thing that happened to a measure."""

    id: LocalId
    date: Date
    step: Annotated[str, Code("measure_step")]
    according_to: Annotated[str, Code("voice")]
    """Who says so. The authority's word and the person's stand side by side."""
    text: LocalText | None = None
    sources: SourceRefs = ()


class Measure(Record, frozen=True, kw_only=True):
    """A protection measure, recommendation or order, from request to end, as dated steps."""

    id: LocalId
    kind: Annotated[str, Code("measure_kind")]
    body: Body
    """Who granted it, or was asked to."""
    beneficiaries: Annotated[tuple[Victim, ...], Limits(min_length=1)]
    responsible: tuple[Body, ...] = ()
    """Who has to carry it out."""
    procedure: Annotated[str, Code("procedure")] | None = None
    """For the federal Mechanism: decides which time limits apply."""
    reference: Line | None = None
    """Its number, such as MC 409/14."""
    text: LocalText | None = None
    """What was ordered. Not published while the measure is in force for a living person."""
    steps: Annotated[tuple[MeasureStep, ...], Limits(min_length=1)]
    items: tuple[Annotated[str, Code("measure_item")], ...] = ()
    """Kinds of protection given. Only counted, never published by person."""
    versions: tuple[Version, ...] = ()
    same_as: Reference | None = None
    """The same measure told in another case, as `MX-0007#m1`; counted once."""
