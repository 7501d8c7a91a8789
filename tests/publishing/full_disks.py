"""Builds on disks that are too small, for real: run this where it may mount, as `unshare -rm python full_disks.py DIR`.

Says as JSON what became of builds on disks of many sizes, each somewhat larger than what the old site takes.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import faults

PAGE = 4096
SCENE = faults.SCENES["replace"]


def mount(disk: Path, option: str) -> Path:
    """Put an empty disk with one limit in a folder; give the folder to build in."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size=64m,{option}", "none", str(disk)], check=True)  # noqa: S607
    root = disk / "project"
    root.mkdir()
    return root


def unmount(disk: Path) -> None:
    """Take the disk out again."""
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S607


def measure(disk: Path) -> dict[str, int]:
    """How many blocks and files the old site takes by itself."""
    root = mount(disk, "nr_inodes=10000")
    SCENE.prepare(root)
    files = sum(1 for _ in disk.rglob("*")) + 1
    space = (shutil.disk_usage(disk).used + PAGE - 1) // PAGE
    unmount(disk)
    return {"space": space, "files": files}


def try_size(disk: Path, kind: str, size: int, report: faults.Report) -> None:
    """Replace the old site on a disk that may be too small; then give it room, and replace it again."""
    option = f"size={size * PAGE}" if kind == "space" else f"nr_inodes={size}"
    root = mount(disk, option)
    SCENE.prepare(root)
    code, _ = faults.run(SCENE, root)
    found = SCENE.judge(root)
    end = {faults.DONE: "done", faults.REFUSED: "told"}.get(code, str(code))
    report.outcomes[f"{kind}: {found}, {end}"] += 1
    if (found, end) not in {("old", "told"), ("new", "done")}:
        report.broken.append(f"{kind} {size}: {found}, {end}")
    room = "size=64m" if kind == "space" else "nr_inodes=10000"
    subprocess.run(["mount", "-o", f"remount,{room}", str(disk)], check=True)  # noqa: S607
    code, _ = faults.run(SCENE, root)
    beside = {path.name for path in root.iterdir()}
    if code != faults.DONE or SCENE.judge(root) != "new" or beside != SCENE.beside:
        report.broken.append(f"{kind} {size}: not mended: {code}, {SCENE.judge(root)}, {sorted(beside)}")
    unmount(disk)


def try_limit(disk: Path, report: faults.Report) -> None:
    """Replace the old site where no file may be larger than 20 kB, as a quota does."""
    root = mount(disk, "nr_inodes=10000")
    SCENE.prepare(root)

    def act(folder: Path) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        SCENE.act(folder)

    code, _ = faults.run(faults.Scene(SCENE.prepare, act, SCENE.judge, SCENE.beside), root)
    found = SCENE.judge(root)
    report.outcomes[f"limit: {found}, {'told' if code == faults.REFUSED else code}"] += 1
    unmount(disk)


def main(disk: Path) -> faults.Report:
    """Try each size from that of the old site to twice that, and a little more."""
    report = faults.Report()
    for kind, size in measure(disk).items():
        for more in range(1, size + 8, 2):
            try_size(disk, kind, size + more, report)
    try_limit(disk, report)
    return report


if __name__ == "__main__":
    found = main(Path(sys.argv[1]))
    print(json.dumps({"outcomes": found.outcomes, "broken": found.broken}))  # noqa: T201
