"""Everything derived, as one JSON file: the same bytes for the command line, the site and whoever checks our sums."""

from __future__ import annotations

import json

from generator.analysis.after_grant import ActUnderMeasure
from generator.analysis.antecedents import Loss
from generator.analysis.clocks import ClockReading
from generator.analysis.competence import CompetenceMove
from generator.analysis.criminalisation import Criminalisation
from generator.analysis.durations import SurvivalCurve
from generator.analysis.findings import Findings
from generator.analysis.justice import UnitJustice
from generator.analysis.measures import MeasureFinding, Track
from generator.exports.mechanism import make_mechanism
from generator.exports.permission import Permission
from generator.exports.plain import (
    PLACES,
    Json,
    make_codes,
    make_date,
    make_days,
    make_figure,
    make_window,
)


def render_findings(findings: Findings) -> str:
    """All derived facts and figures in a fixed order; cases without consent to data files only count in the figures."""
    return json.dumps(make_findings(findings), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def make_findings(findings: Findings) -> Json:
    """The same as values."""
    material, permission = findings.material, Permission.of(findings.cases)
    return {
        "as_of": findings.as_of.isoformat(),
        "cases": sorted(permission.open),
        "cases_withheld": len(findings.cases) - len(permission.cases),
        "measures": [
            _make_measure(one, findings, permission) for one in material.measures if permission.covers(one.id)
        ],
        "justice": [_make_unit(one, permission) for one in material.units if permission.covers(one.unit.id)],
        "competence": [_make_move(one) for one in material.moves if permission.covers(one.id)],
        "criminalisation": [
            _make_criminalisation(one) for one in material.criminalisations if permission.covers(one.id)
        ],
        "losses": [_make_loss(one, permission) for one in material.losses if permission.covers(one.unit.id)],
        "mechanism": make_mechanism(findings.mechanism_findings),
        "figures": [
            make_figure(
                one, permission, whole_holds_unknown=findings.indicators.by_code[one.code].unknown_in_denominator
            )
            for one in findings.statistics.figures
        ],
        "curves": [
            {
                "code": code,
                "scope": scope,
                "row": row,
                "earliest": _make_curve(one.earliest),
                "latest": _make_curve(one.latest),
            }
            for (code, scope, row), one in findings.statistics.curves.items()
        ],
    }


def _make_measure(one: MeasureFinding, findings: Findings, permission: Permission) -> Json:
    same_as = one.measure.same_as
    headline = one.headline
    return {
        "id": one.id,
        "case": one.case.id,
        "kind": one.measure.kind,
        "body": one.measure.body.type,
        "protective": one.protective,
        "reserved": one.measure.reserved,
        "counts": one.counts,
        "same_as": same_as if same_as and permission.covers(same_as) else None,
        "until": one.until.isoformat(),
        "headline": {
            "state": headline.state.value,
            "basis": headline.basis,
            "step": headline.step.id if headline.step else None,
        },
        "authority": _make_track(one.authority),
        "verified": _make_track(one.verified),
        "others": [step.id for step in one.others],
        "disagrees": one.disagrees,
        "silent_since": make_date(one.silent_since),
        "gap": _make_gap(one),
        "after_grant": [
            _make_pair(pair)
            for pair in findings.after_grant.get(one.id, ())
            if permission.covers(pair.case.id) and permission.covers(pair.act_id)
        ],
        "clocks": [_make_clock(reading) for reading in findings.read_clocks(one)],
    }


def _make_track(track: Track) -> Json:
    return {
        "state": track.state.value if track.state else None,
        "possible": make_codes(track.possible),
        "step": track.latest.id if track.latest else None,
        "steps": [step.id for step in track.steps],
    }


def _make_gap(one: MeasureFinding) -> Json | None:
    gap = one.gap
    if gap is None:
        return None
    return {
        "days": make_days(gap.days),
        "by_state": {state.value: make_days(days) for state, days in gap.by_state},
        "basis": gap.basis,
        "start": make_window(gap.start),
        "arrival": make_window(gap.arrival),
        "delay": make_days(gap.delay),
        "until": gap.until.isoformat(),
        "standing": gap.standing,
    }


def _make_pair(pair: ActUnderMeasure) -> Json:
    return {
        "act": pair.act_id,
        "told_in": f"{pair.case.id}#{pair.act.id}",
        "phase": pair.phase,
        "certain": pair.certain,
        "states": make_codes(pair.states),
        "days": make_days(pair.days),
    }


def _make_clock(reading: ClockReading) -> Json:
    """A limit no source states is named, and no more."""
    return {
        "clock": reading.clock.id,
        "state": reading.state.value,
        "reason": reading.reason.value if reading.reason else None,
        "started": make_window(reading.started),
        "due": make_window(reading.due),
        "ended": make_window(reading.ended),
        "elapsed": make_days(reading.elapsed),
        "step": reading.step.id if reading.step else None,
    }


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
                "act": each.act_id,
                "told_in": f"{each.case.id}#{each.act.id}",
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


def _make_curve(curve: SurvivalCurve) -> list[list[int | float]]:
    """Day, at risk, events, censored, and the share still waiting after it, of each day; the share follows of them."""
    return [
        [point.day, point.at_risk, point.events, point.censored, round(float(point.survival), PLACES)]
        for point in curve.points
    ]
