"""Data files: nothing without consent, nothing a spreadsheet would run, the same bytes each time."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from published import read_findings
from sites import FIXTURE, REPOSITORY, get_real_site, visibles

from generator import gathering
from generator.analysis.figures import Figure
from generator.analysis.findings import Findings
from generator.config import Language, SiteOptions
from generator.exports.cells import guard_cell, list_columns, make_texts
from generator.exports.counted import Counted, make_runs
from generator.exports.data_files import make_data_files
from generator.exports.findings import make_findings, render_findings
from generator.exports.overview import render_overview
from generator.exports.permission import Permission
from generator.exports.plain import make_value
from generator.exports.shards import MOST, make_parts
from generator.exports.tables import TABLES, read_columns, render_table
from generator.records.fields import LocalText
from generator.records.reading import Layout, read_records

LANGUAGES = ("es", "en")
TELLING = ("numerator", "denominator", "unknown", "low", "known", "high", "ids", "unknown_ids")


def find(folder: Path, *, public: bool = True) -> Findings:
    """Return what is found in the cases of a folder."""
    content = REPOSITORY / "content"
    records = read_records(Layout(REPOSITORY, folder, content, LANGUAGES, public_repository=public))
    options = SiteOptions(
        root=REPOSITORY,
        cases_dir=folder,
        content_dir=content,
        languages=(Language(code="es", name="Español"), Language(code="en", name="English")),
        nav=("home",),
        as_of=None,
        public_repository=public,
        site_name="Visibles",
        site_url=None,
        base_path="/",
        use_directory_urls=True,
    )
    return gathering.Reading(records, options).findings


def place_of(figure: Mapping[str, Any] | Figure) -> tuple[str | None, ...]:
    """Return what says which figure it is."""
    names = ("code", "scope", "row", "breakdown", "key")
    return tuple(getattr(figure, name) if isinstance(figure, Figure) else figure[name] for name in names)


@pytest.fixture(scope="module")
def findings() -> Findings:
    """Return what is found in the repository's cases."""
    return find(REPOSITORY / "cases")


@pytest.fixture(scope="module")
def invented() -> Findings:
    """Return what is found in the invented cases, only one of which consents to data files."""
    return find(FIXTURE / "cases", public=False)


def test_the_command_prints_what_the_site_publishes(tmp_path_factory: pytest.TempPathFactory) -> None:
    """`visibles findings --format json` prints in one what `data/findings.json` and the parts it names hold."""
    site = get_real_site(tmp_path_factory.getbasetemp())
    done = visibles("findings", "--format", "json", cwd=site.parent)

    assert done.returncode == 0
    assert json.loads(done.stdout) == read_findings(site)


