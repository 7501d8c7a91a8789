"""How much is documented. Pure: public cases in, plain numbers out; each number is derived here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.records.public import PublicCase


class Counts(Struct, frozen=True):
    """What some cases document: counts of records, neither a total of what happened nor a sample of it.

    What two of these cases tell alike counts once.
    """

    cases: int
    """Published cases."""
    attacks: int
    """Attacks: one victim and one kind of act. A collective, or the unnamed people of one act, count as one victim."""
    measures: int
    """Measures requested, granted or recommended."""
    proceedings: int
    """Inquiries, trials, complaints and petitions."""
    sources: int
    """Sources cited, each address once."""


def count_records(cases: Iterable[PublicCase]) -> Counts:
    """The counts of some cases."""
    listed = tuple(cases)
    told = {f"{case.id}#{one.id}" for case in listed for part in (case.acts, case.measures) for one in part}
    addresses = {source.url or f"{case.id}#{source.id}" for case in listed for source in case.sources}
    return Counts(
        cases=len(listed),
        attacks=sum(len(act.victims) for case in listed for act in case.acts if act.same_as not in told),
        measures=sum(1 for case in listed for measure in case.measures if measure.same_as not in told),
        proceedings=sum(len(case.proceedings) for case in listed),
        sources=len(addresses),
    )
