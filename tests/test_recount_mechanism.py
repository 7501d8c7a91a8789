"""An independent recount of the mechanism: the published tables, read into SQL, give what findings.json says of it.

SQL sees the CSV files only. How a state follows from observations, what counts apart and which figures contradict one
another is written here as the methodology says it, not read from the code.
"""

# ruff: noqa: S608 - every query is written here
from __future__ import annotations

import pytest
from sites import get_real_site
from test_recount import Published, load

STATES = ("not_started", "partial", "implemented", "reversed", "unknown", "asked")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return what the site of the repository's own cases publishes, with the states recounted."""
    published = load(get_real_site(tmp_path_factory.getbasetemp()))
    published.tables.execute("CREATE TABLE today (day TEXT)")
    published.tables.execute("INSERT INTO today VALUES (?)", (published.findings["as_of"],))
    published.tables.executescript("""
        CREATE VIEW dated AS SELECT * FROM commitment_observations, today
            WHERE date_precision <> 'unknown' AND date_latest <= day;
        CREATE VIEW asked AS SELECT commitment_id, MIN(date_earliest) first, MIN(date_latest) last
            FROM commitment_requests, today WHERE date_earliest <> '' AND date_latest <= day GROUP BY commitment_id;
        CREATE VIEW recounted AS SELECT c.commitment_id, c.umbrella, COALESCE(
            (SELECT status FROM dated d WHERE d.commitment_id = c.commitment_id
                ORDER BY CAST(place AS INTEGER) DESC LIMIT 1),
            CASE WHEN c.commitment_id IN (SELECT commitment_id FROM asked) THEN 'asked' ELSE 'not_asked' END) status
            FROM commitments c;
    """)
    return published


def test_rows(real: Published) -> None:
    """As many rows as there are records, and every one in findings.json."""
    tables = ("organs", "commitments", "commitment_observations", "series_points", "mechanism_sources")
    told = real.findings["mechanism"]

    assert [real.ask(f"SELECT COUNT(*) FROM {name}")[0][0] for name in tables] == [13, 35, 117, 258, 162]
    assert [one["id"] for one in told["commitments"]] == [
        row[0] for row in real.ask("SELECT commitment_id FROM commitments")
    ]
    assert len(told["organs"]) == 13
    assert sum(len(line["points"]) for one in told["series"] for line in one["lines"]) == 258


def test_states(real: Published) -> None:
    """The state of each commitment is that of the last observation whose time has passed."""
    told = {one["id"]: one["state"] for one in real.findings["mechanism"]["commitments"]}

    assert told == dict(real.ask("SELECT commitment_id, status FROM recounted"))
    assert told == dict(real.ask("SELECT commitment_id, state FROM commitments"))


@pytest.mark.parametrize(("name", "umbrella"), [("commitments", "0"), ("umbrellas", "1")])
def test_counts(real: Published, name: str, umbrella: str) -> None:
    """How many stand in each state: umbrella rows apart, so that nothing counts twice."""
    told = real.findings["mechanism"]["counts"][name]
    recount = {
        state: real.ids("SELECT commitment_id FROM recounted WHERE status = ? AND umbrella = ?", state, umbrella)
        for state in STATES
    }

    assert {state: sorted(ids) for state, ids in told["rows"].items()} == recount
    assert told["total"] == sum(len(ids) for ids in recount.values())


def test_counts_by_addressee(real: Published) -> None:
    """A commitment is in the row of each authority it is addressed to; umbrellas in none."""
    told = real.findings["mechanism"]["counts"]["by_addressee"]
    rows = real.ask("""SELECT c.addressees, c.commitment_id, r.status FROM commitments c
        JOIN recounted r USING (commitment_id) WHERE c.umbrella = '0' AND r.status <> 'not_asked'""")
    recount: dict[str, list[tuple[str, str]]] = {}
    for addressees, commitment, status in rows:
        for code in addressees.split(";"):
            recount.setdefault(code, []).append((status, commitment))

    assert {
        code: sorted((state, id_) for state, ids in count["rows"].items() for id_ in ids)
        for code, count in told.items()
    } == {code: sorted(pairs) for code, pairs in recount.items()}
    assert all(count["total"] == len(recount[code]) for code, count in told.items())


