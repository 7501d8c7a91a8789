"""The ledger of competence: each time a matter was declined or passed on, between whom, and after how long. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.analysis.durations import DaySpan, count_days
from generator.records.dates import PartialDate
from generator.records.public import PublicBody, PublicCase, PublicCompetenceStep, PublicProceeding


class CompetenceMove(Struct, frozen=True):
    """One time a matter moved, or did not, between authorities."""

    id: str
    """Case and step, as `MX-0007#p1-c1`."""
    case: PublicCase
    proceeding: PublicProceeding
    step: PublicCompetenceStep
    since_start: DaySpan | None
    """Days since the first dated step of the proceeding; none where the dates do not say."""
    since_previous: DaySpan | None
    """Days since the move before it in the same proceeding; none for the first, or where the dates do not say."""

    @property
    def action(self) -> str:
        """Code of `competence_action`."""
        return self.step.action

    @property
    def levels(self) -> tuple[str, str]:
        """Codes of `authority_level` of who let go and who took or was asked; `unknown` where not on record."""
        return _level(self.step.giver), _level(self.step.taker)


def list_moves(cases: Iterable[PublicCase]) -> tuple[CompetenceMove, ...]:
    """The ledger: every move of some cases, by case and proceeding, in the order in which they are told."""
    listed = sorted(cases, key=lambda case: case.id)
    return tuple(move for case in listed for proceeding in case.proceedings for move in _list_of(case, proceeding))


def _list_of(case: PublicCase, proceeding: PublicProceeding) -> Iterable[CompetenceMove]:
    start = min((step.date for step in proceeding.steps if step.date.earliest), key=lambda d: d.sort_key, default=None)
    previous: PartialDate | None = None
    for step in proceeding.competence:
        since_start = count_days(start, step.date) if start else None
        since_previous = count_days(previous, step.date) if previous else None
        yield CompetenceMove(f"{case.id}#{step.id}", case, proceeding, step, since_start, since_previous)
        previous = step.date


def _level(body: PublicBody | None) -> str:
    return body.level if body else "unknown"
