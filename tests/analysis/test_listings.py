"""What lists know of cases is the same where it was found before, of each case by itself, as it is among all."""

from __future__ import annotations

import pytest
from builders import REPOSITORY
from msgspec import json

from generator.analysis.findings import Findings, find_all
from generator.analysis.listings import LISTINGS, Listing, list_all, list_few
from generator.analysis.part_table import PartTable
from generator.records.reading import Layout, read_records


@pytest.fixture(scope="module")
def findings() -> Findings:
    """Return what is found in the cases of the repository."""
    return find_all(read_records(Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", ("es", "en"))))


@pytest.mark.parametrize("kind", LISTINGS)
def test_known_or_not(findings: Findings, kind: Listing) -> None:
    """Nothing is lost on the way through JSON, nor where nothing of other cases is derived."""
    ids = [case.id for case in findings.cases]
    found = [list_few(kind, [id_], find_all(findings.records))[id_] for id_ in ids]
    again = find_all(findings.records)
    again.know(PartTable(), lambda _, form, __: json.decode(json.encode(found), type=list[form]))

    assert list_all(kind, again) == list_all(kind, findings)
    assert any(list_all(kind, findings))
