"""The competence ledger: who passed a matter to whom, and after how many days."""

from __future__ import annotations

from builders import make_body, make_proceeding, make_proceeding_step, publish

from generator.analysis.competence import list_moves
from generator.analysis.durations import DaySpan
from generator.records.fields import Context


def test_moves_with_their_days(context: Context) -> None:
    """Days count from the first dated step of the proceeding, and from the move before."""
    step = {"sources": ["s1"], "from": make_body(level="state"), "to": make_body(level="federal")}
    moves = [
        step | {"id": "c1", "date": "2014-03-14", "action": "declined"},
        step | {"id": "c2", "date": "2014-04", "action": "declined"},
        {"sources": ["s1"], "id": "c3", "date": "unknown", "action": "transferred"},
    ]
    steps = [make_proceeding_step("p1-1", date="unknown"), make_proceeding_step("p1-2", date="2014-03-04")]
    found = list_moves([publish(context, proceedings=[make_proceeding(steps=steps, competence=moves)])])

    assert [move.since_start for move in found] == [DaySpan(10, 10), DaySpan(28, 57), None]
    assert [move.since_previous for move in found] == [None, DaySpan(18, 47), None]
    assert [move.levels for move in found] == [("state", "federal")] * 2 + [("unknown", "unknown")]
    assert [(move.action, move.id) for move in found] == [
        ("declined", "MX-0001#c1"),
        ("declined", "MX-0001#c2"),
        ("transferred", "MX-0001#c3"),
    ]


def test_no_moves(context: Context) -> None:
    """Cases without moves have an empty ledger."""
    assert list_moves([publish(context)]) == ()
