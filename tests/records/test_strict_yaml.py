"""Strict YAML: values stay what was written, every oddity is told with its line, and nothing makes it fail."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.records.strict_yaml import MAX_ALIASED_VALUES, MAX_BYTES, MAX_DEPTH, Document, Mark, parse_document

FORBIDDEN = "\x00\x07\x0b\x1f\x7f\x85\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ufffe\uffff"
"""Some of the characters that no file may hold."""

ALLOWED = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=f"{FORBIDDEN}\u202b\u202c\u202d\u2067\u2068"
)
TEXTS = st.text(ALLOWED)
SCALARS = TEXTS | st.integers(-(10**17), 10**17) | st.booleans() | st.none()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=20
)


def parse(text: str) -> Document:
    """Return the document in a text that has nothing wrong with it."""
    document, problems = parse_document(text.encode(), "cases/caso.yml")
    assert document is not None
    assert not problems
    return document


def codes(raw: bytes) -> list[str]:
    """Return the codes of what is wrong with some bytes."""
    return [problem.code for problem in parse_document(raw, "cases/caso.yml")[1]]


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "012",
        "0o14",
        "0x1f",
        "1_000",
        "1:30",
        "1.5",
        "1e3",
        ".inf",
        "+1",
        "-0x1",
        "True",
        "NULL",
        "2012-02-22",
        "2012-02",
        "=",
        "00",
    ],
)
def test_text_stays_text(written: str) -> None:
    """What YAML 1.1 turns into booleans, octals, hours, floats and dates stays the text that was written."""
    assert parse(f"a: {written}").value == {"a": written}


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("12", 12), ("-3", -3), ("0", 0)],
)
def test_plain_values(written: str, value: object) -> None:
    """Only true, false, null and plain whole numbers are other than text."""
    assert parse(f"a: {written}\nb: 1").value == {"a": value, "b": 1}


@pytest.mark.parametrize("written", ["true", "null", "12", "~", ""])
def test_quotes_make_text(written: str) -> None:
    """What stands in quotes is text."""
    assert parse(f"a: '{written}'").value == {"a": written}


def test_keys_are_text() -> None:
    """A key is the text that was written, whatever it looks like, so that 1 and "1" are the same key."""
    assert parse("1: a\nno: b\nnull: c").value == {"1": "a", "no": "b", "null": "c"}
    assert codes(b'1: a\n"1": b') == ["yaml-duplicate-key"]


def test_marks_point_at_the_line() -> None:
    """A value is found at its line and column; one that does not exist, at the nearest thing that does."""
    document = parse("id: x\nacts:\n  - id: a1\n    date: 2012\n  - {id: a2, date: 2013}\n")

    marks = [
        document.find_mark(path) for path in (("id",), ("acts", 0, "date"), ("acts", 1, "date"), ("acts", 0, "no"))
    ]

    assert [(mark.line, mark.column) for mark in marks] == [(1, 1), (4, 5), (5, 14), (3, 5)]
    assert document.find_mark(("nothing", 3)) is document.mark


def test_several_problems_at_once() -> None:
    """Duplicate keys and tags do not stop the reading: all of them are told, and the rest of the file is there."""
    document, problems = parse_document(b"a: 1\nb: !x 2\na: 3\nc: {d: 1, d: 2}\n", "cases/caso.yml")

    assert document is not None
    assert document.value == {"a": 1, "b": "2", "c": {"d": 1}}
    assert [(problem.code, problem.line) for problem in problems] == [
        ("yaml-tag", 2),
        ("yaml-duplicate-key", 3),
        ("yaml-duplicate-key", 4),
    ]


def test_alias_gives_the_same_value() -> None:
    """A few aliases are allowed, and each stands for what its anchor holds."""
    assert parse("a: &x [s1, s2]\nb: *x\n").value == {"a": ["s1", "s2"], "b": ["s1", "s2"]}


def test_anchor_within_itself_is_refused() -> None:
    """A value cannot hold itself."""
    assert codes(b"a: &x [*x]") == ["yaml-unknown-anchor"]


def test_limits_are_exact() -> None:
    """What lies at the limit of size, depth and repetition is read; one more is refused."""
    deep = "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)
    row = f"[{', '.join(['x'] * 99)}]"
    aliases = MAX_ALIASED_VALUES // 100

    assert codes(b"a: " + b"x" * (MAX_BYTES - 3)) == []
    assert codes(b"a: " + b"x" * (MAX_BYTES - 2)) == ["yaml-too-large"]
    assert codes(deep.encode()) == []
    assert codes(f"[{deep}]".encode()) == ["yaml-too-deep"]
    assert codes(f"a: &a {row}\nb: [{', '.join(['*a'] * aliases)}]".encode()) == []
    assert codes(f"a: &a {row}\nb: [{', '.join(['*a'] * (aliases + 1))}]".encode()) == ["yaml-too-many-aliases"]


def test_byte_order_mark_is_no_text() -> None:
    """A byte-order mark at the start of a file, as some editors write it, is not part of the first key."""
    assert parse("\ufeffid: x").value == {"id": "x"}


def test_windows_line_ends() -> None:
    """Carriage returns at line ends change neither values nor lines."""
    document = parse("a: x\r\nb:\r\n  - y\r\n")

    assert document.value == {"a": "x", "b": ["y"]}
    assert document.find_mark(("b", 0)).line == 3


@pytest.mark.parametrize("character", FORBIDDEN)
def test_forbidden_characters(character: str) -> None:
    """Control, line-separating and direction-changing characters are refused as they are and as escapes."""
    escape = f"\\u{ord(character):04x}"

    assert codes(f"a: b\nc: d{character}e".encode()) == ["yaml-control-character"]
    assert codes(f'a: "{escape}"'.encode()) == ["yaml-control-character"]
    assert codes(f'"{escape}": a'.encode()) == ["yaml-control-character"]


@pytest.mark.parametrize(
    "written", ["ñ", "n\u0303", "👩🏽‍⚖️", "«“'\"”»", "{{ x }} {% y %} @@ <script>", "saltillo: n\ua78cu"]
)
def test_texts_of_people(written: str) -> None:
    """Combining accents, emoji, quotes and what looks like code are text as written."""
    assert parse("a: " + yaml.safe_dump(written, allow_unicode=True, default_style="'")).value == {"a": written}


@given(VALUES.filter(lambda value: value is not None))
def test_values_come_back(value: Any) -> None:
    """Any value of lists, mappings, texts, whole numbers, booleans and nulls is read as it was written."""
    written = quote(value)
    document, problems = parse_document(written.encode(), "cases/caso.yml")

    assert problems == []
    assert document is not None
    assert document.value == value


@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    """No bytes make reading fail: there is a document or a problem, and every problem has words."""
    check_outcome(raw)


@given(st.text(max_size=200) | st.text("ab:-?[]{}&*!|>'\"%@`#,. \t\n\\~<0", max_size=60))
def test_any_text(text: str) -> None:
    """No text makes reading fail, however like YAML it is."""
    check_outcome(text.encode("utf-8", "surrogatepass"))


@given(VALUES, st.data())
def test_marks_of_any_value(value: Any, data: st.DataObject) -> None:
    """Each value's mark stands within the file and not before that of what holds it."""
    text = quote([value])
    document, _ = parse_document(text.encode(), "cases/caso.yml")
    assert document is not None
    mark, lines = document.mark, len(text.splitlines())
    while mark.children:
        child: Mark = mark.children[data.draw(st.sampled_from(sorted(mark.children, key=str)))]

        assert (mark.line, mark.column) <= (child.line, child.column)
        assert child.line <= lines
        mark = child


def quote(value: Any) -> str:
    """Return a value as YAML with its texts in double quotes, and other values plain."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"? {quote(key)} : {quote(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(quote, value)) + "]"
    if isinstance(value, str):
        dumped: str = yaml.safe_dump(value, default_style='"', width=10**6, allow_unicode=True)
        return dumped.strip()
    return (
        {None: "null", True: "true", False: "false"}[value] if value is None or isinstance(value, bool) else str(value)
    )


def check_outcome(raw: bytes) -> None:
    """Assert that some bytes give a document or a problem, and that each problem can be told."""
    document, problems = parse_document(raw, "cases/caso.yml")

    assert document is not None or problems
    for problem in problems:
        assert problem.line > 0
        assert problem.column > 0
        assert problem.message("es")
        assert problem.advice("en")
