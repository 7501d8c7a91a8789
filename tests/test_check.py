"""The command `visibles check`: what it prints and its exit code."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import REPOSITORY
from click.testing import CliRunner, Result

from generator.cli import main

GOOD, LATER = "lourdes-maldonado-lopez.yml", "regina-martinez-perez.yml"
Check = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the site with two of its cases, as the working directory."""
    root = tmp_path / "project"
    shutil.copytree(REPOSITORY / "content", root / "content", ignore=shutil.ignore_patterns("hazquesevean.yml"))
    shutil.copy(REPOSITORY / "site_config.yml", root)
    (root / "cases").mkdir()
    for name in (GOOD, LATER):
        text = (REPOSITORY / "cases" / name).read_text("utf-8")
        (root / "cases" / name).write_text(drop_related(text), encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def drop_related(text: str) -> str:
    """Return a case without its ties to cases that are not in the project."""
    head, found, rest = text.partition("\nrelated:")
    return head + rest[rest.index("\n\n") :] if found else text


@pytest.fixture
def check(project: Path) -> Check:
    """Return a function that runs the command in the project."""
    assert project.is_dir()
    return lambda *arguments: CliRunner().invoke(main, ["check", *arguments])


def change(project: Path, name: str, old: str, new: str) -> None:
    """Replace a part of a case file."""
    path = project / "cases" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def break_case(project: Path, name: str = GOOD) -> None:
    """Put an error into a case."""
    change(project, name, "\ndefends:", "\ndefend:")


def warn_case(project: Path) -> None:
    """Put a warning into a case: a source that nothing cites."""
    source = 's99: {publisher: "X", title: "X", date: unknown, language: es, type: press}'
    change(project, GOOD, "\nsources:\n", f"\nsources:\n  {source}\n")


def untranslate_case(project: Path) -> None:
    """Put a note into a case: a title in Spanish only."""
    lines = (project / "cases" / GOOD).read_text("utf-8").splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith("title:"))
    end = next(number for number in range(start + 1, len(lines)) if not lines[number].startswith(" "))
    (project / "cases" / GOOD).write_text(
        "".join([*lines[:start], "title: {es: Caso}\n", *lines[end:]]), encoding="utf-8"
    )


def snapshot(root: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes, but for what runs leave to make the next one quicker."""
    files = (path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_clean(project: Path, check: Check) -> None:
    """Good cases give exit code 0, a word in the site's language, and no file of the project is written."""
    before = snapshot(project)
    result = check()

    assert (result.exit_code, result.output) == (0, "Sin problemas.\n")
    assert snapshot(project) == before


def test_errors(project: Path, check: Check) -> None:
    """An error gives exit code 1 and the report, in Spanish by default and in another language when asked."""
    break_case(project)
    spanish, english = check(), check("--lang", "en")

    assert (spanish.exit_code, english.exit_code) == (1, 1)
    assert "no existe la clave «defend»" in spanish.output
    assert "Did you mean “defends”?" in english.output


def test_warnings(project: Path, check: Check) -> None:
    """A warning is shown and gives exit code 0, or 1 when strict."""
    warn_case(project)
    relaxed, strict = check(), check("--strict")

    assert (relaxed.exit_code, strict.exit_code) == (0, 1)
    assert "aviso unused-source" in relaxed.output
    assert relaxed.output == strict.output


def test_notes(project: Path, check: Check) -> None:
    """A missing translation is shown only when asked for, and is never a failure."""
    untranslate_case(project)
    quiet, told = check("--strict"), check("--notes", "--strict")

    assert (quiet.exit_code, quiet.output) == (0, "Sin problemas.\n")
    assert told.exit_code == 0
    assert "nota missing-translation" in told.output


def test_json(project: Path, check: Check) -> None:
    """JSON is a list of problems and nothing else, empty where there are none."""
    assert json.loads(check("--format", "json").output) == []

    break_case(project)
    rows = json.loads(check("--format", "json", "--lang", "en").output)

    assert {row["code"] for row in rows} == {"missing-key", "unknown-key-near"}
    assert {row["file"] for row in rows} == {f"cases/{GOOD}"}


def test_github(project: Path, check: Check) -> None:
    """GitHub's format is one command a problem and nothing else."""
    break_case(project)
    lines = check("--format", "github").output.splitlines()

    assert len(lines) == 2
    assert all(line.startswith(f"::error file=cases/{GOOD},line=") for line in lines)


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        ([], [GOOD, LATER]),
        ([f"cases/{GOOD}"], [GOOD]),
        ([f"./cases/../cases/{LATER}"], [LATER]),
        ([f"cases/{GOOD}", f"cases/{LATER}"], [GOOD, LATER]),
        (["cases"], [GOOD, LATER]),
        (["cases/"], [GOOD, LATER]),
        (["."], [GOOD, LATER]),
        (["content"], []),
        (["site_config.yml"], []),
    ],
)
def test_paths(paths: list[str], names: list[str], project: Path, check: Check) -> None:
    """Named files or folders limit what is shown, and the exit code with it; all is read all the same."""
    break_case(project, GOOD)
    break_case(project, LATER)
    result = check(*paths, "--format", "json")

    assert sorted({row["file"] for row in json.loads(result.output)}) == [f"cases/{name}" for name in sorted(names)]
    assert result.exit_code == (1 if names else 0)


