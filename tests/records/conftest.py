"""A small project for tests of what is read of many case files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import make_case, put_case

from generator.records import reading
from generator.records.vocabularies import Vocabularies


@pytest.fixture
def quick(vocabularies: Vocabularies, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the vocabularies once for all tests: that takes longer than the cases."""
    monkeypatch.setattr(reading, "recall_vocabularies", lambda *_, **__: (vocabularies, []))


@pytest.fixture
def root(make_project: Callable[..., Path]) -> Path:
    """Return a project with two cases."""
    folder = make_project()
    put_case(folder, make_case())
    put_case(folder, make_case(id="MX-0002", slug="otro"))
    return folder
