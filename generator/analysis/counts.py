"""How much is documented. Pure: public cases in, plain numbers out; each number is derived here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.analysis.chronology import is_told
from generator.records.public import PublicCase

if TYPE_CHECKING:
    from generator.analysis.findings import Findings

_LENGTH = 8
"""Bytes of a word for an address: two of a million have the same once in tens of millions of sites."""


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


class CaseCounts(Struct, frozen=True, array_like=True, gc=False):
    """What one case counts as among others."""

    attacks: int
    measures: int
    proceedings: int
    sources: tuple[str, ...]
    """A word for the address of each, whichever case cites it."""


def count_case(case: PublicCase, findings: Findings) -> CaseCounts:
    """What a case counts as; what it tells again counts in another one."""
    return _count_case(case, findings.by_id, _name_source)


def add_counts(counted: Iterable[CaseCounts]) -> Counts:
    """The counts of cases together."""
    listed = tuple(counted)
    return Counts(
        cases=len(listed),
        attacks=sum(one.attacks for one in listed),
        measures=sum(one.measures for one in listed),
        proceedings=sum(one.proceedings for one in listed),
        sources=len({word for one in listed for word in one.sources}),
    )


def count_records(cases: Iterable[PublicCase]) -> Counts:
    """The counts of some cases."""
    by_id = {case.id: case for case in cases}
    return add_counts(_count_case(case, by_id, str) for case in by_id.values())


def _count_case(case: PublicCase, cases: Mapping[str, PublicCase], name: Callable[[str], str]) -> CaseCounts:
    return CaseCounts(
        attacks=sum(len(act.victims) for act in case.acts if not _is_told(act.same_as, cases)),
        measures=sum(1 for measure in case.measures if not _is_told(measure.same_as, cases)),
        proceedings=len(case.proceedings),
        sources=tuple([name(source.url or f"{case.id}#{source.id}") for source in case.sources]),
    )


def _is_told(same: str | None, cases: Mapping[str, PublicCase]) -> bool:
    """Whether any of some cases has the act or measure that is pointed to."""
    return same is not None and is_told(same, cases)


def _name_source(address: str) -> str:
    return blake2b(address.encode(), digest_size=_LENGTH).hexdigest()
