"""What the documentation says is what the software does."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from builders import LANGUAGES, REPOSITORY

from generator.cli import main
from generator.records.codebook import make_schema, render_codebook
from generator.records.vocabularies import Vocabularies
from generator.records.vocabulary_files import read_vocabularies

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    """Return the repository's vocabularies."""
    folder = REPOSITORY / "content" / "vocabularies"
    found, problems = read_vocabularies(folder, root=REPOSITORY, languages=LANGUAGES, needed={})
    assert problems == []
    return found


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_told(name: str) -> None:
    """Each command says what it does, explains its options, and is in the README."""
    command = main.commands[name]
    options = [one for one in command.params if isinstance(one, click.Option)]

    assert command.help
    assert all(option.help for option in options), name
    assert f"visibles {name}" in README


def test_every_target_the_readme_names_exists() -> None:
    """The README asks for no `make` target that the Makefile lacks."""
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    assert set(re.findall(r"`?make ([a-z]+)`?", README)) <= targets


@pytest.mark.parametrize(
    "file",
    [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "docs/links.md",
        "docs/hosting.md",
        "docs/publishing.md",
        "docs/verify.md",
        "docs/release.md",
        "docs/withdrawal.md",
    ],
)
def test_links_between_documents_lead_somewhere(file: str) -> None:
    """Every relative link of a document names a file of the repository."""
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)

    folder = (REPOSITORY / file).parent
    assert [link for link in links if not (folder / link).exists()] == []


def test_the_codebook_is_current(vocabularies: Vocabularies) -> None:
    """docs/codebook.md is what `make codebook` writes."""
    text = (REPOSITORY / "docs" / "codebook.md").read_text(encoding="utf-8")

    assert text.rstrip("\n") == render_codebook(vocabularies).rstrip("\n")


def test_the_schema_knows_every_code(vocabularies: Vocabularies) -> None:
    """The JSON Schema lists the codes of each vocabulary where a case file uses them."""
    schema = make_schema(vocabularies)

    assert schema["$defs"]["Act"]["properties"]["type"]["enum"] == list(vocabularies["act_type"].codes)
    assert "vocabulary" not in str(schema["$defs"]["Act"]["properties"]["type"].keys())


@pytest.mark.parametrize("fragment", sorted((REPOSITORY / "changelog.d").iterdir()), ids=lambda path: path.name)
def test_changelog_fragments(fragment: Path) -> None:
    """A fragment names its issue and whom it concerns, and says something in a line or a few."""
    assert re.fullmatch(r"[0-9]+-[a-z-]+\.(site|data|generator)\.md", fragment.name)
    assert 0 < len(fragment.read_text(encoding="utf-8").strip().splitlines()) <= 4
