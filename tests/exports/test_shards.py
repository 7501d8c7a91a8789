"""Records of findings are JSON as everybody writes it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from generator.exports.plain import PLACES
from generator.exports.shards import render_value

_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=9)
_NUMBERS = st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9).map(lambda number: round(number, PLACES))
VALUES = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=9,
)


@given(VALUES)
def test_a_value_is_written_as_the_standard_library_does(value: object) -> None:
    """To the byte, so that nothing changes for those who compare editions; on one line, whatever is in it."""
    said = render_value(value)

    assert said == json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert "\n" not in said
