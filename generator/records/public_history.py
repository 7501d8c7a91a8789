"""What may be told of how a case came to be on the site, was added to, put right or taken away."""

from __future__ import annotations

from msgspec import Struct

from generator.records.dates import PartialDate
from generator.records.fields import LocalText


class PublicAddition(Struct, frozen=True, array_like=True, gc=False):
    """What was added to a case after it was first published."""

    date: PartialDate
    events: tuple[str, ...]
    """Ids of entries of its timeline."""


class PublicCorrection(Struct, frozen=True, array_like=True, gc=False):
    """Something that was put right after publication."""

    date: PartialDate
    about: tuple[str, ...]
    """Ids of what was corrected; none where it concerns the case as a whole."""
    text: LocalText
    reason: LocalText | None
    asked_by: str


class WithdrawnCase(Struct, frozen=True):
    """What remains of a case that was withdrawn: that it existed until a day, and no more."""

    id: str
    date: PartialDate
    """The day it was withdrawn."""
    urns: tuple[str, ...]
    """Names of what feeds told of it, which readers of feeds are asked to forget; they say nothing."""
