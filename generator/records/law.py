"""The protection law and its time limits, as `content/mechanism/law.yml` holds them.

Which step starts and which ends a clock is said there, so that no code lists steps.
"""

from typing import Annotated, Literal

from msgspec import field

from generator.records.fields import Code, Date, Limits, Line, LocalId, LocalText
from generator.records.record import Record, SourceRefs

Evidence = Literal["article_text", "secondary", "brief_only"]
Unit = Literal["hours", "calendar_days", "business_days", "months", "days_unclear", "next_session", "none"]
StepCodes = tuple[Annotated[str, Code("measure_step")], ...]

UNITS_WITHOUT_NUMBER = {"next_session", "none"}


class Limit(Record, frozen=True, kw_only=True):
    """How long something may take."""

    number: Annotated[int, Limits(gt=0)] | None = None
    """None where the law sets no number."""
    unit: Unit
    """`days_unclear`: no source says of what kind; `next_session` of the body that decides; `none`: no limit."""


class _Rule(Record, frozen=True, kw_only=True):
    """What a clock of any kind says."""

    id: LocalId
    label: LocalText
    """The limit in a few words."""
    binds: LocalText
    """What has to be done."""
    actor: LocalText
    """Who has to do it."""
    article: Line | None = None
    """Number of the article, or `transitory`; none where it was not seen."""
    article_evidence: Evidence
    """How sure the number of the article is."""
    limit: Limit
    evidence: Evidence
    """How sure the limit is: the article was read; an account of it; or neither, which is never shown as law."""
    starts_when: LocalText
    """What starts it, in words."""
    ends_when: LocalText
    """What ends it, in words."""
    note: LocalText | None = None
    """What the reader should know of it."""
    sources: SourceRefs = ()


class Clock(_Rule, frozen=True, kw_only=True):
    """A time limit that runs in each case."""

    on: Literal["state", "person"]
    """Whom it binds. What binds the person is shown as a help and is never late."""
    kinds: Annotated[tuple[Annotated[str, Code("measure_kind")], ...], Limits(min_length=1)]
    """Kinds of measure it runs for."""
    procedures: tuple[Annotated[str, Code("procedure")], ...] = ()
    """Procedures it runs in; in all where empty."""
    requires: StepCodes = ()
    """Steps without one of which it does not run."""
    starts: StepCodes = ()
    """The first of these steps starts it; empty where no step of the vocabulary tells."""
    ends: StepCodes = ()
    """The first of these steps after the start ends it."""
    ends_track: Literal["verified", "any"] = "any"
    """Whose word ends it: anybody's, or only that of somebody other than the authority."""
    implied_by: StepCodes = ()
    """Steps that cannot come before its end: where the end is not told, it came before them."""
    missed_by: StepCodes = ()
    """Verified steps that, dated after the limit, show that it was not met. Silence shows nothing."""


class FoundingClock(_Rule, frozen=True, kw_only=True):
    """A time limit that ran once, when the law came into force."""

    start: Date
    start_note: LocalText
    """What the start is."""
    done: Date | None = None
    """When it was done; none where no source seen says so."""
    done_note: LocalText | None = None


class LawEvent(Record, frozen=True, kw_only=True):
    """One dated thing that happened to the law."""

    date: Date
    note: LocalText | None = None
    sources: SourceRefs = ()


class Regulation(Record, frozen=True, kw_only=True):
    """The regulations of the law."""

    name: LocalText
    published: Date
    note: LocalText
    sources: SourceRefs = ()


class LawFact(Record, frozen=True, kw_only=True):
    """Something the law says, in our words."""

    text: LocalText
    sources: SourceRefs = ()


class Holiday(Record, frozen=True, kw_only=True):
    """A day on which nobody has to work."""

    rule: LocalText
    fixed: Annotated[str, Limits(pattern=r"^[0-9]{2}-[0-9]{2}$")] | None = None
    """Month and day, where it is the same each year."""
    note: LocalText | None = None


class Calendar(Record, frozen=True, kw_only=True):
    """How days are counted."""

    note: LocalText
    offices: LocalText
    """Days off that public offices add."""
    holidays: tuple[Holiday, ...]
    sources: SourceRefs = ()


class Law(Record, frozen=True, kw_only=True):
    """The protection law, as far as it was read."""

    name: LocalText
    abbreviation: Line | None = None
    articles: Annotated[int, Limits(gt=0)] | None = None
    """How many articles it has."""
    articles_sources: SourceRefs = ()
    approved: LawEvent | None = None
    """The vote of the Chamber of Deputies."""
    enacted: LawEvent | None = None
    published: Date
    published_sources: SourceRefs = ()
    in_force: LawEvent | None = None
    """When it came into force."""
    reforms: tuple[LawEvent, ...] = ()
    """Those that were seen."""
    last_reform_seen: Date
    """Date of the newest text seen; later reforms are not ruled out."""
    regulation: Regulation | None = None
    evidence_levels: dict[Evidence, LocalText] = field(default_factory=dict)
    """What each level of evidence means."""
    bodies: Annotated[tuple[Annotated[str, Code("granting_body")], ...], Limits(min_length=1)]
    """Whose measures its clocks run for."""
    facts: tuple[LawFact, ...] = ()
    """What else of it was read and bears on protection."""
    not_read: tuple[LocalText, ...] = ()
    """What still has to be read in the official text."""
    calendar: Calendar | None = None
    clocks: tuple[Clock, ...]
    founding: tuple[FoundingClock, ...]

    @property
    def rules(self) -> tuple[Clock | FoundingClock, ...]:
        """All time limits: those of each case, then those that ran once."""
        return (*self.clocks, *self.founding)
