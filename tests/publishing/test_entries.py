"""Files of the last site are looked up without all of them being held, and which group made each is kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publishing import entries
from generator.publishing.entries import Entry, KnownFiles, SiteNews
from generator.publishing.made import MadeFile, MadeGroup, MadeTask
from generator.publishing.memory import Memory, make_memory, read_memory, write_memory

HELD = 4


def make_group(paths: Mapping[str, int]) -> MadeGroup:
    """What one task made: a file of each path, and of so many bytes."""
    files = tuple(MadeFile(path, Entry(f"{path} {size}", size, 1)) for path, size in paths.items())
    return MadeGroup("key", {"task": MadeTask("key", {}, files)})


def test_few_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of groups that are opened in turn the oldest are let go of; every file is found all the same."""
    monkeypatch.setattr(entries, "HELD", HELD)
    names = [f"g{number}" for number in range(4)]
    written = {name: make_group({f"{name}/{number}": number for number in range(3)}) for name in names}
    write_memory(tmp_path / "memory", make_memory(Memory(), written, {}, SiteNews()))
    known = read_memory(tmp_path / "memory").entries

    for _ in range(2):
        for name, group in written.items():
            assert {path: known.find_in_turn(path) for path in group.entries} == group.entries
            assert [other for other in names if "entries" in vars(known.groups[other])] == [name]
    assert dict(known.list_all()) == {
        path: entry for group in written.values() for path, entry in group.entries.items()
    }
    assert known.find_in_turn("g9/1") is None


def test_the_same_group_is_looked_for_once() -> None:
    """Whoever asks for the files of a group in turn has only the first of them looked up among all files."""
    groups = {name: make_group({f"{name}1": 1, f"{name}2": 2}) for name in "ab"}
    asked: list[str] = []

    def find_group(path: str) -> str:
        asked.append(path)
        return path[0]

    known = KnownFiles(groups, find_group)
    for path in ("a1", "a2", "b1", "b2", "a1"):
        assert known.find_in_turn(path) == groups[path[0]].entries[path]
    assert asked == ["a1", "b1", "a1"]


Sites = st.dictionaries(st.sampled_from("pqrstuvw"), st.tuples(st.sampled_from("abc"), st.integers(1, 2)))
"""Path → group that made it, and size."""


def make_groups(site: Mapping[str, tuple[str, int]]) -> dict[str, MadeGroup]:
    """The groups of a site."""
    names = {group: {path: size for path, (one, size) in site.items() if one == group} for group, _ in site.values()}
    return {name: make_group(paths) for name, paths in names.items()}


@given(Sites, Sites)
def test_groups_of_files(before: Mapping[str, tuple[str, int]], after: Mapping[str, tuple[str, int]]) -> None:
    """Whatever came, went or moved, a memory knows which group made a file."""
    last = make_memory(Memory(), make_groups(before), {}, SiteNews())
    made = {
        name: last.groups.get(name) if last.groups.get(name) == one else one for name, one in make_groups(after).items()
    }
    memory = make_memory(last, {name: one for name, one in made.items() if one}, {}, SiteNews())

    for path in "pqrstuvw":
        assert last.owners.find(path) == (before[path][0] if path in before else None)
        assert memory.owners.find(path) == (after[path][0] if path in after else None)
