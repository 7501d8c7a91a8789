"""The file of published addresses: what it says, what is wrong with it, and how it grows."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.records.promises import Promise, Promises, add_promises, parse_promises, render_promises

TEXT = """# A remark.
/

/c/MX-0001/ = MX-0001 #a1 #m1-2
/casos/uno/ = MX-0001
/casos/viejo/ -> /casos/nuevo/#x
/data/cases.csv
"""

paths = st.from_regex(r"[a-z0-9-]{1,8}(/[a-z0-9-]{1,8}){0,2}/?", fullmatch=True) | st.just("")
anchors = st.lists(st.from_regex(r"[a-z][0-9]{1,2}(-[0-9]{1,2})?", fullmatch=True), unique=True, max_size=4)
cases = st.none() | st.from_regex(r"MX-[0-9]{4}", fullmatch=True)
found_ones = st.builds(lambda path, case, found: Promise(path, case, None, tuple(sorted(found))), paths, cases, anchors)
promises = st.one_of(found_ones, st.builds(Promise, paths, cases, paths))


def strip(found: Promises) -> list[tuple[str, str | None, str | None, frozenset[str]]]:
    """Return what is promised, without lines."""
    return [(one.path, one.case, one.target, frozenset(one.anchors)) for one in found.entries]


def test_reading() -> None:
    """Each line gives an address with its case, its anchors, or where it leads."""
    found, problems = parse_promises(TEXT)

    assert problems == []
    assert found.entries == (
        Promise("", line=2),
        Promise("c/MX-0001/", "MX-0001", anchors=("a1", "m1-2"), line=4),
        Promise("casos/uno/", "MX-0001", line=5),
        Promise("casos/viejo/", target="casos/nuevo/#x", line=6),
        Promise("data/cases.csv", line=7),
    )
    assert found.cases == {"MX-0001"}


@pytest.mark.parametrize(
    "line", ["casos/", "/casos/ uno", "/a/ ->", "/a/ = 7", "/a/ -> b/", "/a/ -> /b/ #c", "/a/ #a #"]
)
def test_what_cannot_be_understood(line: str) -> None:
    """A line of another form is a problem with its number, and the rest is read."""
    found, problems = parse_promises(f"/x/\n{line}\n/y/\n")

    assert [(one.code, one.line) for one in problems] == [("address-line", 2)]
    assert [one.path for one in found.entries] == ["x/", "y/"]


@given(st.lists(promises, unique_by=lambda one: one.path, max_size=6))
def test_what_is_written_is_read_again(entries: list[Promise]) -> None:
    """Writing and reading changes nothing."""
    again, problems = parse_promises(render_promises(Promises(entries=tuple(entries))))

    assert problems == []
    assert strip(again) == strip(Promises(entries=tuple(entries)))


@given(st.lists(promises, unique_by=lambda one: one.path, max_size=6), st.lists(found_ones, max_size=6))
@example([], [Promise("", None, None, ("a0", "a00", "a²"))])
def test_nothing_is_taken_back(kept: list[Promise], found: list[Promise]) -> None:
    """Recording again keeps every address, case, target and anchor, in order, and settles after once."""
    old = Promises(entries=tuple(kept))
    new = add_promises(old, found)
    after = {one.path: one for one in new.entries}

    assert [one.path for one in new.entries] == sorted(after)
    assert {one.path for one in (*kept, *found)} == after.keys()
    for one in kept:
        assert set(one.anchors) <= set(after[one.path].anchors)
        assert after[one.path].target == one.target
        assert one.case in {None, after[one.path].case}
    assert add_promises(new, found) == new
