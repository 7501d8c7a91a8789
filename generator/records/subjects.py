"""Who of a case is dead, which measures still protect somebody alive, and how subjects are called outside. Pure."""

from __future__ import annotations

from generator.records.dates import PartialDate
from generator.records.measures import Measure
from generator.records.models import Case
from generator.records.people import Victim
from generator.records.vocabularies import Vocabularies


def find_death(case: Case, person: str, vocabularies: Vocabularies) -> PartialDate | None:
    """The date of a person's death as the case tells it: the earliest of status entries and lethal acts."""
    dead = vocabularies["victim_status"].codes_with("dead")
    lethal = vocabularies["act_type"].codes_with("lethal")
    dates = [entry.date for one in case.people if one.id == person for entry in one.status if entry.status in dead]
    dates += [act.date for act in case.acts if act.type in lethal for victim in act.victims if victim.id == person]
    return min(dates, key=lambda date: date.sort_key, default=None)


def name_outside(case: Case, *, with_names: bool) -> dict[str, str]:
    """Id of each subject → the one it has outside: editors make ids of names, so they stay where names do (DNH-03)."""
    ids = [*(one.id for one in case.people), *(one.id for one in case.collectives)]
    return {id_: id_ if with_names else f"_subject{number}" for number, id_ in enumerate(ids, 1)}


def is_reserved(case: Case, measure: Measure, vocabularies: Vocabularies) -> bool:
    """Whether only kind, body, month and status of a measure may be published (DNH-07).

    So it is while the measure protects, is not known to have ended, and somebody it protects is not known to be dead.
    """
    if not vocabularies["measure_kind"][measure.kind].flags["protective"]:
        return False
    alive = any(_may_be_alive(case, beneficiary, vocabularies) for beneficiary in measure.beneficiaries)
    return alive and not _has_ended(measure, vocabularies)


def _may_be_alive(case: Case, beneficiary: Victim, vocabularies: Vocabularies) -> bool:
    return beneficiary.id is None or find_death(case, beneficiary.id, vocabularies) is None


def _has_ended(measure: Measure, vocabularies: Vocabularies) -> bool:
    """Whether the last step that grants, changes or ends the measure ends it; undated steps decide nothing."""
    terms = vocabularies["measure_step"]
    deciding = [
        step
        for step in measure.steps
        if step.date.precision != "unknown"
        and (terms[step.step].flags["ends"] or terms[step.step].flags["phase"] in {"grant", "change"})
    ]
    last = max(deciding, key=lambda step: (step.date.sort_key, terms[step.step].flags["order"]), default=None)
    return last is not None and bool(terms[last.step].flags["ends"])
