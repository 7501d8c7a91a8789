"""From a document to a record: every mistake of form at once, at its place, and nothing makes it fail."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from builders import make_act, make_case, make_document, make_measure, make_proceeding, places
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.records.fields import Context
from generator.records.models import Case
from generator.records.problems import Problem
from generator.records.strict_yaml import parse_document
from generator.records.validation import format_path, read_document, validate_document

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["a1", "s1", "unknown", "http://["]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4) | st.just("es"), inner, max_size=2),
    max_leaves=4,
)
"""Values an editor might write where they do not belong."""

WHOLE = make_case(acts=[make_act(place={"state": "20"})], measures=[make_measure()], proceedings=[make_proceeding()])


def find_problems(context: Context, raw: object) -> list[Problem]:
    """Return what is wrong with the form of a case."""
    return validate_document(make_document(raw), Case, context)[1]  # type: ignore[arg-type]


def find_paths(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of everything within a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in inner for found in find_paths(item, (*path, key)))]


PATHS = [path for path in find_paths(WHOLE) if path]


def test_smallest_case(context: Context) -> None:
    """The case of the builders has nothing wrong with it."""
    assert find_problems(context, make_case()) == []


def test_a_victim_may_be_written_as_its_id(context: Context) -> None:
    """A victim is the id of a person alone, or a mapping."""
    case, _ = validate_document(
        make_document(make_case(acts=[make_act(victims=["ana", {"others": 2}])])), Case, context
    )

    assert case is not None
    assert [(victim.id, victim.others) for victim in case.acts[0].victims] == [("ana", None), (None, "2")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"slug": None}, [("wrong-type", "slug")]),
        ({"people": [{"id": "ana", "name": "Ana"}]}, [("missing-key", "people[ana].roles")]),
        ({"acts": [make_act(victims=[])]}, [("empty-list", "acts[a1].victims")]),
        ({"acts": [make_act(date="2012-13"), make_act("a2", type=3)]},
         [("date-impossible", "acts[a1].date"), ("unknown-term", "acts[a2].type")]),
        ({"measures": [make_measure(steps=[{"id": "m1-1", "fecha": 2012}])]},
         [("missing-key", f"measures[m1].steps[m1-1].{key}") for key in ("date", "step", "according_to")]
         + [("unknown-key", "measures[m1].steps[m1-1].fecha")]),
        ({"private": "x"}, [("wrong-type", "private")]),
        ({"notes": ["", 3]}, [("empty-text", "notes[#1]")]),
        ({"title": {"es": " ", "en": "Case"}}, [("missing-default-language", "title")]),
        ({"last_checked": 20261122}, [("date-format", "last_checked")]),
        ({"sources": {}}, [("empty-list", "sources")]),
        ({"sources": {"s1": None}}, [("wrong-type", "sources.s1")]),
    ],
)  # fmt: skip
def test_place_of_a_mistake(changes: dict[str, Any], expected: list[tuple[str, str]], context: Context) -> None:
    """A mistake is told with its code and its place, as an editor reads it, and without echoes of it elsewhere."""
    assert places(find_problems(context, make_case(**changes))) == expected


@pytest.mark.parametrize("url", ["https://a.mx/ñ?q=1#x", "http://a.mx", "HTTPS://A.MX/"])
def test_good_addresses(url: str, context: Context) -> None:
    """Full web addresses are kept as written."""
    raw = make_case()
    raw["sources"]["s1"]["url"] = url

    assert find_problems(context, raw) == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "JaVaScRiPt://a.mx/%0aalert(1)",
        "//a.mx/x",
        "/x",
        "a.mx",
        "ftp://a.mx/",
        "file:///etc/passwd",
        "http://localhost/",
        "https://",
        "http://[",
        "https://a.mx/x y",
        "mailto:a@a.mx",
        "",
    ],
)
def test_bad_addresses(url: str, context: Context) -> None:
    """Whatever is not the full web address of a public site is refused."""
    raw = make_case()
    raw["sources"]["s1"]["url"] = url

    assert places(find_problems(context, raw)) == [("bad-url", "sources.s1.url")]


def test_suggestions_come_from_the_place(context: Context) -> None:
    """A misspelt key is compared with the keys of its own place, one within sources too."""
    raw = make_case(measures=[make_measure(benefisiaries=["ana"])])
    raw["sources"]["s1"]["publisherr"] = "x"
    nearest = {problem.details["key"]: problem.details["nearest"] for problem in find_problems(context, raw)}

    assert nearest == {"benefisiaries": "beneficiaries", "publisherr": "publisher"}


def test_path_of_nothing() -> None:
    """A path that leads nowhere can still be told."""
    document = make_document(make_case())

    assert format_path(document, ("acts", 7, "steps", 0)) == "acts[#8].steps[#1]"
    assert format_path(document, ()) == ""


def test_language_of_the_site(context: Context) -> None:
    """The first language of the site is the one every text needs, whichever it is."""
    raw = make_case(title={"es": "Caso"})
    english_first = Context(context.vocabularies, ("en", "es"))

    assert places(find_problems(english_first, raw)) == [("missing-default-language", "title")]


def test_files_that_cannot_be_read() -> None:
    """A file that the system refuses to read is a problem, not a failure."""
    process = Path("/proc/self")
    if not (process / "mem").is_file():
        pytest.skip("needs Linux's /proc: a file that exists and cannot be read by anybody")
    root = process.resolve()

    document, problems = read_document(root / "mem", root=root)

    assert document is None
    assert [problem.code for problem in problems] == ["file-unreadable"]
    assert problems[0].message("es").startswith("No se puede leer el archivo: ")


@settings(max_examples=150)
@given(path=st.sampled_from(PATHS), junk=JUNK)
def test_any_value_anywhere(context: Context, path: tuple[Any, ...], junk: Any) -> None:
    """Whatever stands wherever in a case, there is a case or a problem that can be told, never a failure."""
    raw = copy.deepcopy(WHOLE)
    holder: Any = raw
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = junk
    case, problems = validate_document(make_document(raw), Case, context)

    assert (case is None) == bool(problems)
    for problem in problems:
        assert problem.message("es")
        assert problem.advice("en")


def test_document_lines_reach_the_problem(context: Context) -> None:
    """A problem points at the line of the file where the value stands."""
    document, _ = parse_document(b"id: MX-0001\nslug: caso\n\nacts:\n  - id: a1\n    date: x\n", "cases/caso.yml")
    assert document is not None
    problems = validate_document(document, Case, context)[1]

    assert ("date-format", 6, 5) in [(problem.code, problem.line, problem.column) for problem in problems]


def test_folders_that_lead_out_of_the_project(tmp_path: Path) -> None:
    """A file reached through a link out of the project is refused; through a link within it, it is read."""
    root = tmp_path / "project"
    for folder in (tmp_path / "outside", root / "inside"):
        folder.mkdir(parents=True)
        (folder / "caso.yml").write_text("a: 1", encoding="utf-8")
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "in").symlink_to(root / "inside")

    for name, is_read in (("inside", True), ("in", True), ("out", False), ("inside/../../outside", False)):
        document, problems = read_document(root / name / "caso.yml", root=root)

        assert (document is not None, [problem.code for problem in problems]) == (
            (True, []) if is_read else (False, ["file-link"])
        )
