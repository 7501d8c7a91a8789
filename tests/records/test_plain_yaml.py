"""The faster way to read YAML gives what the strict reader gives, or leaves it to the strict reader."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from builders import REPOSITORY, make_case
from hypothesis import given
from hypothesis import strategies as st

from generator.records import plain_yaml, strict_yaml
from generator.records.case_reading import CaseRules, parse_case
from generator.records.fields import Context
from generator.records.plain_yaml import find_value
from generator.records.strict_yaml import MAX_DEPTH, parse_document

TOKENS = """
    true True TRUE false null Null NULL ~ no yes 1 -1 +1 0x1f 0o7 0b1 0X1F 017 1_000 1e3 1.5 .5 5. .inf -.INF .nan -0 00
    123456789012345678 1234567890123456789 -1234567890123456789 2012-02 2012-02-22 12:30 << &a *a !t !!str ! --- ...
    %YAML | > |- >+ |2 : - ? [ ] { } , # ' " '' "" \\" \\ \\n \\u00e9 @ ` % = -- + . ~a truex é s1 [s1]
    [s1,s2] {es:x} '1' "true"
""".split()  # noqa: SIM905 - legible
PIECES = st.sampled_from(
    [
        *TOKENS,
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n- ",
        "\n    ",
        ": ",
        "- ",
        ", ",
        "? ",
        " # ",
        "\t",
        "\r\n",
        "\u00a0",
        "\u3000",
    ]
)
SCALARS = st.sampled_from(TOKENS) | st.text("ab ñ'\"#:-", max_size=8) | st.integers() | st.booleans() | st.none()
KEYS = st.sampled_from(["id", "date", "text", "es", "en", "sources", "s1", "1", "true", "null", "~", "y", "<<", "a b"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=15
)


@contextmanager
def strict_reader_alone() -> Iterator[None]:
    """Read as where the faster parser is not installed."""
    with patch.object(plain_yaml, "_parse", None):
        yield


@cache
def get_lines() -> tuple[str, ...]:
    """Return the lines of some of the site's own case files."""
    paths = sorted((REPOSITORY / "cases").glob("*.yml"))[::4]
    return tuple(line for path in paths for line in path.read_text("utf-8").split("\n"))


def check_same(text: str) -> None:
    """Assert that the value of a text is the strict reader's, of the very same types, or left to it."""
    value = find_value(text.removeprefix("\ufeff"), MAX_DEPTH)
    if value is not None:
        with strict_reader_alone():
            document, problems = parse_document(text.encode(), "cases/caso.yml")

        assert problems == []
        assert repr(document and document.value) == repr(value)


@pytest.mark.parametrize("path", sorted((REPOSITORY / "cases").glob("*.yml")), ids=lambda path: path.stem)
def test_real_cases(path: Path) -> None:
    """The values of each of the site's cases are the same either way."""
    check_same(path.read_text("utf-8"))


def test_most_real_cases_are_read_fast() -> None:
    """Four in five of the site's own cases need the strict reader for nothing but problems."""
    texts = [path.read_text("utf-8") for path in (REPOSITORY / "cases").glob("*.yml")]

    assert sum(find_value(text, MAX_DEPTH) is not None for text in texts) >= 0.8 * len(texts)


@given(VALUES, st.booleans(), st.sampled_from([None, "'", '"']))
def test_same_values(value: Any, flow: bool, quotes: str | None) -> None:  # noqa: FBT001 - drawn
    """Values of the shapes of a case file, written in block or flow style, plain or quoted, are read the same."""
    check_same(yaml.safe_dump(value, default_flow_style=flow, default_style=quotes, allow_unicode=True, width=60))


@given(VALUES.filter(lambda value: isinstance(value, dict | list)))
def test_same_values_unquoted(value: Any) -> None:
    """What a careful program would quote and an editor would not is read the same, or refused the same."""
    check_same(yaml.safe_dump(value, default_flow_style=False).replace("'", ""))


