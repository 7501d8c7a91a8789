"""What lists know of each case: the same from notes as from the cases, and of no case that is gone."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from generator import kept_listings
from generator.analysis.part_table import PartTable
from generator.kept_listings import KeptListings
from generator.pieces import Notes
from generator.sealed_files import SealedFiles

KIND = "counts"


class Maker:
    """Finds what lists know of a case, and notes of which it was asked."""

    def __init__(self, words: dict[str, str]) -> None:
        """Know a word of each case."""
        self.words = words
        self.asked: set[str] = set()

    def __call__(self, ids: Collection[str]) -> dict[str, list[str]]:
        """Find it."""
        self.asked |= {*ids}
        return {id_: [self.words[id_]] for id_ in ids}


def find(folder: Path, words: dict[str, str]) -> tuple[list[Any], set[str]]:
    """Return what is found of cases that have these words, and of which of them it was not known."""
    maker = Maker(words)
    table = PartTable.of({id_: {KIND: word} for id_, word in words.items()})
    found = KeptListings(Notes(SealedFiles(folder)), table).find_all(KIND, list[str], maker)
    assert found == [[word] for word in words.values()]
    return found, maker.asked


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_listings, "_BLOCK", 2)


def test_only_what_changed_is_found_again(tmp_path: Path) -> None:
    """Cases that changed, came or moved to another block included."""
    assert find(tmp_path, dict(zip("abcde", "12345", strict=True)))[1] == {*"abcde"}
    assert find(tmp_path, dict(zip("abcde", "12345", strict=True)))[1] == set()
    assert find(tmp_path, dict(zip("abcde", "12645", strict=True)))[1] == {"c"}
    assert find(tmp_path, dict(zip("acdef", "16457", strict=True)))[1] == {"f"}


def test_nothing_is_left_of_cases_that_are_gone(tmp_path: Path) -> None:
    """What was noted may have been withdrawn since."""
    find(tmp_path, {"a": "here", "b": "here", "c": "secret"})
    find(tmp_path, {"a": "here", "b": "here"})
    assert not any(b"secret" in file.read_bytes() for file in tmp_path.iterdir())
    find(tmp_path, {"a": "secret", "b": "here"})
    find(tmp_path, {"b": "here"})
    assert not any(b"secret" in file.read_bytes() for file in tmp_path.iterdir())


def test_damaged_notes_are_as_good_as_none(tmp_path: Path) -> None:
    """What they told is found again."""
    words = dict(zip("abcd", "1234", strict=True))
    find(tmp_path, words)
    damaged = min(tmp_path.iterdir())
    damaged.write_bytes(damaged.read_bytes()[:-1])
    assert find(tmp_path, words)[1] == {"a", "b"}
