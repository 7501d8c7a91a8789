"""Which case files are read, and what of all of them is found out again: no less than must be."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import LANGUAGES, REPOSITORY, make_act, make_case, make_person, make_publication, put_case, text
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.records import case_files, mechanism_files, mechanism_reading, standing, together
from generator.records.case_files import read_case_files
from generator.records.case_reading import CaseRules
from generator.records.fields import Context
from generator.records.kept_readings import digest_rules
from generator.records.kept_rows import read_rows
from generator.records.problems import FileChangedError, Problem
from generator.records.reading import Layout, Records, read_records
from generator.records.standing import Folders
from generator.records.strict_yaml import Document
from generator.records.validation import read_bytes, read_document

LONG_AGO = -1000 * standing.SETTLED
"""As if every file had been saved long before."""
pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which the name of each case file goes that is read."""
    names: list[str] = []

    def read(path: Path, file: str, *, root: Path) -> tuple[bytes | None, list[Problem]]:
        names.append(path.stem)
        return read_bytes(path, file, root=root)

    monkeypatch.setattr(case_files, "read_bytes", read)
    return names


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the list to which a number goes each time that all cases are looked at together."""
    times: list[int] = []
    check = together._check

    def count(collection: together.Collection) -> list[Problem]:
        times.append(len(collection.cases))
        return list(check(collection))

    monkeypatch.setattr(together, "_check", count)
    return times


def read(root: Path, as_of: date | None = None) -> Records:
    """Return what is read of a project that keeps readings."""
    file = root / ".cache" / "readings.sqlite"
    return read_records(Layout(root, root / "cases", root / "content", LANGUAGES, kept=file), as_of=as_of)


def read_anew(root: Path, as_of: date | None = None) -> Records:
    """Return what is read where nothing is kept."""
    return read_records(Layout(root, root / "cases", root / "content", LANGUAGES), as_of=as_of)


def test_files_that_stand_as_they_did_are_not_read(
    root: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others are: saved with the same size and time, moved, touched."""
    monkeypatch.setattr(standing, "SETTLED", LONG_AGO)
    found = read(root)
    assert sorted(opened) == ["caso", "otro"]
    opened.clear()
    assert read(root) == found
    assert opened == []

    path = root / "cases" / "caso.yml"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Caso", b"Casa"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    read(root)
    assert opened == ["caso"]
    opened.clear()
    (root / "cases" / "otro.yml").touch()
    read(root)
    read(root)
    assert opened == ["otro"]


def test_a_file_that_was_just_saved_is_read_again(root: Path, opened: list[str], context: Context) -> None:
    """Within two seconds it may be saved a second time with the same size, number and times: nothing is believed."""
    read(root)
    rules = digest_rules(CaseRules(context))
    assert rules is not None
    rows = read_rows(root / ".cache" / "readings.sqlite", rules)
    assert {row.stand for row in rows.values()} == {""}
    opened.clear()
    path = root / "cases" / "caso.yml"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Caso", b"Casa"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert read(root).cases == read_anew(root).cases
    assert opened[:2] == ["caso", "otro"]


def test_links_are_refused_whatever_was_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link in the place of a file, and a folder of cases that lies elsewhere."""
    monkeypatch.setattr(standing, "SETTLED", LONG_AGO)
    read(root)
    aside = root / "aside.yml"
    (root / "cases" / "caso.yml").rename(aside)
    (root / "cases" / "caso.yml").symlink_to(aside)
    assert [one.code for one in read(root).problems] == ["file-link"]

    (root / "cases" / "caso.yml").unlink()
    aside.rename(root / "cases" / "caso.yml")
    assert read(root).problems == ()
    (root / "cases").rename(root.parent / "elsewhere")
    (root / "cases").symlink_to(root.parent / "elsewhere")
    assert {one.code for one in read(root).problems} == {"file-link"}


def test_cases_are_judged_together_only_when_something_changed(
    root: Path, judged: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not for another sentence; for another day, a tie to a case, a draft; and always while a fault is there."""
    monkeypatch.setattr(standing, "SETTLED", LONG_AGO)
    day = date(2026, 12, 1)

    def count(as_of: date | None = day) -> int:
        judged.clear()
        assert read(root, as_of) == read_anew(root, as_of)
        return len(judged) - 1  # The other reading always does.

    assert count() == 1
    assert count() == 0
    put_case(root, make_case(summary=text("Otra frase [s1].", "Another sentence [s1].")))
    assert count() == 0
    assert count(date(2026, 12, 2)) == 1
    put_case(root, make_case(related=[{"case": "MX-0002", "link": "follows"}]))
    assert count() == 1
    assert count() == 0
    put_case(
        root, make_case(id="MX-0003", slug="borrador", publication={"status": "draft"}, people=[make_person(name=None)])
    )
    assert count() == 1
    assert count() == 0
    (root / "cases" / "otro.yml").unlink()
    assert [count(), count()] == [1, 1]
    assert "unknown-case" in [one.code for one in read(root, day).problems]


