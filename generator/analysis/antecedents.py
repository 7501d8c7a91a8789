"""What is documented before each killing or disappearance: earlier acts, and measures of that day. Pure.

It puts documented facts in the order of their dates. It never says why, and what is not on record may have happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from generator.analysis.after_grant import ActUnderMeasure, list_covered
from generator.analysis.intervals import Days, Window, count_days, make_window
from generator.analysis.measure_steps import State
from generator.analysis.units import Telling, Unit
from generator.records.public import PublicAct, PublicCase
from generator.records.vocabularies import Vocabularies

Relation = Literal["person", "circle"]
Order = Literal["before", "unclear"]
EarlierClass = Literal["person", "circle_only", "unclear_only", "none_on_record", "unnamed"]
ProtectionClass = Literal[
    "not_in_place", "not_known", "in_place", "uncertain", "requested", "ended", "none_on_record", "unnamed"
]

_MISSING = frozenset({State.NOT_IN_PLACE, State.PARTLY})


class Antecedent(Struct, frozen=True, gc=False):
    """An act that came, or may have come, before a killing or disappearance."""

    case: PublicCase
    """The case that tells it."""
    act: PublicAct
    act_id: str
    """The act as it is counted, as `MX-0007#a3`."""
    group: str
    """Code of `act_group`."""
    relation: Relation
    """`person` if it was aimed at the same person; `circle` if at a collective of theirs, or at others of it."""
    order: Order
    """`before` only if every possible day of it lies before every possible day of the loss."""
    days: Days
    """Days from it to the loss."""


class Loss(Struct, frozen=True, gc=False):
    """A killing or disappearance of one victim, with what is documented before."""

    unit: Unit
    earlier: tuple[Antecedent, ...]
    """Those of the person first told, each in order of date."""
    pairs: tuple[ActUnderMeasure, ...]
    """The measures for the victim that were requested or in force that day, or had ended shortly before."""

    @property
    def earlier_class(self) -> EarlierClass:
        """The closest thing that certainly came before; each loss is in one class."""
        if self.unit.is_unnamed:
            return "unnamed"
        before = {one.relation for one in self.earlier if one.order == "before"}
        if "person" in before:
            return "person"
        if before:
            return "circle_only"
        return "unclear_only" if self.earlier else "none_on_record"

    @property
    def protection_class(self) -> ProtectionClass:
        """How the measures stood that day; of several in force, the one that was missing decides."""
        if self.unit.is_unnamed:
            return "unnamed"
        granted = [pair for pair in self.pairs if pair.phase == "granted" and pair.certain]
        if any(pair.states <= _MISSING for pair in granted):
            return "not_in_place"
        if granted:
            return "in_place" if all(pair.states == {State.IN_PLACE} for pair in granted) else "not_known"
        phases = {pair.phase for pair in self.pairs if pair.certain}
        if "requested" in phases:
            return "requested"
        if "ended" in phases:
            return "ended"
        return "uncertain" if self.pairs else "none_on_record"

    @property
    def groups_before(self) -> frozenset[str]:
        """Codes of `act_group` of the acts on the same person that certainly came before."""
        return frozenset(one.group for one in self.earlier if (one.relation, one.order) == ("person", "before"))


def find_losses(
    units: Iterable[Unit], pairs: Iterable[ActUnderMeasure], vocabularies: Vocabularies
) -> tuple[Loss, ...]:
    """Each killing or disappearance with what is documented before, in the order of the units."""
    groups = {code: str(term.flags["group"]) for code, term in vocabularies["act_type"].items()}
    lost = vocabularies["act_group"].codes_with("loss")
    posthumous = vocabularies["act_type"].codes_with("posthumous")
    by_act: dict[str, list[ActUnderMeasure]] = {}
    for pair in pairs:
        by_act.setdefault(pair.act_id, []).append(pair)
    found = []
    for unit in units:
        if groups[unit.act.type] in lost:
            ids = _find_ids(unit)
            earlier = tuple(_list_earlier(unit, ids, groups, posthumous))
            covering = (one for one in by_act.get(unit.act_id, ()) if _covers(one, ids))
            found.append(Loss(unit, earlier, tuple(covering)))
    return tuple(found)


def _find_ids(unit: Unit) -> dict[str, str]:
    """Case → id of the victim in it. In another case that tells the act, the victim of it with the same name."""
    if unit.victim.id is None or unit.subject is None:
        return {}
    ids = {unit.case.id: unit.victim.id}
    for telling in unit.tellings[1:]:
        victims = {victim.id for victim in telling.act.victims}
        same = [one.id for one in telling.case.subjects if one.id in victims and one.name == unit.subject.name]
        if len(same) == 1 and unit.subject.name is not None:
            ids[telling.case.id] = same[0]
    return ids


def _covers(pair: ActUnderMeasure, ids: Mapping[str, str]) -> bool:
    return ids.get(pair.case.id) in list_covered(pair.case, pair.measure)


def _list_earlier(
    unit: Unit, ids: Mapping[str, str], groups: Mapping[str, str], posthumous: frozenset[str]
) -> list[Antecedent]:
    """What came or may have come before, each act once; where two cases tell it, the closer relation counts."""
    found: dict[str, Antecedent] = {}
    for telling in unit.tellings:
        if telling.case.id in ids:
            for one in _list_in_case(telling, ids[telling.case.id], groups, posthumous):
                known = found.get(one.act_id)
                if one.act_id != unit.act_id and (known is None or known.relation == "circle"):
                    found[one.act_id] = one
    return sorted(found.values(), key=lambda one: (*one.act.date.sort_key, one.act_id))


def _list_in_case(
    telling: Telling, victim: str, groups: Mapping[str, str], posthumous: frozenset[str]
) -> Iterator[Antecedent]:
    case, checked = telling.case, telling.case.last_checked.latest
    circle = _find_circle(case, victim)
    until = {} if checked is None else {"until": checked}
    lost = make_window(telling.act.date, **until)
    for act in case.acts:
        relation = _relate(act, victim, circle)
        if act.id == telling.act.id or relation is None:
            continue
        window = make_window(act.date, **until)
        if relation == "person" and act.type not in posthumous:
            window = window.cut(last=lost.last)
        order = _order(window, lost)
        if order:
            id_ = act.same_as or f"{case.id}#{act.id}"
            yield Antecedent(case, act, id_, groups[act.type], relation, order, count_days(window, lost))


def _find_circle(case: PublicCase, victim: str) -> frozenset[str]:
    """The collectives of a victim and everybody in them, or, of a collective, its members."""
    own = [one for one in case.subjects if one.id == victim or victim in one.members]
    return frozenset({one.id for one in own} | {member for one in own for member in one.members}) - {victim}


def _relate(act: PublicAct, victim: str, circle: frozenset[str]) -> Relation | None:
    victims = {one.id for one in act.victims if one.id}
    if victim in victims:
        return "person"
    return "circle" if victims.intersection(circle) else None


def _order(window: Window, lost: Window) -> Order | None:
    """Whether a thing came before another; none where it cannot have, or where both fell on one day."""
    if window.is_before(lost):
        return "before"
    return "unclear" if window.first < lost.last else None
