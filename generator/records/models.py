"""A case as its editor writes it. Only this room may see it; the rest of the house sees `public.PublicCase`.

The text under each field is the codebook's: the JSON Schema and the codebook page are made from it.
"""

from typing import Annotated, Any

from generator.records.acts import Act, Recognition
from generator.records.fields import CaseId, Code, Date, Limits, Line, LocalId, LocalText, Slug, SourceId
from generator.records.images import CaseImage
from generator.records.measures import Measure
from generator.records.people import Collective, Person
from generator.records.proceedings import Proceeding
from generator.records.record import Place, Record, Source, Version


class Consent(Record, frozen=True, kw_only=True):
    """On what ground the case is published, and what for."""

    level: Annotated[str, Code("consent_level")]
    uses: tuple[Annotated[str, Code("consent_use")], ...] = ()
    recorded: Date
    review_by: Date
    recorded_by: Line


class Publication(Record, frozen=True, kw_only=True):
    """Whether and how the case may be published."""

    status: Annotated[str, Code("publication_status")]
    embargo_until: Date | None = None
    published: Date | None = None
    """The day the case first appeared on the site; it never changes. Without it, the end of the embargo, else
    `last_checked`, which moves: write it before the first new check."""
    withdrawn: Date | None = None
    """The day the case was taken off the site; needed where the status is `withdrawn`."""
    consent: Consent | None = None


class Related(Record, frozen=True, kw_only=True):
    """Another case this one is tied to."""

    case: CaseId
    link: Annotated[str, Code("case_link")]


class Addition(Record, frozen=True, kw_only=True):
    """What was added to the case after it was first published, and when: the feeds tell it on that day."""

    date: Date
    """The day it was added to the site, not the day it happened."""
    events: Annotated[tuple[LocalId, ...], Limits(min_length=1)]
    """Ids of what was added: recognition, acts, steps of measures and proceedings. Each is added once."""


class Correction(Record, frozen=True, kw_only=True):
    """Something that was published and has been put right."""

    date: Date
    about: tuple[LocalId, ...] = ()
    """Ids of what was corrected, the first of which readers are led to; empty where it is the case as a whole."""
    text: LocalText
    reason: LocalText | None = None
    asked_by: Annotated[str, Code("correction_requester")]


class Case(Record, frozen=True, kw_only=True):
    """One case file: somebody who was attacked for defending rights or informing, and what was done about it."""

    id: CaseId
    """Permanent and never reused; short links and citations use it."""
    slug: Slug
    """Equal to the file's name; part of the page's address."""
    former_slugs: tuple[Slug, ...] = ()
    """Earlier slugs; no other case may use them."""
    title: LocalText
    publication: Publication
    campaigns: tuple[LocalId, ...] = ()
    """Campaigns that took the case up: ids of files in `content/campaigns/`."""
    people: tuple[Person, ...] = ()
    collectives: tuple[Collective, ...] = ()
    defends: Annotated[tuple[Annotated[str, Code("right_defended")], ...], Limits(min_length=1)]
    place: Place
    work_place: Place | None = None
    """Where the defence takes place, if elsewhere."""
    summary: LocalText
    versions: tuple[Version, ...] = ()
    """Accounts that differ on the whole case, such as how many people were killed."""
    images: tuple[CaseImage, ...] = ()
    recognition: tuple[Recognition, ...] = ()
    acts: Annotated[tuple[Act, ...], Limits(min_length=1)]
    measures: tuple[Measure, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    related: tuple[Related, ...] = ()
    last_checked: Date
    """The day the sources were last looked at; "no news" means no news until then."""
    additions: tuple[Addition, ...] = ()
    """The log of what is new. What is in no addition has been there since the case was published."""
    corrections: tuple[Correction, ...] = ()
    allowed_texts: tuple[Line, ...] = ()
    """What `visibles check` takes for somebody's telephone, address or papers and is none, or may be told: exactly as
    the check prints it."""
    notes: tuple[Line, ...] = ()
    """For editors; never published."""
    private: dict[str, Any] | None = None
    """Never published, and refused altogether in a public repository."""
    sources: Annotated[dict[SourceId, Source], Limits(min_length=1)]
