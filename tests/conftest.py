"""What many tests start from: the real vocabularies, and a small project to read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import LANGUAGES, REPOSITORY

from generator.records.fields import Context
from generator.records.required import VOCABULARIES
from generator.records.vocabularies import Vocabularies, read_vocabularies

GROUP = "xdist_group"
ALONE = {"test_build", "test_canaries", "test_check", "test_engine"}
"""Modules of such tests."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes expected reports anew; read the difference before committing it."""
    parser.addoption("--write-expected", action="store_true", help="write expected.txt anew instead of comparing")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a module in one process, where they share what takes long to make, unless they say otherwise.

    Tests that build sites or open windows of their own share nothing: any process may take the next.
    """
    for item in items:
        if item.path.parent.name != "browser" and item.path.stem not in ALONE and not item.get_closest_marker(GROUP):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def vocabularies() -> Vocabularies:
    """Return the vocabularies of the site."""
    folder = REPOSITORY / "content" / "vocabularies"
    found, problems = read_vocabularies(folder, root=REPOSITORY, languages=LANGUAGES, needed=VOCABULARIES)
    assert not problems
    return found


@pytest.fixture(scope="session")
def context(vocabularies: Vocabularies) -> Context:
    """Return what validation needs to know of the site."""
    return Context(vocabularies, LANGUAGES)


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that makes a project folder with the real vocabularies and the files of some folder."""

    def make(*folders: Path) -> Path:
        root = tmp_path / "project"
        shutil.copytree(REPOSITORY / "content" / "vocabularies", root / "content" / "vocabularies")
        for folder in folders:
            shutil.copytree(folder, root, dirs_exist_ok=True)
        return root

    return make
