"""The catalogue of problems: complete in both languages, and every place in its texts is filled."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.records.problems import Problem, get_texts, has_errors, sort_problems

CODES = sorted(code for code in get_texts() if code != "_words")
PLACE = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")


def find_places(code: str, language: str) -> set[str]:
    """Return the names of the places in a code's texts."""
    texts = get_texts()[code][language]
    return {name for part in ("message", "advice") for name in PLACE.findall(texts[part])}


@pytest.mark.parametrize("code", CODES)
def test_words_in_both_languages(code: str) -> None:
    """Each code has a severity, and a message and an advice in Spanish and English that name the same details."""
    texts: dict[str, Any] = dict(get_texts()[code])

    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    assert set(texts) == {"severity", "es", "en"}
    assert texts["severity"] in {"error", "warning", "note"}
    for language in ("es", "en"):
        assert set(texts[language]) == {"message", "advice"}
        assert all(text.strip().endswith((".", "?", ")")) for text in texts[language].values())
    assert find_places(code, "es") == find_places(code, "en")


@pytest.mark.parametrize("code", CODES)
def test_texts_are_filled(code: str) -> None:
    """Given its details a problem says all of them, and leaves no place open."""
    details = {name: f"[{name}]" for name in find_places(code, "es")}
    problem = Problem(code, "cases/caso.yml", details=details)
    for language in ("es", "en"):
        told = problem.message(language) + problem.advice(language)

        assert all(value in told for value in details.values())


def test_expected_kinds_are_words() -> None:
    """What was expected is told in the reader's language; a key that looks like such a word is left alone."""
    wrong = Problem("wrong-type", "x", details={"where": "text", "type": "text"})

    assert wrong.message("es") == "«text»: aquí va un texto."
    assert wrong.message("en") == "“text”: this must be a text."


def test_other_languages_are_told_in_english() -> None:
    """A language without words of its own gets the English ones."""
    assert Problem("no-subject", "x").message("fr") == Problem("no-subject", "x").message("en")


def test_order_is_by_place_and_repetitions_go() -> None:
    """Problems are sorted by file, line and column, and each is told once."""
    later = Problem("no-subject", "cases/b.yml", 2, 1)
    first = Problem("no-subject", "cases/a.yml", 10, 1)
    second = Problem("no-subject", "cases/b.yml", 1, 9)

    assert sort_problems([later, second, first, later]) == (first, second, later)


def test_what_stops_a_build() -> None:
    """Errors stop a build, warnings do when strict, notes never."""
    note, warning, error = (Problem(code, "x") for code in ("missing-translation", "unused-source", "no-subject"))

    assert has_errors([note, warning, error])
    assert not has_errors([note, warning])
    assert has_errors([note, warning], strict=True)
    assert not has_errors([note], strict=True)
