"""What is known of cases is good while the same code would find the same of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import program
from generator.analysis.part_table import PartTable
from generator.config import SiteOptions
from generator.inputs import NAMED_BY, find_parts, leave_parts, read_sources


def test_an_edit_of_a_template_leaves_what_is_known_of_cases(
    tmp_path: Path, options: SiteOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts of cases are named anew where code changes that they may be named by, and no other."""
    files = {
        name: tmp_path / name for name in ("program.py", "templates/case.j2", "analysis/parts.py", "records/case.py")
    }
    for path in files.values():
        path.parent.mkdir(exist_ok=True)
        path.write_text("1", encoding="utf-8")
    monkeypatch.setattr(program, "__file__", str(files["program.py"]))
    before = read_sources(options)
    parts = PartTable.of({"MX-0001": {"whole": "1"}})
    left = {NAMED_BY: before.naming, **leave_parts(parts)}

    kept = {}
    for name, path in files.items():
        path.write_text("2", encoding="utf-8")
        after = read_sources(options)
        assert after.generator != before.generator
        kept[name] = find_parts(left, after) == parts
        path.write_text("1", encoding="utf-8")
    assert kept == {name: name in {"program.py", "templates/case.j2"} for name in files}
    assert not find_parts({}, before)
