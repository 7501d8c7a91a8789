"""Figures in texts of editors: what is replaced, what is left alone, and what is told at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from published import read_findings
from sites import REPOSITORY, make_project, visibles

from generator import gathering
from generator.analysis.findings import Findings
from generator.config import ContentError, SiteOptions
from generator.pages.i18n import Words
from generator.pages.references import check_references, fill_references, parse_reference
from generator.records.reading import Layout, Records, read_records

FILE = "content/es/index.md"


@pytest.fixture(scope="session")
def get_findings(options: SiteOptions) -> Callable[[], Findings]:
    """Return what is found in the repository's own cases."""
    layout = Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", ("es", "en"))
    findings = gathering.Reading(read_records(layout), options).findings
    return lambda: findings


@pytest.fixture(scope="session")
def get_few(options: SiteOptions, records: Records) -> Callable[[], Findings]:
    """Return what is found in the invented cases."""
    findings = gathering.Reading(records, options).findings
    return lambda: findings


def test_a_figure_in_the_words_of_the_page(
    spanish: Words, english: Words, get_findings: Callable[[], Findings]
) -> None:
    """Counts, percentages and dates are those of the figure, written as the language does."""
    figure = get_findings().statistics.find("impunity_share", scope="confirmed")
    assert figure is not None
    assert figure.known is not None
    text = (
        'De {{ indicator("impunity_share").denominator }}, {{indicator("impunity_share", scope="confirmed").numerator}}'
        ' ({{ indicator("impunity_share").known }}), al {{ indicator("impunity_share").as_of }}.'
    )
    percent = round(figure.known * 100)
    told = fill_references(text, spanish, get_findings).replace("\u00a0", " ")

    assert told.startswith(f"De {figure.denominator}, {figure.numerator} ({percent} %), al 22 de noviembre de 2026.")
    assert f"({percent}%)" in fill_references(text, english, get_findings).replace(" %", "%").replace("\u00a0%", "%")


def test_rows_and_parts(spanish: Words, get_findings: Callable[[], Findings]) -> None:
    """A row, and a part of a breakdown, are named by their codes."""
    statistics = get_findings().statistics
    part = statistics.find("attacks_documented", breakdown="state", key="20")
    row = statistics.find("measures_by_headline", row="not_in_place")
    assert part is not None
    assert row is not None
    text = (
        '{{ indicator("attacks_documented", state="20").numerator }} '
        '{{ indicator("measures_by_headline", row="not_in_place").numerator }} '
        '{{ indicator("attacks_documented").known }}'
    )

    whole = statistics.find("attacks_documented")
    assert whole is not None
    assert fill_references(text, spanish, get_findings) == f"{part.numerator} {row.numerator} {whole.numerator}"


@pytest.mark.parametrize(
    "text",
    [
        "sin cifras { ni } llaves",
        "`{{ nada }}` y ``{{ `nada` }}``",
        "```\n{{ nada }}\n\n{{ nada }}\n```\n",
        "~~~ text\n{{ nada }}\n~~~\n",
        "Así:\n\n    {{ nada }}\n\n    {{ nada }}\n\nFin.\n",
        "- uno\n\n        {{ nada }}\n",
        "<!-- {{ nada }}\n{{ nada }} -->",
        "{: .clase } [^1] {#ancla}",
        "---\ntitle: '{{ nada }}'\n---\ntexto",
    ],
)
def test_left_alone(spanish: Words, get_findings: Callable[[], Findings], text: str) -> None:
    """Code, comments, front matter and everything that has no double braces."""
    assert fill_references(text, spanish, get_findings) == text
    assert list(check_references(text, FILE, spanish, get_findings)) == []


