"""How much is documented. Pure: public cases in, plain numbers out; each number is derived here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.records.public import PublicCase


@dataclass(frozen=True, slots=True)
class Counts:
    """What a set of cases documents: counts of records, neither a total of what happened nor a sample of it."""

    cases: int
    """Published cases."""
    acts: int
    """Documented attacks: one kind of attack at one time. An act told in two cases counts once."""
    measures: int
    """Measures requested, granted or recommended. A measure told in two cases counts once."""
    proceedings: int
    """Inquiries, trials, complaints and petitions."""
    sources: int
    """Sources cited. One that two cases cite under the same address counts once."""


def count_records(cases: Iterable[PublicCase]) -> Counts:
    """The counts of some cases."""
    listed = tuple(cases)
    addresses = {source.url or f"{case.id}#{source.id}" for case in listed for source in case.sources}
    return Counts(
        cases=len(listed),
        acts=sum(1 for case in listed for act in case.acts if act.same_as is None),
        measures=sum(1 for case in listed for measure in case.measures if measure.same_as is None),
        proceedings=sum(len(case.proceedings) for case in listed),
        sources=len(addresses),
    )
