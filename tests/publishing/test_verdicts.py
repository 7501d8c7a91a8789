"""What is found wrong in a site that was edited is what is found wrong in one that is read as a whole."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import gather

from generator.executors import Workforce
from generator.pages.task import File, Inputs, Task, digest_of
from generator.publishing.links import check_site, read_site
from generator.publishing.making import make_all
from generator.publishing.memory import Memory, read_memory, write_memory
from generator.publishing.sealed_rows import DamagedRowsError
from generator.publishing.site_folder import SiteFolder
from generator.records.databases import forget

BASE = "/v/"
HOME, CASE, COPY, DATA = "index.html", "casos/uno/index.html", "c/MX-0001/index.html", "data/a.csv"


def finish(made: object) -> bytes:
    """Return the bytes of a file as they are."""
    assert isinstance(made, tuple)
    return bytes(made[1])


@dataclass
class Desk:
    """Builds sites one after the other as the command does: what is wrong is not put in place, nor remembered."""

    root: Path
    last: Path | None = None
    number: int = 0

    @property
    def memory_file(self) -> Path:
        """Where is kept what is known of the last site."""
        return self.root / "build.sqlite"

    def build(self, texts: Mapping[str, str]) -> list[str]:
        """Build a site of these files, and return what was found wrong with it; assert that a whole reading agrees."""
        try:
            return self.try_with(texts, read_memory(self.memory_file) if self.last else Memory())
        except DamagedRowsError:
            forget(self.memory_file)
            return self.try_with(texts, Memory())

    def try_with(self, texts: Mapping[str, str], memory: Memory) -> list[str]:
        """Do that with what is known of the last site."""
        self.number += 1
        root = self.root / str(self.number)
        root.mkdir()
        folder = SiteFolder(root, self.last, memory.entries, base_path=BASE)
        tasks = [
            Task(name, {"text": digest_of(text)}, lambda n=name, t=text: make(n, t)) for name, text in texts.items()
        ]  # type: ignore[misc]
        groups = [gather([task], task.name) for task in tasks]
        inputs = Inputs(rest={name: told for _, one in groups for name, told in one.rest.items()})
        made = make_all(
            [group for group, _ in groups],
            folder,
            memory,
            inputs=inputs,
            shared="",
            finish=finish,
            workforce=Workforce(jobs=1),
        )
        site = check_site(root, folder.entries, folder.list_news(), base_path=BASE)
        whole = read_site(root, base_path=BASE)
        assert site.faults == whole.faults
        assert sorted(site.files) == sorted(whole.files)
        assert dict(site.pages) == dict(whole.pages)
        if not site.faults:
            self.last = root
            write_memory(self.memory_file, Memory(made, {}), before=memory)
        return [f"{one.file}:{one.line} {one.kind} {one.target}" for one in site.faults]


def make(name: str, text: str) -> Iterable[File]:
    """Return a file."""
    yield name, text.encode()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return where sites are built."""
    return Desk(tmp_path)


SITE = {
    HOME: '<p id="a">\n<a href="casos/uno/#x"></a>\n<a href="data/a.csv"></a>',
    CASE: '<p id="x"><a rel="bookmark" href="../../c/MX-0001/#x"></a>',
    COPY: '<p id="x"><p id="y"><a href="/v/#a"></a><a href="#y">',
    DATA: "1",
}


@pytest.mark.parametrize(
    ("edit", "faults"),
    [
        ({DATA: "2"}, []),
        ({CASE: f'<p id="z">{SITE[CASE]}'}, []),
        ({CASE: "<p>"}, ["index.html:2 broken-anchor casos/uno/#x"]),
        ({CASE: None}, ["index.html:2 broken-link casos/uno/#x"]),
        ({DATA: None}, ["index.html:3 broken-link data/a.csv"]),
        ({HOME: "<p>"}, ["c/MX-0001/index.html:1 broken-anchor /v/#a"]),
        ({COPY: '<p id="x"><a href="#y">'}, ["c/MX-0001/index.html:1 broken-anchor #y"]),
        ({COPY: '<p id="y">'}, ["casos/uno/index.html:1 broken-anchor ../../c/MX-0001/#x"]),
        ({"new.html": '<a href="casos/uno/#x">\n<a href="casos/uno/#w">'}, ["new.html:2 broken-anchor casos/uno/#w"]),
        ({"new.html": '\n<a href="no.csv">'}, ["new.html:2 broken-link no.csv"]),
        ({"new.html": '<p id="a">\n<p id="a">'}, ["new.html:2 duplicate-id a"]),
        ({"new.html": "\n@@v:title@@"}, ["new.html:2 open-slot @@v:title@@"]),
    ],
)
@pytest.mark.parametrize("harm", ["none", "row", "made", "part", "bytes"])
def test_one_edit(desk: Desk, edit: dict[str, str | None], faults: list[str], harm: str) -> None:
    """Only what is new is read, and what leads to something that is gone; with a damaged memory all of it."""
    assert desk.build(SITE) == []
    if harm == "row":
        with sqlite3.connect(desk.memory_file) as base:
            base.execute("UPDATE whole SET heads = replace(heads, ?, 'x')", (f"made {CASE}",))
        base.close()
    elif harm in {"made", "part"}:
        with sqlite3.connect(desk.memory_file) as base:
            base.execute(
                "UPDATE body SET said = replace(said, 'casos/uno', 'casos/dos') WHERE name LIKE ?", (f"{harm} %",)
            )
        base.close()
    elif harm == "bytes":
        desk.memory_file.write_bytes(desk.memory_file.read_bytes().replace(b"casos/uno", b"casos/dos"))
    after = {name: text for name, text in (SITE | edit).items() if text is not None}

    assert desk.build(after) == faults
    # A site with faults was not kept: the next one is held against the one before.
    assert desk.build(after) == faults
    assert desk.build(SITE) == []


LINKS = (
    "",
    "#a",
    "#b",
    "x/",
    "x/#a",
    "../x/#b",
    "x/index.html#c",
    "/v/y.html",
    "y.html#b",
    "../y.html#a",
    "z.csv#b",
    "/n",
)
PAGE = st.builds(
    lambda ids, links: "\n".join([*(f'<p id="{one}">' for one in ids), *(f'<a href="{one}">' for one in links)]),
    st.lists(st.sampled_from("aaabbc"), max_size=3, unique=True),
    st.lists(st.sampled_from(LINKS), max_size=2),
)
SITES = st.dictionaries(st.sampled_from(("index.html", "x/index.html", "y.html", "z.csv")), PAGE)


@settings(deadline=None, max_examples=60)
@given(st.lists(SITES, min_size=2, max_size=6))
def test_any_edits(sites: list[dict[str, str]]) -> None:
    """Whatever comes and goes, and whichever sites were not put in place."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        for site in sites:
            desk.build(site)
