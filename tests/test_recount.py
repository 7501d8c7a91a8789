"""An independent recount: the published tables, read into SQL, give the figures of findings.json and of the pages.

SQL sees the CSV files only. What it needs of the vocabularies (which codes are in a rate, which links to the work enter
the main figure) is written here as the methodology says it, not read from the code.
"""

# ruff: noqa: S608 - every query is written here
from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from published import read_findings
from sites import get_invented_site, get_real_site

from generator.analysis.facets import FACETS
from generator.pages.strings import Strings

SCOPES = {"confirmed": ("confirmed",), "with_unconfirmed": ("confirmed", "unconfirmed")}
SCOPES["all"] = (*SCOPES["with_unconfirmed"], "unknown")
IMPUNE, RATED, UNRATED = (
    ("complete_impunity", "extinguished"),
    ("full_justice", "partial_justice", "complete_impunity", "extinguished"),
    ("unknown",),
)
GRANTS = ("granted", "notified")
AFTER_GRANT = ("refused", "not_in_place", "partly_in_place", "in_place", "complied", "failed", "appealed")
AFTER_GRANT += ("appeal_resolved", "reassessed", "maintained", "extended", "modified", "suspended")
AFTER_GRANT += ("lifted", "expired", "declined_by_person")


LOSSES = ("killing", "extrajudicial_execution", "death_in_custody", "enforced_disappearance")
LOSSES += ("disappearance_by_private_actors", "disappearance_unqualified")


@dataclass
class Published:
    """What a site publishes."""

    folder: Path
    tables: sqlite3.Connection
    findings: dict[str, Any]

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self.tables.execute(query, values).fetchall()

    def ids(self, query: str, *values: object) -> list[str]:
        """Return the first column of a query, in order."""
        return sorted(row[0] for row in self.ask(query, *values))

    def find(self, code: str, **place: str | None) -> dict[str, Any]:
        """Return one figure of findings.json."""
        wanted = {"row": None, "breakdown": None, "key": None, "code": code} | place
        (found,) = [one for one in self.findings["figures"] if all(one[k] == v for k, v in wanted.items())]
        return dict(found)

    def read_page(self, path: str) -> str:
        """Return the text of a page without its tags."""
        html = (self.folder / path / "index.html").read_text(encoding="utf-8")
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def load(folder: Path) -> Published:
    """Read every table of a site."""
    tables = sqlite3.connect(":memory:")
    for path in sorted((folder / "data").glob("*.csv")):
        header, *rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        columns = ", ".join(f'"{name}" TEXT' for name in header)
        tables.execute(f'CREATE TABLE "{path.stem}" ({columns})')
        places = ", ".join("?" * len(header))
        tables.executemany(f'INSERT INTO "{path.stem}" VALUES ({places})', rows)
    tables.execute(
        "CREATE VIEW unit AS SELECT v.*, a.motive_link, a.type, a.state FROM victims v JOIN acts a USING (act_id)"
    )
    return Published(folder, tables, read_findings(folder))


