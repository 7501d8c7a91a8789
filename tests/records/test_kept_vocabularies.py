"""Vocabularies that were kept are those that were read, and are read again once anything is other than it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import REPOSITORY

from generator.records import kept_vocabularies, vocabulary_files
from generator.records.kept_vocabularies import recall_vocabularies
from generator.records.problems import Problem
from generator.records.required import VOCABULARIES
from generator.records.vocabularies import Vocabularies
from generator.records.vocabulary_files import read_vocabularies

LANGUAGES = ("es", "en")
FILE = "voice.yml"
"""One of them."""


def recall(root: Path, languages: tuple[str, ...] = LANGUAGES) -> tuple[Vocabularies, list[Problem]]:
    """Return what a project says now, as far as possible from what was kept."""
    folder = root / "vocabularies"
    return recall_vocabularies(folder, root=root, languages=languages, kept=root / "kept")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project whose vocabularies were read once."""
    shutil.copytree(REPOSITORY / "content" / "vocabularies", tmp_path / "vocabularies")
    _, problems = recall(tmp_path)
    assert problems == []
    return tmp_path


def refuse(*_: object, **__: object) -> tuple[Vocabularies, list[Problem]]:
    """Fail, as nothing should be read."""
    message = "read again"
    raise AssertionError(message)


def test_kept_as_read(root: Path, vocabularies: Vocabularies, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without reading them again; also what equal ones may differ in: digest, order of flags, kinds of values."""
    monkeypatch.setattr(vocabulary_files, "read_vocabularies", refuse)
    found, problems = recall(root)

    assert (found, problems) == (vocabularies, [])
    assert found.digest == vocabularies.digest
    assert [(name, repr(one)) for name, one in found.items()] == [(n, repr(one)) for n, one in vocabularies.items()]


def put(path: Path) -> None:
    """Write something else into a file."""
    path.write_bytes(path.read_bytes().replace(b"reported", b"told", 1))


def link(path: Path) -> None:
    """Put a link to the same text in the place of a file."""
    other = path.with_suffix(".txt")
    path.replace(other)
    path.symlink_to(other)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": lambda root: put(root / "vocabularies" / FILE),
    "a file gone": lambda root: (root / "vocabularies" / FILE).unlink(),
    "a link": lambda root: link(root / "vocabularies" / FILE),
    "what was kept": lambda root: put(root / "kept" / "vocabularies.json"),
    "nothing kept": lambda root: shutil.rmtree(root / "kept"),
}
"""What changed → what changes it."""


@pytest.mark.parametrize("change", CHANGES)
def test_read_again(root: Path, change: str) -> None:
    """Whatever changed, what comes back is what the files say, with all that is wrong with them, each time."""
    CHANGES[change](root)
    expected = read_vocabularies(root / "vocabularies", root=root, languages=LANGUAGES, needed=VOCABULARIES)

    assert [recall(root), recall(root)] == [expected, expected]


def test_what_else_decides(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other languages, and another version of this program, read everything anew."""
    monkeypatch.setattr(vocabulary_files, "read_vocabularies", refuse)
    for other in ("languages", "version"):
        if other == "version":
            monkeypatch.setattr(kept_vocabularies, "digest_code", lambda: "other")
        with pytest.raises(AssertionError, match="read again"):
            recall(root, ("en", "es") if other == "languages" else LANGUAGES)