@pytest.mark.parametrize("cases", ["real", "invented"])
def test_every_figure_can_be_traced(cases: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Read as the documentation says, the files give all that is derived, and each figure again from its ids."""
    found: Findings = request.getfixturevalue("findings" if cases == "real" else "invented")
    for name, data in make_data_files(found, LANGUAGES):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    told = read_findings(tmp_path)
    traced = {place_of(one): one for one in told["figures"]}
    counted = [one for one in found.statistics.figures if not one.suppressed]

    assert told == json.loads(render_findings(found))
    for one in counted:
        figure, open_ = traced[place_of(one)], Permission.of(found.cases).select
        if one.breakdown not in {"gender", "group"}:
            assert figure["ids"] == sorted(open_(one.ids))
            assert figure["unknown_ids"] == sorted(open_(one.unknown_ids))
        assert figure["unknown"] == len(figure["unknown_ids"]) + figure["unknown_ids_withheld"]


def test_who_a_victim_is_stays_a_number(findings: Findings) -> None:
    """Figures by gender and by group of the victim tell amounts, and of nobody that they are counted there."""
    told = [one for one in make_findings(findings)["figures"] if one["breakdown"] in {"gender", "group"}]
    texts = [data.decode() for name, data in make_data_files(findings, LANGUAGES) if "findings/" in name]

    assert {one["breakdown"] for one in told if one["numerator"]} == {"gender", "group"}
    assert not [one for one in told if one["ids"] or one["unknown_ids"]]
    assert not [text for text in texts if '"by":"gender"' in text or '"by":"group"' in text]


def test_what_does_not_follow_stands_apart(findings: Findings) -> None:
    """A figure that counts another thing than its row does in its scope and part is told by itself."""
    figures = [one for one in findings.statistics.figures if one.code == "attacks_documented"]
    odd = next(one for one in figures if one.breakdown == "state" and len(one.ids) > 1)
    others = [replace(one, ids=one.ids[1:]) if one is odd else one for one in figures]
    permission = Permission.of(findings.cases)

    assert not list(Counted(figures, permission).make_records()["apart"])
    (apart,) = Counted(others, permission).make_records()["apart"]
    assert (apart["scope"], apart["breakdown"], apart["key"]) == (odd.scope, "state", odd.key)
    assert sum(apart["ids"][1::2]) == len(permission.select(odd.ids)) - 1


@pytest.mark.parametrize(("places", "turns"), [([], []), ([0], [0, 1]), ([2, 0, 1, 5], [0, 3, 2, 1]), ([1], [1, 1])])
def test_turns(places: list[int], turns: list[int]) -> None:
    """How many are passed over, and how many are meant, by turns."""
    assert make_runs(places) == turns


def test_what_may_not_be_told_has_no_place(findings: Findings) -> None:
    """Of a case whose consent does not cover data files nothing is among the things behind figures."""
    kept, left = findings.cases[0], findings.cases[1]
    figures = [one for one in findings.statistics.figures if one.code == "attacks_documented"]
    records = Counted(figures, Permission((kept,))).make_records()
    told = [id_ for record in records["things"] for id_ in record["ids"]]
    longest = max(sum(record["ids"]) for record in records["parts"])

    assert told
    assert all(id_.startswith(kept.id) for id_ in told)
    assert not any(id_.startswith(left.id) for id_ in told)
    assert longest == len(told)


def test_parts_are_small() -> None:
    """However many records there are, no file is heavy, each is in one part, in order, and none is cut."""
    records = [{"n": n, "text": "á" * 100} for n in range(9000)]
    parts = dict(make_parts("many", [*records, {"text": "b" * 2 * MOST}]))

    assert [*parts] == [f"findings/many-{number}.json" for number in range(1, len(parts) + 1)]
    assert max(len(text) for text in parts.values()) > 2 * MOST > sorted(len(text) for text in parts.values())[-2]
    assert [one for text in parts.values() for one in json.loads(text)][:9000] == records


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_prints_tables(tmp_path_factory: pytest.TempPathFactory, lang: str) -> None:
    """Without a format it prints the main figures and the measures, in a language."""
    site = get_real_site(tmp_path_factory.getbasetemp())
    done = visibles("findings", "--lang", lang, "--as-of", "2026-11-22", cwd=site.parent)

    assert done.returncode == 0
    assert {"es": "Proporción sin ninguna condena", "en": "Share without any conviction"}[lang] in done.stdout
    assert "MX-0013#m4" in done.stdout


def test_the_command_tells_what_is_wrong(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    """A case with a mistake gives problems and no figures; a date before the last check is one."""
    site = get_real_site(tmp_path_factory.getbasetemp())
    done = visibles("findings", "--as-of", "2020-01-01", cwd=site.parent)

    assert (done.returncode, done.stdout) == (1, "")
    assert "date-in-future" in done.stderr
    assert not list(tmp_path.iterdir())


def test_same_bytes_whatever_the_order(findings: Findings) -> None:
    """The text depends on nothing but the findings, and ends in one line break."""
    text = render_findings(findings)

    assert text == render_findings(find(REPOSITORY / "cases"))
    assert text.endswith("}\n")
    assert json.loads(text)["as_of"] == findings.as_of.isoformat()


def test_every_derived_fact_is_there(findings: Findings) -> None:
    """Each measure, unit, move, proceeding against a defender, figure and curve."""
    told = make_findings(findings)
    material = findings.material

    assert [one["id"] for one in told["measures"]] == [one.id for one in material.measures]
    assert [one["id"] for one in told["justice"]] == [one.unit.id for one in material.units]
    assert [one["id"] for one in told["competence"]] == [one.id for one in material.moves]
    assert [one["id"] for one in told["criminalisation"]] == [one.id for one in material.criminalisations]
    assert len(told["figures"]) == len(findings.statistics.figures)
    assert len(told["curves"]) == len(findings.statistics.curves)
    assert sum(len(one.get("after_grant", ())) for one in told["measures"]) == len(material.pairs)


def test_suppressed_figures_hold_nothing(findings: Findings) -> None:
    """There are such figures, and they have neither numbers nor ids."""
    hidden = [one for one in make_findings(findings)["figures"] if one["suppressed"]]

    assert all(one[name] is None for one in hidden for name in TELLING)


def test_only_with_consent(invented: Findings) -> None:
    """Cases without consent to data files are in no row, id or name; the figures count them and say how many."""
    told = make_findings(invented)
    share = next(one for one in told["figures"] if one["code"] == "attacks_documented" and not one["breakdown"])
    texts = dict(make_data_files(invented, LANGUAGES)) | {"": render_findings(invented).encode()}

    assert told["cases"] == ["MX-9001"]
    assert told["cases_withheld"] == 2
    assert share["numerator"] == len(share["ids"]) + share["ids_withheld"]
    assert share["ids_withheld"] > 0
    for text in texts.values():
        assert b"MX-9002" not in text
        assert b"MX-9003" not in text
        assert "canario" not in text.decode().casefold()


def test_subjects_without_a_name_have_another_id(invented: Findings) -> None:
    """Where names are not consented to, the ids of the case file, which may hold a name, do not appear."""
    case = next(one for one in invented.material.cases if "name" not in one.uses)
    permission = Permission.of([dataclasses.replace(case, uses=frozenset({"data_export"}))])

    assert {subject.id for subject in case.subjects} == {f"_subject{n}" for n, _ in enumerate(case.subjects, 1)}
    assert permission.select([f"{case.id}#a1", "MX-0001#a1", "MX-0001"]) == [f"{case.id}#a1"]


@pytest.mark.parametrize("text", ["=1+1", "+52", "-1", "@x", "\tx", "\rx"])
def test_formulas_are_shown_and_not_run(text: str) -> None:
    """A text that begins like a formula gets an apostrophe; numbers stay numbers."""
    assert guard_cell(text) == f"'{text}"
    assert guard_cell(-1) == "-1"
    assert (guard_cell(None), guard_cell(value=True), guard_cell("a=b")) == ("", "1", "a=b")


def test_texts_lose_marks_and_line_breaks() -> None:
    """Marks of sources, which may not be public, are dropped; a text has no value in a language it is not in."""
    text = LocalText((("es", "Uno [s1].\n\nDos [s2] [s3]."),))

    assert make_texts("text", text, LANGUAGES) == {"text_es": "Uno. Dos.", "text_en": None}


def read_tables(findings: Findings) -> dict[str, str]:
    """Return the text of each table by its name."""
    files = make_data_files(findings, LANGUAGES)
    return {Path(path).stem: content.decode() for path, content in files if path.endswith(".csv")}


def test_columns_are_described(findings: Findings) -> None:
    """Each table has exactly the columns that are described in both languages, and never gender or groups."""
    assert read_columns().keys() == TABLES.keys()
    for name, text in read_tables(findings).items():
        header = next(csv.reader(io.StringIO(text)))
        if name != "columns":
            assert tuple(header) == list_columns(read_columns()[name], LANGUAGES)
            assert not {"gender", "groups", "accused_name", "notes"} & set(header)
            assert all(words.keys() == {"es", "en"} for words in read_columns()[name].values())


def test_a_row_that_does_not_fit_is_an_error() -> None:
    """Columns cannot be forgotten, nor slip in."""
    with pytest.raises(ValueError, match="differ"):
        render_table(("a", "b"), [{"a": 1}])


def test_reserved_measures_tell_no_more_than_pages(findings: Findings) -> None:
    """Of a reserved measure there is no text, and no date finer than a month."""
    tables = read_tables(findings)
    measures = {row["measure_id"]: row for row in csv.DictReader(io.StringIO(tables["measures"]))}
    reserved = {id_ for id_, row in measures.items() if row["reserved"] == "1"}
    steps = [row for row in csv.DictReader(io.StringIO(tables["measure_steps"])) if row["measure_id"] in reserved]

    assert reserved
    assert all(not measures[id_]["text_es"] for id_ in reserved)
    assert steps
    assert all(row["date_precision"] != "day" and not row["text_es"] for row in steps)


def test_values() -> None:
    """A share is an exact fraction of its whole, a count itself."""
    assert make_value(None, 30) is None
    assert make_value(Fraction(25, 30), 30) == {"exact": "25/30", "decimal": 0.8333}
    assert make_value(Fraction(25), None) == {"exact": "25", "decimal": 25.0}


@pytest.mark.parametrize("language", LANGUAGES)
def test_overview(findings: Findings, language: str) -> None:
    """The tables for a terminal fit their width and name every protection measure."""
    text = render_overview(findings, language)

    assert max(map(len, text.splitlines())) <= 110
    assert all(one.id in text for one in findings.material.measures if one.protective and one.counts)
