"""A site that begins with the spare of the last one is the same, and a spare that was touched is not begun with."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import faults
import pytest
from faults import LOOKS, SPARE, publish_beside, read_folder, read_looks

from generator.publishing import exchange
from generator.publishing.folder import look_at_folders, remove_file
from generator.publishing.site_folder import SiteFolder
from generator.publishing.spare import find_last, is_untouched
from generator.publishing.staging import discard_spare, keep_last

Touch = Callable[[Path], object]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with a site that has a spare."""
    root = tmp_path / "root"
    root.mkdir()
    faults.SCENES["spare"].prepare(root)
    return root


def get_number(path: Path) -> int:
    """Return what tells a file or folder from any other, whatever it is called."""
    return path.stat().st_ino


def require_whole(root: Path, tag: str) -> None:
    """The site is what a build with nothing known gives, and its spare, if there is one, is the same."""
    faults.publish(root / "clean" / "site", tag)
    found = read_folder(root / "site")
    assert found == read_folder(root / "clean" / "site")
    assert not (root / SPARE).exists() or read_folder(root / SPARE) == found
    shutil.rmtree(root / "clean")
    assert {path.name for path in root.iterdir()} <= {"site", SPARE, LOOKS}


def test_the_spare_becomes_the_site(root: Path) -> None:
    """Over and over: each is the spare of the other; nothing is copied, and nothing old is left anywhere."""
    site, spare = root / "site", root / SPARE
    assert not (spare / "older").exists()
    for tag in ("new", "newer", "new"):
        site_was, spare_was, page = get_number(site), get_number(spare), get_number(site / "index.html")
        chart = get_number(site / "assets/1.svg")
        publish_beside(site, tag)

        assert (get_number(spare), get_number(site)) == (site_was, spare_was)
        assert get_number(site / "assets/1.svg") == chart
        assert get_number(site / "index.html") != page
        assert all(path.samefile(site / path.relative_to(spare)) for path in spare.rglob("*.*") if path.is_file())
        require_whole(root, tag)


def test_the_second_build_lays_one_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that was built once has none: it is laid out at once, and no file is looked at."""
    root = tmp_path / "once"
    root.mkdir()
    publish_beside(root / "site", "old")
    assert not (root / SPARE).exists()

    monkeypatch.setattr(SiteFolder, "_link", lambda *_: pytest.fail("looked at a file"))
    publish_beside(root / "site", "new")
    monkeypatch.undo()
    assert (root / SPARE / "assets/1.svg").samefile(root / "site/assets/1.svg")
    require_whole(root, "new")


def test_in_two_steps(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two folders cannot change places, there is a spare all the same."""
    monkeypatch.setattr(exchange, "_renameat2", None)
    number = get_number(root / SPARE)
    publish_beside(root / "site", "new")

    assert get_number(root / "site") == number
    require_whole(root, "new")