@pytest.fixture(scope="module", params=["invented", "real"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return what each of the two sites publishes."""
    get = get_invented_site if request.param == "invented" else get_real_site
    return load(get(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return what the site of the repository's own cases publishes."""
    return load(get_real_site(tmp_path_factory.getbasetemp()))


def agree(figure: Mapping[str, Any], ids: list[str], unknown: list[str] | None = None) -> None:
    """Compare a recount with a figure: which things, and, with those withheld from the tables, how many."""
    assert sorted(figure["ids"]) == ids
    assert figure["numerator"] == len(ids) + figure["ids_withheld"]
    if unknown is not None:
        assert sorted(figure["unknown_ids"]) == unknown
        assert figure["unknown"] == len(unknown) + figure["unknown_ids_withheld"]


def quote(codes: tuple[str, ...]) -> str:
    """Return codes as a list of SQL."""
    return "(" + ", ".join(f"'{code}'" for code in codes) + ")"


def test_every_case_is_there_or_withheld(published: Published) -> None:
    """The tables hold exactly the cases whose consent covers them, and the rest is counted."""
    cases = published.ids("SELECT case_id FROM cases")
    pages = [
        path.parent for path in (published.folder / "casos").glob("*/index.html") if "<article" in path.read_text()
    ]
    facets = {Strings("es").get(f"facet.{facet}.slug") for facet in FACETS}

    assert cases == published.findings["cases"]
    assert len(cases) + published.findings["cases_withheld"] == len({path.name for path in pages} - facets)


@pytest.mark.parametrize("scope", SCOPES)
def test_cases_acts_and_attacks(published: Published, scope: str) -> None:
    """Cases, acts and attacks: what two cases tell counts once, links that were ruled out never."""
    motive = f"motive_link IN {quote(SCOPES[scope])}"
    acts = published.ids(f"SELECT act_id FROM acts WHERE act_id = counted_as AND {motive}")
    agree(published.find("acts_documented", scope=scope), acts)
    agree(published.find("attacks_documented", scope=scope), published.ids(f"SELECT unit_id FROM unit WHERE {motive}"))
    cases = published.ids(f"SELECT DISTINCT case_id FROM unit WHERE {motive}")
    agree(published.find("events_documented", scope=scope), cases)


@pytest.mark.parametrize("scope", SCOPES)
def test_attacks_by_state_and_type(published: Published, scope: str) -> None:
    """Attacks by state and by type, but for the cells that are withheld."""
    for breakdown, column in (("state", "state"), ("act_type", "type")):
        shown = [
            one
            for one in published.findings["figures"]
            if (one["code"], one["scope"], one["breakdown"]) == ("attacks_documented", scope, breakdown)
        ]
        for figure in shown:
            if not figure["suppressed"]:
                query = f"SELECT unit_id FROM unit WHERE {column} = ? AND motive_link IN {quote(SCOPES[scope])}"
                agree(figure, published.ids(query, figure["key"]))


@pytest.mark.parametrize("scope", SCOPES)
def test_impunity_share(published: Published, scope: str) -> None:
    """Numerator, denominator and unknown of the share without a conviction, and its three values."""
    motive = f"motive_link IN {quote(SCOPES[scope])}"
    impune = published.ids(f"SELECT unit_id FROM unit WHERE {motive} AND impunity_status IN {quote(IMPUNE)}")
    rated = published.ids(f"SELECT unit_id FROM unit WHERE {motive} AND impunity_status IN {quote(RATED)}")
    unknown = published.ids(f"SELECT unit_id FROM unit WHERE {motive} AND impunity_status IN {quote(UNRATED)}")
    figure = published.find("impunity_share", scope=scope)

    agree(figure, impune, unknown)
    if not published.findings["cases_withheld"]:
        assert figure["denominator"] == len(rated)
        assert figure["known"]["exact"] == f"{len(impune)}/{len(rated)}"
        assert figure["low"]["exact"] == f"{len(impune)}/{len(rated) + len(unknown)}"
        assert figure["high"]["exact"] == f"{len(impune) + len(unknown)}/{len(rated) + len(unknown)}"
        assert figure["known"]["decimal"] == round(len(impune) / len(rated), 4)


@pytest.mark.parametrize("scope", SCOPES)
def test_justice_breakdown(published: Published, scope: str) -> None:
    """Each class of the justice breakdown, and that the classes make up the total."""
    motive = f"motive_link IN {quote(SCOPES[scope])}"
    rows = (*RATED, *UNRATED)
    for row in rows:
        query = f"SELECT unit_id FROM unit WHERE {motive} AND impunity_status = ?"
        agree(published.find("justice_breakdown", scope=scope, row=row), published.ids(query, row))
    total = sum(published.find("justice_breakdown", scope=scope, row=row)["numerator"] for row in rows)
    share = published.find("impunity_share", scope=scope)
    assert total == share["denominator"] + share["unknown"]


def test_convictions_rest_on_steps(published: Published) -> None:
    """An attack counts as punished only where a step of a criminal proceeding against suspects says so."""
    query = """
        SELECT DISTINCT v.unit_id FROM victims v
        JOIN acts a ON a.counted_as = v.act_id
        JOIN proceedings p ON instr(';' || p.about || ';', ';' || a.act_id || ';')
        JOIN proceeding_steps s USING (proceeding_id)
        WHERE p.side = 'against_suspects' AND p.kind = 'criminal'
          AND s.outcome IN ('conviction', 'conviction_abbreviated')
    """
    known = published.ids(query)
    punished = published.ids("SELECT unit_id FROM victims WHERE impunity_status IN ('full_justice', 'partial_justice')")
    overturned = published.ids(
        query.replace("('conviction', 'conviction_abbreviated')", "('conviction_overturned', 'acquittal', 'dismissal')")
    )

    assert set(punished) <= set(known)
    assert set(known) - set(punished) <= set(overturned)


def test_measures_by_headline(published: Published) -> None:
    """Protection measures by where they stand; one that two cases tell counts once."""
    base = "FROM measures WHERE protective = '1' AND counted_as = measure_id"
    rows = [one["row"] for one in published.findings["figures"] if one["code"] == "measures_by_headline"]
    for row in rows:
        query = f"SELECT measure_id {base} AND headline_state = ?"
        agree(published.find("measures_by_headline", row=row), published.ids(query, row))


def test_measures_granted(published: Published) -> None:
    """A measure is granted where a step says so, or where one came that only a granted measure undergoes."""
    query = "SELECT DISTINCT measure_id FROM measure_steps WHERE step IN " + quote((*GRANTS, *AFTER_GRANT))
    granted = published.ids(query)

    assert granted == published.ids("SELECT measure_id FROM measures WHERE granted = '1'")
    assert granted == sorted(one["id"] for one in published.findings["measures"] if "gap" in one)


def test_measures_in_place(published: Published) -> None:
    """Share of measures in force that were verified in place."""
    base = "SELECT measure_id FROM measures WHERE protective = '1' AND counted_as = measure_id AND headline_state IN "
    live = base + quote(("in_place", "partly", "not_in_place", "unknown"))
    hits = published.ids(live + " AND headline_state = 'in_place' AND headline_basis = 'verified'")
    unknown = published.ids(live + " AND (headline_state = 'unknown' OR headline_basis <> 'verified')")
    figure = published.find("measure_implementation_rate")

    agree(figure, hits, unknown)
    if not published.findings["cases_withheld"]:
        assert figure["denominator"] == len(published.ids(live)) - len(unknown)


def test_attacks_after_grant(published: Published) -> None:
    """Attacks by how the measure stood that day."""
    certain = "SELECT DISTINCT act_id FROM after_grant WHERE certain = '1' AND phase = "
    for row in ("in_place", "partly", "not_in_place", "unknown"):
        agree(published.find("attacks_after_grant", row=row), published.ids(f"{certain} 'granted' AND states = ?", row))
    for row in ("requested", "ended"):
        agree(published.find("attacks_after_grant", row=row), published.ids(f"{certain} ?", row))
    open_ = "SELECT DISTINCT act_id FROM after_grant WHERE certain = '0' AND phase = 'granted'"
    uncertain = published.ids(f"{open_} EXCEPT {certain} 'granted'")
    agree(published.find("attacks_after_grant", row="uncertain"), uncertain)


def test_pairs_after_a_grant_follow_from_dates(real: Published) -> None:
    """Each attack dated after a grant and before any end, on somebody the measure covers, is in the table, certain."""
    query = """
        SELECT DISTINCT a.counted_as || ' ' || m.counted_as
        FROM measures m
        JOIN measure_steps g ON g.measure_id = m.measure_id AND g.step = 'granted'
          AND g.date_precision IN ('day', 'month')
        JOIN acts a ON a.case_id = m.case_id AND a.date_precision IN ('day', 'month')
        JOIN victims v ON v.act_id = a.counted_as AND v.victim_id <> ''
        WHERE m.protective = '1' AND instr(';' || m.covers || ';', ';' || v.victim_id || ';')
          AND a.date_earliest > g.date_latest
          AND NOT EXISTS (
            SELECT 1 FROM measure_steps e WHERE e.measure_id = m.measure_id
            AND e.step IN ('lifted', 'expired', 'declined_by_person')
          )
          AND a.case_id = v.case_id
    """
    expected = set(real.ids(query))
    told = set(
        real.ids("SELECT act_id || ' ' || measure_id FROM after_grant WHERE phase = 'granted' AND certain = '1'")
    )

    assert expected
    assert expected - told == set()


def test_antecedents_follow_from_dates(published: Published) -> None:
    """Each act on the same person that ended before a killing or disappearance of the same case is told as earlier."""
    losses = f"""
        SELECT l.unit_id, l.case_id, l.victim_id, l.act_id, la.date_earliest FROM victims l
        JOIN acts la ON la.act_id = l.act_id WHERE la.type IN {quote(LOSSES)}
    """
    query = f"""
        SELECT DISTINCT l.unit_id || ' ' || a.act_id FROM ({losses}) l
        JOIN victims v ON v.case_id = l.case_id AND v.victim_id = l.victim_id AND v.victim_id <> ''
        JOIN acts a ON a.act_id = v.act_id AND a.act_id <> l.act_id
        WHERE a.date_precision IN ('day', 'month', 'year', 'interval') AND a.date_latest < l.date_earliest
    """
    certain = "FROM antecedents WHERE relation = 'person' AND \"order\" = 'before'"
    figure = published.find("losses_with_earlier_acts", scope="all", row="person")

    assert set(published.ids(query)) <= set(published.ids(f"SELECT loss_id || ' ' || act_id {certain}"))
    agree(figure, published.ids(f"SELECT DISTINCT loss_id {certain}"))
    if not published.findings["cases_withheld"]:
        assert figure["denominator"] == len(published.ids(f"SELECT unit_id FROM ({losses})"))


def test_kinds_of_antecedents(published: Published) -> None:
    """Losses by the kinds of act on the same person before them."""
    kinds = [one for one in published.findings["figures"] if one["code"] == "losses_by_earlier_group"]
    for figure in (one for one in kinds if one["scope"] == "all"):
        query = """
            SELECT DISTINCT loss_id FROM antecedents WHERE relation = 'person' AND "order" = 'before' AND "group" = ?
        """
        agree(figure, published.ids(query, figure["row"]))


def test_criminalisation_and_competence(published: Published) -> None:
    """Proceedings against defenders by how they ended, and moves between authorities."""
    for one in (one for one in published.findings["figures"] if one["code"] == "criminalisation_endings"):
        agree(one, published.ids("SELECT proceeding_id FROM proceedings WHERE ending = ?", one["row"]))
    for one in (one for one in published.findings["figures"] if one["code"] == "competence_moves"):
        agree(one, published.ids("SELECT step_id FROM proceeding_steps WHERE competence = ?", one["row"]))


def test_numbers_of_the_home_page(real: Published) -> None:
    """The base of the home page is what the tables hold, its three numbers are the findings', in both languages."""
    (cases,) = real.ask("SELECT count(*) FROM cases")[0]
    (sources,) = real.ask("SELECT count(DISTINCT CASE url WHEN '' THEN source_id ELSE url END) FROM sources")[0]
    figures = {
        one["code"]: (one["numerator"], one["denominator"])
        for one in reversed(real.findings["figures"])
        if not one["breakdown"] and one["scope"] in {"all", "confirmed"}
    }
    codes = ("measure_implementation_rate", "attacked_while_unprotected", "impunity_share")
    bases = (f"Base: {cases}\u00a0casos y {sources} fuentes,", f"Base: {cases}\u00a0cases and {sources}")
    for path, base in zip(("", "en"), bases, strict=True):
        html = (real.folder / path / "index.html").read_text(encoding="utf-8")
        shown = re.findall(r"v-stat__big>([0-9,]+) <small>\w+ ([0-9,]+)<", html)
        assert base in html
        assert [(int(part), int(whole)) for part, whole in shown] == [figures[code] for code in codes]


def test_tables_are_safe_and_say_what_they_hold(published: Published) -> None:
    """No cell begins like a formula, every column is described in both languages, ids are unique."""
    described = {(table, column) for table, column, es, en in published.ask("SELECT * FROM columns") if es and en}
    for path in sorted((published.folder / "data").glob("*.csv")):
        raw = path.read_bytes()
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8"))))
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))], path
        if path.stem != "columns":
            assert {(path.stem, column) for column in rows[0]} <= described
        if path.stem not in {"columns", "after_grant", "antecedents"}:
            first = [row[0] for row in rows[1:]]
            assert len(first) == len(set(first)), path


