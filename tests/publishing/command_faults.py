"""The same faults in the real command: `visibles build` of a very small site, in a process forked from this one.

Run by itself, `python command_faults.py NUMBER` tries that many points of each kind of fault and says what became of
them, as `faults.py` does.
"""

from __future__ import annotations

import contextlib
import dataclasses
import io
import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import faults
from sites import make_small_project

from generator import engine  # noqa: F401 - loaded before the forks
from generator.cli import main as visibles
from generator.publishing.manifest import read_digests
from generator.publishing.memory import read_memory, write_memory
from generator.publishing.spare import look_at_both
from generator.recall import MEMORY, get_last_site


def edit(project: Path) -> None:
    """The change that makes the old site into the new one."""
    page = project / "content" / "es" / "metodologia.md"
    page.write_text(page.read_text(encoding="utf-8").replace("old", "new"), encoding="utf-8")


def edit_case(project: Path, text: str = "new") -> None:
    """Another such change, for which MkDocs is not needed."""
    case = project / "cases" / "alguien-del-valle.yml"
    words = case.read_text(encoding="utf-8").replace("was old threatened", "was threatened")
    case.write_text(words.replace("was threatened", f"was {text} threatened"), encoding="utf-8")


def build(project: Path) -> None:
    """The command itself; what it says goes nowhere, how it ends is what it says."""
    os.chdir(project)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            visibles(["build", "--no-cards", "--no-embeds", "--jobs", "1"], prog_name="visibles")
        except SystemExit as end:
            if end.code:
                raise PermissionError(said.getvalue()) from end


def build_all(project: Path) -> None:
    """The command, which has to succeed."""
    code, _ = faults.run(faults.Scene(lambda _: None, build, lambda _: "", frozenset()), project)
    assert code == faults.DONE


def make_scene(root: Path) -> faults.Scene:
    """The command on a copy of a project whose old site is in place, and nothing known of it."""
    pristine = make_small_project(root / "project")
    sites = {}
    for tag in ("old", "new"):
        if tag == "new":
            edit(pristine)
        build_all(pristine)
        sites[tag] = read_digests(pristine / "site")
        if tag == "old":
            shutil.copytree(pristine / "site", root / "old")
    shutil.rmtree(pristine / "site")
    shutil.copytree(root / "old", pristine / "site")
    return faults.Scene(lambda folder: copy(pristine, folder), build, make_judge(sites), list_beside(pristine))


def make_spare_scene(root: Path) -> faults.Scene:
    """The command on a copy of a project whose old site is in place and has a spare."""
    pristine, sites = make_small_project(root / "other"), {}
    build_all(pristine)
    edit_case(pristine, "old")
    build_all(pristine)
    sites["old"] = read_digests(pristine / "site")
    copy(pristine, root / "new")
    edit_case(root / "new")
    shutil.rmtree(root / "new" / ".cache")
    build_all(root / "new")
    sites["new"] = read_digests(root / "new" / "site")

    def prepare(folder: Path) -> None:
        copy(pristine, folder)
        edit_case(folder)
        # What is known of folders holds for no copy of them.
        kept = folder / MEMORY
        memory = read_memory(kept)
        values = {**memory.values, "looks": look_at_both(folder / "site")}
        write_memory(kept, dataclasses.replace(memory, values=values), before=memory)
        assert get_last_site(folder / "site", read_memory(kept)).spare

    return faults.Scene(prepare, build, make_judge(sites), list_beside(pristine))


def copy(project: Path, folder: Path) -> None:
    """Another project of the same files."""
    shutil.copytree(project, folder, dirs_exist_ok=True)


def list_beside(project: Path) -> frozenset[str]:
    """All that may be in the folder of a project in the end."""
    return frozenset({*(path.name for path in project.iterdir()), faults.SPARE})


def make_judge(sites: Mapping[str, object]) -> Callable[[Path], str]:
    """What tells which of these sites is there."""

    def judge(project: Path) -> str:
        site = project / "site"
        found = read_digests(site) if site.is_dir() else {}
        return next((tag for tag, digests in sites.items() if digests == found), f"{len(found)} files")

    return judge


def main(number: int) -> faults.Report:
    """Try so many points of each kind, spread over the whole build by chance with a fixed seed."""
    report = faults.Report()
    chance = random.Random(2026)  # noqa: S311 - the same sample each time
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "copy"
        points: list[tuple[faults.Scene, int]] = []
        for scene in (make_scene(Path(name)), make_spare_scene(Path(name))):
            scene.prepare(place)
            points.append((scene, faults.run(scene, place)[1]))
            shutil.rmtree(place)
        report.points = sum(calls for _, calls in points)
        # With each kind of fault one begins with the other scene.
        for start, kind in enumerate(faults.KINDS):
            for turn in range(start, start + number):
                scene, calls = points[turn % len(points)]
                faults.try_point(scene, place, kind, chance.randint(1, calls), report)
                shutil.rmtree(place)
    return report


if __name__ == "__main__":
    found = main(int(sys.argv[1]))
    print(json.dumps({"points": found.points, "outcomes": found.outcomes, "broken": found.broken}))  # noqa: T201
