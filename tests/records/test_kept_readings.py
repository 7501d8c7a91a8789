"""What is kept of case files between runs: the same as a fresh reading gives, and nothing that a site does not tell."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import (
    LANGUAGES,
    REPOSITORY,
    make_act,
    make_case,
    make_measure,
    make_person,
    make_publication,
    make_source,
    put_case,
    text,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from mutants import mutate

from generator.records import case_files, kept_readings, standing
from generator.records.case_reading import CaseReading, CaseRules, parse_case
from generator.records.fields import Context
from generator.records.kept_readings import KeptReadings, digest_rules, make_row
from generator.records.kept_rows import Row, read_rows, write_rows
from generator.records.problems import FileChangedError, Problem, make_disk_problem
from generator.records.reading import Layout, Records, read_records
from generator.records.strict_yaml import Value, parse_document

FILE = "cases/caso.yml"
NAMES = sorted(path.stem for path in (REPOSITORY / "cases").glob("*.yml"))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which the name of each case file goes that is parsed."""
    names: list[str] = []

    def parse(raw: bytes, file: str, rules: CaseRules) -> CaseReading:
        names.append(Path(file).stem)
        return parse_case(raw, file, rules)

    monkeypatch.setattr(case_files, "parse_case", parse)
    return names


def read(root: Path, **options: Any) -> Records:
    """Return what is read of a project that keeps readings, after holding it to what is read of one that does not."""
    as_of = options.pop("as_of", None)
    layout = Layout(root, root / "cases", root / "content", options.pop("languages", LANGUAGES), **options)
    found = read_records(replace(layout, kept=root / ".cache" / "readings.sqlite"), as_of=as_of)
    kept = case_files.parse_case
    case_files.parse_case = parse_case
    assert found == read_records(layout, as_of=as_of)
    case_files.parse_case = kept
    return found


def read_back(file: str, reading: CaseReading, row: Row, rules: CaseRules) -> CaseReading:
    """Return the reading that was kept, after it was written; nothing of it is opened."""
    with tempfile.TemporaryDirectory() as place:
        database = Path(place) / "readings.sqlite"
        write_rows(database, "rules", {file: row}, {file: reading.packed}, {})
        kept = read_rows(database, "rules")
        assert kept == {file: row}
        found = KeptReadings(database, Path(place), rules).find_reading(file, kept[file])
        assert found is not None
        open_all(found)
    return found


def open_all(reading: CaseReading) -> None:
    """Ask for everything in a reading, by equality with itself in another process's words."""
    assert pickle.loads(pickle.dumps((reading.facts, reading.let_out(date.max)))) is not None  # noqa: S301 - our own
    assert reading.packed


def parse(context: Context, raw: dict[str, Any], **options: Any) -> CaseReading:
    """Return what the file of a case gives."""
    return parse_case(yaml.safe_dump(raw, allow_unicode=True).encode(), FILE, CaseRules(context, **options))


@cache
def parse_real(name: str) -> Value:
    """Return what is in the file of a real case."""
    document, _ = parse_document((REPOSITORY / "cases" / f"{name}.yml").read_bytes(), FILE)
    assert document is not None
    return document.value


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_kept_is_what_was_read(context: Context, data: st.DataObject) -> None:
    """Of a case with odd things in it, if it is kept at all: the very same reading comes back, from text alone."""
    is_open = data.draw(st.booleans())
    name = data.draw(st.sampled_from(NAMES))
    raw = mutate(parse_real(name), lambda end: data.draw(st.integers(0, end - 1)))
    reading = parse_case(raw, FILE, CaseRules(context, public_repository=is_open))
    row = make_row(reading, "key", public_repository=is_open)
    if row is not None:
        found = read_back(FILE, reading, row, CaseRules(context, public_repository=is_open))
        assert found == reading
        assert found.packed == reading.packed


@pytest.mark.parametrize("name", NAMES)
def test_real_cases(context: Context, name: str) -> None:
    """Each of them comes back as it was; in a repository that is not public, unless its file tells more than the site.

    The repository of the site is public, and each of its cases is published.
    """
    raw, file = (REPOSITORY / "cases" / f"{name}.yml").read_bytes(), f"cases/{name}.yml"
    reading = parse_case(raw, file, CaseRules(context))
    row = make_row(reading, "key", public_repository=True)
    assert row is not None
    assert read_back(file, reading, row, CaseRules(context)) == reading

    closed = make_row(reading, "key", public_repository=False)
    items = any("items" in one for one in yaml.safe_load(raw).get("measures", ()))
    assert closed == (None if items or reading.problems else row)


