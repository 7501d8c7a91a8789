"""Builds a site a second time, elsewhere and under other circumstances, to see whether it gets the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.config import SiteOptions
from generator.exits import DifferingBuildError, SecondBuildError
from generator.progress import tell
from generator.publishing.manifest import read_digests
from generator.records.problems import Problem

_COMMAND = "from generator.cli import main; main()"
_ZONES = ("Pacific/Kiritimati", "America/Mexico_City")
_SEEDS = ("4242", "1729")
_SWITCHES = ("cards", "embeds", "permanent_copies")


def require_same(site_dir: Path, config_file: Path, options: SiteOptions, given: Mapping[str, Any]) -> None:
    """Raise DifferingBuildError if another build does not give the same site, SecondBuildError if it gives none.

    The other build has another time zone, locale, hash seed and number of processes, another folder for the project
    and for the site, and nothing kept from earlier builds.
    """
    tell("again")
    with tempfile.TemporaryDirectory(prefix="visibles ñ ") as name:
        folder = Path(name)
        config = _copy_project(folder / "otro" / "proyecto", config_file, options)
        jobs = "1" if options.jobs not in {None, 1} else "2"
        arguments = (
            "build",
            "--config",
            str(config),
            "--site-dir",
            str(folder / "sitio"),
            "--jobs",
            jobs,
            "--anew",
            *_tell(given),
        )
        command = [sys.executable, "-c", _COMMAND, *arguments]
        environment = _make_environment(os.environ)
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment, cwd=folder)  # noqa: S603 - our own command
        if done.returncode:
            raise SecondBuildError(done.stderr)
        one, other = read_digests(site_dir), read_digests(folder / "sitio")
    if differing := tuple(name for name in sorted({*one, *other}) if one.get(name) != other.get(name)):
        raise DifferingBuildError(tuple(Problem("build-differs", name) for name in differing))


def _tell(given: Mapping[str, Any]) -> Iterator[str]:
    """Those options of the command line that decide what is built, as they were given."""
    for name in _SWITCHES:
        if given[name] is not None:
            yield f"--{'' if given[name] else 'no-'}{name.replace('_', '-')}"
    if given["languages"]:
        yield f"--languages={given['languages']}"
    if given["as_of"]:
        yield f"--as-of={given['as_of']:%Y-%m-%d}"


def _copy_project(folder: Path, config_file: Path, options: SiteOptions) -> Path:
    """The configuration of the same project in another folder; in its own where it takes files from outside of it."""
    root = config_file.parent
    sources = [one.resolve() for one in (options.cases_dir, options.content_dir)]
    if not all(root in one.parents for one in sources):
        return config_file
    copied = {one.relative_to(root).parts[0] for one in sources}
    folder.mkdir(parents=True)
    for path in root.iterdir():
        if path.name in copied:
            # Records may not be links.
            shutil.copytree(path, folder / path.name, symlinks=True)
        elif path != config_file and not path.name.startswith("."):
            (folder / path.name).symlink_to(path)
    return Path(shutil.copyfile(config_file, folder / config_file.name))


def _make_environment(own: Mapping[str, str]) -> dict[str, str]:
    """What a program can learn from its surroundings, all of it different."""
    zone = next(zone for zone in _ZONES if zone != own.get("TZ"))
    seed = next(seed for seed in _SEEDS if seed != own.get("PYTHONHASHSEED"))
    language = "C.UTF-8" if own.get("LC_ALL") != "C.UTF-8" else "C"
    changes = {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": language, "LANG": language, "COLUMNS": "40"}
    return {**own, **changes}
