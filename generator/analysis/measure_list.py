"""What lists of measures choose, order and group them by, so that none is derived but those that are told. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from generator.analysis.beginnings import list_starts
from generator.analysis.measure_steps import State
from generator.analysis.measures import Basis, Headline, MeasureFinding
from generator.analysis.states import LIVE
from generator.records.fields import LocalText
from generator.records.public import PublicCase

if TYPE_CHECKING:
    from generator.analysis.findings import Findings

Known = Literal["owed", "unknown", "others", "in_place", "ended", "not_granted"]
"""What is known of a measure: it is owed; nobody has said; it goes on and does not protect; it is in place; it has
ended; it is not known to have been granted."""
_TOLD = frozenset({State.NOT_IN_PLACE, State.PARTLY})


class ListedMeasure(Struct, frozen=True, array_like=True, gc=False):
    """A measure as lists know it before they tell anything of it."""

    id: str
    """Case and measure, as `MX-0007#m1`."""
    case_id: str
    counts: bool
    """Whether it is counted here; one told in two cases counts in the other."""
    protective: bool
    known: Known
    state: State
    basis: Basis
    """What is said of it first, and whose word that is."""
    days: int
    """Days without verified protection at least; none known is none."""
    start: date | None
    """The first day on which it may have been in force."""
    is_dated: bool
    """Whether any stretch of it can be drawn."""
    body: str
    """Code of the kind of body that granted it."""
    place: str
    """INEGI code of the state of its case."""
    responsible: tuple[LocalText, ...]
    """Names of who is to carry it out."""

    @property
    def is_granted(self) -> bool:
        """Whether it is known to have been granted, so that it has a gap."""
        return self.known != "not_granted"

    @property
    def headline(self) -> Headline:
        """What is said of it first, without the step that it rests on."""
        return Headline(self.state, self.basis, None)


def list_measures(case: PublicCase, findings: Findings) -> tuple[ListedMeasure, ...]:
    """The measures of a case, in the order of its file."""
    return tuple([make_listed(one) for one in findings.measures.get(case.id, ())])


def order_by_gap(measures: Iterable[ListedMeasure]) -> tuple[ListedMeasure, ...]:
    """Measures in an order that all lists of them share: those without verified protection for longest come first."""
    return tuple(sorted(measures, key=lambda one: (-one.days, one.id)))


def make_listed(finding: MeasureFinding) -> ListedMeasure:
    """A measure as lists know it."""
    days = finding.gap.days if finding.gap else None
    return ListedMeasure(
        id=finding.id,
        case_id=finding.case.id,
        counts=finding.counts,
        protective=finding.protective,
        known=_find_known(finding),
        state=finding.headline.state,
        basis=finding.headline.basis,
        days=days.low if days else 0,
        start=next(list_starts([finding]), None),
        is_dated=any(segment.window.is_bounded for segment in finding.line.find(LIVE, until=finding.until)),
        body=finding.measure.body.type,
        place=finding.case.place.state,
        responsible=tuple([body.name for body in finding.measure.responsible]),
    )


def _find_known(finding: MeasureFinding) -> Known:
    """What is known of a measure."""
    if finding.gap is None:
        return "not_granted"
    if not finding.gap.is_open:
        return "in_place" if finding.headline.state is State.IN_PLACE else "ended"
    if not finding.protective:
        return "others"
    return "owed" if finding.headline.state in _TOLD else "unknown"
