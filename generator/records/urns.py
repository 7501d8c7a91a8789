"""Permanent names of what feeds and calendars tell: the same on any domain, and saying nothing about the case. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import NAMESPACE_URL, uuid5

from generator.records.dates import PartialDate

_SPACE = uuid5(NAMESPACE_URL, "urn:visibles")


def make_urn(case: str, part: str = "") -> str:
    """The name of a case or of a part of it; so that a reader can forget what was withdrawn, it outlives the case."""
    return uuid5(_SPACE, f"{case}#{part}").urn


def list_correction_parts(days: Iterable[PartialDate]) -> Iterator[str]:
    """A part for each correction, in the order of the file: its day and its number on that day."""
    seen: Counter[str] = Counter()
    for day in days:
        seen[day.text] += 1
        yield f"{day.text}/{seen[day.text]}"
