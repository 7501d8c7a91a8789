"""What the other cases, the campaigns and the day must know of a case. Small, plain, and for this room only. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct, json
from msgspec.structs import force_setattr

from generator.records.dates import PartialDate, parse_date
from generator.records.likeness import Alike
from generator.records.models import Case
from generator.records.names import find_secret
from generator.records.packing import pack
from generator.records.public import PublicCase
from generator.records.publication import find_opening
from generator.records.vocabularies import Vocabularies


class Told(Struct, frozen=True):
    """An act or measure, and the one of another case that it tells again."""

    id: str
    """Within its case."""
    same_as: str | None
    items: tuple[str, ...] = ()
    """Of a measure: codes of what it consists of. Only counted (DNH-07)."""


class Ties(Struct, frozen=True, gc=False):
    """What is only asked of a case where something between cases, or about the day, may have become wrong."""

    former_slugs: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    """Ids of cases."""
    acts: tuple[Told, ...] = ()
    measures: tuple[Told, ...] = ()
    uses: frozenset[str] = frozenset()
    """Codes of `consent_use`."""
    published: PartialDate | None = None
    review_by: PartialDate | None = None
    """When the consent is to be asked for again; none where the case is not to be published."""


class CaseFacts(Alike, frozen=True):
    """One case, as far as others depend on it; that is all that must be kept of a file which did not change.

    What it says if nothing else is told is so of every published case that keeps nothing back.
    """

    file: str
    """From the root of the project, with forward slashes."""
    id: str
    slug: str
    campaigns: tuple[str, ...]
    images: tuple[str, ...]
    """Files of pictures."""
    last_checked: PartialDate
    _ties: Ties | Callable[[], Ties]
    status: str = "published"
    """Code of `publication_status`."""
    opening: date | None = date.min
    """The first day on which it may be shown; none where it may not be shown at all."""
    withdrawn: PartialDate | None = None
    unnamed: tuple[tuple[str, str], ...] = ()
    """Ids and names of people whose names this site may not tell of the case."""
    secret: tuple[tuple[str, str], ...] = ()
    """Those of them that no other case may tell either, unless the person agreed to it there."""

    def list_told(self) -> tuple[object, ...]:
        """All of it, opened."""
        return (*(getattr(self, name) for name in self.__struct_fields__ if name != "_ties"), self.ties)

    @property
    def ties(self) -> Ties:
        """What is looked up when somebody first asks for it, as hardly anybody does."""
        known = self._ties
        if isinstance(known, Ties):
            return known
        opened = known()
        force_setattr(self, "_ties", opened)
        return opened

    def is_public(self, day: date) -> bool:
        """Whether the case may be shown on a day."""
        return self.opening is not None and self.opening <= day


def make_facts(case: Case, file: str, vocabularies: Vocabularies) -> CaseFacts:
    """What others must know of a case."""
    publication, consent = case.publication, case.publication.consent
    to_publish = publication.status in {"published", "embargoed"}
    uses = frozenset(consent.uses) if consent else frozenset()
    named = publication.status == "published" and "name" in uses
    return CaseFacts(
        file=file,
        id=case.id,
        slug=case.slug,
        campaigns=case.campaigns,
        images=tuple(one.file for one in case.images),
        last_checked=case.last_checked,
        _ties=Ties(
            former_slugs=case.former_slugs,
            related=tuple(one.case for one in case.related),
            acts=tuple(Told(one.id, one.same_as) for one in case.acts),
            measures=tuple(Told(one.id, one.same_as, one.items) for one in case.measures),
            uses=uses,
            published=publication.published,
            review_by=consent.review_by if consent and to_publish else None,
        ),
        status=publication.status,
        opening=find_opening(case, vocabularies),
        withdrawn=publication.withdrawn,
        secret=find_secret(case),
        unnamed=tuple((one.id, one.name) for one in case.people if one.name is not None and (one.minor or not named)),
    )


def make_open_facts(
    case: PublicCase,
    file: str,
    *,
    is_dated: bool,
    review_by: PartialDate | None,
    items: tuple[tuple[str, ...], ...] = (),
) -> CaseFacts:
    """What others must know of a published case that keeps nothing back but `items`, what its measures consist of.

    `is_dated` where its file says since when it is public.
    """
    contents = items or ((),) * len(case.measures)
    return CaseFacts(
        file=file,
        id=case.id,
        slug=case.slug,
        campaigns=case.campaigns,
        images=tuple([one.file for one in case.images]),
        last_checked=case.last_checked,
        _ties=Ties(
            former_slugs=case.former_slugs,
            related=tuple([one.case for one in case.related]),
            acts=tuple([Told(one.id, one.same_as) for one in case.acts]),
            measures=tuple(
                [Told(one.id, one.same_as, held) for one, held in zip(case.measures, contents, strict=True)]
            ),
            uses=case.uses,
            published=case.published if is_dated else None,
            review_by=review_by,
        ),
    )


def render_ties(ties: Ties) -> str:
    """The ties of such a case as text."""
    parts = (
        ties.former_slugs,
        ties.related,
        [(one.id, one.same_as) for one in ties.acts],
        [(one.id, one.same_as, one.items) for one in ties.measures],
        sorted(ties.uses),
        ties.published and ties.published.text,
        ties.review_by and ties.review_by.text,
    )
    return pack(parts).decode()


def parse_ties(text: str) -> Ties:
    """The ties that a text was made of; ValueError, TypeError or AttributeError where it was made of none."""
    former, related, acts, measures, uses, published, review = json.decode(text)
    return Ties(
        former_slugs=tuple(former),
        related=tuple(related),
        acts=tuple([Told(one, same) for one, same in acts]),
        measures=tuple([Told(one, same, tuple(items)) for one, same, items in measures]),
        uses=frozenset(uses),
        published=parse_date(published) if published else None,
        review_by=parse_date(review) if review else None,
    )
