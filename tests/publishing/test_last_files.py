"""Files that tell of all others stay as they were exactly while what they tell does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.publishing.last_files import keep_moved, keep_sitemap
from generator.publishing.made import MadeFile, MadeGroup, MadeTask
from generator.publishing.memory import Memory
from generator.publishing.site_folder import SiteFolder

MOVED = '<meta http-equiv="refresh" content="0; url=../a/">'
OTHERS = {"sitemap.xml": "<urlset/>", "old/index.html": MOVED, "x.css": "a{}"}


def make_group(folder: SiteFolder, files: Mapping[str, str], *, listed: bool = True) -> MadeGroup:
    """Write files, and return them as what one task made."""
    made = tuple(
        MadeFile(name, folder.write(name, text.encode()), (("es", name),) if listed else None)
        for name, text in files.items()
    )
    return MadeGroup("key", {"task": MadeTask("key", {}, made)})


def build(root: Path) -> Memory:
    """A site of two groups, and what no task made."""
    folder = SiteFolder(root)
    groups = {name: make_group(folder, {f"{name}/index.html": "<p>"}) for name in ("a", "b")}
    return Memory({**groups, "": make_group(folder, OTHERS, listed=False)})


@pytest.mark.parametrize(
    ("files", "listed", "others", "sitemap", "moved"),
    [
        ({"b/index.html": "<p>other"}, True, (), True, True),
        ({"b/index.html": "<p>"}, False, (), False, True),
        ({"c/index.html": "<p>"}, True, (), False, False),
        ({}, True, (), False, False),
        ({"b/index.html": "<p>", "b.csv": ""}, True, (), False, False),
        ({"b/index.html": "<p>other"}, True, ("mine.html",), True, False),
        ({"b/index.html": "<p>other"}, True, ("mine.css",), True, True),
    ],
)
def test_what_stays(  # noqa: PLR0913 - what is made again, and what stays then
    tmp_path: Path, files: dict[str, str], others: tuple[str, ...], *, listed: bool, sitemap: bool, moved: bool
) -> None:
    """With one group that is as it was and one that is made again."""
    memory = build(tmp_path / "last")
    folder = SiteFolder(tmp_path / "new", tmp_path / "last", memory.entries)
    assert folder.keep_group("a")
    made = {"a": memory.groups["a"], "b": make_group(folder, files, listed=listed)}

    assert keep_sitemap(made, folder, memory) == sitemap
    assert ("sitemap.xml" in folder.entries) == sitemap
    assert keep_moved(made, folder, memory, others) == moved
    assert ("old/index.html" in folder.entries) == moved
    assert "x.css" not in folder.entries


def test_without_a_last_site_nothing_stays(tmp_path: Path) -> None:
    """Nor where a group is gone or new."""
    memory = build(tmp_path / "last")
    folder = SiteFolder(tmp_path / "new", tmp_path / "last", memory.entries)
    assert not keep_moved({}, folder, Memory(), ())
    assert folder.keep_group("a")
    one = {"a": memory.groups["a"]}
    assert not keep_moved(one, folder, memory, ())
    assert not keep_sitemap(one, folder, memory)
    assert not keep_moved({**memory.groups, "c": MadeGroup("key", {})}, folder, memory, ())
