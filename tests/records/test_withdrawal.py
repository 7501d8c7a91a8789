"""Taking a case back: what remains of its file, what holds where something goes wrong, and who else is named."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from builders import LANGUAGES, Raw, make_act, make_case, make_person, make_publication, text

from generator.records.fields import Context
from generator.records.reading import Layout, read_records
from generator.records.urns import make_urn
from generator.records.withdrawal import Decision, Withdrawal, find_case_file, take_back

NAME = "Ana Pérez"
DECISION = Decision("MX-0001", date(2026, 11, 22), "request")
IMAGE = {
    "id": "i1",
    "file": "ana.jpg",
    "shows": ["ana"],
    "alt": text(),
    "credit": "X",
    "licence": "CC BY 4.0",
    "faces_cleared": True,
    "sources": ["s1"],
}
LEDGER = """\
/c/MX-0001/ = MX-0001 #a1
/c/MX-0002/ = MX-0002 #a1
/campanas/x/cartel/ana-perez/
/casos/
/casos/ana-perez/ = MX-0001
/embed/MX-0001/badge.svg
/medidas/autoridad/comision/
"""


@pytest.fixture
def layout(make_project: Callable[..., Path]) -> Layout:
    """Return a project of two cases, of which one tells an act of the other, and its recorded addresses."""
    root = make_project()
    (root / "cases").mkdir()
    (root / "cases" / "images").mkdir()
    (root / "cases" / "images" / "ana.jpg").write_bytes(b"x")
    first = make_case(
        slug="ana-perez",
        images=[IMAGE],
        summary=text(f"{NAME} [s1].", f"{NAME} [s1]."),
        publication=make_publication(published="2026-01-15"),
        additions=[{"date": "2026-02-01", "events": ["a1"]}],
    )
    other = make_case(
        id="MX-0002",
        slug="otro",
        people=[make_person("eva", name="Eva Ruiz")],
        acts=[
            make_act(victims=["eva"], same_as="MX-0001#a1"),
            make_act("a2", victims=["eva"], text=text("Con Ana Pérez.")),
        ],
        related=[{"case": "MX-0001", "link": "parallel"}],
    )
    for raw in (first, other):
        write(root, raw)
    (root / "content" / "addresses.txt").write_text(LEDGER, encoding="utf-8")
    return Layout(root, root / "cases", root / "content", LANGUAGES)


def write(root: Path, raw: Raw) -> None:
    """Write a case file; JSON is YAML."""
    content = json.dumps(raw, ensure_ascii=False, indent=1)
    (root / "cases" / f"{raw['slug']}.yml").write_text(content, encoding="utf-8")


def withdraw(layout: Layout, context: Context) -> Withdrawal:
    """Return what was done to withdraw the first case."""
    path = find_case_file(layout.cases, "MX-0001")
    assert path is not None
    return take_back(path, DECISION, layout=layout, context=context)


def test_a_tombstone_remains(layout: Layout, context: Context) -> None:
    """Of the file remain id, day, reason and opaque names, under a name that says nothing; others are told apart."""
    done = withdraw(layout, context)
    text_ = (layout.cases / "mx-0001.yml").read_text("utf-8")

    assert done.file == "cases/mx-0001.yml"
    assert sorted(path.name for path in layout.cases.iterdir()) == ["images", "mx-0001.yml", "otro.yml"]
    assert done.pictures == 1
    assert not list((layout.cases / "images").iterdir())
    assert text_.splitlines()[1:] == [
        "id: MX-0001",
        "withdrawn: 2026-11-22",
        "reason: request",
        "urns:",
        *(f"  - {make_urn('MX-0001', part)}" for part in ("", "a1")),
    ]
    assert {one.file for one in done.mentions} == {"cases/otro.yml"}
    assert [one.kind for one in done.mentions] == ["same_as", "name", "id"]
    lines = (layout.cases / "otro.yml").read_text("utf-8").splitlines()
    assert "same_as" in lines[done.mentions[0].line - 1]


def test_addresses_that_tell_too_much_go(layout: Layout, context: Context) -> None:
    """Those with its slug or names and those that belong to it go; permanent ones and those of others stay."""
    done = withdraw(layout, context)
    left = (layout.content / "addresses.txt").read_text("utf-8").splitlines()

    assert done.forgotten == 2
    assert [line.split()[0] for line in left if line.startswith("/")] == [
        "/c/MX-0001/",
        "/c/MX-0002/",
        "/casos/",
        "/embed/MX-0001/badge.svg",
        "/medidas/autoridad/comision/",
    ]


def test_twice_is_once(layout: Layout, context: Context) -> None:
    """A case that was withdrawn keeps its day, and nothing changes."""
    withdraw(layout, context)
    before = (layout.cases / "mx-0001.yml").read_bytes()
    path = find_case_file(layout.cases, "MX-0001")
    assert path is not None
    again = take_back(path, Decision("MX-0001", date(2027, 1, 1), "risk"), layout=layout, context=context)

    assert (again.was_withdrawn, again.date, again.forgotten) == (True, "2026-11-22", 0)
    assert (layout.cases / "mx-0001.yml").read_bytes() == before


def test_what_is_read_afterwards(layout: Layout, context: Context) -> None:
    """The site knows it as withdrawn; what told the same elsewhere is named with its line, until it is mended."""
    withdraw(layout, context)
    records = read_records(layout)

    assert [(one.code, one.file) for one in records.problems if one.severity == "error"] == [
        ("unknown-act", "cases/otro.yml")
    ]
    (notice,) = records.withdrawn
    assert (notice.id, notice.date.text, len(notice.urns)) == ("MX-0001", "2026-11-22", 2)


STEPS: dict[str, tuple[object, str]] = {
    "write": (os, "fsync"),
    "replace": (Path, "replace"),
    "rename": (Path, "rename"),
}
"""Where a machine may stop."""


@pytest.mark.parametrize("step", STEPS)
def test_a_machine_that_stops(step: str, layout: Layout, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it stops, there is the whole file or the whole tombstone; another run ends what was begun."""

    def stop(*_: object, **__: object) -> None:
        message = "no space left"
        raise OSError(message)

    with monkeypatch.context() as patch:
        patch.setattr(*STEPS[step], stop)
        with pytest.raises(OSError, match="no space"):
            withdraw(layout, context)
    (held,) = [path.read_text("utf-8") for path in layout.cases.glob("*.yml") if path.name != "otro.yml"]
    assert held.endswith("}") if step != "rename" else held.startswith("# Retirado")

    withdraw(layout, context)
    assert NAME not in "".join(
        path.read_text("utf-8") for path in layout.cases.glob("*.yml") if path.name != "otro.yml"
    )
    assert (layout.cases / "mx-0001.yml").is_file()
    assert not list(layout.cases.glob(".*.new"))


def test_a_file_with_mistakes(layout: Layout, context: Context) -> None:
    """What cannot be read as a case is withdrawn all the same: nobody has to mend it first."""
    (layout.cases / "ana-perez.yml").write_text(f"id: MX-0001\nslug: ana-perez\ntitle: [{NAME}\n", encoding="utf-8")
    done = withdraw(layout, context)

    assert not done.was_withdrawn
    assert NAME not in (layout.cases / "mx-0001.yml").read_text("utf-8")
    assert find_case_file(layout.cases, "MX-0009") is None
