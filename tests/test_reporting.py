"""How problems are shown: as text, as JSON, and as notes of a continuous integration service."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.records.problems import Problem
from generator.reporting import render_github, render_json, render_text

UNUSED = Problem("unused-source", "cases/a.yml", 2, 3, {"where": "sources.s2", "value": "s2"})
LARGE = Problem("yaml-too-large", "cases/ñ, b:1%.yml", details={"size": 2_000_000, "limit": 1_048_576})
UNTRANSLATED = Problem("missing-translation", "cases/a.yml", 1, 1, {"where": "title", "language": "en"})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with one case file of two lines, the second with a tab and a control character."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "a.yml").write_text("title: x\n  s2:\t[red]\x1b[0m  \n", encoding="utf-8")
    return tmp_path


def test_text(root: Path) -> None:
    """A problem shows its place, gravity, code, words, line of the file and advice; at the end stand the counts."""
    report = render_text([UNUSED, LARGE], root=root, language="en")

    assert report == (
        "cases/a.yml:2:3 warning unused-source\n"
        "  Nothing in the case cites the source “s2”.\n"
        "     2 |   s2:�[red]�[0m\n"
        "  → Cite it where it serves or remove it.\n"
        "\n"
        "cases/ñ, b:1%.yml error yaml-too-large\n"
        "  The file has 2,000,000 bytes; the limit is 1,048,576.\n"
        "  → A case needs far less: remove what is not text of the case.\n"
        "\n"
        "1 error, 1 warning.\n"
    )


@pytest.mark.parametrize(
    ("problems", "language", "counts"),
    [
        ([], "es", "Sin problemas."),
        ([], "en", "No problems."),
        ([], "fr", "No problems."),
        ([UNUSED], "es", "1 aviso."),
        ([UNUSED, UNUSED, LARGE, UNTRANSLATED], "es", "1 error, 2 avisos, 1 nota."),
        ([LARGE, LARGE, UNTRANSLATED, UNTRANSLATED], "en", "2 errors, 2 notes."),
    ],
)
def test_counts(problems: list[Problem], language: str, counts: str, root: Path) -> None:
    """The report ends with how many errors, warnings and notes there are, in words of the language."""
    assert render_text(problems, root=root, language=language).splitlines()[-1] == counts


def test_colour_only_when_asked(root: Path) -> None:
    """Colours are for terminals; elsewhere the report holds no control characters, even those of the file."""
    assert "\x1b[" in render_text([UNUSED], root=root, language="es", color=True)
    assert "\x1b" not in render_text([UNUSED], root=root, language="es")


def test_long_lines_are_not_broken(root: Path) -> None:
    """What a problem says stays on one line, however long, so that it can be searched for; shown lines are cut."""
    (root / "cases" / "a.yml").write_text("a" * 500, encoding="utf-8")
    near = Problem(
        "unknown-term", "cases/a.yml", 1, 1, {"where": "x", "value": "y", "vocabulary": "z", "codes_es": "k, " * 99}
    )
    lines = render_text([near], root=root, language="es").splitlines()

    assert lines[2] == f"     1 | {'a' * 160}"
    assert lines[3].count("k, ") == 99


def test_a_file_that_is_gone(root: Path) -> None:
    """A problem in a file that can no longer be read, or in a line it no longer has, is told without the line."""
    gone = Problem("unused-source", "cases/gone.yml", 2, 3, {"value": "s2"})
    beyond = Problem("unused-source", "cases/a.yml", 99, 3, {"value": "s2"})

    assert " | " not in render_text([gone, beyond], root=root, language="es")


def test_json(root: Path) -> None:
    """JSON gives each problem with its place, its words in the language and its details, for programs."""
    rows = json.loads(render_json([UNUSED, LARGE], root=root, language="es"))

    assert rows[0] == {
        "code": "unused-source",
        "severity": "warning",
        "file": "cases/a.yml",
        "line": 2,
        "column": 3,
        "message": "Nada en el caso cita la fuente «s2».",
        "advice": "Cítela donde sirve o quítela.",
        "details": {"where": "sources.s2", "value": "s2"},
    }
    assert (rows[1]["line"], rows[1]["details"]["size"]) == (0, 2_000_000)
    assert json.loads(render_json([], root=root, language="es")) == []


def test_github(root: Path) -> None:
    """GitHub gets one command a problem, with what its syntax uses escaped, and no line 0."""
    lines = render_github([UNUSED, LARGE, UNTRANSLATED], root=root, language="en").splitlines()

    assert lines[0] == (
        "::warning file=cases/a.yml,line=2,col=3,title=unused-source"
        "::Nothing in the case cites the source “s2”. Cite it where it serves or remove it."
    )
    assert lines[1].startswith("::error file=cases/ñ%2C b%3A1%25.yml,line=1,col=1,title=yaml-too-large::The file has")
    assert lines[2].startswith("::notice ")


def test_a_value_cannot_forge_a_command(root: Path) -> None:
    """A line break within a value does not start a second command."""
    forged = Problem("bad-slug", "cases/a.yml", 1, 1, {"where": "slug", "value": "x\n::error::owned"})

    assert len(render_github([forged], root=root, language="es").splitlines()) == 1