@given(st.integers(0, 10**9), st.integers(1, 25), st.lists(st.tuples(st.integers(0, 10**9), PIECES), max_size=3))
def test_same_changed_cases(start: int, size: int, changes: list[tuple[int, str]]) -> None:
    """Parts of the site's own cases with a few odd pieces put in are read the same."""
    lines = get_lines()
    first = start % len(lines)
    part = lines[first : first + size]
    margin = min((len(line) - len(line.lstrip()) for line in part if line.strip()), default=0)
    text = "\n".join(line[margin:] for line in part)
    for place, piece in changes:
        at = place % (len(text) + 1)
        text = text[:at] + piece + text[at:]
    check_same(text)


@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=80))
def test_same_any_text(text: str) -> None:
    """No text makes the faster parser fail otherwise than by leaving it to the strict reader."""
    if not strict_yaml.FORBIDDEN.search(text):
        check_same(text)


@pytest.mark.parametrize(
    "text",
    [
        *("a: &x 1", "a: [&x 1]", "a: &x [1]\nb: *x", "a: !t 1", "!t a: 1", "{a: !!str 1}", '{"a":!t 1}', "<<: {a: 1}"),
        *("%YAML 1.2\n---\na: 1", "---\na: 1", "a: 1\n...\n", "a: 1\n---\nb: 2", "a: 1\r\nb: 2", 'a: "\\u202e"', ""),
        *("a: 1.5", "a: .5", "a: 1e3", "a: 0x1f", "a: 0o7", "a: 0b1", "a: +1", "a: .inf", "a: -.INF", "a: .nan"),
        *("a: 1234567890123456789", "a: True", "a: TRUE", "a: FALSE", "a: Null", "a: NULL", "1: a", "true: a", "~: a"),
        *("a: True # so", "a: [1, False]", "{a: True}", "{a: NULL, b: 1}", "- TRUE\t\n- a", "a:\n  False\n"),
        *("a: 1\na: 2", "a: [", "\ta: 1", "a: b: c", "# nothing", f"{'[' * 25}{']' * 25}", f"{'[' * 999}{']' * 999}"),
    ],
)
def test_left_to_the_strict_reader(text: str) -> None:
    """What both may read differently, and whatever is wrong, is the strict reader's to judge."""
    assert find_value(text, MAX_DEPTH) is None


@pytest.mark.parametrize(
    "text",
    [
        *("a: 2012", "a: 2012-02-22", "a: true", "a: null", "a: ~", "a:", "a: no", "a: R&D *", 'a: "x \\"y\\""'),
        *("a: true\nb: False alarm", "a: ~\nb: [Null and void, 'NULL']", 'a: false\nb: "False"'),
    ],
)
def test_read_fast(text: str) -> None:
    """What both read alike needs no second look, dates, years and words such as `no` among it."""
    assert find_value(text, MAX_DEPTH) is not None


@given(st.data())
def test_same_problems(context: Context, data: st.DataObject) -> None:
    """A case with a piece put in somewhere gives the same problems, at the same lines, and the same public form."""
    text = yaml.safe_dump(make_case(), allow_unicode=True, sort_keys=False)
    at = data.draw(st.sampled_from([found.start() for found in re.finditer(r"\b", text)]))
    raw = (text[:at] + data.draw(PIECES) + text[at:]).encode()
    fast = parse_case(raw, "cases/caso.yml", CaseRules(context))
    with strict_reader_alone():
        assert parse_case(raw, "cases/caso.yml", CaseRules(context)) == fast


def test_without_the_faster_parser() -> None:
    """Where it is not installed, the strict reader reads everything."""
    with patch.dict(sys.modules, {"ryaml": None}):
        importlib.reload(plain_yaml)
        alone = find_value("a: 1", MAX_DEPTH)
        document, _ = parse_document(b"a: 1", "cases/caso.yml")
    importlib.reload(plain_yaml)

    assert (alone, document and document.value) == (None, {"a": 1})
    assert find_value("a: 1", MAX_DEPTH) == {"a": 1}
