"""Indicators of protection measures, over those meant to protect; one that two cases tell counts once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.analysis.after_grant import ActUnderMeasure
from generator.analysis.breakdowns import SMALL
from generator.analysis.durations import DaySpan, Duration, SurvivalRange, estimate_range
from generator.analysis.figures import Aggregate, Tally
from generator.analysis.material import Found, Material, Row, unique
from generator.analysis.measure_steps import State
from generator.analysis.measures import MeasureFinding
from generator.analysis.selection import Compute
from generator.analysis.states import LIVE
from generator.analysis.verification import group_by_verified

_UNPROTECTED = frozenset({State.NOT_IN_PLACE, State.PARTLY})


def _list_counted(material: Material) -> tuple[MeasureFinding, ...]:
    return tuple(one for one in material.measures if one.counts and one.protective)


def _count_headlines(material: Material) -> Found:
    groups: dict[State, list[str]] = {state: [] for state in State}
    for one in _list_counted(material):
        groups[one.headline.state].append(one.id)
    return {state.value: Tally(tuple(ids)) for state, ids in groups.items()}


def _share_in_place(material: Material) -> Found:
    return {None: _tally_in_place(_list_counted(material))}


def _share_by_body(material: Material) -> Found:
    groups: dict[str, list[MeasureFinding]] = {code: [] for code in material.vocabularies["granting_body"]}
    for one in _list_counted(material):
        groups[one.measure.body.type].append(one)
    return {code: _tally_in_place(measures) for code, measures in groups.items()}


def _tally_in_place(measures: Iterable[MeasureFinding]) -> Tally:
    """Measures in force that somebody other than the authority has seen in place; its own word alone is not known."""
    groups = {state: tuple(one.id for one in found) for state, found in group_by_verified(measures).items()}
    return Tally(
        hits=groups[State.IN_PLACE],
        misses=(*groups[State.PARTLY], *groups[State.NOT_IN_PLACE]),
        unknown=groups[State.UNKNOWN],
    )


def _share_contents(material: Material) -> Found:
    """Measures that have each content, of those whose contents are on file; which ones is told nowhere."""
    contents = material.contents
    found: dict[Row, Tally | Aggregate | SurvivalRange] = {}
    for code in material.vocabularies["measure_item"]:
        hits = contents.items.get(code, 0)
        misses = contents.told - hits
        found[code] = Aggregate(
            (hits, misses, contents.untold), withheld=any(one in SMALL for one in (hits, misses, contents.told))
        )
    return found


def _measure_gaps(material: Material) -> Found:
    return {None: estimate_gaps(_list_counted(material))}


def estimate_gaps(measures: Iterable[MeasureFinding]) -> SurvivalRange:
    """The wait from the grant to the day a measure was verified in place, right-censored when last checked or ended."""
    durations: list[Duration] = []
    undated: list[str] = []
    for one in measures:
        if one.gap is None:
            continue
        days = one.gap.delay if one.gap.arrival else one.gap.days
        if days is None or days.high is None or one.gap.basis != "granted":
            undated.append(one.id)
        else:
            durations.append(Duration(one.id, DaySpan(days.low, days.high), ended=one.gap.arrival is not None))
    return estimate_range(durations, undated)


def _share_unprotected(material: Material) -> Found:
    """Acts certainly after a grant, by what is certain of any measure for somebody they were aimed at."""
    hits: list[str] = []
    misses: list[str] = []
    unknown: list[str] = []
    for act, pairs in _group_acts(material.pairs).items():
        if any(pair.states <= _UNPROTECTED for pair in pairs):
            hits.append(act)
        elif any(not pair.states.isdisjoint(LIVE - {State.IN_PLACE}) for pair in pairs):
            unknown.append(act)
        else:
            misses.append(act)
    return {None: Tally(tuple(hits), tuple(misses), tuple(unknown))}


def _count_after_grant(material: Material) -> Found:
    """Each act under every state that is certain of some measure; what is certain of none is `mixed`."""
    acts = _group_acts(material.pairs)
    states = {act: {min(pair.states) for pair in pairs if len(pair.states) == 1} for act, pairs in acts.items()}
    found: dict[Row, Tally | Aggregate | SurvivalRange] = {}
    found |= {
        state.value: Tally(tuple(act for act in acts if state in states[act])) for state in State if state in LIVE
    }
    granted = (pair.act_id for pair in material.pairs if pair.phase == "granted" and not pair.certain)
    others = {
        "mixed": (act for act in acts if not states[act]),
        "uncertain": (act for act in granted if act not in acts),
    }
    phases = ("requested", "ended")
    found |= {row: Tally(unique(ids)) for row, ids in others.items()}
    found |= {row: Tally(unique(p.act_id for p in material.pairs if p.phase == row and p.certain)) for row in phases}
    return found


def _group_acts(pairs: Iterable[ActUnderMeasure]) -> dict[str, list[ActUnderMeasure]]:
    """Acts certainly after a grant, each with the measures it came after."""
    groups: dict[str, list[ActUnderMeasure]] = {}
    for pair in pairs:
        if pair.phase == "granted" and pair.certain:
            groups.setdefault(pair.act_id, []).append(pair)
    return groups


COMPUTED: Mapping[str, Compute] = {
    "measures_by_headline": _count_headlines,
    "measure_implementation_rate": _share_in_place,
    "measure_implementation_by_body": _share_by_body,
    "measure_contents": _share_contents,
    "time_to_implementation": _measure_gaps,
    "attacked_while_unprotected": _share_unprotected,
    "attacks_after_grant": _count_after_grant,
}
"""Code of an indicator → what computes it."""
