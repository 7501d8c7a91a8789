"""What happened on each day of the year, as data for campaigns: the days of the calendar, in all languages. Pure."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct


class DayText(Struct, frozen=True):
    """A day in one language."""

    title: str
    text: str
    link: str
    """Absolute where the site's address is known, else below the root of the site."""


class DayRecord(Struct, frozen=True):
    """A day that comes back every year."""

    urn: str
    kind: str
    day: date
    year: int | None
    """The year it happened; none for days of the world."""
    case: str | None
    texts: Mapping[str, DayText]
    """Language → what is said."""


def render_on_this_day(records: Iterable[DayRecord], *, as_of: date) -> bytes:
    """The days by month and day, in the order of the year."""
    days: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    for one in records:
        texts = {
            language: {"title": text.title, "text": text.text, "link": text.link}
            for language, text in one.texts.items()
        }
        row: dict[str, object] = {"id": one.urn, "kind": one.kind, "year": one.year, "case": one.case, "texts": texts}
        days[f"{one.day:%m-%d}"].append(row)
    value = {"as_of": as_of.isoformat(), "days": dict(sorted(days.items()))}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
