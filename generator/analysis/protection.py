"""Indicators of protection measures, over those meant to protect; one that two cases tell counts once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from generator.analysis.breakdowns import SMALL
from generator.analysis.classes import Compute, OfOthers
from generator.analysis.durations import Duration, SurvivalRange, estimate_range
from generator.analysis.figures import Aggregate, Tally
from generator.analysis.material import Found, Row, unique
from generator.analysis.measure_steps import State
from generator.analysis.states import LIVE
from generator.analysis.verification import SEEN, see

if TYPE_CHECKING:
    from generator.analysis.things import CountedMeasure, CountedPair, Things

_UNPROTECTED = frozenset({State.NOT_IN_PLACE, State.PARTLY})


def _count_headlines(things: Things) -> Found:
    groups: dict[State, list[str]] = {state: [] for state in State}
    for one in things.measures:
        groups[one.state].append(one.id)
    return {state.value: Tally(tuple(ids)) for state, ids in groups.items()}


def _share_in_place(things: Things) -> Found:
    return {None: _tally_in_place(things.measures)}


def _share_by_body(things: Things) -> Found:
    groups: dict[str, list[CountedMeasure]] = {code: [] for code in things.vocabularies["granting_body"]}
    for one in things.measures:
        groups[one.body].append(one)
    return {code: _tally_in_place(measures) for code, measures in groups.items()}


def _tally_in_place(measures: Iterable[CountedMeasure]) -> Tally:
    """Measures in force that somebody other than the authority has seen in place; its own word alone is not known."""
    groups: dict[State, list[str]] = {state: [] for state in SEEN}
    for one in measures:
        if (seen := see(one.state, is_verified=one.is_verified)) is not None:
            groups[seen].append(one.id)
    return Tally(
        hits=tuple(groups[State.IN_PLACE]),
        misses=(*groups[State.PARTLY], *groups[State.NOT_IN_PLACE]),
        unknown=tuple(groups[State.UNKNOWN]),
    )


def _share_contents(things: Things) -> Found:
    """Measures that have each content, of those whose contents are on file; which ones is told nowhere."""
    contents = things.contents
    found: dict[Row, Tally | Aggregate | SurvivalRange] = {}
    for code in things.vocabularies["measure_item"]:
        hits = contents.items.get(code, 0)
        misses = contents.told - hits
        found[code] = Aggregate(
            (hits, misses, contents.untold), withheld=any(one in SMALL for one in (hits, misses, contents.told))
        )
    return found


def _measure_gaps(things: Things) -> Found:
    return {None: _estimate_gaps(things.measures)}


def _estimate_gaps(measures: Iterable[CountedMeasure]) -> SurvivalRange:
    """The wait from the grant to the day a measure was verified in place, right-censored when last checked or ended."""
    durations: list[Duration] = []
    undated: list[str] = []
    for one in measures:
        if one.wait:
            durations.append(Duration.of(one.id, one.wait))
        elif one.is_granted:
            undated.append(one.id)
    return estimate_range(durations, undated)


def _share_unprotected(things: Things) -> Found:
    """Acts certainly after a grant, by what is certain of any measure for somebody they were aimed at."""
    hits: list[str] = []
    misses: list[str] = []
    unknown: list[str] = []
    for act, pairs in _group_acts(things.pairs).items():
        if any(pair.states <= _UNPROTECTED for pair in pairs):
            hits.append(act)
        elif any(not pair.states.isdisjoint(LIVE - {State.IN_PLACE}) for pair in pairs):
            unknown.append(act)
        else:
            misses.append(act)
    return {None: Tally(tuple(hits), tuple(misses), tuple(unknown))}


def _count_after_grant(things: Things) -> Found:
    """Each act under every state that is certain of some measure; what is certain of none is `mixed`."""
    acts = _group_acts(things.pairs)
    states = {act: {min(pair.states) for pair in pairs if len(pair.states) == 1} for act, pairs in acts.items()}
    found: dict[Row, Tally | Aggregate | SurvivalRange] = {}
    found |= {
        state.value: Tally(tuple(act for act in acts if state in states[act])) for state in State if state in LIVE
    }
    granted = (pair.act_id for pair in things.pairs if pair.phase == "granted" and not pair.certain)
    others = {
        "mixed": (act for act in acts if not states[act]),
        "uncertain": (act for act in granted if act not in acts),
    }
    phases = ("requested", "ended")
    found |= {row: Tally(unique(ids)) for row, ids in others.items()}
    found |= {row: Tally(unique(p.act_id for p in things.pairs if p.phase == row and p.certain)) for row in phases}
    return found


def _group_acts(pairs: Iterable[CountedPair]) -> dict[str, list[CountedPair]]:
    """Acts certainly after a grant, each with the measures it came after."""
    groups: dict[str, list[CountedPair]] = {}
    for pair in pairs:
        if pair.phase == "granted" and pair.certain:
            groups.setdefault(pair.act_id, []).append(pair)
    return groups


COMPUTED: Mapping[str, Compute] = {
    "measures_by_headline": OfOthers(_count_headlines, ("counted_measures",)),
    "measure_implementation_rate": OfOthers(_share_in_place, ("counted_measures",)),
    "measure_implementation_by_body": OfOthers(_share_by_body, ("counted_measures",)),
    "measure_contents": OfOthers(_share_contents),
    "time_to_implementation": OfOthers(_measure_gaps, ("counted_measures",), has_curves=True),
    "attacked_while_unprotected": OfOthers(_share_unprotected, ("counted_pairs",)),
    "attacks_after_grant": OfOthers(_count_after_grant, ("counted_pairs",)),
}
"""Code of an indicator → what computes it."""