def test_a_draft_that_was_just_saved_is_judged(root: Path, judged: list[int]) -> None:
    """Nothing tells yet whether it is saved again; of cases that are kept, their bytes tell."""
    read(root)
    read(root)
    assert len(judged) == 1
    put_case(root, make_case(id="MX-0003", slug="borrador", publication={"status": "draft"}))
    read(root)
    read(root)
    assert len(judged) == 3


def test_no_word_of_what_is_not_kept_decides(root: Path, monkeypatch: pytest.MonkeyPatch, context: Context) -> None:
    """Whoever holds what was kept cannot try out guesses at a draft: other drafts give the very same digest."""
    monkeypatch.setattr(Folders, "describe", lambda _, __: "1 2 3 4")
    outlines = []
    for person, act in (("Ana Pérez Ñuu", "a1"), ("Eva Nadie", "a2")):
        publication = {"status": "draft"}
        raw = make_case(publication=publication, people=[make_person(name=person)], acts=[make_act(act)])
        put_case(root, raw)
        with os.scandir(root / "cases") as found:
            entries = sorted(found, key=lambda one: one.name)
        kept = root / ".cache" / "readings.sqlite"
        outlines.append(read_case_files(entries, Folders(), root=root, rules=CaseRules(context), kept=kept).outline)

    assert outlines[0] is not None
    assert outlines[0] == outlines[1]


CHANGES: dict[str, dict[str, Any]] = {
    "as it was": {},
    "another sentence": {"summary": text("Otra frase [s1].", "Another sentence [s1].")},
    "a note": {"notes": ["Una nota"]},
    "tied": {"related": [{"case": "MX-0002", "link": "follows"}]},
    "tied to nothing": {"related": [{"case": "MX-0099", "link": "follows"}]},
    "the same act": {"acts": [make_act(same_as="MX-0002#a1")]},
    "a campaign that is not": {"campaigns": ["nadie"]},
    "another address": {"former_slugs": ["otro"]},
    "a draft": {"publication": {"status": "draft"}},
    "embargoed": {"publication": make_publication(status="embargoed", embargo_until="2027-01-01")},
    "checked later": {"last_checked": "2026-12-24"},
    "no translation": {"title": {"es": "Solo así"}},
    "nonsense": {"acts": "none"},
}
"""What may be written into a case."""
CASES = {"MX-0001": "caso", "MX-0002": "otro", "MX-0003": "tercero"}


@settings(
    max_examples=40, phases=[Phase.generate], deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_the_same_as_where_nothing_is_kept(data: st.DataObject, monkeypatch: pytest.MonkeyPatch) -> None:
    """After any edits, on any day, however long ago files were saved."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        shutil.copytree(REPOSITORY / "content" / "vocabularies", root / "content" / "vocabularies")
        for _ in range(5):
            id_ = data.draw(st.sampled_from(sorted(CASES)))
            change = CHANGES[data.draw(st.sampled_from(sorted(CHANGES)))]
            put_case(root, make_case(**{"id": id_, "slug": CASES[id_], **change}))
            monkeypatch.setattr(standing, "SETTLED", data.draw(st.sampled_from([2_000_000_000, LONG_AGO])))
            day = data.draw(st.sampled_from([None, date(2026, 12, 1), date(2027, 6, 1)]))
            found, anew = read(root, day), read_anew(root, day)
            assert found.digests == anew.digests
            assert found == anew


def test_the_mechanism_is_read_when_somebody_asks(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing was wrong with its files, and they are as they were; what is wrong is told each time."""
    opened: list[str] = []

    def note(path: Path, *, root: Path) -> tuple[Document | None, list[Problem]]:
        opened.append(path.stem)
        return read_document(path, root=root)

    monkeypatch.setattr(mechanism_reading, "read_document", note)
    folder = root / "content" / "mechanism"
    shutil.copytree(REPOSITORY / "content" / "mechanism", folder)
    first, second, third = read(root), read(root), read(root)
    assert sorted(opened) == sorted(mechanism_files.FILES)
    assert first.mechanism is not None
    assert second.mechanism is not None
    opened.clear()
    assert second.mechanism.law == first.mechanism.law
    assert opened == []  # Most edits ask for the law: it is kept as it was read.
    assert second == first
    assert sorted(opened) == sorted({*mechanism_files.FILES} - {"law"})

    with (folder / "states.yml").open("a", encoding="utf-8") as stream:
        stream.write("# A remark\n")
    assert third.mechanism is not None
    with pytest.raises(FileChangedError, match="content/mechanism"):
        hash(third.mechanism.law)
    opened.clear()
    assert read(root).mechanism == first.mechanism
    assert sorted(opened) == sorted(mechanism_files.FILES)
    (folder / "extra.yml").write_text("a: 1\n", encoding="utf-8")
    opened.clear()
    assert [one.code for one in (*read(root).problems, *read(root).problems)] == ["mechanism-file"] * 2
    assert sorted(opened) == sorted([*mechanism_files.FILES] * 2)
