"""What many tests start from: the real vocabularies, and a small project to read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import LANGUAGES, REPOSITORY
from scheduling import Sharing
from xdist.remote import Producer

from generator.records.fields import Context
from generator.records.required import VOCABULARIES
from generator.records.vocabularies import Vocabularies
from generator.records.vocabulary_files import read_vocabularies


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes expected reports anew; read the difference before committing it."""
    parser.addoption("--write-expected", action="store_true", help="write expected.txt anew instead of comparing")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    """Let several test processes share the work by groups of tests."""
    return Sharing(config, log)


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