def test_days_and_reversals(real: Published) -> None:
    """Days open from the first request, silence from the newest observation, reversals as they were observed."""
    days = {
        row[0]: row[1:]
        for row in real.ask("""SELECT a.commitment_id, CAST(julianday(day) - julianday(a.last) AS INTEGER),
            CAST(julianday(day) - julianday(a.first) AS INTEGER) FROM asked a, today""")
    }
    quiet = {
        row[0]: row[1]
        for row in real.ask("""SELECT commitment_id, CAST(julianday(day) - julianday(MAX(date_latest)) AS INTEGER)
            FROM dated GROUP BY commitment_id""")
    }
    told = real.findings["mechanism"]

    assert not [one for one in told["commitments"] if one["arrived"] == "whole"], "days would end there"
    for one in told["commitments"]:
        assert tuple(one["days_open"]) == days[one["id"]], one["id"]
        assert one["silence"][0] == quiet[one["id"]], one["id"]
    assert told["counts"]["silence"][0] == min(quiet.values())
    reversals = "SELECT COUNT(*) FROM dated JOIN commitments USING (commitment_id) WHERE status = 'reversed'"
    assert real.ask(f"{reversals} AND umbrella = '0'") == [(told["counts"]["reversals"],)]
    assert sum(len(one["reversals"]) for one in told["commitments"]) == real.ask(reversals)[0][0] == 8


def test_rivals(real: Published) -> None:
    """Two values for one time, of the same thing and people: for the same dates, or for a month and a day in it."""
    pairs = real.ask("""SELECT DISTINCT a.point_id FROM series_points a JOIN series_points b
        ON a.series_id = b.series_id AND a.kind = b.kind AND a."group" = b."group" AND a.by_es = b.by_es
        AND a.point_id <> b.point_id
        AND a.value <> '' AND b.value <> '' AND a.value <> b.value AND a.date_precision <> 'unknown' AND (
            (a.date_earliest = b.date_earliest AND a.date_latest = b.date_latest)
            OR (a.date_precision = 'day' AND b.date_precision = 'month' AND substr(a.date, 1, 7) = b.date)
            OR (b.date_precision = 'day' AND a.date_precision = 'month' AND substr(b.date, 1, 7) = a.date))""")
    told = [
        f"{one['id']}#{point}"
        for one in real.findings["mechanism"]["series"]
        for line in one["lines"]
        for group in line["rivals"]
        for point in group
    ]

    assert sorted(told) == sorted(row[0] for row in pairs)
    assert sorted(told) == real.ids("SELECT point_id FROM series_points WHERE rivals <> ''")


def test_years_without_data(real: Published) -> None:
    """A year is missing in a line where no point, of a year or of a longer period, touches it."""
    last = int(real.findings["as_of"][:4])
    for one in real.findings["mechanism"]["series"]:
        first = real.ask(
            "SELECT MIN(substr(date_earliest, 1, 4)) FROM series_points WHERE series_id = ? AND date_earliest <> ''",
            one["id"],
        )[0][0]
        for line in one["lines"]:
            ids = [f"{one['id']}#{point['id']}" for point in line["points"]]
            spans = real.ask(
                "SELECT substr(date_earliest, 1, 4), substr(date_latest, 1, 4) FROM series_points"
                f" WHERE date_earliest <> '' AND point_id IN ({', '.join('?' * len(ids))})",
                *ids,
            )
            covered = {year for low, high in spans for year in range(int(low), int(high) + 1)}
            assert line["missing"] == [year for year in range(int(first), last + 1) if year not in covered], one["id"]


def test_every_figure_has_its_source_and_its_caveat(real: Published) -> None:
    """No point is without a source that is in the table of sources, and both files tell the same of it."""
    known = set(real.ids("SELECT source_id FROM mechanism_sources WHERE url <> ''"))
    rows = {
        row[0]: row[1:]
        for row in real.ask("SELECT point_id, value, date, caveat_es, caveat_en, sources FROM series_points")
    }
    for one in real.findings["mechanism"]["series"]:
        for point in (point for line in one["lines"] for point in line["points"]):
            value, day, caveat_es, caveat_en, sources = rows[f"{one['id']}#{point['id']}"]
            assert point["sources"] == sources.split(";")
            assert set(point["sources"]) <= known
            assert (point["value"] or {"exact": ""})["exact"] == value
            assert point["date"] == day
            assert (point["caveat"] or {"es": "", "en": ""}) == {"es": caveat_es, "en": caveat_en}
    for table in ("commitment_requests", "commitment_observations", "organs", "organ_observations"):
        for (sources,) in real.ask(f"SELECT sources FROM {table}"):
            assert sources
            assert set(sources.split(";")) <= known


def test_the_limits_of_2012_rest_on_what_was_read(real: Published) -> None:
    """None of them is one that no source states."""
    founding = real.findings["mechanism"]["founding"]

    assert len(founding) == 4
    assert all(one["evidence"] != "brief_only" and one["sources"] and one["caveat"] for one in founding)
    assert [one["late"] for one in founding if one["state"] == "late"] == [[126, 126]]
