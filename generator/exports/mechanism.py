"""What is derived of the protection mechanism, as JSON has it: each figure with its sources and caveat. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.exports.plain import PLACES, Json, make_days, make_window
from generator.records.fields import LocalText

if TYPE_CHECKING:
    from generator.analysis.commitments import CommitmentReading, Ledger, StatusCount
    from generator.analysis.founding import FoundingReading
    from generator.analysis.mechanism import MechanismFindings, OrganReading
    from generator.analysis.series import SeriesLine, SeriesReading
    from generator.records.mechanism import Point


def make_mechanism(found: MechanismFindings | None) -> Json | None:
    """Everything derived; null where the site has no mechanism."""
    if found is None:
        return None
    return {
        "commitments": [_make_commitment(one) for one in found.ledger.readings],
        "counts": _make_counts(found.ledger),
        "founding": [_make_founding(one) for one in found.founding],
        "organs": [_make_organ(one) for one in found.organs],
        "series": [_make_series(one) for one in found.series],
    }


def _make_commitment(one: CommitmentReading) -> Json:
    return {
        "id": one.id,
        "umbrella": one.is_umbrella,
        "addressees": list(one.commitment.addressees),
        "state": one.state,
        "arrived": one.arrived,
        "asked": make_window(one.asked),
        "changes": [
            {"day": change.day.isoformat(), "observation": change.observation.id, "state": change.state}
            for change in one.changes
        ],
        "undated": [observation.id for observation in one.undated],
        "reversals": [observation.id for observation in one.reversals],
        "days_open": make_days(one.days_open),
        "silence": make_days(one.silence),
        "sources": list(one.latest.sources) if one.latest else [],
    }


def _make_counts(ledger: Ledger) -> Json:
    """Umbrella rows are counted apart; a commitment addressed to several is in the row of each."""
    return {
        "commitments": _make_count(ledger.counts),
        "umbrellas": _make_count(ledger.umbrellas),
        "by_addressee": {code: _make_count(count) for code, count in ledger.by_addressee},
        "reversals": ledger.reversals,
        "silence": make_days(ledger.silent),
    }


def _make_count(count: StatusCount) -> Json:
    return {"total": count.total, "rows": {state: list(ids) for state, ids in count.rows}}


def _make_founding(one: FoundingReading) -> Json:
    """A limit that ran once; of what no source states it says nothing but its id."""
    return {
        "limit": one.clock.id,
        "evidence": one.clock.evidence,
        "state": one.state.value,
        "reason": one.reason.value if one.reason else None,
        "due": one.due.isoformat() if one.due else None,
        "late": make_days(one.late),
        "caveat": _make_texts(one.clock.note),
        "sources": list(one.clock.sources),
    }


def _make_organ(one: OrganReading) -> Json:
    return {
        "id": one.organ.id,
        "latest": one.latest.id if one.latest else None,
        "silence": make_days(one.silence),
        "sources": list(one.latest.sources) if one.latest else [],
    }


def _make_series(one: SeriesReading) -> Json:
    return {
        "id": one.id,
        "unit": one.series.unit,
        "caveat": _make_texts(one.series.note),
        "newest": one.newest.id if one.newest else None,
        "lines": [_make_line(line) for line in one.lines],
    }


def _make_line(line: SeriesLine) -> Json:
    kind, group, by = line.key
    return {
        "kind": kind or None,
        "group": group or None,
        "by": _make_texts(by),
        "points": [_make_point(point) for point in line.points],
        "years": {str(year.year): [point.id for point in year.points] for year in line.years},
        "missing": list(line.missing),
        "spans": [point.id for point in line.spans],
        "rivals": [[point.id for point in group_] for group_ in line.rivals],
    }


def _make_point(point: Point) -> Json:
    numbers = {name: getattr(point, name) for name in ("value", "total", "women", "men", "killed")}
    return {
        "id": point.id,
        "date": point.date.text,
        **{
            name: None if number is None else {"exact": str(number), "decimal": round(float(number), PLACES)}
            for name, number in numbers.items()
        },
        "bound": point.bound,
        "derived": point.derived,
        "caveat": _make_texts(point.caveat),
        "sources": list(point.sources),
    }


def _make_texts(text: LocalText | None) -> Json | None:
    return dict(text.texts) if text else None
