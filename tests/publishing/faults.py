"""Breaks what writes files at every point: real processes, killed or refused at their n-th call of the file system.

Run by itself, `python faults.py NAME SHARE` says as JSON what became of each fault: how often the old or the new was
found whole, how the program ended, and everything that was neither. SHARE of the points are tried; 1 tries them all.
Each fault is followed by an undisturbed run, which must succeed and leave nothing beside what it wrote.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.config import SiteError
from generator.pages.provenance import Origin
from generator.publishing import exchange
from generator.publishing.links import check_site
from generator.publishing.manifest import write_manifest
from generator.publishing.site_folder import SiteFolder
from generator.publishing.spare import find_last, is_untouched, look_at_both, open_folder
from generator.publishing.staging import MARKER_FILE, MARKER_TEXT, hold, replace, stage
from generator.records.drafts import write_draft
from generator.records.saving import write_whole

WRITES = {"os.mkdir", "os.link", "os.symlink"}
CHANGES = {*WRITES, "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.chown", "os.truncate", "os.utime"}
CALLS = {*CHANGES, "open", "os.scandir", "os.listdir", "fcntl.flock"}
"""Events by which the interpreter announces a call of the file system, just before it."""

KINDS = ("kill", "ENOSPC", "EIO", "EACCES", "full", "frozen")
"""SIGKILL; three errors, each once; a disk that stays full; one that stays as it is, as after a hardware fault."""

DONE, REFUSED, CRASHED = 0, 3, 70
SPARE, LOOKS = ".site.visibles-spare", "looks.json"
FILES = 8
ORIGIN = Origin("0", "", {}, date(2026, 1, 1), None)


def arm(kind: str, point: int) -> list[int]:
    """Break this process at its point-th call from here; give the count of calls made so far, as a list of one."""
    count = [0]

    def strike(event: str, arguments: tuple[object, ...]) -> None:
        if event not in CALLS:
            return
        count[0] += 1
        if kind == "kill" and count[0] == point:
            os.kill(os.getpid(), signal.SIGKILL)
        elif kind in {"ENOSPC", "EIO", "EACCES"} and count[0] == point:
            _raise(getattr(errno, kind))
        elif kind == "full" and count[0] >= point and (event in WRITES or _is_writing(event, arguments)):
            _raise(errno.ENOSPC)
        elif kind == "frozen" and count[0] >= point and (event in CHANGES or _is_writing(event, arguments)):
            _raise(errno.EROFS)

    sys.addaudithook(strike)
    return count


def _raise(number: int) -> None:
    raise OSError(number, os.strerror(number))


def _is_writing(event: str, arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if event == "open" and len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


@dataclass(frozen=True)
class Scene:
    """Something that writes files, and what they may be before and after."""

    prepare: Callable[[Path], None]
    act: Callable[[Path], None]
    judge: Callable[[Path], str]
    """Old, new, or what it is instead."""
    beside: frozenset[str]
    """All that may be in the folder in the end; a spare need not."""


@dataclass
class Report:
    """What became of the faults."""

    points: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    """Kind of fault, what was found, and how the program ended → how often."""
    broken: list[str] = field(default_factory=list)


def make_files(tag: str) -> dict[str, bytes]:
    """A small site: pages in folders, of which some are the same in both sites, and one file of 75 kB."""
    same = {f"assets/{n}.svg": b"<svg/>" * n for n in range(4)}
    page = f'<!doctype html><html lang="es"><title>{tag}</title><a href="/">x</a></html>'.encode()
    pages = {f"{'en/' if n % 2 else ''}casos/{n}/index.html": page for n in range(FILES)}
    own = {f"{tag}.html": page, f"{tag}/a/index.html": page}
    return {**same, "index.html": page, "datos/casos.csv": tag.encode() * 25_000, **pages, **own}


def publish(site: Path, tag: str) -> None:
    """Stage, write, verify, swap: as the command does, sharing with the last site what is as it was."""
    last = SiteFolder(site)
    if site.exists():
        last.adopt_all()
    with stage(site) as staged:
        folder = SiteFolder(staged, site, last.entries)
        folder.write_all(make_files(tag).items())
        write_manifest(folder, ORIGIN)
        if check_site(staged, folder.entries, folder.list_news()).faults:
            sys.exit(1)


def publish_beside(site: Path, tag: str) -> None:
    """The same, beginning with the spare where there is one, and leaving one; `looks.json` is what builds remember."""
    looks = read_looks(site)
    last = SiteFolder(site)
    if site.exists():
        last.adopt_all()
    with hold(site):
        changes: frozenset[str] = frozenset()
        with replace(site, lambda one: changes if is_untouched(one, looks) else None) as staged:
            folder = open_folder(staged, find_last(site, looks), last.entries, base_path="/")
            folder.write_all(make_files(tag).items())
            write_manifest(folder, ORIGIN)
            folder.write(MARKER_FILE, MARKER_TEXT.encode())
            folder.drop_gone()
            news = folder.list_news()
            if check_site(staged, folder.entries, news).faults:
                sys.exit(1)
            changes = news.changed
        write_whole(site.with_name(LOOKS), json.dumps(look_at_both(site)).encode())


def read_looks(site: Path) -> object:
    """What the last build remembers of how it left the site."""
    file = site.with_name(LOOKS)
    return json.loads(file.read_bytes()) if file.exists() else None


def _prepare_spare(root: Path) -> None:
    for tag in ("older", "old"):
        publish_beside(root / "site", tag)


def _judge_spare(root: Path) -> str:
    """What the site is, unless a spare that would be trusted is not the same."""
    site = root / "site"
    spare = find_last(site, read_looks(site)).spare
    if spare is None or not spare.exists() or read_folder(spare) == read_folder(site):
        return _judge_site(root)
    return "another spare"


def read_folder(folder: Path) -> dict[str, bytes | None]:
    """Every file and folder in a folder."""
    paths = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*"))
    return {name: path.read_bytes() if path.is_file() else None for name, path in paths}


def _judge_site(root: Path) -> str:
    site = root / "site"
    if not site.exists():
        return "absent"
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for tag in ("old", "new"):
        files = make_files(tag)
        if names == {*files, "SHA256SUMS", "provenance.json", ".visibles-site"}:
            return tag if all((site / name).read_bytes() == data for name, data in files.items()) else "altered"
    return f"{len(names)} files"


def _judge_text(path: Path) -> str:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return {"old\n" * 500: "old", "new\n" * 900: "new"}.get(text, f"{len(text)} bytes")


def _judge_draft(path: Path) -> str:
    if not path.exists():
        return "old"
    text = path.read_text(encoding="utf-8")
    return "new" if "id: MX-0001" in text and text.endswith("\n") and len(text) > 1000 else f"{len(text)} bytes"


def _write_draft(root: Path) -> None:
    with contextlib.suppress(FileExistsError):
        write_draft(root, "alguien", country="MX", language="es")


def _split(root: Path) -> None:
    exchange._renameat2 = None  # As where the file system cannot exchange two folders.
    publish(root / "site", "new")


SCENES = {
    "replace": Scene(
        lambda root: publish(root / "site", "old"),
        lambda root: publish(root / "site", "new"),
        _judge_site,
        frozenset({"site"}),
    ),
    "spare": Scene(
        _prepare_spare,
        lambda root: publish_beside(root / "site", "new"),
        _judge_spare,
        frozenset({"site", SPARE, LOOKS}),
    ),
    "laid out": Scene(
        lambda root: publish_beside(root / "site", "old"),
        lambda root: publish_beside(root / "site", "new"),
        _judge_spare,
        frozenset({"site", SPARE, LOOKS}),
    ),
    "two steps": Scene(lambda root: publish(root / "site", "old"), _split, _judge_site, frozenset({"site"})),
    "first": Scene(lambda _root: None, lambda root: publish(root / "site", "new"), _judge_site, frozenset({"site"})),
    "text": Scene(
        lambda root: write_whole(root / "addresses.txt", b"old\n" * 500),
        lambda root: write_whole(root / "addresses.txt", b"new\n" * 900),
        lambda root: _judge_text(root / "addresses.txt"),
        frozenset({"addresses.txt"}),
    ),
    "draft": Scene(
        lambda _root: None,
        _write_draft,
        lambda root: _judge_draft(root / "alguien.yml"),
        frozenset({"alguien.yml"}),
    ),
}


def run(scene: Scene, root: Path, kind: str = "", point: int = 0) -> tuple[int, int]:
    """Act in a process of its own, with a fault if one is named; return how it ended, and how many calls it made."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        code = CRASHED
        try:
            count = arm(kind, point)
            scene.act(root)
            code = DONE
        except (OSError, SiteError) as error:
            code = REFUSED
            if not kind:
                traceback.print_exception(error)
        except BaseException:  # noqa: BLE001 - whatever else it is, it is what we look for
            traceback.print_exc()
        os.write(writer, str(count[0]).encode())
        os._exit(code)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader) as stream:
        calls = int(stream.read() or 0)
    return os.waitstatus_to_exitcode(status), calls