def test_no_hard_links(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot have two names, there is none, and every file is written."""

    def refuse(*_paths: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    for tag in ("new", "newer"):
        publish_beside(root / "site", tag)
        assert not (root / SPARE).exists()
        require_whole(root, tag)


def _copy(root: Path) -> None:
    shutil.copytree(root, root.with_name("copy"))
    shutil.rmtree(root)
    root.with_name("copy").rename(root)


def _exchange_page(root: Path) -> None:
    (root / "x").write_text("x", encoding="utf-8")
    (root / "x").replace(root / SPARE / "casos" / "2" / "index.html")


TOUCHED: dict[str, Touch] = {
    "removed": lambda root: shutil.rmtree(root / SPARE),
    "a file": lambda root: (shutil.rmtree(root / SPARE), (root / SPARE).touch()),
    "a link": lambda root: (shutil.rmtree(root / SPARE), (root / SPARE).symlink_to(root / "site")),
    "a page more": lambda root: (root / SPARE / "casos" / "mas.html").touch(),
    "a page less": lambda root: (root / SPARE / "casos" / "2" / "index.html").unlink(),
    "another page": _exchange_page,
    "a folder less": lambda root: shutil.rmtree(root / SPARE / "en"),
    "not to be written": lambda root: (root / SPARE / "casos").chmod(0o555),
    "a signed site": lambda root: (root / "site" / "SHA256SUMS.sig").touch(),
    "a site with a page less": lambda root: (root / "site" / "casos" / "2" / "index.html").unlink(),
    "a copy": _copy,
    "nothing known": lambda root: (root / LOOKS).unlink(),
    "a copy of the site": lambda root: (shutil.rmtree(root / SPARE), shutil.copytree(root / "site", root / SPARE)),
    "the site removed": lambda root: shutil.rmtree(root / "site"),
    "the site emptied": lambda root: (shutil.rmtree(root / "site"), (root / "site").mkdir()),
}


@pytest.mark.parametrize("touch", TOUCHED.values(), ids=list(TOUCHED))
def test_what_was_touched_is_not_begun_with(root: Path, touch: Touch) -> None:
    """The new site is the same as without a spare; soon there is one again."""
    touch(root)
    site = root / "site"
    assert find_last(site, read_looks(site)).spare is None
    for tag in ("new", "newer", "new"):
        publish_beside(site, tag)
        require_whole(root, tag)

    assert find_last(site, read_looks(site)).spare


def test_moved(root: Path) -> None:
    """What was moved as a whole is as it was."""
    number = get_number(root / SPARE)
    there = root.rename(root.with_name("there"))
    publish_beside(there / "site", "new")

    assert get_number(there / "site") == number
    require_whole(there, "new")


def test_files_added_during_a_build(root: Path) -> None:
    """What was put into the old site meanwhile is neither in the new one nor in the one after it."""
    site = root / "site"
    looks = read_looks(site)
    with faults.replace(site, lambda last: {"new.html"} if is_untouched(last, looks) else None) as staged:
        (staged / "new.html").touch()
        (site / "SHA256SUMS.sig").touch()

    assert not (root / SPARE).exists()
    assert {path.name for path in site.iterdir()} == {"new.html", faults.MARKER_FILE}


def test_a_preview(root: Path) -> None:
    """What a preview showed becomes its spare, and nothing of it stays in the end."""
    site = root / "site"
    with keep_last(site, lambda _: {"new.html", "old.html"}) as aside:
        shutil.copytree(aside, site, dirs_exist_ok=True)
        (site / "new.html").touch()
        (site / "old.html").unlink()
    assert read_folder(root / SPARE) == read_folder(site)

    with pytest.raises(ZeroDivisionError), keep_last(site, lambda _: ()):
        assert 1 / 0
    discard_spare(site)
    assert {path.name for path in root.iterdir()} == {"site", LOOKS}


def test_a_look(tmp_path: Path) -> None:
    """What comes, goes or changes its mode in upper folders shows, and nothing else does; many folders are one."""
    site = tmp_path / "site"
    (site / "en" / "casos" / "uno").mkdir(parents=True)
    page = site / "en" / "casos" / "uno" / "index.html"
    page.touch()
    looks = [look_at_folders(site)]

    def has_changed() -> bool:
        looks.append(look_at_folders(site))
        return looks[-1] != looks[-2]

    assert looks[0]
    assert not has_changed()
    page.write_text("x", encoding="utf-8")
    assert not has_changed()
    page.unlink()
    assert not has_changed()  # Three folders deep.
    (site / "en" / "casos").chmod(0o700)
    assert has_changed()
    for number in range(300):
        (site / "en" / str(number)).mkdir()
    assert has_changed()
    (site / "en" / "casos" / "dos").mkdir()
    assert not has_changed()
    remove_file(site, "en/casos/uno/index.html")
    assert not has_changed()
    (site / "en" / "casos" / "dos").rmdir()
    remove_file(site, "en/casos/index.html")
    assert has_changed()
    assert look_at_folders(tmp_path / "nowhere") == ""