def test_suppressed_figures_tell_nothing(published: Published) -> None:
    """What is withheld on pages has neither numbers nor ids in the file."""
    for one in published.findings["figures"]:
        if one["suppressed"]:
            told = ("numerator", "denominator", "unknown", "low", "known", "high", "ids", "unknown_ids", "ids_withheld")
            assert [one[name] for name in told] == [None] * len(told)


def test_ids_are_of_the_cases_in_the_file(published: Published) -> None:
    """Nothing in findings.json or a table names a case whose consent does not cover data files."""
    cases = set(published.findings["cases"])
    for path in sorted((published.folder / "data").rglob("*.*")):
        found = set(re.findall(r"MX-[0-9]{4}", path.read_text(encoding="utf-8")))
        assert found <= cases, path


def test_numbers_of_the_states_page(real: Published) -> None:
    """The table and the map of the states say what SQL counts, in both languages."""
    attacks = dict(real.ask("SELECT state, count(*) FROM unit WHERE motive_link <> 'ruled_out' GROUP BY state"))
    for path in ("estados", "en/states"):
        html = (real.folder / path / "index.html").read_text(encoding="utf-8")
        rows = re.findall(r"<tr><th scope=row>.*?</tr>", html, re.DOTALL)
        numbers = [[int(n.replace(",", "")) for n in re.findall(r"v-n>([0-9,]+)<", row)] for row in rows]
        tiles = [int(n) for n in re.findall(r"<b>([0-9,]+)</b>", html)]

        assert sorted(row[1] for row in numbers if row[1]) == sorted(attacks.values())
        assert sorted(tiles) == sorted(count for state, count in attacks.items() if state not in {"00", "99"})
        (measures,) = real.ask("SELECT count(*) FROM measures WHERE protective = '1' AND counted_as = measure_id")[0]
        assert sum(row[2] for row in numbers) == measures


