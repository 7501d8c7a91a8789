"""How much a case documents, in words."""

from __future__ import annotations

from generator.analysis.counts import count_records
from generator.pages.i18n import Words
from generator.records.public import PublicCase


def describe_counts(case: PublicCase, words: Words) -> str:
    """How much a case documents, in a line."""
    counts = count_records([case])
    numbers = (
        ("count.attacks", counts.attacks),
        ("count.measures", counts.measures),
        ("count.proceedings", counts.proceedings),
    )
    return ", ".join(words.count(key, number) for key, number in numbers if number)
