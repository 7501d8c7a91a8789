"""Criminal proceedings against those who defend and inform: charges, how they ended, and the days they cost. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from generator.analysis.durations import DaySpan, count_days
from generator.analysis.proceedings_log import order_steps
from generator.records.public import PublicCase, PublicCharge, PublicProceeding, PublicProceedingStep
from generator.records.vocabularies import Vocabularies

Ending = Literal["acquitted", "convicted", "closed", "open", "unknown"]
"""How it ended: acquitted by a court, convicted and standing, closed otherwise, still open, or not on record."""


class Imprisonment(Struct, frozen=True):
    """One stay in prison of which both the detention and the release are on record."""

    detention: PublicProceedingStep
    release: PublicProceedingStep
    days: DaySpan
    """Days from the detention to the release; a stay of less than a day counts 0."""


class Criminalisation(Struct, frozen=True):
    """A criminal proceeding against a defender or journalist."""

    id: str
    """Case and proceeding, as `MX-0001#p2`."""
    case: PublicCase
    proceeding: PublicProceeding
    first: PublicProceedingStep | None
    """The earliest dated step; durations count from it."""
    ending: Ending
    ended_by: PublicProceedingStep | None
    """The step that ended it."""
    days_to_acquittal: DaySpan | None
    """Days from the first step to the first acquittal or dismissal by a court; none where there is none or no dates."""
    days_to_release: DaySpan | None
    """Days from the first step to the last release; none where there is none or no dates."""
    imprisonments: tuple[Imprisonment, ...]
    """Stays in prison that are sourced at both ends."""
    unmatched: tuple[PublicProceedingStep, ...]
    """Detentions and releases whose other end is not on record, or not dated: their days are unknown, not none."""

    @property
    def charges(self) -> tuple[PublicCharge, ...]:
        """What the person was accused of, with the provision as the source gives it."""
        return self.proceeding.charges

    @property
    def days_in_prison(self) -> DaySpan | None:
        """Days of all stays that are sourced at both ends; none where there is no such stay."""
        if not self.imprisonments:
            return None
        spans = [stay.days for stay in self.imprisonments]
        return DaySpan(sum(span.low for span in spans), sum(span.high for span in spans))


def list_criminalisations(cases: Iterable[PublicCase], vocabularies: Vocabularies) -> tuple[Criminalisation, ...]:
    """Every criminal proceeding against a defender or journalist, by case."""
    rules = _Rules(vocabularies)
    return tuple(
        _assess(case, proceeding, rules)
        for case in sorted(cases, key=lambda case: case.id)
        for proceeding in case.proceedings
        if rules.is_criminalisation(proceeding)
    )


class _Rules:
    """What the vocabularies say about steps of these proceedings."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        outcomes, stages = vocabularies["proceeding_outcome"], vocabularies["proceeding_stage"]
        self.sides = vocabularies["proceeding_side"].codes_with("criminalisation")
        self.kinds = vocabularies["proceeding_kind"].codes_with("justice")
        self.convictions = outcomes.codes_with("counts_as_conviction")
        self.acquittals = outcomes.codes_with("effect", "closed_no_liability") & outcomes.codes_with(
            "cancels_conviction"
        )
        closing = ("closed_no_liability", "closed_alternative", "extinguished")
        self.closings = frozenset(code for effect in closing for code in outcomes.codes_with("effect", effect))
        opening = ("open", "open_setback", "paused", "transferred")
        self.openings = frozenset(code for effect in opening for code in outcomes.codes_with("effect", effect))
        self.setbacks = outcomes.codes_with("effect", "open_setback")
        self.detentions = stages.codes_with("custody", "starts")
        self.releases = stages.codes_with("custody", "ends")

    def is_criminalisation(self, proceeding: PublicProceeding) -> bool:
        return proceeding.side in self.sides and proceeding.kind in self.kinds


def _assess(case: PublicCase, proceeding: PublicProceeding, rules: _Rules) -> Criminalisation:
    steps = tuple(order_steps(proceeding.steps))
    first = min((s for s in steps if s.date.earliest), key=lambda s: s.date.sort_key, default=None)
    acquittal = next((step for step in steps if step.outcome in rules.acquittals), None)
    release = next((step for step in reversed(steps) if step.stage in rules.releases), None)
    ending, ended_by = _find_ending(steps, rules)
    stays, unmatched = _pair_custody(steps, rules)
    return Criminalisation(
        id=f"{case.id}#{proceeding.id}",
        case=case,
        proceeding=proceeding,
        first=first,
        ending=ending,
        ended_by=ended_by,
        days_to_acquittal=_days(first, acquittal),
        days_to_release=_days(first, release),
        imprisonments=stays,
        unmatched=unmatched,
    )


def _days(first: PublicProceedingStep | None, last: PublicProceedingStep | None) -> DaySpan | None:
    if first is None or last is None or first is last:
        return None
    return count_days(first.date, last.date)


def _find_ending(steps: Iterable[PublicProceedingStep], rules: _Rules) -> tuple[Ending, PublicProceedingStep | None]:
    """How the log ends. An acquittal of one charge does not undo the conviction for another that is told after it."""
    ending: Ending = "unknown"
    ended_by: PublicProceedingStep | None = None
    for step in steps:
        found = _find_effect(step, rules, ending)
        if found:
            ending, ended_by = found, None if found == "open" else step
    return ending, ended_by


def _find_effect(step: PublicProceedingStep, rules: _Rules, before: Ending) -> Ending | None:
    if step.outcome in rules.convictions:
        return "convicted"
    if step.outcome in rules.acquittals:
        return "acquitted"
    if step.outcome in rules.closings:
        return "closed"
    if step.stage in rules.releases and step.outcome in rules.setbacks:
        return "closed"
    if step.stage in rules.releases and before == "convicted":
        return None
    return "open" if step.outcome in rules.openings else None


def _pair_custody(
    steps: Iterable[PublicProceedingStep], rules: _Rules
) -> tuple[tuple[Imprisonment, ...], tuple[PublicProceedingStep, ...]]:
    """Stays of each accused, and steps without their other end.

    Where two detentions, or two releases, follow each other, the log does not say whose they are: nothing is paired.
    """
    stays: list[Imprisonment] = []
    unmatched: list[PublicProceedingStep] = []
    custody = rules.detentions | rules.releases
    logs: dict[tuple[str, ...], list[PublicProceedingStep]] = {}
    for step in steps:
        if step.stage in custody:
            logs.setdefault(step.accused, []).append(step)
    for log in logs.values():
        if any((one.stage in rules.detentions) == (two.stage in rules.detentions) for one, two in pairwise(log)):
            unmatched += log
            continue
        detentions = dict(pairwise(log)) if len(log) > 1 else {}
        paired = {one: two for one, two in detentions.items() if one.stage in rules.detentions}
        found = {one: count_days(one.date, two.date) for one, two in paired.items()}
        stays += [Imprisonment(one, paired[one], days) for one, days in found.items() if days]
        used = {id_ for one, days in found.items() if days for id_ in (one.id, paired[one].id)}
        unmatched += [step for step in log if step.id not in used]
    return tuple(stays), tuple(unmatched)
