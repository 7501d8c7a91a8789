"""The table of do-no-harm rules in CONTRIBUTING, and what of it holds because of how the house is built."""

from __future__ import annotations

import ast
import re

import pytest
from builders import REPOSITORY

from generator.records.codebook import make_schema
from generator.records.problems import get_texts
from generator.records.vocabularies import Vocabularies

PACKAGE = REPOSITORY / "generator"
RULES = tuple(f"DNH-{number:02}" for number in range(1, 20))
CLOCKS = frozenset({"now", "utcnow", "today", "localtime", "gmtime"})
"""Names of functions that ask what time it is."""


def read_table() -> dict[str, list[str]]:
    """Return the cells of each row of the table by its rule."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [re.split(r"\s*\|\s*", line.strip("| ")) for line in text.splitlines() if "| DNH-" in line]
    return {cells[0]: cells[1:] for cells in rows}


TABLE = read_table()


def test_every_rule_has_its_row() -> None:
    """All nineteen are there, in order, each with what holds, codes or none, and at least one test."""
    assert tuple(TABLE) == RULES
    assert all(len(cells) == 3 and cells[0] and cells[2] for cells in TABLE.values())
    assert [rule for rule, (holds, codes, _) in TABLE.items() if not codes and "*Built so*" not in holds] == ["DNH-17"]


@pytest.mark.parametrize("rule", RULES)
def test_codes_and_tests_exist(rule: str) -> None:
    """Each code of a row is in the catalogue, and each test is a function in its file."""
    _, codes, tests = TABLE[rule]
    for code in re.findall(r"`([^`]+)`", codes):
        assert code in get_texts()
    named = re.findall(r"`([^`]+)`", tests)
    assert named
    for one in named:
        file, _, function = one.partition("::")
        tree = ast.parse((REPOSITORY / "tests" / file).read_text(encoding="utf-8"))
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, one


def test_codes_that_name_a_rule_are_in_its_row() -> None:
    """A problem whose advice names a rule stands in the row of that rule."""
    for code, texts in get_texts().items():
        for rule in set(re.findall(r"DNH-[0-9]{2}", str(texts))):
            assert f"`{code}`" in TABLE[rule][1], code


def test_nothing_reads_a_clock() -> None:
    """No module that makes the site calls a function that tells the time (DNH-04)."""
    wrong = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]

    assert wrong == []


def test_no_key_for_exact_places(vocabularies: Vocabularies) -> None:
    """Nothing in a case file holds coordinates or a street (DNH-05)."""
    schema = make_schema(vocabularies)
    keys = {key for part in (schema, *schema["$defs"].values()) for key in part.get("properties", {})}

    assert "municipality" in keys
    assert not [key for key in keys if re.search("coord|lat$|lon|geo|address|street|exact", key)]


def test_our_scripts_store_only_the_choice_of_colours() -> None:
    """No script of ours keeps anything else on the reader's device (DNH-17)."""
    scripts = sorted((PACKAGE / "theme").rglob("*.js"))
    words = re.compile("localStorage|sessionStorage|indexedDB|cookie|caches")
    found = {path.name: words.findall(path.read_text(encoding="utf-8")) for path in scripts}

    assert {name for name, kept in found.items() if kept} == {"mode.js"}
    assert set(found["mode.js"]) == {"localStorage"}
    assert "setItem(key, JSON.stringify({ color }))" in (PACKAGE / "theme/assets/js/mode.js").read_text(
        encoding="utf-8"
    )