SECRETS: dict[str, dict[str, Any]] = {
    "a draft": {"publication": {"status": "draft"}},
    "embargoed": {"publication": make_publication(status="embargoed", embargo_until="2027-01-01")},
    "withdrawn": {"publication": make_publication(status="withdrawn", withdrawn="2026-05-06")},
    "for figures only": {"publication": make_publication("aggregate_only", [])},
    "without names": {
        "publication": make_publication("pseudonym", ["data_export"]),
        "people": [make_person(name=None)],
    },
    "a minor": {"people": [make_person(), make_person("eva", minor=True, name="Eva Nadie", pseudonym="E.")]},
    "measures that are counted": {"measures": [make_measure(items=["comms_device"])]},
    "sources of one group": {
        "acts": [make_act(sources=["s1", "s2"])],
        "sources": {one: make_source(independence_group="g") for one in ("s1", "s2")},
    },
    "a telephone": {"summary": {"es": "Tel. 55 1234 5678 [s1].", "en": "No."}},
}
"""What makes a case one of which nothing is kept."""


@pytest.mark.parametrize("secret", SECRETS)
def test_what_tells_more_is_not_kept(context: Context, secret: str) -> None:
    """Of a case that is not wholly public nothing is kept; of the same one without that, everything."""
    assert make_row(parse(context, make_case()), "key", public_repository=False) is not None
    reading = parse(context, make_case(**SECRETS[secret]), public_repository=False)

    assert reading.facts is not None
    assert make_row(reading, "key", public_repository=False) is None


@pytest.mark.parametrize("secret", ["a draft", "embargoed", "withdrawn", "for figures only", "a minor"])
def test_what_is_not_published_is_kept_nowhere(context: Context, secret: str) -> None:
    """Where everybody can read the files, neither, if no page tells it."""
    reading = parse(context, make_case(**SECRETS[secret]))

    assert make_row(reading, "key", public_repository=True) is None


def test_only_what_changed_is_parsed(root: Path, parsed: list[str]) -> None:
    """At first everything; then the file that was edited, and again when it is as it was before."""
    assert read(root).problems == ()
    assert sorted(parsed) == ["caso", "otro"]
    parsed.clear()
    read(root, as_of=date(2027, 1, 1))
    assert parsed == []

    put_case(root, make_case(notes=["Una nota"]))
    read(root)
    assert parsed == ["caso"]
    put_case(root, make_case())
    read(root)
    assert parsed == ["caso", "caso"]


def test_other_rules_are_another_reading(root: Path, parsed: list[str]) -> None:
    """What was read with other codes, languages or for another repository is not taken; a moved file neither.

    Words of codes decide nothing.
    """
    read(root)
    for change in ({"languages": ("es", "en", "nah")}, {"public_repository": False}):
        parsed.clear()
        read(root, **change)
        assert sorted(parsed) == ["caso", "otro"]
    read(root)
    parsed.clear()
    path = root / "content" / "vocabularies" / "state.yml"
    path.write_text(path.read_text("utf-8").replace("Oaxaca", "Oaxaca de Juárez"), encoding="utf-8")
    assert read(root).vocabularies["state"]["20"].label.get("es")[0] == "Oaxaca de Juárez"
    assert parsed == []
    path.write_text(path.read_text("utf-8").replace("column: 3", "column: 4", 1), encoding="utf-8")
    read(root)
    assert sorted(parsed) == ["caso", "otro"]
    parsed.clear()
    (root / "cases" / "caso.yml").rename(root / "cases" / "movido.yml")
    read(root)
    assert parsed == ["movido"]


