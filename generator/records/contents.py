"""What measures consist of, counted over all published cases: the only form in which it leaves this room (DNH-07)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct, field

from generator.records.facts import CaseFacts


class MeasureContents(Struct, frozen=True):
    """How many measures of published cases have which content. A measure that two cases tell counts once."""

    told: int = 0
    """Measures whose contents are on file."""
    untold: int = 0
    """Measures of whose contents nothing is on file."""
    items: Mapping[str, int] = field(default_factory=dict)
    """Code of `measure_item` → measures that have it; one may have several, so they do not add up."""


def count_contents(cases: Iterable[CaseFacts], published: Collection[str]) -> MeasureContents:
    """The contents of the measures of those cases whose ids are published."""
    measures = {f"{case.id}#{one.id}": one for case in cases if case.id in published for one in case.ties.measures}
    counted = [one for one in measures.values() if one.same_as not in measures]
    items = Counter(code for one in counted for code in set(one.items))
    told = sum(1 for one in counted if one.items)
    return MeasureContents(told, len(counted) - told, dict(sorted(items.items())))