def try_point(scene: Scene, root: Path, kind: str, point: int, report: Report) -> None:
    """Break once, look, and let the next run mend it."""
    scene.prepare(root)
    before = scene.judge(root)
    code, _ = run(scene, root, kind, point)
    found, place = scene.judge(root), f"{kind} at {point}"
    ends = {DONE: "done", REFUSED: "told", -signal.SIGKILL: "killed"}
    report.outcomes[f"{kind}: {found}, {ends.get(code, code)}"] += 1
    allowed = {before, "new", *(["absent"] if scene is SCENES["two steps"] and kind in {"kill", "frozen"} else [])}
    if found not in allowed or code not in ends or (code == DONE and found != "new"):
        report.broken.append(f"{place}: {before}, then {found}, ended with {code}")
    mended, _ = run(scene, root)
    beside = {path.name for path in root.iterdir()}
    if mended != DONE or scene.judge(root) != "new" or not beside <= scene.beside:
        report.broken.append(f"{place}: not mended: {mended}, {scene.judge(root)}, {sorted(beside)}")


def _list_points(calls: int, share: float) -> Iterator[tuple[str, int]]:
    chance = random.Random(2026)  # noqa: S311 - the same sample each time
    for kind in KINDS:
        for point in range(1, calls + 1):
            if chance.random() < share:
                yield kind, point


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)
        for path in Path(name).iterdir():
            (shutil.rmtree if path.is_dir() else os.unlink)(path)


def main(name: str, share: float) -> Report:
    """Try points of one scene, in folders of their own."""
    scene, report = SCENES[name], Report()
    with _folder() as root:
        scene.prepare(root)
        code, report.points = run(scene, root)
        if code != DONE:
            report.broken.append(f"undisturbed: {code}")
    for kind, point in _list_points(report.points, share):
        with _folder() as root:
            try_point(scene, root, kind, point, report)
    return report


if __name__ == "__main__":
    found = main(sys.argv[1], float(sys.argv[2]))
    print(json.dumps({"points": found.points, "outcomes": found.outcomes, "broken": found.broken}))  # noqa: T201
