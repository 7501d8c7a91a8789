"""How much a case documents, in words."""

from __future__ import annotations

from generator.analysis.counts import Counts
from generator.pages.i18n import Words


def describe_counts(counts: Counts, words: Words) -> str:
    """How much a case documents, in a line."""
    numbers = (
        ("count.attacks", counts.attacks),
        ("count.measures", counts.measures),
        ("count.proceedings", counts.proceedings),
    )
    return ", ".join(words.count(key, number) for key, number in numbers if number)
