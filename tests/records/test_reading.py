"""Reading the whole of a site's records: what is public, as of which day, and the real cases."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest
import yaml
from builders import LANGUAGES, REPOSITORY, make_case, make_publication

from generator.analysis.parts import name_parts
from generator.records import case_files
from generator.records.drafts import write_draft
from generator.records.packing import pack_fields
from generator.records.problems import has_errors
from generator.records.reading import Layout, Records, read_records

Project = Callable[..., Path]


def read(root: Path, *raws: dict[str, Any], as_of: date | None = None, **options: Any) -> Records:
    """Return what is read of a project with some cases."""
    (root / "cases").mkdir(exist_ok=True)
    for raw in raws:
        written = yaml.safe_dump(raw, allow_unicode=True, sort_keys=False)
        (root / "cases" / f"{raw['slug']}.yml").write_text(written, encoding="utf-8")
    layout = Layout(root, root / "cases", root / "content", LANGUAGES, **options)
    return read_records(layout, as_of=as_of)


def other(**changes: Any) -> dict[str, Any]:
    """Return a second case."""
    return make_case(**{"id": "MX-0002", "slug": "otro"} | changes)


def codes(records: Records) -> list[tuple[str, str]]:
    """Return the codes and files of all problems."""
    return [(problem.code, problem.file) for problem in records.problems]


def test_one_case(make_project: Project) -> None:
    """A good case is read without a problem, and its last check is the as-of date."""
    records = read(make_project(), make_case())

    assert codes(records) == []
    assert [case.slug for case in records.cases] == ["caso"]
    assert (records.as_of, records.files) == (date(2026, 11, 22), 1)


def test_cases_are_ordered_by_id(make_project: Project) -> None:
    """Public cases come by id, whatever their files are called."""
    records = read(make_project(), make_case(id="MX-0009"), other())

    assert [case.id for case in records.cases] == ["MX-0002", "MX-0009"]


def test_only_published_cases_set_the_as_of_date(make_project: Project) -> None:
    """A draft that was checked later neither moves the as-of date nor is told off for it."""
    draft = other(publication={"status": "draft"}, last_checked="2026-12-24")
    del draft["people"][0]["name"]
    records = read(make_project(), make_case(), draft)

    assert codes(records) == []
    assert records.as_of == date(2026, 11, 22)


def test_case_checked_after_the_as_of_date(make_project: Project) -> None:
    """A public case may not tell what was not known on the as-of date."""
    records = read(make_project(), make_case(), other(last_checked="2026-12-24"), as_of=date(2026, 12, 1))

    assert codes(records) == [("date-in-future", "cases/otro.yml")]


def test_withdrawn_case(make_project: Project) -> None:
    """A withdrawn case is apart from the public ones."""
    publication = {"status": "withdrawn", "withdrawn": "2026-05-06"}
    withdrawn = other(publication=publication)
    del withdrawn["people"][0]["name"]
    records = read(make_project(), make_case(), withdrawn)

    assert codes(records) == []
    assert [case.id for case in records.cases] == ["MX-0001"]
    assert [(case.id, case.date.text) for case in records.withdrawn] == [("MX-0002", "2026-05-06")]
    assert records.hidden == frozenset()


@pytest.mark.parametrize("status", ["draft", "review", "withheld", "embargoed"])
def test_hidden_case(status: str, make_project: Project) -> None:
    """A case that was published once and may not be shown now is known by its id; one that never was is not."""
    publication = make_publication(status=status, embargo_until="2027-01-01")
    root = make_project()
    (root / "content" / "addresses.txt").write_text("/c/MX-0002/ = MX-0002 #a1\n", encoding="utf-8")
    never = other(id="MX-0003", slug="nunca", publication=publication)

    assert read(root, make_case(), other(publication=publication), never).hidden == {"MX-0002"}


def test_private_repository(make_project: Project) -> None:
    """In a private repository private data and unpublished names are no mistake, and still stay inside."""
    raw = make_case(private={"phone": 1}, publication=make_publication("anonymous", ["place"]))
    records = read(make_project(), raw, public_repository=False)

    assert codes(records) == []
    assert records.cases[0].subjects[0].name is None


def test_hidden_files_are_left_alone(make_project: Project) -> None:
    """Files whose names begin with a dot, as editors and systems leave them, are not read."""
    root = make_project()
    (root / "cases").mkdir()
    (root / "cases" / ".caso.yml.swp").write_bytes(b"\0")

    assert codes(read(root, make_case())) == []


def test_several_processes_read_the_same(make_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read by several processes, the records and the problems are the same."""
    root = make_project()
    raws = [make_case(id=f"MX-{n:04}", slug=f"caso-{n}", title={"es": "Caso"}) for n in range(1, 5)]
    alone = read(root, *raws)
    monkeypatch.setattr(case_files, "PARALLEL_FROM", {"fork": 2, "spawn": 2})
    together = read_records(Layout(root, root / "cases", root / "content", LANGUAGES), jobs=2)

    assert together == alone
    assert len(together.problems) == 4