def test_numbers_of_the_timeline(real: Published) -> None:
    """The timeline counts every dated entry of the tables once."""
    (dated,) = real.ask(
        """
        SELECT sum(n) FROM (
          SELECT count(*) AS n FROM acts WHERE act_id = counted_as AND date <> 'unknown'
          UNION ALL SELECT count(*) FROM recognition WHERE date <> 'unknown'
          UNION ALL SELECT count(*) FROM proceeding_steps WHERE date <> 'unknown'
          UNION ALL SELECT count(*) FROM measure_steps JOIN measures USING (measure_id)
            WHERE counted_as = measure_id AND date <> 'unknown'
        )
        """
    )[0]

    assert f"{dated:,} hechos con fecha en los" in real.read_page("cronologia")
    assert f"{dated:,} dated entries in the" in real.read_page("en/timeline")


def test_numbers_of_the_impunity_page(real: Published) -> None:
    """The page of impunity divides what SQL divides."""
    base = "SELECT count(*) FROM unit WHERE motive_link = 'confirmed' AND impunity_status IN "
    (impune,), (rated,) = real.ask(base + quote(IMPUNE))[0], real.ask(base + quote(RATED))[0]

    for path in ("impunidad", "en/impunity"):
        assert f"{impune} / {rated}" in real.read_page(path).replace("\u00a0", " ").replace("÷", "/")


