"""A finished site is held to every address that was published."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publishing.links import read_site
from generator.publishing.promises import check_promises, find_promises
from generator.records.promises import Promise, Promises, parse_promises

MOVED = '<meta http-equiv="refresh" content="0; url={}">'
CASE = (
    '<p id="a1"><a rel="bookmark" href="../../c/MX-0001/#a1">#a1</a><p id="a2"><a rel="bookmark" href="{}#a2">#a2</a>'
)
FILES = {
    "index.html": "",
    "404.html": "",
    "SHA256SUMS": "",
    "provenance.json": "",
    "sitemap.xml": "",
    "assets/css/x.css": "",
    "assets/js/plotly.js.gz": "",
    "data/cases.csv": "",
    "casos/estado/index.html": "",
    "casos/estado/oaxaca/index.html": MOVED.format("../"),
    "casos/uno/index.html": CASE.format("../../c/MX-0001/"),
    "casos/viejo/index.html": MOVED.format("../uno/"),
    "c/MX-0001/index.html": CASE.format(""),
    "en/c/MX-0001/index.html": CASE.format(""),
    "c/MX-0002/index.html": '<p id="aviso-retiro">',
    "otra/index.html": MOVED.format("../casos/viejo/"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a small finished site."""
    for name, html in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(html, encoding="utf-8")
    return tmp_path


def check(site: Path, text: str) -> list[tuple[str, int, dict[str, object]]]:
    """Return code, line and details of what is broken."""
    promises, problems = parse_promises(text)
    assert not problems
    return [(one.code, one.line, dict(one.details)) for one in check_promises(read_site(site), promises)]


def test_what_is_recorded(site: Path) -> None:
    """Pages and data, those of a case with it, anchors once; nothing that belongs to the machinery."""
    found = {one.path: one for one in find_promises(read_site(site))}

    assert found.keys() == {
        *("", "data/cases.csv", "casos/estado/", "casos/estado/oaxaca/", "otra/", "casos/uno/", "casos/viejo/"),
        *("c/MX-0001/", "en/c/MX-0001/", "c/MX-0002/"),
    }
    assert found["c/MX-0001/"] == Promise("c/MX-0001/", "MX-0001", None, ("a1", "a2"))
    assert found["en/c/MX-0001/"] == Promise("en/c/MX-0001/", "MX-0001")
    assert found["casos/uno/"] == Promise("casos/uno/", "MX-0001")
    assert found["casos/viejo/"] == Promise("casos/viejo/", "MX-0001")
    assert found["casos/estado/"].case is None


def test_what_is_recorded_is_kept(site: Path) -> None:
    """A site keeps what was recorded of it."""
    promises = Promises(entries=tuple(find_promises(read_site(site))))

    assert check_promises(read_site(site), promises) == ()


@pytest.mark.parametrize(
    "line",
    [
        "/",
        "/casos/uno/ = MX-0001 #a1",
        "/casos/viejo/ = MX-0001 #a1",
        "/casos/viejo/ = MX-0001 -> /casos/uno/",
        "/casos/viejo/ -> /casos/uno/#a1",
        "/c/MX-0002/ = MX-0002 #a1 #p7",
        "/casos/estado/oaxaca/ -> /casos/estado/",
        "/casos/estado/oaxaca/",
        "/feeds/es/case/MX-0002.atom = MX-0002",
    ],
)
def test_kept(site: Path, line: str) -> None:
    """An address is there, leads on, or says that a case was withdrawn, which owes no anchors."""
    assert check(site, line) == []


@pytest.mark.parametrize(
    ("line", "code", "details"),
    [
        ("/nada/", "address-lost", {}),
        ("/data/acts.csv", "address-lost", {}),
        ("/casos/dos/ = MX-0002", "address-lost", {}),
        ("/feeds/es/case/MX-0001.atom = MX-0001", "address-lost", {}),
        ("/casos/uno/ #a3", "address-anchor-lost", {"anchor": "a3"}),
        ("/casos/uno/ = MX-0009", "address-reused", {"case": "MX-0009"}),
        ("/casos/estado/ = MX-0009", "address-reused", {"case": "MX-0009"}),
        ("/casos/viejo/ -> /casos/nada/", "address-target", {"target": "/casos/nada/"}),
        ("/casos/viejo/ -> /casos/uno/#a9", "address-target", {"target": "/casos/uno/#a9"}),
        ("/casos/viejo/ -> /otra/", "address-target", {"target": "/otra/"}),
    ],
)
def test_broken(site: Path, line: str, code: str, details: dict[str, str]) -> None:
    """What is not kept is named, with the line where it was promised."""
    address = line.partition(" ")[0]

    assert check(site, f"# Published\n{line}\n") == [(code, 2, {"value": address, **details})]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("html", [None, "<p>", MOVED.format("../casos/viejo/"), '<p id="aviso-retiro">'])
def test_what_changed_is_enough_to_look_at(site: Path, name: str, html: str | None) -> None:
    """Of a site that kept the same promises before: whatever becomes of a file, the same is found broken."""
    text = "/casos/viejo/ = MX-0001 -> /casos/uno/#a1\n/casos/estado/oaxaca/ -> /casos/estado/\n/c/x.ics = MX-0002\n"
    recorded = [one for one in find_promises(read_site(site)) if f"/{one.path} " not in text]
    promises = Promises(entries=(*parse_promises(text)[0].entries, *recorded))
    assert check_promises(read_site(site), promises) == ()
    (site / name).unlink()
    if html is not None:
        (site / name).write_text(html, encoding="utf-8")
    whole = check_promises(read_site(site), promises)

    assert check_promises(read_site(site), promises, frozenset({name})) == whole
    assert check_promises(read_site(site), promises, frozenset({"elsewhere.html"})) == ()


def test_anchors_are_those_of_all_pages_of_a_case(site: Path) -> None:
    """What was linked to at the permanent address must be on the readable one too."""
    (site / "casos/uno/index.html").write_text('<p id="a1"><a rel="bookmark" href="../../c/MX-0001/#a1">', "utf-8")
    found = check(site, "/c/MX-0001/ = MX-0001 #a1 #a2\n/casos/uno/ = MX-0001\n")

    assert found == [("address-anchor-lost", 2, {"value": "/casos/uno/", "anchor": "a2"})]