def test_paths_elsewhere(project: Path, check: Check, tmp_path: Path) -> None:
    """A file outside the project holds nothing of the site: its problems are none of the others."""
    break_case(project)
    (tmp_path / "otro.yml").write_text("x\n", encoding="utf-8")

    assert check(str(tmp_path / "otro.yml")).exit_code == 0


def test_path_of_a_link(project: Path, check: Check, tmp_path: Path) -> None:
    """A case file that is a link is told as what it is, under its own name, also where it leads nowhere."""
    (project / "cases" / "enlace.yml").symlink_to(tmp_path / "nada.yml")
    break_case(project)
    result = check("cases/enlace.yml", "--format", "json")

    assert [(row["code"], row["file"]) for row in json.loads(result.output)] == [("file-link", "cases/enlace.yml")]
    assert result.exit_code == 1


def test_as_of(check: Check) -> None:
    """Seen from a day before the cases were checked, they would tell what was not known yet."""
    result = check("--as-of", "2020-01-31")

    assert result.exit_code == 1
    assert "date-in-future" in result.output
    assert "2020-01-31" in result.output


def test_every_problem_of_every_file(project: Path, check: Check) -> None:
    """All problems of all files are told at once, by file and line."""
    break_case(project, GOOD)
    break_case(project, LATER)
    (project / "cases" / "aa.yml").write_bytes(b"\xff")
    rows = json.loads(check("--format", "json").output)
    order = [(row["file"], row["line"], row["column"]) for row in rows]

    assert len(rows) == 5
    assert order == sorted(order)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "xml"),
        ("--as-of", "ayer"),
        ("--as-of", "2026-02-30"),
        ("--jobs", "0"),
        ("--config", "nada.yml"),
        ("cases/nada.yml",),
        ("--nada",),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], check: Check) -> None:
    """Options, dates and files that do not exist give exit code 2 and say which."""
    result = check(*arguments)

    assert result.exit_code == 2
    assert arguments[-1] in result.output


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("cases_dir: cases", "cases_dir: nada", "option-cases-dir"),
        ("code: es,", "code: '..',", "option-language"),
        ("code: en,", "code: es,", "option-language-twice"),
        ("code: en,", "code: fr,", "option-language-folder"),
        ("nav: [home,", "nav: [home, home,", "option-nav"),
        ("as_of:\n", "as_of: ayer\n", "option-as-of"),
        ("contact:\n", "contact: nadie\n", "option-contact"),
        ("contact:\n", "contact: 'https://[example.org'\n", "option-contact"),
        ("site_name:", "site_url: javascript://x/%0aalert(1)\nsite_name:", "option-site-url"),
        ("exit_url:\n", "exit_url: javascript:alert(1)\n", "option-exit-url"),
        ("exit_url:\n", "exit_url: http://example.org/\n", "option-exit-url"),
        ("exit_url:\n", "exit_url: 'https://example.org/ \"x'\n", "option-exit-url"),
    ],
)
def test_wrong_options_of_the_site(old: str, new: str, code: str, project: Path, check: Check) -> None:
    """Wrong options in the configuration give exit code 2 and a report in words, in either language."""
    path = project / "site_config.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    for language in ("es", "en"):
        result = check("--lang", language)

        assert result.exit_code == 2, result.output
        assert f"error {code}\n" in result.output


def test_no_cases(project: Path, check: Check) -> None:
    """Without any case there is nothing to publish: an error, not an empty site."""
    shutil.rmtree(project / "cases")
    (project / "cases").mkdir()
    result = check("--lang", "en")

    assert result.exit_code == 1
    assert "cases error no-cases\n" in result.output
