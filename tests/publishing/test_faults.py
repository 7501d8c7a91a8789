"""Whatever goes wrong while something is written, the old or the new is there whole; the next run mends the rest."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import faults
import pytest
from sites import REPOSITORY

from generator.publishing.staging import repair

SHARE = float(os.environ.get("VISIBLES_FAULTS", "0.08"))
"""Of the points that are tried; `make faults` tries them all."""

MEMORY = Path("/dev/shm")  # noqa: S108 - where there is one, thousands of small files cost less there
HERE = Path(__file__).parent


def try_faults(*command: str) -> dict[str, dict[str, int]]:
    """Return how many faults of each kind ended how."""
    environment = os.environ | {"PYTHONPATH": f"{REPOSITORY}:{REPOSITORY / 'tests'}", "PYTHONDONTWRITEBYTECODE": "1"}
    if os.access(MEMORY, os.W_OK):
        environment["TMPDIR"] = str(MEMORY)
    done = subprocess.run(
        [sys.executable, *command], check=False, capture_output=True, text=True, cwd=HERE, env=environment
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    print(json.dumps(report, indent=1))  # noqa: T201 - shown with `pytest -s`, as `make faults` does
    assert report["broken"] == [], done.stderr
    counts: dict[str, dict[str, int]] = {}
    for outcome, number in report["outcomes"].items():
        kind, _, end = outcome.partition(": ")
        counts.setdefault(kind, {})[end] = number
    return counts


@pytest.mark.parametrize(
    ("scene", "share"),
    [("replace", 2 * SHARE), ("spare", 2 * SHARE), ("laid out", SHARE), ("two steps", SHARE), ("first", 2 * SHARE)],
)
def test_a_site_is_replaced_whole_or_not_at_all(scene: str, share: float) -> None:
    """Killed or refused at many calls of the file system, a build leaves the old or the new site, later no litter."""
    counts = try_faults("faults.py", scene, str(min(share, 1)))

    assert set(counts) == set(faults.KINDS)
    assert set(counts["kill"]) <= {"old, killed", "new, killed", "absent, killed"}
    assert sum(counts["kill"].values()) > 3


@pytest.mark.parametrize("scene", ["text", "draft"])
def test_files_of_editors_are_written_whole_or_not_at_all(scene: str) -> None:
    """The same, at every call, for the file of addresses and for a new draft."""
    counts = try_faults("faults.py", scene, "1")

    assert counts["kill"]["old, killed"] >= 4
    assert sum(counts["kill"].values()) == sum(counts["EIO"].values()) >= 6


def test_the_command_survives_faults() -> None:
    """`visibles build` itself, from reading to swapping: never a traceback, never a mixture."""
    counts = try_faults("command_faults.py", str(max(1, round(SHARE * 40))) if SHARE >= 1 else "1")

    assert set(counts) == set(faults.KINDS)


PUBLISH = "import sys, pathlib, faults; faults.publish(pathlib.Path(sys.argv[1]), 'new')"


def run_without_rights(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Return how a program ended that has to keep to permissions, even where it is root's."""
    drop = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    if drop and shutil.which(drop[0]) is None:
        pytest.skip("root cannot give up its rights here")
    environment = os.environ | {"PYTHONPATH": f"{REPOSITORY}:{HERE}:{HERE.parent}", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*drop, sys.executable, *map(str, command)], check=False, capture_output=True, text=True, env=environment
    )


def test_folders_that_may_not_be_written(tmp_path: Path) -> None:
    """In a read-only folder nothing is changed, and the refusal says why; a read-only site is replaced, and removed."""
    scene, site = faults.SCENES["replace"], tmp_path / "site"
    scene.prepare(tmp_path)
    tmp_path.chmod(0o555)
    refused = run_without_rights("-c", PUBLISH, site)
    tmp_path.chmod(0o755)

    assert refused.returncode != 0
    assert "site-dir-unwritable" in refused.stderr
    assert "Permission denied" in refused.stderr
    assert scene.judge(tmp_path) == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"site"}

    for folder in (site, *(path for path in site.rglob("*") if path.is_dir())):
        folder.chmod(0o555)
    done = run_without_rights("-c", PUBLISH, site)
    assert done.returncode == 0, done.stderr
    assert scene.judge(tmp_path) == "new"
    assert {path.name for path in tmp_path.iterdir()} == {"site"}
    assert site.stat().st_mode & 0o777 == 0o555
    site.chmod(0o755)


@pytest.mark.parametrize("kind", ["file", "link", "folder", "crashed"])
def test_what_lies_in_the_way_of_a_build(tmp_path: Path, kind: str) -> None:
    """Whatever has our hidden names is removed, a link without what it leads to; an empty site gives way to the old."""
    scene, kept = faults.SCENES["replace"], tmp_path.with_name(f"kept-{kind}")
    kept.mkdir()
    (kept / "tesis.odt").touch()
    staged = tmp_path / ".site.visibles-new"
    if kind == "file":
        staged.touch()
    elif kind == "link":
        staged.symlink_to(kept)
    elif kind == "folder":
        (staged / "a").mkdir(parents=True)
    else:
        scene.prepare(tmp_path)
        (tmp_path / "site").rename(tmp_path / ".site.visibles-old")
        (tmp_path / "site").mkdir()
        repair(tmp_path / "site")
        assert scene.judge(tmp_path) == "old"
    faults.publish(tmp_path / "site", "new")

    assert scene.judge(tmp_path) == "new"
    assert {path.name for path in tmp_path.iterdir()} == {"site"}
    assert (kept / "tesis.odt").exists()


def has_namespaces() -> bool:
    """Return whether this machine lets us mount a small disk of our own."""
    if shutil.which("unshare") is None:
        return False
    script = "mount -t tmpfs -o size=1m none /mnt"
    return subprocess.run(["unshare", "-rm", "sh", "-c", script], check=False, capture_output=True).returncode == 0  # noqa: S607


@pytest.mark.skipif(not has_namespaces(), reason="no disk of our own can be mounted here")
def test_full_disks(tmp_path: Path) -> None:
    """On real small disks that run out of space or of files at each point of a build, the old site stays whole."""
    (tmp_path / "disk").mkdir()
    environment = os.environ | {"PYTHONPATH": f"{REPOSITORY}:{HERE}", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        ["unshare", "-rm", sys.executable, str(HERE / "full_disks.py"), str(tmp_path / "disk")],  # noqa: S607
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    print(json.dumps(report, indent=1))  # noqa: T201

    assert report["broken"] == []
    assert report["outcomes"]["space: old, told"] > 5
    assert report["outcomes"]["space: new, done"] >= 1
    assert report["outcomes"]["files: old, told"] > 5
    assert report["outcomes"]["files: new, done"] >= 1
    assert report["outcomes"]["limit: old, told"] == 2
