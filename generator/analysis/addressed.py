"""What decides the addresses of the pages of a case, and of those that list it with others. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from generator.analysis.chronology import find_same
from generator.analysis.facets import RECORDED
from generator.analysis.timeline import list_events
from generator.records.fields import LocalText
from generator.records.public import PublicCase


class Addressed(Struct, frozen=True, array_like=True, gc=False):
    """That of one case."""

    slugs: tuple[str, ...]
    """Its own, then former ones."""
    values: tuple[tuple[str, ...], ...]
    """Its values of each facet of `RECORDED`."""
    authorities: tuple[LocalText, ...]
    """Names of those responsible for its measures."""
    years: tuple[tuple[int, str], ...]
    """Each year in which something is on record, and the act or measure of another case that may tell it as well."""
    months: tuple[tuple[int, int, int], ...]
    """Year, month, and how much changed in it on the site."""


def make_addressed(case: PublicCase) -> Addressed:
    """What decides the addresses of a case."""
    told = ((event.date.years, find_same(event) or "") for event in list_events(case))
    months = Counter(_list_months(case))
    return Addressed(
        slugs=(case.slug, *case.former_slugs),
        values=tuple([tuple(sorted(find(case))) for find in RECORDED.values()]),
        authorities=tuple(dict.fromkeys([body.name for one in case.measures for body in one.responsible])),
        years=tuple(sorted({(years[0], same) for years, same in told if years})),
        months=tuple([(*month, count) for month, count in sorted(months.items())]),
    )


def _list_months(case: PublicCase) -> Iterator[tuple[int, int]]:
    """The month of each change."""
    dates = [case.published, *(one.date for one in case.corrections)]
    dates += [one.date for one in case.additions for _ in one.events]
    yield from ((day.year, day.month) for date in dates if (day := date.earliest))