def test_numbers_in_prose(real: Published) -> None:
    """What an editor's sentence says of impunity is what SQL counts, in both languages."""
    counts = []
    for links in (SCOPES["confirmed"], SCOPES["with_unconfirmed"]):
        base = f"SELECT count(*) FROM unit WHERE motive_link IN {quote(links)} AND impunity_status IN "
        counts.append((real.ask(base + quote(IMPUNE))[0][0], real.ask(base + quote(RATED))[0][0]))
    (impune, rated), (more_impune, more_rated) = counts

    spanish, english = (real.read_page(path) for path in ("impunidad", "en/impunity"))
    assert f"De {rated} agresiones, {impune} siguen sin ninguna condena" in spanish
    assert f"vínculo por confirmar, {more_impune} de {more_rated} siguen" in spanish
    assert f"Of {rated} attacks, {impune} are without any conviction" in english
    assert f"not confirmed as well, {more_impune} of {more_rated} are still" in english


def test_numbers_of_the_interactive_chart(real: Published) -> None:
    """The chart of classes of justice is drawn from what SQL counts: each class, in each of the three scopes."""
    html = (real.folder / "impunidad" / "index.html").read_text(encoding="utf-8")
    plots = [json.loads(unescape(found)) for found in re.findall(r'data-plot="([^"]*)"', html)]
    drawn = {series["name"]: series["x"] for series in plots[0]["data"]}
    query = "SELECT count(*) FROM unit WHERE motive_link IN {} AND impunity_status = ?"
    counted = {
        name: [real.ask(query.format(quote(links)), status)[0][0] for links in SCOPES.values()]
        for name, status in (("Justicia parcial", "partial_justice"), ("Impunidad total", "complete_impunity"))
    }

    assert {name: drawn[name] for name in counted} == counted
