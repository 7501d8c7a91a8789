"""Outcomes: of a case alone they are as among all; derived again only of what changed and of its links."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from generator.analysis import outcomes
from generator.analysis.findings import Findings, find_all
from generator.analysis.outcomes import OUTCOMES, add_outcomes
from generator.analysis.part_table import PartTable
from generator.analysis.parts import WHOLE
from generator.records.reading import Records


def make_parts(records: Records, changed: Iterable[str] = ()) -> PartTable:
    """Return a digest of the whole of each case; another one of those that changed."""
    return PartTable.of({case.id: {WHOLE: f"{case.id} {case.id in changed}"} for case in records.cases})


def derive(
    findings: Findings, parts: PartTable, monkeypatch: pytest.MonkeyPatch, *, are_known: bool
) -> tuple[PartTable, set[str]]:
    """Return the parts with outcomes, and of which cases these were derived."""
    derived: set[str] = set()
    real = outcomes.derive_outcomes
    with monkeypatch.context() as patch:
        patch.setattr(outcomes, "derive_outcomes", lambda case, *rest: (derived.add(case.id), real(case, *rest))[1])
        return add_outcomes(parts, findings, are_known=are_known), derived


def test_of_a_case_alone_as_among_all(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most builds derive them of few cases, and compare them with those of a build that derived them of all."""
    findings, parts = find_all(records), make_parts(records)
    whole, derived = derive(findings, parts, monkeypatch, are_known=False)
    assert derived == parts.keys()
    assert all(one.keys() >= {*OUTCOMES} for one in whole.values())
    for id_ in parts:
        stale = whole.change(whole, {id_: parts[id_]})
        assert derive(find_all(records), stale, monkeypatch, are_known=True)[0] == whole, id_


def test_known_ones_are_kept_but_of_what_is_linked(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is derived while nothing has changed; then of the case that did and of those that it is linked with."""
    findings = find_all(records)
    whole, _ = derive(findings, make_parts(records), monkeypatch, are_known=False)
    assert derive(findings, whole, monkeypatch, are_known=True) == (whole, set())
    assert derive(findings, whole, monkeypatch, are_known=False) == (whole, {*whole})
    assert any(len(group) > 1 for group in findings.linked.values())
    for id_, group in findings.linked.items():
        anew = make_parts(records, [id_])
        parts = PartTable.of({other: {**one, **anew[other]} for other, one in whole.items()})
        found, derived = derive(findings, parts, monkeypatch, are_known=True)
        assert derived == {*group}
        assert [{name: one[name] for name in OUTCOMES} for one in found.values()] == [
            {name: one[name] for name in OUTCOMES} for one in whole.values()
        ]
