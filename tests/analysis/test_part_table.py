"""The table of parts: it tells what a dictionary of all cases would, and changes as that would."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis import part_table
from generator.analysis.part_table import PartTable

PARTS = ("acts", "people", "whole")
words = st.text("abc1; ", max_size=3)
rows = st.fixed_dictionaries(dict.fromkeys(PARTS, words))
many = st.dictionaries(st.text("MX-0123", min_size=1, max_size=4), rows, max_size=9)


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_table, "_BLOCK", 3)


@given(before=many, after=many, changed=many)
def test_it_is_as_a_dictionary(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]], changed: dict[str, dict[str, str]]
) -> None:
    """Also once cases have come, gone or changed, and as it is read again."""
    table = PartTable.of(before)
    assert table == before
    whole = {**before, **after}
    listed = {id_: whole[id_] for id_ in sorted(after)}
    table = table.change(listed, {id_: after[id_] for id_ in after})
    assert table == listed
    assert [*table] == [*listed]
    few = {id_: row for id_, row in changed.items() if id_ in listed}
    table = table.change(listed, few)
    assert table == {**listed, **few}
    again = PartTable.load(json.loads(json.dumps(table.dump())))
    assert again == table
    for part in PARTS if listed else ():
        assert [*again.list_words(part)] == [row[part] for row in table.values()]
        assert again.digest(part) == PartTable.of({**listed, **few}).digest(part)
        assert again.find(part, "none") is None


def test_digests_tell_cases_and_words_apart() -> None:
    """The same words of other cases, or in another order, are another digest."""
    one = {"a": {"acts": "1", "people": "2"}, "b": {"acts": "2", "people": "1"}}
    others = ({"a": one["a"], "c": one["b"]}, {"a": one["b"], "b": one["a"]}, {"b": one["b"], "a": one["a"]})
    assert len({PartTable.of(rows).digest("acts") for rows in (one, *others)}) == 1 + len(others)


@given(rows=many, others=many)
def test_digests_of_some_cases(rows: dict[str, dict[str, str]], others: dict[str, dict[str, str]]) -> None:
    """They change with the cases, their order, and the words that were asked for; whatever other cases there are."""
    ids = (*rows, "none")
    tables = [PartTable.of(each) for each in (rows, {**others, **rows}, dict(sorted({**others, **rows}.items())))]
    asked = ("people", "acts")
    assert len({table.digest_some(tuple(rows), asked) for table in tables}) == 1
    assert len({table.digest_some(ids, asked) for table in tables}) == 1
    found = tables[0].digest_some(tuple(rows), asked)
    for id_, row in rows.items():
        for part in PARTS:
            table = PartTable.of({**rows, id_: {**row, part: row[part] + "1"}})
            assert (table.digest_some(tuple(rows), asked) == found) == (part not in asked)
    assert len(rows) < 2 or tables[0].digest_some(tuple(rows)[::-1], asked) != found


def test_a_part_that_nobody_has_named() -> None:
    """Of one case it is empty; of all it is a mistake, which would let changes go unnoticed."""
    table = PartTable.of({"a": {"acts": "1"}, "b": {"acts": "2", "people": "3"}})
    assert [*table.list_words("people")] == ["", "3"]
    with pytest.raises(KeyError):
        table.digest_some(("a",), ("measures",))
    assert PartTable().digest_some(("c",), ("acts",)) == table.digest_some(("c",), ("acts",))
