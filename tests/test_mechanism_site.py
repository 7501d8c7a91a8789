"""What is in content/mechanism is on the real site: each row, each report, each figure; and nothing nobody has read."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from sites import REPOSITORY, get_real_site

PARTS = {
    "es": ("mecanismo", "compromisos", "cifras", "organos", "autoridades", "estados"),
    "en": ("en/mechanism", "commitments", "figures", "bodies", "authorities", "states"),
}


def read(name: str) -> Any:
    """Return a file of the folder."""
    return yaml.safe_load((REPOSITORY / "content" / "mechanism" / f"{name}.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the repository."""
    return get_real_site(tmp_path_factory.getbasetemp())


def read_page(site: Path, *parts: str) -> str:
    """Return a page of the site."""
    return (site.joinpath(*parts) / "index.html").read_text("utf-8")


def read_text(html: str) -> str:
    """Return the words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.mark.parametrize("language", PARTS)
def test_commitments_and_reports(site: Path, language: str) -> None:
    """Every commitment once, with every report of it."""
    home, commitments, *_ = PARTS[language]
    page = read_page(site, home, commitments)
    for one in read("commitments")["commitments"]:
        assert page.count(f"<li id={one['id']}>") == 1
        for seen in one.get("observations", []):
            assert page.count(f"<li id={one['id']}-{seen['id']}>") == 1
    umbrellas = sum(1 for one in read("commitments")["commitments"] if "umbrella" in one)
    assert page.count("class=v-reserved") == umbrellas


@pytest.mark.parametrize("language", PARTS)
def test_series_and_points(site: Path, language: str) -> None:
    """Every series and every point once, each point with a link to a source that is on the page."""
    home, _, figures, *_ = PARTS[language]
    page = read_page(site, home, figures)
    items = dict(re.findall(r"<li id=([a-z0-9-]+-p[0-9]+)>(.*?)(?=<li|</[ou]l>)", page))
    expected = [f"{one['id']}-{point['id']}" for one in read("indicators")["series"] for point in one["points"]]
    listed = set(re.findall(r"<li id=(s[0-9]+)>", page))

    assert sorted(items) == sorted(expected)
    for text in items.values():
        cited = re.findall(r"href=#(s[0-9]+) ", text)
        assert cited
        assert set(cited) <= listed


@pytest.mark.parametrize("language", PARTS)
def test_organs_and_their_observations(site: Path, language: str) -> None:
    """A page for each body, with everything seen of it."""
    home, _, _, bodies, *_ = PARTS[language]
    folder = site / home / bodies
    organs = read("organs")["organs"]

    assert {path.name for path in folder.iterdir() if path.is_dir()} == {one["id"] for one in organs}
    for one in organs:
        page = read_page(site, home, bodies, one["id"])
        seen = page.partition("class=v-timeline")[2].partition("</ol>")[0]
        assert seen.count("<li id=") == len(one.get("observations", []))


@pytest.mark.parametrize("language", PARTS)
def test_the_overview_counts_what_there_is(site: Path, language: str) -> None:
    """Rows of commitments, steps of the way, landmarks, monitors, limits."""
    page = read_page(site, PARTS[language][0])
    commitments = read("commitments")["commitments"]
    law = read("law")

    assert len(re.findall(r'href="[^"]*#[a-z0-9-]+">[^<]+</a>\.', page)) >= len(commitments)
    assert page.count("<h3") >= len(read("path")["steps"]) + len(read("organs")["organs"])
    assert all(f"id={one['id']}>" in page for one in read("landmarks")["landmarks"])
    rows = [one for one in law["clocks"] if one["evidence"] != "brief_only"]
    assert page.count("<tr><th scope=row>") == len(rows)


@pytest.mark.parametrize("language", PARTS)
def test_nothing_unread_is_printed_as_law(site: Path, language: str) -> None:
    """No label, number of hours or article that no page seen states, anywhere in the section; that it is so is said."""
    home = PARTS[language][0]
    texts = {path: read_text(path.read_text("utf-8")) for path in (site / home).rglob("index.html")}
    law = read("law")
    unread = [one for one in law["clocks"] + law["founding"] if one["evidence"] == "brief_only"]
    doubted = [one for one in law["clocks"] if one["article_evidence"] == "brief_only"]
    unread_articles = [one["article"] for one in doubted if "article" in one]
    bases = [one["basis_unread"][language] for one in read("organs")["organs"] if "basis_unread" in one]

    assert unread
    assert bases
    for path, text in texts.items():
        for clock in unread:
            assert clock["label"][language] not in text, path
            hours = f"{clock['limit']['number']} {'horas' if language == 'es' else 'hours'}"
            assert not re.search(rf"\b{hours}\b", text), path
        for article in unread_articles:
            assert not re.search(rf"\bart(ículo|icle|\.) {article}\b", text), path
        assert not [basis for basis in bases if re.search(rf"\b{re.escape(basis)}\b", text)], path
    overview = texts[site / home / "index.html"]
    assert all(one["binds"][language].rstrip(".") in overview for one in unread)


@pytest.mark.parametrize("language", PARTS)
def test_states_are_all_there(site: Path, language: str) -> None:
    """All 32 by their names, and what is known of each: those of which nothing is known are in no table."""
    home, *_, states = PARTS[language]
    page = read_page(site, home, states)

    told = {one["state"] for one in read("states")["states"]}
    terms = yaml.safe_load((REPOSITORY / "content" / "vocabularies" / "state.yml").read_text("utf-8"))["terms"]
    names = [term["label"][language] for term in terms if "column" in term["flags"]]
    assert len(names) == 32
    assert all(name in read_text(page) for name in names)
    assert len(told) <= page.count("<tr><th scope=row>") < 32
    assert all(one["text"][language].rstrip(".") in read_text(page) for one in read("states")["states"])


@pytest.mark.parametrize("language", PARTS)
def test_the_overview_says_how_much_was_read(site: Path, language: str) -> None:
    """Of how many of the sources that it lists only the opening was read."""
    page, sources = read_page(site, PARTS[language][0]), read("sources")
    listed = re.findall(r"<li id=(s[0-9]+)>", page)
    openings = sum(sources[id_]["extent"] == "opening" for id_ in listed)
    told = {"es": f"De {openings} de las {len(listed)} fuentes", "en": f"Of {openings} of the {len(listed)} sources"}

    assert openings
    assert told[language] in read_text(page)


def find_last_day(value: Any) -> str:
    """Return the last day a date can mean, as text that sorts."""
    text = str(value).rpartition("/")[2]
    return {4: f"{text}-12-31", 7: f"{text}-31"}.get(len(text), text)


@pytest.mark.parametrize("language", PARTS)
def test_rows_are_in_order_of_the_request(site: Path, language: str) -> None:
    """From what was asked first to what was asked last."""
    page = read_page(site, PARTS[language][0])
    commitments = {one["id"]: one for one in read("commitments")["commitments"]}
    rows = re.findall(r'<p><a href="[^"]*#([a-z0-9-]+)">[^<]+</a>\.', page)
    days = [min(find_last_day(each["date"]) for each in commitments[id_]["requests"]) for id_ in rows]

    assert sorted(rows) == sorted(commitments)
    assert days == sorted(days)


@pytest.mark.parametrize("language", PARTS)
def test_the_newest_report_is_told(site: Path, language: str) -> None:
    """The date of the newest report of any commitment, so that nobody takes silence for news."""
    seen = [each["date"] for one in read("commitments")["commitments"] for each in one["observations"]]
    newest = max((str(one) for one in seen if one != "unknown"), key=lambda one: (find_last_day(one), len(one)))
    text = read_text(read_page(site, PARTS[language][0]))
    told = re.search(r"(?:informe más reciente que vimos es de|latest report we saw is from) ([^.]+)\.", text)

    assert told
    assert newest[:4] in told[1]
    assert len(newest) < 10 or str(int(newest[8:10])) in told[1].split()
