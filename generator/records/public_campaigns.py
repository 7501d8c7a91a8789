"""Campaigns as the rest of the generator, and so the public, sees them."""

from __future__ import annotations

from msgspec import Struct

from generator.records.dates import PartialDate
from generator.records.fields import LocalText
from generator.records.public import PublicSource, Refs


class PublicCampaignCase(Struct, frozen=True):
    """A published case whose consent allows campaigns."""

    id: str
    text: LocalText | None
    """What sources say of its part in the campaign."""
    sources: Refs
    """Of the campaign."""
    taken_up: bool
    """Whether the campaign itself took it up; else this site proposes it."""


class PublicCampaign(Struct, frozen=True):
    """A campaign, with the cases that may be shown in it."""

    id: str
    name: LocalText
    hashtag: str
    organisation: LocalText
    started: PartialDate
    purpose: LocalText
    history: LocalText | None
    selection: LocalText
    cases: tuple[PublicCampaignCase, ...]
    """By id."""
    sources: tuple[PublicSource, ...]
    """In the order of the file; what is cited by number counts from 1."""

    @property
    def case_ids(self) -> frozenset[str]:
        """Ids of its cases."""
        return frozenset(one.id for one in self.cases)
