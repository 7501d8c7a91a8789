"""The command `visibles withdraw`: what it says where there is no such case, and that it needs a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sites import make_project

from generator.cli import main


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the invented project; nothing here changes it."""
    return make_project(tmp_path_factory.mktemp("withdraw") / "project")


def run(project: Path, *arguments: str) -> Result:
    """Return what the command said in a project."""
    return CliRunner().invoke(main, ["withdraw", "--config", str(project / "site_config.yml"), *arguments])


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "Ningún archivo de cases/ es el del caso MX-0099."),
        ("en", "No file of cases/ is that of the case MX-0099."),
    ],
)
def test_no_such_case(lang: str, words: str, project: Path) -> None:
    """It is said in the editor's language, and nothing changes."""
    before = sorted(path.name for path in (project / "cases").iterdir())
    done = run(project, "MX-0099", "--reason", "risk", "--lang", lang)

    assert done.exit_code == 2
    assert words in done.output
    assert sorted(path.name for path in (project / "cases").iterdir()) == before


def test_a_reason_is_needed(project: Path) -> None:
    """Nobody takes a case back by a slip of the hand."""
    done = run(project, "MX-9001")

    assert done.exit_code == 2
    assert (project / "cases" / "ximena-quimera.yml").is_file()
