"""A folder that holds the files of the last site becomes the same site as an empty one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publishing.file_reading import FileReader
from generator.publishing.links import check_site
from generator.publishing.site_folder import SiteFolder

NAMES = ("a", "a/b.txt", "a/b/c.txt", "a/b/d.txt", "e/f.html", "e/g/h.html", "i.html", "j")


def are_files(names: frozenset[str]) -> bool:
    """Whether none of the names is also the folder of another."""
    return not any(other.startswith(f"{name}/") for name in names for other in names)


SITES = st.frozensets(st.sampled_from(NAMES)).filter(are_files)
FILES = SITES.flatmap(lambda names: st.fixed_dictionaries(dict.fromkeys(names, st.sampled_from([b"1", b"2"]))))


def read(root: Path) -> dict[str, bytes | None]:
    """Every file of a folder, and every folder in it."""
    paths = ((path.relative_to(root).as_posix(), path) for path in root.rglob("*"))
    return {name: path.read_bytes() if path.is_file() else None for name, path in paths}


def lay_out(root: Path, files: Mapping[str, bytes]) -> SiteFolder:
    """A site of these files."""
    root.mkdir()
    folder = SiteFolder(root)
    folder.write_all(files.items())
    return folder


def fill(root: Path, last: Path) -> Path:
    """A folder with all files of a site under names of their own."""
    for path in sorted(last.rglob("*")):
        target = root / path.relative_to(last)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            target.hardlink_to(path)
    root.mkdir(exist_ok=True)
    return root


@settings(deadline=None)
@given(old=FILES, new=FILES, kept=st.sampled_from(["none", "each", "all"]))
def test_filled_or_empty(old: dict[str, bytes], new: dict[str, bytes], kept: str) -> None:
    """Whatever is kept, written and left out, the same files are there and no others; the last site is not touched."""
    with tempfile.TemporaryDirectory() as place:
        last, empty, filled = (Path(place) / name for name in ("last", "empty", "filled"))
        known = lay_out(last, old).entries
        empty.mkdir()
        folders = [
            SiteFolder(empty, last, known),
            SiteFolder(fill(filled, last), last, known, is_filled=True),
        ]
        before = read(last)
        for folder in folders:
            same = [name for name, data in new.items() if old.get(name) == data]
            if kept == "all":
                assert folder.keep_all({name: known[name] for name in same})
            assert kept != "each" or all(map(folder.keep, same))
            assert not folder.keep("nowhere")
            folder.write_all((name, data) for name, data in new.items() if name not in folder.entries)
            folder.drop_gone()
            assert {*folder.entries} == {*new}
            assert len(folder.entries) == len(new)

        assert read(filled) == read(empty)
        assert {name: data for name, data in read(filled).items() if data is not None} == new
        assert read(last) == before
        one, other = (folder.list_news() for folder in folders)
        assert one == other
        assert one.changed == {name for name in {*old, *new} if old.get(name) != new.get(name)}
        for name in new.keys() - one.changed:
            assert os.path.samefile(last / name, filled / name)  # noqa: PTH121 - nothing is copied


def test_only_what_is_there_is_kept(tmp_path: Path) -> None:
    """A file that the last site lacks is not kept, nor a group of files one of which was written meanwhile."""
    known = lay_out(tmp_path / "last", {"a": b"1", "e/f.html": b"<p>"}).entries
    folder = SiteFolder(fill(tmp_path / "new", tmp_path / "last"), tmp_path / "last", known, is_filled=True)

    assert not folder.keep("i.html")
    assert folder.entries == {}
    folder.write("a", b"2")
    assert not folder.keep_all(dict(known))
    assert folder.adopt_all() == []
    assert folder.keep_all({"e/f.html": known["e/f.html"]})
    assert folder.entries.keys() == {"a", "e/f.html"}


def test_what_is_put_there_twice(tmp_path: Path) -> None:
    """Of two of one name the later one stays, also if it is that of the last site and nobody knows of the other."""
    known = lay_out(tmp_path / "last", {"a": b"1"}).entries
    for is_filled in (True, False):
        root = tmp_path / f"new-{is_filled}"
        if is_filled:
            fill(root, tmp_path / "last")
        folder, reader = SiteFolder(root, tmp_path / "last", known, is_filled=is_filled), FileReader("/")
        for data in (b"2", b"1"):
            entry = folder.put("a", data, reader.read("a", data).entry)
            assert "a" not in folder.entries
        folder.absorb("a", entry)

        assert (root / "a").read_bytes() == b"1"
        assert folder.entries["a"].changed == (root / "a").stat().st_mtime_ns
        assert (tmp_path / "last/a").read_bytes() == b"1"


def test_what_a_page_linked_to_before(tmp_path: Path) -> None:
    """Only new links of a page are looked up; what it linked to before and is there no longer is found all the same."""
    links = ["b.html#x", "c.html", "gone.html"]
    page = "".join(f'<a href="{link}">-</a>' for link in links)
    files = {"a.html": page.encode(), "b.html": b'<p id="x">', "c.html": b'<p id="y">', "gone.html": b"<p>"}
    known = lay_out(tmp_path / "last", files).entries
    folder = SiteFolder(fill(tmp_path / "new", tmp_path / "last"), tmp_path / "last", known, is_filled=True)
    last = known["a.html"].page
    assert last is not None
    assert folder.keep("c.html")
    folder.recall("a.html", last)

    folder.write("a.html", f'{page}<a href="c.html#y">-</a><a href="c.html#z">-</a><a href="d.html">-</a>'.encode())
    folder.write("b.html", b'<p id="other">')
    folder.drop_gone()
    news = folder.list_news()

    assert news.unmet == {"c.html\0z", "d.html"}
    assert news.lost == {"b.html\0x", "gone.html"}
    faults = check_site(tmp_path / "new", folder.entries, news).faults
    assert [one.target for one in faults] == ["b.html#x", "c.html#z", "d.html", "gone.html"]
