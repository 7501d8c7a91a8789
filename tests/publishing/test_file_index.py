"""Which group made a file is known of every file, whatever came and went."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.publishing.file_index import FileIndex, IndexPart

PATHS = st.sampled_from([f"{name}/{number}" for name in ("a", "ñ") for number in range(6)])
OWNERS = st.dictionaries(PATHS, st.sampled_from(["", "one", "two"]))


@given(first=OWNERS, gone=st.sets(PATHS), come=OWNERS)
def test_as_a_dictionary(first: dict[str, str], gone: set[str], come: dict[str, str]) -> None:
    """Parts in which nothing changes are the very same, and what was written is read again."""
    before = FileIndex().change((), first.items())
    after = before.change(gone, come.items())
    expected = {path: owner for path, owner in first.items() if path not in gone} | come
    read = FileIndex({number: IndexPart(read=part.render) for number, part in after.parts.items()})

    for path in {*first, *gone, *come, "elsewhere"}:
        assert before.find(path) == first.get(path)
        assert after.find(path) == read.find(path) == expected.get(path)
    for number, part in after.parts.items():
        assert part.owners
        assert (part is before.parts.get(number)) == (
            number in before.parts and part.owners == before.parts[number].owners
        )
