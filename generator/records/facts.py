"""What the other cases, the campaigns and the day must know of a case. Small, plain, and for this room only. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from msgspec import Struct, json

from generator.records.dates import PartialDate, parse_date
from generator.records.models import Case
from generator.records.names import find_secret
from generator.records.packing import pack
from generator.records.public import PublicCase
from generator.records.publication import find_opening
from generator.records.unopened import Unopened
from generator.records.vocabularies import Vocabularies


class Told(Struct, frozen=True):
    """An act or measure, and the one of another case that it tells again."""

    id: str
    """Within its case."""
    same_as: str | None
    items: tuple[str, ...] = ()
    """Of a measure: codes of what it consists of. Only counted (DNH-07)."""


@dataclass(frozen=True, slots=True)
class CaseFacts(Unopened):
    """One case, as far as others depend on it; that is all that must be kept of a file which did not change."""

    file: str
    """From the root of the project, with forward slashes."""
    id: str
    slug: str
    former_slugs: tuple[str, ...]
    related: tuple[str, ...]
    """Ids of cases."""
    campaigns: tuple[str, ...]
    acts: tuple[Told, ...]
    measures: tuple[Told, ...]
    images: tuple[str, ...]
    """Files of pictures."""
    uses: frozenset[str]
    """Codes of `consent_use`."""
    status: str
    """Code of `publication_status`."""
    opening: date | None
    """The first day on which it may be shown; none where it may not be shown at all."""
    last_checked: PartialDate
    published: PartialDate | None
    withdrawn: PartialDate | None
    review_by: PartialDate | None
    """When the consent is to be asked for again; none where the case is not to be published."""
    unnamed: tuple[tuple[str, str], ...] = field(repr=False)
    """Ids and names of people whose names this site may not tell of the case."""
    secret: tuple[tuple[str, str], ...] = field(repr=False)
    """Those of them that no other case may tell either, unless the person agreed to it there."""

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
        former_slugs=case.former_slugs,
        related=tuple(one.case for one in case.related),
        campaigns=case.campaigns,
        images=tuple(one.file for one in case.images),
        acts=tuple(Told(one.id, one.same_as) for one in case.acts),
        measures=tuple(Told(one.id, one.same_as, one.items) for one in case.measures),
        uses=uses,
        status=publication.status,
        opening=find_opening(case, vocabularies),
        last_checked=case.last_checked,
        published=publication.published,
        withdrawn=publication.withdrawn,
        review_by=consent.review_by if consent and to_publish else None,
        secret=find_secret(case),
        unnamed=tuple((one.id, one.name) for one in case.people if one.name is not None and (one.minor or not named)),
    )


OPEN: Mapping[str, Any] = {"status": "published", "opening": date.min, "withdrawn": None, "secret": (), "unnamed": ()}
"""What is so of every published case that keeps nothing back."""


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
        former_slugs=case.former_slugs,
        related=tuple([one.case for one in case.related]),
        campaigns=case.campaigns,
        images=tuple([one.file for one in case.images]),
        acts=tuple([Told(one.id, one.same_as) for one in case.acts]),
        measures=tuple([Told(one.id, one.same_as, held) for one, held in zip(case.measures, contents, strict=True)]),
        uses=case.uses,
        last_checked=case.last_checked,
        published=case.published if is_dated else None,
        review_by=review_by,
        **OPEN,
    )


def render_open_facts(facts: CaseFacts) -> str:
    """The facts of such a case as text, but for its file."""
    parts = (
        facts.id,
        facts.slug,
        facts.former_slugs,
        facts.related,
        facts.campaigns,
        facts.images,
        [(one.id, one.same_as) for one in facts.acts],
        [(one.id, one.same_as, one.items) for one in facts.measures],
        sorted(facts.uses),
        facts.last_checked.text,
        facts.published and facts.published.text,
        facts.review_by and facts.review_by.text,
    )
    return pack(parts).decode()


def parse_open_facts(text: str, file: str) -> CaseFacts:
    """The facts that a text was made of; ValueError, TypeError or AttributeError where it was made of none."""
    id_, slug, former, related, campaigns, images, acts, measures, uses, checked, published, review = json.decode(text)
    return CaseFacts(
        file=file,
        id=id_,
        slug=slug,
        former_slugs=tuple(former),
        related=tuple(related),
        campaigns=tuple(campaigns),
        images=tuple(images),
        acts=tuple([Told(one, same) for one, same in acts]),
        measures=tuple([Told(one, same, tuple(items)) for one, same, items in measures]),
        uses=frozenset(uses),
        last_checked=parse_date(checked),
        published=parse_date(published) if published else None,
        review_by=parse_date(review) if review else None,
        **OPEN,
    )
