"""The same faults in the real command: `visibles build` of a very small site, in a process forked from this one.

Run by itself, `python command_faults.py NUMBER` tries that many points of each kind of fault and says what became of
them, as `faults.py` does.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

import faults
from sites import make_small_project

from generator import engine  # noqa: F401 - loaded before the forks
from generator.cli import main as visibles
from generator.publishing.manifest import read_digests


def edit(project: Path) -> None:
    """The change that makes the old site into the new one."""
    page = project / "content" / "es" / "metodologia.md"
    page.write_text(page.read_text(encoding="utf-8").replace("old", "new"), encoding="utf-8")


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


def make_scene(root: Path) -> faults.Scene:
    """The command on a copy of a project whose old site is in place."""
    pristine = make_small_project(root / "project")
    sites = {}
    for tag in ("old", "new"):
        if tag == "new":
            edit(pristine)
        code, _ = faults.run(faults.Scene(lambda _: None, build, lambda _: "", frozenset()), pristine)
        assert code == faults.DONE
        sites[tag] = read_digests(pristine / "site")
        if tag == "old":
            shutil.copytree(pristine / "site", root / "old")
    shutil.rmtree(pristine / "site")
    shutil.copytree(root / "old", pristine / "site")
    beside = frozenset(path.name for path in pristine.iterdir())

    def judge(project: Path) -> str:
        site = project / "site"
        found = read_digests(site) if site.is_dir() else {}
        return next((tag for tag, digests in sites.items() if digests == found), f"{len(found)} files")

    return faults.Scene(
        lambda folder: shutil.copytree(pristine, folder, dirs_exist_ok=True) and None, build, judge, beside
    )


def main(number: int) -> faults.Report:
    """Try so many points of each kind, spread over the whole build by chance with a fixed seed."""
    report = faults.Report()
    chance = random.Random(2026)  # noqa: S311 - the same sample each time
    with tempfile.TemporaryDirectory() as name:
        scene = make_scene(Path(name))
        copy = Path(name) / "copy"
        scene.prepare(copy)
        _, report.points = faults.run(scene, copy)
        shutil.rmtree(copy)
        for kind in faults.KINDS:
            for _ in range(number):
                faults.try_point(scene, copy, kind, chance.randint(1, report.points), report)
                shutil.rmtree(copy)
    return report


if __name__ == "__main__":
    found = main(int(sys.argv[1]))
    print(json.dumps({"points": found.points, "outcomes": found.outcomes, "broken": found.broken}))  # noqa: T201