@pytest.mark.parametrize("kept", ["sqlite", None])
def test_several_processes_name_parts_and_keep_the_same(
    kept: str | None, make_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another process sealed is what it read: cases, what is told of them in short, and the next run."""
    root = make_project()
    raws = [make_case(id=f"MX-{n:04}", slug=f"caso-{n}") for n in range(1, 5)]
    raws.append(make_case(id="MX-0005", slug="caso-5", publication=make_publication("anonymous", ["place"])))
    read(root, *raws)
    files = [root / f"{name}.{kept}" if kept else None for name in ("alone", "together")]
    layouts = [Layout(root, root / "cases", root / "content", LANGUAGES, kept=file) for file in files]
    alone = read_records(layouts[0], name_parts=name_parts)
    monkeypatch.setattr(case_files, "PARALLEL_FROM", {"fork": 2, "spawn": 2})
    together = read_records(layouts[1], jobs=2, name_parts=name_parts)

    assert together == alone
    assert {id_: one.parts for id_, one in together.digests.items()} == {
        one.id: name_parts(one, pack_fields(one)) for one in alone.cases
    }
    again = read_records(layouts[1], jobs=2, name_parts=name_parts)
    assert again == alone


def test_what_a_lost_process_was_to_read_is_read_here(make_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a system short of memory ends one."""
    root = make_project()
    alone = read(root, *(make_case(id=f"MX-{n:04}", slug=f"caso-{n}") for n in range(1, 5)))
    monkeypatch.setattr(case_files, "PARALLEL_FROM", {"fork": 2, "spawn": 2})
    monkeypatch.setattr(case_files, "_send", _end_process)

    assert read_records(Layout(root, root / "cases", root / "content", LANGUAGES), jobs=2) == alone


def _end_process(*_: object) -> NoReturn:
    os._exit(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_draft(language: str, make_project: Project) -> None:
    """A case file just started has the next free id and nothing wrong, so that it does not stop the site."""
    root = make_project()
    read(root, make_case(id="MX-0041"))
    path = write_draft(root / "cases", "nuevo", country="MX", language=language)
    records = read(root)

    assert "id: MX-0042\nslug: nuevo\n" in path.read_text("utf-8")
    assert codes(records) == []


def test_draft_of_a_taken_or_bad_name(make_project: Project) -> None:
    """A file that exists is never written over, and a bad name or country is refused."""
    root = make_project()
    read(root, make_case())

    with pytest.raises(FileExistsError):
        write_draft(root / "cases", "caso", country="MX", language="es")
    with pytest.raises(ValueError, match="Nuevo"):
        write_draft(root / "cases", "Nuevo", country="MX", language="es")
    with pytest.raises(ValueError, match="nuevo"):
        write_draft(root / "cases", "nuevo", country="México", language="es")


@pytest.fixture(scope="module")
def real() -> Records:
    """Return the records of the site itself."""
    return read_records(Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", LANGUAGES))


def test_real_cases_have_no_problem(real: Records) -> None:
    """The 23 cases of the site have no error, no warning and no missing translation; a few facts rest on one group."""
    assert {problem.code for problem in real.problems} <= {"sources-one-group"}
    assert not has_errors(real.problems, strict=True)
    assert real.files == len(real.cases) == 23


def test_real_ids_are_permanent(real: Records) -> None:
    """The ids of the site's cases run from MX-0001 without a gap."""
    assert [case.id for case in real.cases] == [f"MX-{number:04}" for number in range(1, 24)]