def test_other_code_is_another_reading(root: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of this program, or of a package that reads, parses everything again."""
    read(root)
    parsed.clear()
    monkeypatch.setattr(kept_readings, "digest_code", lambda: "other")
    read(root)

    assert sorted(parsed) == ["caso", "otro"]


def alter(change: str) -> Callable[[Path, str], None]:
    """Return what runs SQL on what is kept."""

    def run(file: Path, _: str) -> None:
        with sqlite3.connect(file) as base:
            base.execute(change)
        base.close()

    return run


def forge(**columns: str) -> Callable[[Path, str], None]:
    """Return what writes other lines with seals that fit: as no version of this program would."""

    def run(file: Path, rules: str) -> None:
        rows = read_rows(file, rules)
        assert rows
        write_rows(file, rules, {name: row._replace(**columns) for name, row in rows.items()}, {}, rows)

    return run


def overwrite(file: Path, _: str) -> None:
    """Put something else in its place."""
    file.write_bytes(b"x" * 5000)


def tear(file: Path, _: str) -> None:
    """Cut off the end."""
    file.write_bytes(file.read_bytes()[:6000])


def block(file: Path, _: str) -> None:
    """Put a folder in its place."""
    file.unlink()
    file.mkdir()


DAMAGES: dict[str, Callable[[Path, str], None]] = {
    "other words": alter("UPDATE packed SET text = replace(text, 'Ana', 'Eva')"),
    "other facts": alter("UPDATE reading SET rows = CAST(replace(rows, 'a1', 'a2') AS BLOB)"),
    "another kind": alter("UPDATE reading SET rows = CAST(rows AS TEXT), seal = 7"),
    "text of another kind": alter("UPDATE packed SET text = CAST(text AS BLOB)"),
    "no table": alter("DROP TABLE reading"),
    "no texts": alter("DROP TABLE packed"),
    "a text gone": alter("DELETE FROM packed WHERE file = 'cases/caso.yml'"),
    "another version": alter("PRAGMA user_version = 99"),
    "the same of all": alter("UPDATE packed SET text = (SELECT text FROM packed WHERE file = 'cases/otro.yml')"),
    "sealed nonsense": forge(ties="7", problems="7", checked="never"),
    "sealed facts that are none": forge(ties="7"),
    "nothing found wrong, of others": alter("UPDATE sound SET key = 'x', told = 'y'"),
    "no database": overwrite,
    "torn": tear,
    "a folder": block,
}
"""What may become of what was kept."""


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("settled", [standing.SETTLED, -standing.SETTLED * 1000], ids=["just saved", "settled"])
def test_damage_costs_time_only(
    root: Path, context: Context, damage: str, settled: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever became of what was kept, the same is read, files or not; and then it is kept again, if that can be."""
    monkeypatch.setattr(standing, "SETTLED", settled)
    file = root / ".cache" / "readings.sqlite"
    read(root)
    rules = digest_rules(CaseRules(context))
    assert rules is not None
    assert read_rows(file, rules).keys() == {"cases/caso.yml", "cases/otro.yml"}
    DAMAGES[damage](file, rules)
    read(root)
    read(root)

    assert file.is_dir() or read_rows(file, rules).keys() == {"cases/caso.yml", "cases/otro.yml"}


def test_a_case_is_looked_for_in_its_file_once_more(root: Path) -> None:
    """Where what was kept is gone when somebody asks for it: what says the same is taken, what says more is not."""
    file = root / ".cache" / "readings.sqlite"
    layout = Layout(root, root / "cases", root / "content", LANGUAGES, kept=file)
    whole = read(root)
    first, second = read_records(layout), read_records(layout)
    assert first.digests == whole.digests
    overwrite(file, "")
    put_case(root, make_case(notes=["Una nota"]))
    assert first.cases == whole.cases

    put_case(root, make_case(title=text("Otro título", "Another title")))
    assert second.cases[1] == whole.cases[1]
    with pytest.raises(FileChangedError, match=r"cases/caso\.yml"):
        hash(second.cases[0])
    with pytest.raises(FileChangedError) as error:
        hash(pickle.loads(pickle.dumps(second.cases[:1])))  # noqa: S301 - our own bytes
    assert make_disk_problem(pickle.loads(pickle.dumps(error.value))) == Problem(  # noqa: S301 - likewise
        "file-changed", "cases/caso.yml", details={"reason": os.strerror(errno.ESTALE)}
    )
    assert second.cases[0].id == "MX-0001"


def test_only_its_owner_reads_it(root: Path) -> None:
    """Nobody else on the machine."""
    read(root)

    assert (root / ".cache" / "readings.sqlite").stat().st_mode & 0o777 == 0o600


def test_what_is_taken_back_leaves_nothing(root: Path) -> None:
    """A case that is no longer public, or has no file, is not to be found in the bytes that were kept."""
    put_case(root, make_case(id="MX-0003", slug="tercero", title={"es": "Quimérica", "en": "Chimerical"}))
    read(root)
    file = root / ".cache" / "readings.sqlite"
    assert "Quimérica".encode() in file.read_bytes()
    put_case(root, make_case(id="MX-0003", slug="tercero", publication={"status": "draft"}))
    read(root)
    assert "Quimérica".encode() not in file.read_bytes()

    shutil.rmtree(root / "cases")
    put_case(root, make_case(id="MX-0004", slug="cuarto"))
    read(root)
    assert b"MX-0001" not in file.read_bytes()
    assert b"cases/cuarto.yml" in file.read_bytes()
    assert b"cases/tercero.yml" not in file.read_bytes()


def test_no_leave_to_write(root: Path) -> None:
    """Where nothing can be kept, everything is read all the same."""
    (root / ".cache").write_text("not a folder")

    assert read(root).files == 2


def test_problems_come_back(root: Path, parsed: list[str]) -> None:
    """A translation that is missing is told of each time, at its line."""
    put_case(root, make_case(title={"es": "Sin traducción"}))
    first = read(root).problems
    parsed.clear()

    assert [one.code for one in first] == ["missing-translation"]
    assert read(root).problems == first
    assert parsed == []
    assert b"missing-translation" in (root / ".cache" / "readings.sqlite").read_bytes()
