"""Whole sites to test: the invented one in fixtures/site, and the real one, each built once for all test processes."""

from __future__ import annotations

import fcntl
import functools
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from generator.pages.task import Group, Inputs, Needs, Task

REPOSITORY = Path(__file__).parent.parent
FIXTURE = Path(__file__).parent / "fixtures" / "site"
SITE_URL = "https://example.org/visibles/"
DATA = ("vocabularies", "mechanism", "campaigns")
_NEEDED = {"home", "not_found", "cases", "methodology", "privacy", "corrections", "about", "provenance"}

Done = subprocess.CompletedProcess[str]


def make_project(root: Path, *, source: Path = FIXTURE, site_url: str | None = None) -> Path:
    """Return a folder with the cases and campaigns of a source and the repository's vocabularies and pages of prose."""
    shutil.copytree(source / "cases", root / "cases")
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.rmtree(root / "content" / "campaigns")
    shutil.copytree(source / "content" / "campaigns", root / "content" / "campaigns")
    if source != REPOSITORY:
        # The addresses recorded there are those of other cases.
        (root / "content" / "addresses.txt").unlink(missing_ok=True)
    config = (source / "site_config.yml").read_text(encoding="utf-8")
    address = f"site_url: {site_url}\n" if site_url else ""
    (root / "site_config.yml").write_text(address + config, encoding="utf-8")
    return root


def list_kept(file: Path) -> list[str]:
    """Return the names of the case files of which something is kept."""
    with closing(sqlite3.connect(file)) as base:
        return [name for (name,) in base.execute("SELECT file FROM packed ORDER BY file")]


def make_small_project(root: Path) -> Path:
    """Return a project with one case and only the pages that every site needs, which take two seconds to build."""
    make_project(root)
    for path in (*(root / "content" / "campaigns").iterdir(), *(root / "cases").iterdir()):
        if path.name != "alguien-del-valle.yml":
            path.unlink()
    for path in (root / "content").glob("e[sn]/**/*.md"):
        key = path.read_text(encoding="utf-8").split("key: ", 1)[1].split("\n", 1)[0]
        if key not in _NEEDED:
            path.unlink()
        elif key != "not_found":
            path.write_text(f"---\nkey: {key}\ntitle: T\ndescription: D\n---\n# T\n\nold\n", encoding="utf-8")
    config = root / "site_config.yml"
    lines = config.read_text(encoding="utf-8").splitlines()
    config.write_text("\n".join("      nav: [home]" if "nav:" in line else line for line in lines), encoding="utf-8")
    return root


def run(*arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> Done:
    """Return what a module of the project's Python said, such as `generator.cli` or `mkdocs`, and its exit code."""
    command = [sys.executable, "-m", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)} | dict(env or {})
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=cwd, env=environment)


def visibles(*arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> Done:
    """Return what the command `visibles` said in a folder, and its exit code."""
    code = "from generator.cli import main; main(prog_name='visibles')"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)} | dict(env or {})
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=cwd, env=environment)


@functools.cache
def get_invented_site(folder: Path) -> Path:
    """Return the invented site, built with an address in a folder of this test session. Only for reading."""
    return _make_once(folder / "invented", lambda root: _build(make_project(root, site_url=SITE_URL))) / "site"


@functools.cache
def get_real_site(folder: Path) -> Path:
    """Return the site of the repository's own cases, built alike. Only for reading."""

    def make(root: Path) -> None:
        _build(make_project(root, source=REPOSITORY, site_url=SITE_URL))

    return _make_once(folder / "real", make) / "site"


def copy_built_project(folder: Path, root: Path) -> Path:
    """Return a project of the invented site with its site, as it was built and recorded, to change and build again."""
    built = _make_once(folder / "built", lambda root: _build(make_project(root), "--record"))
    return Path(shutil.copytree(built, root, symlinks=True))


def _make_once(root: Path, make: Callable[[Path], None]) -> Path:
    """Return a folder that whichever test process comes first makes for all of them."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent.parent / root.name
    made = root.with_name(f"{root.name}.made")
    with root.with_name(f"{root.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(root, ignore_errors=True)
            make(root)
            made.touch()
    return root


def gather(tasks: Sequence[Task], name: str = "all") -> tuple[Group, Inputs]:
    """Return a group of these tasks, and inputs that differ where those of one of them do."""
    told = repr([(task.name, sorted(task.inputs.items())) for task in tasks])
    return Group(name, Needs(rest=(name,)), lambda _: tasks), Inputs(rest={name: told})


def make_files(tasks: Iterable[Task]) -> dict[str, bytes]:
    """Return the files that some tasks make, by path."""
    return dict(made for task in tasks for made in task.make() if isinstance(made, tuple))


def _build(project: Path, *arguments: str) -> None:
    done = visibles("build", "--profile", *arguments, cwd=project)
    assert done.returncode == 0, done.stderr
    assert "\nstage\tpages\t" in done.stderr
