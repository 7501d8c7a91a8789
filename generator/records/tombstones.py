"""What remains of a case that was taken back, and of its file: that there was one, until when, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from generator.records.facts import CaseFacts, Ties
from generator.records.fields import CaseId, Date, Limits
from generator.records.problems import Problem
from generator.records.public_history import WithdrawnCase
from generator.records.record import Record
from generator.records.strict_yaml import Document
from generator.records.validation import make_problem


class Tombstone(Record, frozen=True, kw_only=True):
    """The file of a case that was withdrawn, as `visibles withdraw` leaves it. It is never deleted: no id is reused."""

    id: CaseId
    withdrawn: Date
    """The day the case was taken off the site."""
    reason: Annotated[str, Limits(pattern="^(request|risk|error|duplicate|other)$")]
    """`request` of the person or the family, `risk`, `error`, `duplicate` or `other`. Never published."""
    urns: tuple[Annotated[str, Limits(pattern="^urn:uuid:[0-9a-f-]{36}$")], ...] = ()
    """Opaque names of what feeds told of it, so that they ask readers to forget them."""


def is_tombstone(document: Document) -> bool:
    """Whether a file says of itself that its case was withdrawn, and nothing that a case would."""
    value = document.value
    return isinstance(value, dict) and "withdrawn" in value and "publication" not in value


def check_tombstone(document: Document, tombstone: Tombstone) -> Iterator[Problem]:
    """What is wrong with a tombstone beyond its form."""
    if tombstone.withdrawn.precision != "day":
        yield make_problem(document, "log-day", ("withdrawn",), value=tombstone.withdrawn.text)


def make_notice(tombstone: Tombstone) -> WithdrawnCase:
    """What may be told of it."""
    return WithdrawnCase(tombstone.id, tombstone.withdrawn, tombstone.urns)


def make_tombstone_facts(tombstone: Tombstone, file: str) -> CaseFacts:
    """What other cases, campaigns and the day must know of it: that it is there, and closed."""
    return CaseFacts(
        file=file,
        id=tombstone.id,
        slug=tombstone.id.lower(),
        campaigns=(),
        images=(),
        last_checked=tombstone.withdrawn,
        _ties=Ties(),
        status="withdrawn",
        opening=None,
        withdrawn=tombstone.withdrawn,
    )


def render_tombstone(notice: WithdrawnCase, reason: str) -> str:
    """The text of the file."""
    lines = ["# Retirado / withdrawn: docs/withdrawal.md", f"id: {notice.id}", f"withdrawn: {notice.date.text}"]
    lines += [f"reason: {reason}", "urns:", *(f"  - {urn}" for urn in notice.urns)]
    return "\n".join(lines) + "\n"
