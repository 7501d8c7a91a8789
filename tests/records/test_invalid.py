"""Bad input, a folder each under `fixtures/invalid`: what the editor is told, word for word, in both languages.

After a change of words, `pytest tests/records/test_invalid.py --write-expected` writes the reports anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.records.problems import get_texts
from generator.records.reading import Layout, read_records
from generator.reporting import render_text

FIXTURES = Path(__file__).parent.parent / "fixtures" / "invalid"

AS_OF = {"date-in-future": date(2026, 11, 23)}
"""The as-of date of folders that need one; the others take the newest check of their cases."""

_SET_UP = "build disk option page reference registry signers site-dir string verify worker"
NOT_FROM_RECORDS = tuple(f"{word}-" for word in _SET_UP.split())
"""Beginnings of codes that tell of the site's set-up; the tests of the engine and of the command produce them."""

ELSEWHERE = {
    *("file-unreadable", "file-changed", "url-collision"),
    *("image-unreadable", "image-animated", "image-too-large", "image-needs-pillow"),
    *("address-lost", "address-anchor-lost", "address-reused", "address-renamed", "address-target"),
}
"""Codes that no folder here can hold: `test_validation`, the tests of pages and those of publishing produce them."""


def write_case(root: Path, raw: bytes) -> None:
    """Write a case file byte by byte."""
    (root / "cases").mkdir()
    (root / "cases" / "caso.yml").write_bytes(raw)


def write_link(root: Path) -> None:
    """Make a case file that is a link to a file outside the folder of cases."""
    (root / "cases").mkdir()
    (root / "fuera.yml").write_text("id: MX-0001\n", encoding="utf-8")
    (root / "cases" / "caso.yml").symlink_to(root / "fuera.yml")


def write_linked_folder(root: Path) -> None:
    """Make a folder of cases that is a link to a folder outside the project."""
    outside = root.parent / "fuera"
    outside.mkdir()
    (outside / "caso.yml").write_text("id: MX-0001\n", encoding="utf-8")
    (root / "cases").symlink_to(outside, target_is_directory=True)


def remove_vocabulary(root: Path) -> None:
    """Take a vocabulary away."""
    (root / "cases").mkdir()
    (root / "content" / "vocabularies" / "relation.yml").unlink()


MADE: dict[str, Callable[[Path], object]] = {
    "file-link": write_link,
    "file-link-folder": write_linked_folder,
    "missing-vocabulary": remove_vocabulary,
    "no-cases": lambda root: (root / "cases").mkdir(),
    "no-folder": lambda _root: None,
    "yaml-control-character-bidi": lambda root: write_case(root, "id: MX-0001\ntitle: a\u202eb\n".encode()),
    "yaml-control-character-nul": lambda root: write_case(root, b"\0" * 64),
    "yaml-empty-0-bytes": lambda root: write_case(root, b""),
    "yaml-encoding": lambda root: write_case(root, b"id: MX-0001\n" + bytes(range(128, 256)) * 8),
    "yaml-encoding-utf-16": lambda root: write_case(root, "id: MX-0001\n".encode("utf-16")),
    "yaml-too-deep-block": lambda root: write_case(root, b"- " * 10_000 + b"x\n"),
    "yaml-too-deep-flow": lambda root: write_case(root, b"a: " + b"[" * 10_000 + b"]" * 10_000),
    "yaml-too-deep-mapping": lambda root: write_case(root, b"a: " + b"{a: " * 10_000 + b"}" * 10_000),
    "yaml-too-large": lambda root: write_case(root, b"a" * 2 * 1024 * 1024),
}
"""Folders whose input cannot lie in the repository: what makes it."""

NAMES = sorted({*MADE, *(path.name for path in FIXTURES.iterdir())})


@pytest.mark.parametrize("name", NAMES)
def test_report(name: str, make_project: Callable[..., Path], request: pytest.FixtureRequest) -> None:
    """Each bad input is told with its code, place, message and advice, in Spanish and in English."""
    folder = FIXTURES / name
    root = make_project(*([folder] if folder.is_dir() else []))
    if name in MADE:
        MADE[name](root)
    records = read_records(Layout(root, root / "cases", root / "content", ("es", "en")), as_of=AS_OF.get(name))
    report = "\n".join(
        f"── {language}\n{render_text(records.problems, root=root, language=language)}" for language in ("es", "en")
    )
    expected = folder / "expected.txt"
    if request.config.getoption("--write-expected"):
        folder.mkdir(exist_ok=True)
        expected.write_text(report, encoding="utf-8")

    assert report == expected.read_text("utf-8")


def read_codes(name: str) -> set[str]:
    """Return the codes in the report expected of a folder."""
    lines = (FIXTURES / name / "expected.txt").read_text("utf-8").splitlines()
    words = ("error", "warning", "aviso", "note", "nota")
    return {code for line in lines if not line.startswith(" ") for place, _, rest in [line.partition(" ")]
            if place != "──" and rest.partition(" ")[0] in words and (code := rest.partition(" ")[2])}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_folder_is_named_for_its_code(name: str) -> None:
    """A folder holds the problem it is named for; the few named for a situation hold only what is expected."""
    codes = {code for code in get_texts() if name.startswith(code)}

    assert not codes or codes & read_codes(name)


def test_every_code_has_a_folder() -> None:
    """Each code of the catalogue that tells of records is produced by some folder, or by a test named here."""
    told = {code for code in get_texts() if code != "_words" and not code.startswith(NOT_FROM_RECORDS)}
    produced = {code for name in NAMES for code in read_codes(name)}

    assert told - ELSEWHERE == produced