@pytest.mark.parametrize(
    "text",
    [
        "- uno\n\n    {{ nada }}\n",
        "Antes ``` {{ nada }}",
        "```\ncódigo\n```\n{{ nada }}",
        "línea\n    {{ nada }}\n",
        "[^1]: Nota.\n\n    {{ nada }}\n",
        "\\`{{ nada }}\\`",
    ],
)
def test_looked_at(spanish: Words, get_findings: Callable[[], Findings], text: str) -> None:
    """Text in lists and notes, and after code, is text."""
    assert [one.code for one in check_references(text, FILE, spanish, get_findings)] == ["reference-syntax"]


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ("impunity_share", "reference-syntax"),
        ('indicator("impunity_share")', "reference-syntax"),
        ('indicator("impunity_share".known', "reference-syntax"),
        ('indicator("impunity_share").known()', "reference-syntax"),
        ("indicator(1).known", "reference-syntax"),
        ('other("impunity_share").known', "reference-syntax"),
        ('indicator("impunity_share", state="20", year="2012").known', "reference-syntax"),
        ('indicator("impunity_share", **{}).known', "reference-syntax"),
        ('__import__("os").system', "reference-syntax"),
        ('indicator("impunity").known', "reference-unknown"),
        ('indicator("impunity_share").value', "reference-unknown"),
        ('indicator("impunity_share", scope="some").known', "reference-unknown"),
        ('indicator("impunity_share", estado="20").known', "reference-unknown"),
        ('indicator("impunity_share", state="77").known', "reference-no-figure"),
        ('indicator("justice_breakdown").known', "reference-no-figure"),
        ('indicator("attacks_documented").denominator', "reference-no-value"),
    ],
)
def test_what_cannot_be_followed(spanish: Words, get_findings: Callable[[], Findings], inner: str, code: str) -> None:
    """Each fault has its code, file, line and column, and stops the build."""
    text = f"---\nkey: home\n---\n# Título\n\nHay {{{{ {inner} }}}} casos."
    (problem,) = check_references(text, FILE, spanish, get_findings)

    assert (problem.code, problem.file, problem.line, problem.column) == (code, FILE, 6, 5)
    assert problem.severity == "error"
    assert problem.message("es") and problem.advice("en")  # noqa: PT018 - both are texts
    with pytest.raises(ContentError):
        fill_references(text, spanish, get_findings)


def test_no_percentage_of_few(spanish: Words, get_few: Callable[[], Findings]) -> None:
    """A share of few cases is told by its parts, never as a percentage."""
    text = '{{ indicator("impunity_share").known }}'
    (problem,) = check_references(text, FILE, spanish, get_few)

    assert problem.code == "reference-percentage"
    assert fill_references('{{ indicator("impunity_share").numerator }}', spanish, get_few).isdigit()


def test_braces_that_are_not_closed(spanish: Words, get_findings: Callable[[], Findings]) -> None:
    """They are told, not printed."""
    (problem,) = check_references('Uno\ny {{ indicator("x").known }', FILE, spanish, get_findings)

    assert (problem.code, problem.line, problem.column) == ("reference-syntax", 2, 3)


def test_parts_of_a_reference() -> None:
    """What is asked for is read as written."""
    found = parse_reference(' indicator("a_b", scope="all", row="x", state="20").low ')

    assert (found.code, found.scope, found.row, found.breakdown, found.key) == ("a_b", "all", "x", "state", "20")


def test_in_a_build(tmp_path: Path) -> None:
    """A figure is on the page, the same as in findings.json; a fault stops the build and leaves the last site."""
    project = make_project(tmp_path / "project")
    home = project / "content" / "es" / "index.md"
    good = home.read_text(encoding="utf-8")
    home.write_text(good + '\nHay {{ indicator("attacks_documented").numerator }} agresiones.\n', encoding="utf-8")
    assert visibles("build", cwd=project).returncode == 0
    page = project / "site" / "index.html"
    kept = page.read_text(encoding="utf-8")
    home.write_text(good + '\nHay {{ indicator("atacks").numerator }} agresiones.\n', encoding="utf-8")
    done = visibles("build", cwd=project)
    lines = good.count("\n") + 2

    (figure,) = [
        one
        for one in read_findings(project / "site")["figures"]
        if (one["code"], one["scope"]) == ("attacks_documented", "all") and not one["key"]
    ]
    assert f"Hay {figure['numerator']} agresiones." in kept
    assert "indicator(" not in kept
    assert done.returncode == 1
    assert f"content/es/index.md:{lines}:5 error reference-unknown" in done.stderr
    assert page.read_text(encoding="utf-8") == kept
    shutil.rmtree(project)
