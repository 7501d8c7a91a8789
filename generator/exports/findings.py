"""Everything derived: the same for the command line, the site and whoever checks our sums."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from generator.analysis.after_grant import ActUnderMeasure
from generator.analysis.antecedents import Loss
from generator.analysis.breakdowns import BREAKDOWNS
from generator.analysis.clocks import ClockReading, ClockState
from generator.analysis.competence import CompetenceMove
from generator.analysis.criminalisation import Criminalisation
from generator.analysis.durations import SurvivalCurve
from generator.analysis.findings import Findings
from generator.analysis.justice import UnitJustice
from generator.analysis.measures import MeasureFinding, Track
from generator.exports.mechanism import make_mechanism
from generator.exports.permission import Permission
from generator.exports.plain import Json, is_traced, make_codes, make_date, make_days, make_figure, make_window
from generator.exports.table_source import Source
from generator.records.public import PublicAct, PublicCase

RECORDS = ("measures", "justice", "competence", "criminalisation", "losses")
"""Names of what is derived of a case."""
_STILL = frozenset({ClockState.OFF, ClockState.NOT_APPLICABLE})
"""Limits that no source states, and those that never began to run for a measure, are not told of it."""


def render_findings(findings: Findings) -> str:
    """All derived facts and figures in a fixed order; cases without consent to data files only count in the figures."""
    return json.dumps(make_findings(findings), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def make_findings(findings: Findings) -> Json:
    """The same as values."""
    source, statistics = Source(findings, ()), findings.statistics
    records = [make_case_record(case, source) for case in source.permission.cases]
    return {
        **make_head(findings),
        **{name: [one for record in records for one in record.get(name, ())] for name in RECORDS},
        "figures": [make_figure(one, source.permission, findings.indicators[one.code]) for one in statistics.figures],
        "curves": list(make_curves(findings)),
    }


def make_head(findings: Findings) -> Json:
    """What is told of the whole: the day, the cases, the indicators, what is derived of the mechanism."""
    permission = Permission.of(findings.cases)
    return {
        "as_of": findings.as_of.isoformat(),
        "cases": sorted(permission.open),
        "cases_withheld": len(findings.cases) - len(permission.cases),
        "indicators": {
            one.code: {"kind": one.kind, "unit": one.unit, "unknown_in_denominator": one.unknown_in_denominator}
            for one in findings.indicators.values()
        },
        "amounts_only": [code for code in BREAKDOWNS if not is_traced(code)],
        "mechanism": make_mechanism(findings.mechanism_findings),
    }


def make_case_record(case: PublicCase, source: Source) -> Json:
    """What is derived of a case that may be told. What is not on record, and what there is none of, is left out."""
    permission, id_ = source.permission, case.id
    told = {
        "measures": [_make_measure(one, source) for one in source.findings.measures.get(id_, ())],
        "justice": [_make_unit(one, permission) for one in source.findings.justice.get(id_, ())],
        "competence": [_make_move(one) for one in source.moves.get(id_, ())],
        "criminalisation": [_make_criminalisation(one) for one in source.criminalisations.get(id_, ())],
        "losses": [_make_loss(one, permission) for one in source.losses.get(id_, ())],
    }
    return {"case": id_, **{name: [_leave_out(one) for one in listed] for name, listed in told.items() if listed}}


def make_curves(findings: Findings) -> Iterator[Json]:
    """Each curve of each indicator of time."""
    for (code, scope, row), one in findings.statistics.curves.items():
        yield {
            "code": code,
            "scope": scope,
            "row": row,
            "at_start": one.earliest.at_start,
            "earliest": _make_curve(one.earliest),
            "latest": _make_curve(one.latest),
        }


def _leave_out(record: Json) -> Json:
    return {name: value for name, value in record.items() if value is not None and value not in ([], {})}


def _make_measure(one: MeasureFinding, source: Source) -> Json:
    findings, permission = source.findings, source.permission
    same_as = one.measure.same_as
    pairs = findings.after_grant.get(one.id, ())
    return {
        "id": one.id,
        "kind": one.measure.kind,
        "body": one.measure.body.type,
        "protective": one.protective,
        "reserved": one.measure.reserved,
        "counts": one.counts,
        "same_as": same_as if same_as and permission.covers(same_as) else None,
        "until": None if one.until == findings.as_of else one.until.isoformat(),
        "headline": _leave_out(
            {
                "state": one.headline.state.value,
                "basis": one.headline.basis,
                "step": one.headline.step.id if one.headline.step else None,
            }
        ),
        "authority": _make_track(one.authority),
        "verified": _make_track(one.verified),
        "others": [step.id for step in one.others],
        "disagrees": one.disagrees,
        "silent_since": make_date(one.silent_since),
        "gap": _make_gap(one, findings.as_of),
        "after_grant": [
            _make_pair(pair) for pair in pairs if permission.covers(pair.case.id) and permission.covers(pair.act_id)
        ],
        "clocks": [_make_clock(reading) for reading in findings.read_clocks(one) if reading.state not in _STILL],
    }


def _make_track(track: Track) -> Json:
    return _leave_out(
        {
            "state": track.state.value if track.state else None,
            "possible": make_codes(track.possible),
            "step": track.latest.id if track.latest else None,
            "steps": [step.id for step in track.steps],
        }
    )


def _make_gap(one: MeasureFinding, as_of: date) -> Json | None:
    gap = one.gap
    if gap is None:
        return None
    return _leave_out(
        {
            "days": make_days(gap.days),
            "by_state": {state.value: make_days(days) for state, days in gap.by_state},
            "basis": gap.basis,
            "start": make_window(gap.start),
            "arrival": make_window(gap.arrival),
            "delay": make_days(gap.delay),
            "until": None if gap.until == as_of else gap.until.isoformat(),
            "standing": gap.standing,
        }
    )


def _make_act(act_id: str, case: PublicCase, act: PublicAct) -> Json:
    """Which act, as it is counted, and where it is told if that is another case."""
    told_in = f"{case.id}#{act.id}"
    return {"act": act_id} if told_in == act_id else {"act": act_id, "told_in": told_in}


def _make_pair(pair: ActUnderMeasure) -> Json:
    return {
        **_make_act(pair.act_id, pair.case, pair.act),
        "phase": pair.phase,
        "certain": pair.certain,
        "states": make_codes(pair.states),
        "days": make_days(pair.days),
    }


def _make_clock(reading: ClockReading) -> Json:
    return _leave_out(
        {
            "clock": reading.clock.id,
            "state": reading.state.value,
            "reason": reading.reason.value if reading.reason else None,
            "started": make_window(reading.started),
            "due": make_window(reading.due),
            "ended": make_window(reading.ended),
            "elapsed": make_days(reading.elapsed),
            "step": reading.step.id if reading.step else None,
        }
    )


def _make_unit(one: UnitJustice, permission: Permission) -> Json:
    return {
        "id": one.unit.id,
        "act": one.unit.act_id,
        "status": one.status,
        "reason": one.reason,
        "steps": permission.select(one.steps),
        "furthest": one.furthest,
        "standing": one.standing,
        "evidence": one.evidence,
        "open": one.is_open,
        "ended": make_date(one.ended.date) if one.ended else None,
        "firsts": {milestone: make_date(step.date) for milestone, step in one.firsts},
        "parts": [
            {"part": part.part, "accused": part.accused, "furthest": part.furthest, "convicted": part.convicted}
            for part in one.parts
        ],
    }


def _make_move(one: CompetenceMove) -> Json:
    return {
        "id": one.id,
        "proceeding": f"{one.case.id}#{one.proceeding.id}",
        "action": one.action,
        "date": make_date(one.step.date),
        "levels": list(one.levels),
        "since_start": make_days(one.since_start),
        "since_previous": make_days(one.since_previous),
    }


def _make_criminalisation(one: Criminalisation) -> Json:
    return {
        "id": one.id,
        "first": make_date(one.first.date) if one.first else None,
        "ending": one.ending,
        "ended_by": one.ended_by.id if one.ended_by else None,
        "days_to_acquittal": make_days(one.days_to_acquittal),
        "days_to_release": make_days(one.days_to_release),
        "days_in_prison": make_days(one.days_in_prison),
    }


def _make_loss(one: Loss, permission: Permission) -> Json:
    """A killing or disappearance; of what is told only in cases without consent to data files, nothing."""
    return {
        "id": one.unit.id,
        "earlier_class": one.earlier_class,
        "protection_class": one.protection_class,
        "earlier": [
            {
                **_make_act(each.act_id, each.case, each.act),
                "group": each.group,
                "relation": each.relation,
                "order": each.order,
                "days": make_days(each.days),
            }
            for each in one.earlier
            if permission.covers(each.act_id) and permission.covers(each.case.id)
        ],
        "measures": [
            {"measure": pair.measure_id, **_make_pair(pair)}
            for pair in one.pairs
            if permission.covers(pair.measure_id) and permission.covers(pair.case.id)
        ],
    }


def _make_curve(curve: SurvivalCurve) -> list[list[int]]:
    """Day, events and censored of each day; who is at risk and the share still waiting follow of them."""
    return [[point.day, point.events, point.censored] for point in curve.points]
