"""The protection Mechanism as others documented it: the records of `content/mechanism/`.

All of it is public and passes to the pages as it is; nothing in it is about a person of a case. In short:

- `law` (`law.yml`): the law, its time limits, what of it was read (see `law.py`).
- `measure_types`: what the law, its regulations and practice offer, by kind of measure.
- `organs`: each body, from the scheme of 2010 to the escort service, with dated `observations` in words.
- `commitments`: what the State was asked to do or promised, with the `requests` (who asked, when) and the dated
  `observations`, each with a status of the vocabulary `commitment_status`. A status is our reading of a source on its
  date. Where `umbrella` is there, the row stands for a whole set of recommendations and is counted apart.
- `series`: figures that others published. Points of one series form one line only where `kind`, `group` and `by` are
  the same (`Point.line`); even those may rest on different rules, so no line is drawn through them.
- `landmarks`: what happened around the Mechanism: the Mission of 2014 with its findings, the 89 acts, the campaign.
- `monitors`: who else watches it.
- `path`: the way of a request for protection, step by step.
- `states`: what a source says of one state by its name; of all others nothing is known.
- `sources`: where each fact was read, by id; `s1` … are the anchors.

Ids are permanent. What happened on a date (state of a commitment, days open, values by year) is derived in
`generator/analysis/commitments.py` and `series.py`, never typed.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from generator.records.fields import Code, Date, Limits, Line, LocalId, LocalText, Number, Url
from generator.records.law import Evidence, LawFact
from generator.records.record import Record, SourceRefs

Instrument = Literal["law", "law_and_regulations", "regulations", "practice"]
LineKey: TypeAlias = tuple[str, str, LocalText | None]


class MechanismSource(Record, frozen=True, kw_only=True):
    """Where a fact about the Mechanism was read."""

    publisher: Line
    title: Line | None = None
    """Its title, where it was seen."""
    described: LocalText | None = None
    """What it is, where its title was not seen."""
    url: Url
    date: Date
    language: Annotated[str, Limits(pattern=r"^[a-z]{2,3}$")]
    extent: Annotated[str, Code("source_extent")]
    """How much of it was read."""
    copy_of: Line | None = None
    """Who published it first, where the link leads to a copy."""
    note: LocalText | None = None


class MeasureItem(Record, frozen=True, kw_only=True):
    """One thing a measure can consist of."""

    id: LocalId
    label: LocalText
    instrument: Instrument
    article: LocalText | None = None
    """As far as it was seen; none where it was not."""
    note: LocalText | None = None
    sources: SourceRefs = ()


class MeasureCategory(Record, frozen=True, kw_only=True):
    """One kind of measure of the law, with what it can consist of. All lists are open."""

    id: LocalId
    kind: Annotated[str, Code("measure_kind")]
    """The code of cases."""
    label: LocalText
    instrument: Instrument
    article: LocalText | None = None
    definition: LocalText
    evidence: Evidence
    """How sure it is; what is `brief_only` is never shown as law."""
    sources: SourceRefs = ()
    """Where the definition was read."""
    items: tuple[MeasureItem, ...] = ()


class MeasureTypes(Record, frozen=True, kw_only=True):
    """What can be granted."""

    note: LocalText
    categories: tuple[MeasureCategory, ...]
    practice: tuple[MeasureItem, ...] = ()
    """What was seen in practice and is in no list of the law that was read."""
    decides: tuple[LawFact, ...] = ()
    """Who decides on them."""


class OrganObservation(Record, frozen=True, kw_only=True):
    """What was known of an organ on a date."""

    id: LocalId
    date: Date
    text: LocalText
    sources: SourceRefs = ()


class Organ(Record, frozen=True, kw_only=True):
    """A body that protects, decides, pays or inquires."""

    id: LocalId
    name: LocalText
    legal_basis: LocalText
    """What creates it, as far as it was read."""
    basis_unread: LocalText | None = None
    """An article said to be its basis that nobody here has read; never shown as law."""
    mandate: LocalText
    composition: LocalText
    part_of: LocalId | None = None
    """The organ it belongs to."""
    replaced_by: LocalId | None = None
    """The organ that took its place."""
    installed: Date | None = None
    """None where it was not seen."""
    observations: tuple[OrganObservation, ...] = ()
    sources: SourceRefs = ()


class Request(Record, frozen=True, kw_only=True):
    """Somebody asked the State for it, or the State promised it."""

    who: LocalText
    date: Date
    sources: SourceRefs = ()


class Observation(Record, frozen=True, kw_only=True):
    """How far a commitment was carried out, by a source, on a date."""

    id: LocalId
    date: Date
    """`unknown` where the source bears none; such an observation is shown and never decides the state."""
    status: Annotated[str, Code("commitment_status")]
    text: LocalText
    sources: SourceRefs = ()


class Umbrella(Record, frozen=True, kw_only=True):
    """What a row that stands for many recommendations covers."""

    about: LocalText
    parts: Annotated[int, Limits(gt=0)] | None = None
    """How many; none where that was not seen."""


class Commitment(Record, frozen=True, kw_only=True):
    """Something the State was asked to do, or promised to do, about the Mechanism."""

    id: LocalId
    title: LocalText
    requests: Annotated[tuple[Request, ...], Limits(min_length=1)]
    addressed_to: LocalText
    """Who has to act, as the sources name them."""
    addressees: Annotated[tuple[Annotated[str, Code("addressee")], ...], Limits(min_length=1)]
    """The same as codes."""
    organs: tuple[LocalId, ...] = ()
    """Organs it is addressed to or about."""
    done_when: LocalText
    """What would count as carried out."""
    observations: tuple[Observation, ...] = ()
    """From the oldest to the newest."""
    umbrella: Umbrella | None = None
    related: tuple[LocalId, ...] = ()
    note: LocalText | None = None


class Point(Record, frozen=True, kw_only=True):
    """One figure that somebody published."""

    id: LocalId
    date: Date
    """The day or period the figure is of."""
    value: Number | None = None
    """None where the source tells it in words only: then the caveat says so."""
    bound: Literal["about", "at_least", "at_most"] | None = None
    """How the source limits the value."""
    derived: bool = False
    """Whether it was computed from what the source says."""
    total: Number | None = None
    """Out of how many, where the source says so."""
    kind: Annotated[str, Code("series_kind")] | None = None
    """What it counts, where the series holds several things."""
    group: Annotated[str, Code("series_group")] | None = None
    """Whom it counts, where the source says so."""
    by: LocalText | None = None
    """Who counts, and what, where the series holds several counts."""
    women: Number | None = None
    men: Number | None = None
    killed: Number | None = None
    caveat: LocalText | None = None
    """What the reader must know to read the value."""
    sources: SourceRefs = ()

    @property
    def line(self) -> LineKey:
        """What it has in common with the points it may stand beside: kind, group and who counts."""
        return (self.kind or "", self.group or "", self.by)


class Series(Record, frozen=True, kw_only=True):
    """Figures of the same name that others published, with their contradictions."""

    id: LocalId
    label: LocalText
    unit: Annotated[str, Code("series_unit")]
    note: LocalText | None = None
    points: Annotated[tuple[Point, ...], Limits(min_length=1)]


class Finding(Record, frozen=True, kw_only=True):
    """One thing a mission or report found."""

    id: LocalId
    text: LocalText
    commitments: tuple[LocalId, ...] = ()
    """What was asked for because of it."""
    sources: SourceRefs = ()


class Landmark(Record, frozen=True, kw_only=True):
    """Something that happened around the Mechanism and is needed to understand it."""

    id: LocalId
    date: Date
    title: LocalText
    text: LocalText
    findings: tuple[Finding, ...] = ()
    organs: tuple[LocalId, ...] = ()
    series: tuple[LocalId, ...] = ()
    sources: SourceRefs = ()


class PathStep(Record, frozen=True, kw_only=True):
    """One step of the way of a request for protection."""

    id: LocalId
    title: LocalText
    text: LocalText
    organ: LocalId | None = None
    """Who does it; none where it is whoever asks."""
    clocks: tuple[LocalId, ...] = ()
    """Time limits of the law that run in it."""
    aside: bool = False
    """Whether it comes after the others, or in some cases only."""
    sources: SourceRefs = ()


class StateFact(Record, frozen=True, kw_only=True):
    """What a source says of one state on a date."""

    id: LocalId
    state: Annotated[str, Code("state")]
    what: Literal["agreement", "law", "body"]
    answer: Literal["yes", "no"]
    date: Date
    text: LocalText
    sources: SourceRefs = ()


class Monitor(Record, frozen=True, kw_only=True):
    """Somebody else who watches the Mechanism or counts attacks."""

    id: LocalId
    name: LocalText
    about: LocalText
    sources: SourceRefs = ()
