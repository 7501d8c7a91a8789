"""What was found right is not looked for again, and no edit of a case makes all be derived for figures in prose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sites import make_small_project

from generator import gathering
from generator.analysis import material
from generator.pages import collisions, moved
from generator.project import Project
from generator.prose_figures import fill_texts
from generator.publishing.memory import Memory
from generator.publishing.spare import LastSite
from generator.soundness import FOLDER, Soundness

CASE = "cases/alguien-del-valle.yml"
PAGE = "content/es/acerca.md"
FIGURE = 'Hay {{ indicator("acts_documented").numerator }}.'
DERIVED = ("assess_justice", "find_measures", "list_moves", "list_criminalisations")
WATCHED = {material: DERIVED, collisions: ("check_addresses",), moved: ("check_renamed",)}
QUIET = {"cards": False, "embeds": False}


def edit(path: Path, old: str, new: str) -> None:
    """Replace a part of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of what is called from now on, of all that goes through every case."""
    names: list[str] = []

    def watch(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            # What is derived of some cases only is no matter.
            if name not in DERIVED or len(given[0]) > 1:
                names.append(name)
            return function(*given, **named)

        return call

    for module, functions in WATCHED.items():
        for name in functions:
            monkeypatch.setattr(module, name, watch(name, getattr(module, name)))
    return names


class Site:
    """A project, and what its last build left."""

    def __init__(self, root: Path, called: list[str]) -> None:
        """Build it once."""
        self.root, self.called = root, called
        self.project = Project(root / "site_config.yml")
        self.memory, self.place = Memory(), root
        self.build()

    def build(self) -> set[str]:
        """Build beside the last site, and return what was called for it."""
        self.called.clear()
        last, self.place = self.place, self.place.parent / f"{self.place.name}-next"
        self.memory = self.project.build(self.place, QUIET, last_site=LastSite(last), memory=self.memory).memory
        return {*self.called}

    def read(self) -> tuple[list[str], set[str]]:
        """Return texts with figures and problems of what is there now, and what was called for them."""
        self.called.clear()
        options = self.project.make_options(QUIET)
        prose, sound = self.project._read_prose(options), Soundness(self.root)
        reading = gathering.read_site(options, prose, left=self.memory.values, sound=sound)
        found = [one.code for one in reading.records.problems if one.severity == "error"]
        return found or [*fill_texts(reading, prose).values()], {*self.called}


def test_what_an_edit_makes_be_looked_for_again(tmp_path: Path, called: list[str]) -> None:
    """Neither a sentence nor a fact anything, a year addresses; and what was wrong once is found at each run."""
    root = make_small_project(tmp_path / "project")
    edit(root / PAGE, "# T\n", f"# T\n\n{FIGURE}\n")
    other = (root / CASE).read_text(encoding="utf-8").replace("MX-9003", "MX-9777")
    (root / "cases" / "otra.yml").write_text(other.replace("alguien-del-valle", "otra"), encoding="utf-8")
    site = Site(root, called)
    assert {*called} >= {"assess_justice", "check_addresses", "check_renamed"}
    (text,), derived = site.read()
    assert "Hay 2." in text
    assert derived == set()

    edit(root / CASE, "La amenazaron.", "La amenazaron por teléfono.")
    assert site.read() == ([text], set())
    assert site.build() == set()
    assert "La amenazaron por teléfono." in (site.place / "casos" / "alguien-del-valle" / "index.html").read_text(
        "utf-8"
    )

    edit(root / CASE, "2021-08-17", "2021-09-17")
    assert site.read() == ([text], set())
    edit(root / CASE, "2021-09-17", "2020-09-17")
    assert site.read() == ([text], {"check_addresses", "check_renamed"})
    assert site.read() == ([text], set())

    edit(root / PAGE, ").numerator", ").numerador")
    assert site.read()[0] == ["reference-unknown"]
    assert site.read()[0] == ["reference-unknown"]
    edit(root / PAGE, ").numerador", ").numerator")
    edit(root / CASE, "slug: alguien-del-valle", "slug: estado")
    (root / CASE).rename(root / "cases" / "estado.yml")
    for _ in range(2):
        assert site.read() == (["url-collision"], {"check_addresses", "check_renamed"})


def test_what_is_damaged_or_of_something_else_is_not_there(tmp_path: Path) -> None:
    """What is kept is taken only whole, and only for what it was found of."""
    sound = Soundness(tmp_path)
    sound.keep_right("check", "key")
    sound.keep_texts("key", {"name": "text"})

    assert sound.is_right("check", "key")
    assert not sound.is_right("check", "other")
    assert not sound.is_right("texts", "key")
    assert sound.find_texts("key") == {"name": "text"}
    assert sound.find_texts("other") == {}
    for name in ("check", "texts"):
        file = tmp_path / FOLDER / f"{name}.json"
        file.write_bytes(file.read_bytes()[:-1])
    assert not sound.is_right("check", "key")
    assert sound.find_texts("key") == {}
