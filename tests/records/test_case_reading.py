"""What one case file gives by itself, and when it lets the case out."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from builders import make_case, make_person, make_publication

from generator.records.case_reading import CaseReading, CaseRules, parse_case, read_case
from generator.records.fields import Context
from generator.records.public import PublicCase
from generator.records.public_history import WithdrawnCase


def parse(context: Context, **changes: Any) -> CaseReading:
    """Return what the file of a case gives."""
    raw = yaml.safe_dump(make_case(**changes), allow_unicode=True).encode()
    return parse_case(raw, "cases/caso.yml", CaseRules(context))


def test_embargo_keeps_the_case_in(context: Context) -> None:
    """Until the day the embargo ends, nothing is let out, nor shown in what is printed of a reading."""
    reading = parse(context, publication=make_publication(status="embargoed", embargo_until="2027-01-01"))

    assert reading.problems == ()
    assert reading.let_out(date(2026, 12, 31)) is None
    assert isinstance(reading.let_out(date(2027, 1, 1)), PublicCase)
    assert "Ana" not in repr(reading)


def test_consent_keeps_the_case_in(context: Context) -> None:
    """What may not be published at all is let out on no day."""
    for publication in (
        {"status": "draft"},
        {"status": "published"},
        make_publication("aggregate_only"),
        make_publication("none"),
        make_publication(status="embargoed"),
    ):
        assert parse(context, publication=publication).let_out(date.max) is None


def test_withdrawn_case_leaves_its_notice(context: Context) -> None:
    """Of a withdrawn case its notice is let out, whatever the day."""
    publication = make_publication("withdrawn", [], status="withdrawn", withdrawn="2026-05-06")
    reading = parse(context, publication=publication, people=[make_person(name=None)])

    assert isinstance(reading.let_out(date.min), WithdrawnCase)


def test_reading_is_of_the_bytes_alone(context: Context, tmp_path: Path) -> None:
    """The same bytes give the same, wherever the file lies, and it survives the way to another process."""
    raw = yaml.safe_dump(make_case(title={"es": "Caso"}), allow_unicode=True).encode()
    (tmp_path / "caso.yml").write_bytes(raw)
    reading = read_case(tmp_path / "caso.yml", root=tmp_path, rules=CaseRules(context))

    assert reading == parse_case(raw, "caso.yml", CaseRules(context))
    assert pickle.loads(pickle.dumps(reading)) == reading  # noqa: S301 - our own bytes
    assert [problem.code for problem in reading.problems] == ["missing-translation"]


def test_what_cannot_be_read_has_no_facts(context: Context, tmp_path: Path) -> None:
    """Of a link, of bytes that are no YAML, and of what is no case there are problems only."""
    (tmp_path / "link.yml").symlink_to(tmp_path / "caso.yml")
    rules = CaseRules(context)

    for reading in (
        read_case(tmp_path / "link.yml", root=tmp_path, rules=rules),
        parse_case(b"a: [", "cases/caso.yml", rules),
        parse_case(b"a: 1", "cases/caso.yml", rules),
    ):
        assert reading.problems
        assert (reading.facts, reading.let_out(date.max)) == (None, None)
