"""What changed on the site, off the log in the case files."""

from __future__ import annotations

from datetime import date
from typing import Any

from builders import make_act, make_publication, publish, text

from generator.analysis.change_list import group_months, open_changes, order_changes
from generator.analysis.changes import Change, ChangeKind, make_case_changes
from generator.analysis.findings import Findings, find_all
from generator.analysis.timeline import list_events
from generator.records.dates import parse_date
from generator.records.fields import Context
from generator.records.public import PublicCase
from generator.records.public_history import WithdrawnCase
from generator.records.reading import Records
from generator.records.urns import make_urn

ACTS = [make_act("a1"), make_act("a2", date="2020-05"), make_act("a3", date="2021"), make_act("a4", date="2026-02-03")]


def change_case(context: Context, **changes: Any) -> tuple[Change, ...]:
    """Return the changes of one case with some of its keys changed."""
    base = {"publication": make_publication(published="2026-01-15"), "acts": ACTS}
    case = publish(context, **(base | changes))
    return make_case_changes(case, tuple(list_events(case)))


def find(context: Context, *cases: PublicCase, withdrawn: tuple[WithdrawnCase, ...] = ()) -> Findings:
    """Return what is found in some cases."""
    return find_all(Records(cases, withdrawn, context.vocabularies, date(2026, 11, 22), (), len(cases)))


def outline(changes: tuple[Change, ...]) -> list[tuple[str, str, str | None]]:
    """Return day, kind and anchor of changes."""
    return [(one.date.text, one.kind.value, one.anchor) for one in changes]


def test_a_case_without_a_log_was_published(context: Context) -> None:
    """It gives one change, which knows the latest thing that the case tells of to the month."""
    (change,) = change_case(context, acts=ACTS[:3])

    assert outline((change,)) == [("2026-01-15", "published", None)]
    assert change.event is not None
    assert change.event.id == "a2"


def test_every_entry_of_the_log_is_a_change(context: Context) -> None:
    """Newest first; what was added later is not what the case told when it was published."""
    changes = change_case(
        context,
        additions=[{"date": "2026-03-01", "events": ["a4", "a3"]}],
        corrections=[
            {"date": "2026-03-01", "about": ["a1"], "text": text(), "asked_by": "reader"},
            {"date": "2026-05-01", "text": text(), "asked_by": "reader"},
        ],
    )

    assert outline(changes) == [
        ("2026-05-01", "corrected", None),
        ("2026-03-01", "added", "a4"),
        ("2026-03-01", "added", "a3"),
        ("2026-03-01", "corrected", "a1"),
        ("2026-01-15", "published", None),
    ]
    assert changes[-1].event is not None
    assert changes[-1].event.id == "a2"


def test_names_are_permanent_and_differ(context: Context) -> None:
    """A change keeps its name when others come later, two corrections of one day included."""
    first = {"date": "2026-03-01", "text": text(), "asked_by": "reader"}
    before = {one.urn for one in change_case(context, corrections=[first])}
    changes = change_case(
        context,
        corrections=[first, first],
        additions=[{"date": "2026-02-01", "events": ["a3"]}],
        last_checked="2026-11-22",
    )

    assert before < {one.urn for one in changes}
    assert len({one.urn for one in changes}) == len(changes) == 4
    assert changes[-1].urn == make_urn("MX-0001") == "urn:uuid:03692aff-cac2-5618-be64-acdb8cf7a8bf"


def test_a_withdrawal_is_told_everywhere(context: Context) -> None:
    """Nothing says any more which feeds a withdrawn case was in, so it is told in all; other cases stay out."""
    case = publish(context)
    gone = WithdrawnCase("MX-0009", parse_date("2026-04-05"), (make_urn("MX-0009"), make_urn("MX-0009", "a1")))
    findings = find(context, case, withdrawn=(gone,))
    changes = open_changes(findings.changes, findings)
    (withdrawal,) = (one for one in changes if one.kind is ChangeKind.WITHDRAWN)

    assert [one.case_id for one in changes] == ["MX-0001", "MX-0009"]
    assert open_changes(order_changes((), [gone]), findings) == (withdrawal,)
    assert withdrawal.urns == gone.urns
    assert withdrawal.urn not in withdrawal.urns


def test_months_are_newest_first(context: Context) -> None:
    """Every change stands in one month."""
    additions = [{"date": day, "events": [id_]} for day, id_ in (("2026-03-31", "a4"), ("2026-04-01", "a3"))]
    case = publish(context, publication=make_publication(published="2026-01-15"), acts=ACTS, additions=additions)
    findings = find(context, case)
    months = group_months(findings.changes)

    assert [(month.year, month.number, len(month.changes)) for month in months] == [
        (2026, 4, 1),
        (2026, 3, 1),
        (2026, 1, 1),
    ]
    assert tuple(one for month in months for one in month.changes) == findings.changes
    assert open_changes(findings.changes, findings) == make_case_changes(case, tuple(list_events(case)))
