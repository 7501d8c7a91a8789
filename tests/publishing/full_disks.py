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
SCENES = {name: faults.SCENES[name] for name in ("replace", "spare")}


def mount(disk: Path, option: str) -> Path:
    """Put an empty disk with one limit in a folder; give the folder to build in."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size=64m,{option}", "none", str(disk)], check=True)  # noqa: S607
    root = disk / "project"
    root.mkdir()
    return root


def resize(disk: Path, option: str) -> None:
    """Give a disk another limit."""
    subprocess.run(["mount", "-o", f"remount,{option}", str(disk)], check=True)  # noqa: S607


def unmount(disk: Path) -> None:
    """Take the disk out again."""
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S607


def measure(disk: Path, scene: faults.Scene) -> dict[str, int]:
    """How many blocks and files the old site takes by itself."""
    root = mount(disk, "nr_inodes=10000")
    scene.prepare(root)
    files = sum(1 for _ in disk.rglob("*")) + 1
    space = (shutil.disk_usage(disk).used + PAGE - 1) // PAGE
    unmount(disk)
    return {"space": space, "files": files}


def try_size(disk: Path, scene: faults.Scene, kind: str, size: int, report: faults.Report) -> None:
    """Replace the old site on a disk that may be too small; then give it room, and replace it again."""
    option = f"size={size * PAGE}" if kind == "space" else f"nr_inodes={size}"
    root = mount(disk, "nr_inodes=10000")
    scene.prepare(root)
    resize(disk, option)
    code, _ = faults.run(scene, root)
    found = scene.judge(root)
    end = {faults.DONE: "done", faults.REFUSED: "told"}.get(code, str(code))
    report.outcomes[f"{kind}: {found}, {end}"] += 1
    # With a spare, what is written last is what the next build may know.
    allowed = {("old", "told"), ("new", "done"), *([("new", "told")] if scene is SCENES["spare"] else [])}
    if (found, end) not in allowed:
        report.broken.append(f"{kind} {size}: {found}, {end}")
    resize(disk, "size=64m" if kind == "space" else "nr_inodes=10000")
    code, _ = faults.run(scene, root)
    beside = {path.name for path in root.iterdir()}
    if code != faults.DONE or scene.judge(root) != "new" or not beside <= scene.beside:
        report.broken.append(f"{kind} {size}: not mended: {code}, {scene.judge(root)}, {sorted(beside)}")
    unmount(disk)


def try_limit(disk: Path, scene: faults.Scene, report: faults.Report) -> None:
    """Replace the old site where no file may be larger than 20 kB, as a quota does."""
    root = mount(disk, "nr_inodes=10000")
    scene.prepare(root)

    def act(folder: Path) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        scene.act(folder)

    code, _ = faults.run(faults.Scene(scene.prepare, act, scene.judge, scene.beside), root)
    found = scene.judge(root)
    report.outcomes[f"limit: {found}, {'told' if code == faults.REFUSED else code}"] += 1
    unmount(disk)


def main(disk: Path) -> faults.Report:
    """Try each size from that of the old site to twice that, and a little more."""
    report = faults.Report()
    for scene in SCENES.values():
        for kind, size in measure(disk, scene).items():
            for more in range(1, size + 8, 2):
                try_size(disk, scene, kind, size + more, report)
        try_limit(disk, scene, report)
    return report


if __name__ == "__main__":
    found = main(Path(sys.argv[1]))
    print(json.dumps({"outcomes": found.outcomes, "broken": found.broken}))  # noqa: T201
