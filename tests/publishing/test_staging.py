"""A site is put in place whole or not at all, and never over anything else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.publishing import exchange, staging
from generator.publishing.staging import MARKER_FILE, UnsafeSiteDirError, check_site_dir, stage


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with cases in it."""
    root = tmp_path / "project"
    (root / "cases").mkdir(parents=True)
    (root / "cases/one.yml").write_text("id: one", encoding="utf-8")
    return root


def get_code(site_dir: Path, root: Path) -> str | None:
    """Return the code of the refusal, or None."""
    try:
        check_site_dir(site_dir, root=root, protected=[root / "cases", root / ".git"])
    except UnsafeSiteDirError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("cases", "site-dir-protected"),
        ("cases/site", "site-dir-protected"),
        ("site/../cases", "site-dir-protected"),
        (".git", "site-dir-protected"),
        (".git/site", "site-dir-protected"),
        (".", "site-dir-root"),
        ("..", "site-dir-root"),
        ("/", "site-dir-system"),
        ("~", "site-dir-system"),
        ("cases/one.yml", "site-dir-file"),
        ("site", None),
        ("../elsewhere/site", None),
    ],
)
def test_where_a_site_may_go(root: Path, name: str, code: str | None) -> None:
    """Only a folder of its own will do."""
    assert get_code(root / Path(name).expanduser(), root) == code


def test_full_folder_that_is_not_ours(root: Path) -> None:
    """A folder with anything in it must carry our marker."""
    (root / "site").mkdir()
    assert get_code(root / "site", root) is None

    (root / "site/thesis.odt").touch()
    assert get_code(root / "site", root) == "site-dir-not-ours"

    (root / "site" / MARKER_FILE).touch()
    assert get_code(root / "site", root) is None


def test_symbolic_links(root: Path) -> None:
    """A link is refused, and a protected folder is known through one."""
    (root / "link").symlink_to(root / "cases")
    (root / "way").symlink_to(root)

    assert get_code(root / "link", root) == "site-dir-symlink"
    assert get_code(root / "way/cases", root) == "site-dir-protected"


def test_swap(root: Path) -> None:
    """The new site takes the place of the old one, and nothing is left beside it."""
    site = root / "site"
    for text in ("old", "new"):
        with stage(site) as staged:
            (staged / f"{text}.html").write_text(text, encoding="utf-8")
            assert not (site / f"{text}.html").exists()

    assert {path.name for path in site.iterdir()} == {"new.html", MARKER_FILE}
    assert {path.name for path in root.iterdir()} == {"cases", "site"}


def test_mode_of_the_folder_is_kept(root: Path) -> None:
    """A web server that could read the old site can read the new one."""
    site = root / "site"
    site.mkdir(mode=0o750)
    with stage(site):
        pass

    assert site.stat().st_mode & 0o777 == 0o750


def fail_to_build(site: Path) -> None:
    """Begin a site and fail after its first page."""
    with pytest.raises(FileNotFoundError), stage(site) as staged:
        (staged / "new.html").write_bytes((staged / "missing").read_bytes())


def test_failure_leaves_the_old_site(root: Path) -> None:
    """An error while building leaves yesterday's site and no stage."""
    site = root / "site"
    with stage(site) as staged:
        (staged / "old.html").touch()
    fail_to_build(site)

    assert (site / "old.html").exists()
    assert {path.name for path in root.iterdir()} == {"cases", "site"}


def test_failed_swap_leaves_the_old_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If, where folders cannot change places, the new site cannot be renamed into place, the old one is put back."""
    site = root / "site"
    monkeypatch.setattr(exchange, "_renameat2", None)
    with stage(site) as staged:
        (staged / "old.html").touch()
    rename = Path.rename

    def fail_for_new(path: Path, target: Path) -> Path:
        if path.name.endswith("-new"):
            raise PermissionError
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_for_new)
    with pytest.raises(UnsafeSiteDirError, match="site-dir-fixed"), stage(site):
        pass

    assert (site / "old.html").exists()


def test_a_reader_always_finds_a_site(root: Path) -> None:
    """While one site takes the place of another, over and over, its address never leads nowhere."""
    site = root / "site"
    with stage(site) as staged:
        (staged / "index.html").write_text("0", encoding="utf-8")
    if not exchange.exchange(root / "cases", site):
        pytest.skip("folders cannot change places on this file system")
    exchange.exchange(root / "cases", site)
    reader = subprocess.Popen([sys.executable, "-c", READER, site / "index.html"], stdout=subprocess.PIPE, text=True)
    assert reader.stdout is not None
    assert reader.stdout.readline() == "reading\n"
    for number in range(1, 60):
        with stage(site) as staged:
            (staged / "index.html").write_text(str(number), encoding="utf-8")
    told = json.loads(reader.communicate()[0])

    assert told["missing"] == 0
    assert told["seen"] > 3


READER = """
import json, pathlib, sys
path, seen, missing = pathlib.Path(sys.argv[1]), set(), 0
print("reading", flush=True)
while "59" not in seen:
    try:
        seen.add(path.read_text())
    except FileNotFoundError:
        missing += 1
print(json.dumps({"seen": len(seen), "missing": missing}))
"""


def test_crash_after_the_swap_is_repaired(root: Path) -> None:
    """A new site whose predecessor was not yet removed is kept."""
    site = root / "site"
    with stage(site) as staged:
        (staged / "new.html").touch()
    (root / ".site.visibles-old").mkdir()
    staging.repair(site)

    assert (site / "new.html").exists()
    assert {path.name for path in root.iterdir()} == {"cases", "site"}


def test_two_builds_at_once(root: Path) -> None:
    """The second is told so, and does not disturb the first."""
    site = root / "site"
    with stage(site) as staged:
        (staged / "first.html").touch()
        with pytest.raises(UnsafeSiteDirError, match="site-dir-busy"), stage(site):
            pass

    assert (site / "first.html").exists()


def test_place_that_cannot_be_written(root: Path) -> None:
    """A file where a folder should be is said, not shown as a crash."""
    with pytest.raises(UnsafeSiteDirError, match="site-dir-unwritable"), stage(root / "cases/one.yml/site"):
        pass


def test_keep_last(root: Path) -> None:
    """A preview that fails to build shows what it showed."""
    site = root / "site"
    site.mkdir()
    (site / "old.html").touch()
    with pytest.raises(ZeroDivisionError), staging.keep_last(site):
        assert 1 / len(list(site.iterdir()))
    assert (site / "old.html").exists()

    with staging.keep_last(site):
        (site / "new.html").touch()
    assert {path.name for path in site.iterdir()} == {"new.html"}
