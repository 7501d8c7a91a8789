"""The words of the figures are read strictly, and what is wrong with them is told with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import LANGUAGES, REPOSITORY, codes

from generator.records.fields import Context
from generator.records.indicator_files import read_indicators
from generator.records.reading import Layout, read_records

TEXT = (REPOSITORY / "content" / "indicators.yml").read_text("utf-8")


def read(make_project: Callable[..., Path], context: Context, text: str) -> list[str]:
    """Return the codes of the problems of a file."""
    root = make_project()
    (root / "content" / "indicators.yml").write_text(text, "utf-8")
    found, problems = read_indicators(root / "content", root=root, context=context)
    assert bool(found) or problems
    return codes(problems)


def test_the_real_file(context: Context) -> None:
    """It has nothing wrong with it, and every text in both languages."""
    found, problems = read_indicators(REPOSITORY / "content", root=REPOSITORY, context=context)

    assert not problems
    assert len(found) == len(found.by_code) > 20
    for one in found.values():
        texts = [one.label, one.definition, one.numerator, one.unknowns, one.limits, *filter(None, [one.denominator])]
        assert all(text.find(language) for text in texts for language in LANGUAGES), one.code


def test_it_comes_with_the_records() -> None:
    """Whoever reads the records has the words of the figures."""
    layout = Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", LANGUAGES)

    assert "impunity_share" in read_records(layout).indicators


def test_a_site_may_have_none(make_project: Callable[..., Path], context: Context) -> None:
    """Without the file there are no indicators, and no problem."""
    root = make_project()
    found, problems = read_indicators(root / "content", root=root, context=context)

    assert not found
    assert not problems


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("code: impunity_share", "code: justice_breakdown", "indicator-duplicate-code"),
        ("unit: killed_journalist", "unit: killed_editor", "indicator-unknown-reference"),
        ("scopes: [confirmed, with_unconfirmed]", "scopes: [confirmed, some]", "indicator-unknown-reference"),
        ("breakdowns: [year, state, act_type]", "breakdowns: [year, shoe_size]", "indicator-unknown-reference"),
        ("rows: proceeding_step", "rows: proceeding_steps", "indicator-unknown-reference"),
        ("kind: median", "kind: count", "indicator-kind"),
        ("sources: [unesco_status]", "sources: [unesco]", "vocabulary-unknown-source"),
        ("unknown_in_denominator: true", "unknown_in_denominator: sometimes", "wrong-type"),
        ("    min_n: 10\n", "    minn: 10\n", "unknown-key-near"),
        ("type: process", "type: progress", "bad-pattern"),
        ("numerator: {es:", "numerator: {fr:", "unknown-language"),
    ],
)
def test_mistakes(make_project: Callable[..., Path], context: Context, before: str, after: str, code: str) -> None:
    """Each mistake is told under its own code."""
    assert before in TEXT
    assert code in read(make_project, context, TEXT.replace(before, after, 1))


def test_not_yaml(make_project: Callable[..., Path], context: Context) -> None:
    """A file that cannot be parsed is one problem, not a crash."""
    assert read(make_project, context, "units: [") == ["yaml-syntax"]
