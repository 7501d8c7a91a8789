"""A site made of secrets: in whatever form it leaves, nothing of what may not be told is in it (DNH-01)."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from builders import Raw, make_source, parse_case, text
from canaries import (
    CLOSED_DAY,
    FLEETING,
    NAMELESS_DAY,
    RESERVED_DAY,
    STEM,
    compile_days,
    compile_stem,
    find_leaks,
    fold,
)
from pictures import write_picture
from planting import Planter, find_planted, list_fields, make_full, make_publication
from sites import SITE_URL, Done, list_kept, make_project, visibles

from generator.pages.provenance import Origin
from generator.plan import Plan
from generator.project import Project
from generator.records import public, public_campaigns, public_history, unopened
from generator.records.campaigns import Campaign
from generator.records.fields import Context
from generator.records.models import Case
from generator.records.strict_yaml import Document, Mark
from generator.records.validation import validate_document

ALWAYS = frozenset(
    {
        *("Case.allowed_texts", "Case.notes", "Case.private", "Consent.recorded_by", "Source.independence_group"),
        *("Measure.text:reserved", "MeasureStep.text:reserved", "Version.text:reserved"),
        *(f"Source.{key}:confidential" for key in ("publisher", "title", "copy_of", "url")),
        *(f"CaseImage.{key}" for key in ("id", "file", "alt", "credit", "licence")),
    }
)
"""What is withheld of every case that is published."""
OPEN = {
    "MX-9501": ("named", ("name", "place", "data_export", "archive", "anniversary", "campaign"), {"Person.pseudonym"}),
    "MX-9502": (
        "pseudonym",
        ("data_export",),
        {"Person.name", "Person.id", "Collective.name", "Collective.id", "Place.municipality"},
    ),
    "MX-9504": ("named", ("name", "place"), {"Person.pseudonym"}),
}
"""Published cases: level, uses, and what is withheld for lack of others."""
CLOSED: dict[str, Raw] = {
    "MX-9511": {"status": "draft"},
    "MX-9512": {"status": "review"},
    "MX-9513": {"status": "embargoed", "embargo_until": "2027-01-01"},
    "MX-9514": {"status": "withheld"},
    "MX-9515": {"status": "withdrawn", "withdrawn": "2026-05-06"},
    "MX-9516": {"status": "published", "level": "aggregate_only"},
    "MX-9517": {"status": "draft", "level": "withdrawn"},
}
"""Cases of which nothing is told, or only that they were withdrawn."""
KEPT = "MX-9504"
"""The one of them of which a build keeps for the next what its file gave: nothing in it is only counted."""
GOING = "MX-9503"
"""A case that is published first and then withdrawn; all its words are of another stem."""
LETTERS = "klmnopqrstuvw"
"""Marks that tell the words of one case from those of another."""
REFERENCES = {"Case.campaigns": "only ids of campaigns, which are published"}
"""Fields that hold no words of their own, and why."""
PUBLIC = {
    name: kind
    for module in (public, public_history, public_campaigns)
    for name, kind in vars(module).items()
    if name.startswith("Public")
}
COUNTERPARTS = {"Person": "PublicSubject", "Collective": "PublicSubject", "CaseImage": "PublicImage"}
"""Records whose public form has another name."""


@dataclass(frozen=True)
class Planted:
    """The cases and the campaign of a project, as their files hold them, and the words in them."""

    cases: dict[str, Raw]
    campaign: Raw
    words: int
    """How many words may not leave."""
    leaving: Raw


def plant() -> Planted:
    """Return a project full of secrets."""
    cases, words = {}, 0
    for id_, (level, uses, withheld) in OPEN.items():
        chosen = ALWAYS | withheld
        planter = Planter(STEM, LETTERS[len(cases)], only=chosen.__contains__)
        publication = make_publication("published", level, uses, planter, published="2026-01-15")
        act_day = NAMELESS_DAY if "name" not in uses else "2012-02-03"
        cases[id_] = make_full(planter, id_, publication=publication, measure_day=RESERVED_DAY, act_day=act_day)
        if id_ == KEPT:
            cases[id_] |= {"images": [], "allowed_texts": []}
            del cases[id_]["measures"][0]["items"]
        words += planter.words.total()
    for id_, changes in CLOSED.items():
        planter = Planter(STEM, LETTERS[len(cases)])
        uses = ("place", "locality", "data_export", "campaign")
        days = {key: value for key, value in changes.items() if key not in {"status", "level"}}
        publication = make_publication(changes["status"], changes.get("level", "public_record"), uses, planter, **days)
        publication |= {"published": "2026-01-15"}
        cases[id_] = make_full(planter, id_, publication=publication, measure_day=CLOSED_DAY, act_day=CLOSED_DAY)
        words += planter.words.total()
    planter = Planter(FLEETING, "y")
    publication = make_publication("published", "named", OPEN["MX-9501"][1], planter, published="2026-01-15")
    leaving = make_full(planter, GOING, publication=publication, measure_day="2013-04", act_day="2012-02-04")
    secret = Planter(STEM, "z")
    campaign = {
        "id": "mirenlos",
        "name": text("Mírenlos", "Look at them"),
        "hashtag": "#Mírenlos",
        "organisation": text("Comité", "Committee"),
        "started": "2014-11",
        "purpose": text("Que se les mire [s1].", "That they be looked at [s1]."),
        "selection": text("Los propone este sitio.", "This site proposes them."),
        "cases": [
            {"case": "MX-9501"},
            {
                "case": "MX-9511",
                "text": text(secret("CampaignCase.text"), secret("CampaignCase.text")),
                "sources": ["s1"],
            },
            {"case": GOING},
        ],
        "allowed_texts": [secret("Campaign.allowed_texts")],
        "sources": {"s1": make_source(independence_group=secret.ident("Source.independence_group"))},
    }
    return Planted(cases, campaign, words + secret.words.total(), leaving)


PLANTED = plant()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project, with every feature on."""
    root = make_project(tmp_path_factory.mktemp("canaries") / "project", site_url=SITE_URL)
    for folder in (root / "cases", root / "content" / "campaigns"):
        for path in folder.iterdir():
            path.unlink()
    for raw in (*PLANTED.cases.values(), PLANTED.leaving):
        lines = f"# {STEM} comentario\n{json.dumps(raw, ensure_ascii=False, indent=1)}\n"
        (root / "cases" / f"{raw['slug']}.yml").write_text(lines, encoding="utf-8")
        for image in raw["images"]:
            write_picture(root / "cases" / "images" / image["file"], STEM)
    (root / "cases" / f".{fold(STEM)}.yml.swp").write_text(STEM, encoding="utf-8")
    (root / "content" / "campaigns" / "mirenlos.yml").write_text(json.dumps(PLANTED.campaign), encoding="utf-8")
    page = root / "content" / "es" / "acerca.md"
    page.write_text(f"{page.read_text('utf-8')}\n<!-- {STEM} -->\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def done(project: Path) -> Done:
    """Return what the first build said; it also records every address."""
    built = visibles("build", "--record", cwd=project)
    assert built.returncode == 0, built.stderr
    return built


def test_every_field_has_a_decision(context: Context) -> None:
    """Each field that can hold words is planted in a closed case; in an open one too, if no public record has it.

    A new field fails here until its words are planted by `make_full`, or until a public record names it.
    """
    closed = {one for id_ in CLOSED for one in find_planted(parse_case(context, PLANTED.cases[id_]).case, STEM)}
    opened = {one for id_ in OPEN for one in find_planted(parse_case(context, PLANTED.cases[id_]).case, STEM)}
    campaign, problems = validate_document(Document("x", PLANTED.campaign, Mark(1, 1)), Campaign, context)
    assert campaign is not None, problems
    told = set(find_planted(campaign, STEM))
    for model, where in ((Case, opened), (Campaign, told)):
        for one in list_fields(model, context, set()):
            record, _, field = one.partition(".")
            kind = PUBLIC.get(COUNTERPARTS.get(record, f"Public{record}"))
            is_public = kind is not None and field in unopened.list_fields(kind)
            assert is_public or one in where, f"{one} is in no public record, and not planted where it is withheld"
            assert model is Campaign or one in closed or one in REFERENCES, f"{one} is not planted in a closed case"


FEATURES = (
    *("sitemap.xml", "casos/*/index.html", "en/c/MX-9501/index.html", "embed/MX-9501/oembed.json", "data/*.csv"),
    *("embed/MX-9501/badge.svg", "feeds/es/*.atom", "feeds/en/*.json", "campanas/mirenlos/kit-es.zip", "**/*.ics"),
    *("campanas/mirenlos/cartel/*/index.html", "data/findings.json", "data/*.bib", "**/*.png", "buscar/index.html"),
    *("cambios/index.html", "estados/*/index.html", "medidas/index.html"),
)
"""A file of each feature."""


def test_nothing_private_is_in_the_site(done: Done, project: Path) -> None:
    """No word or day that was planted is in a file of the site, in what the build said, or in what it keeps."""
    site = project / "site"
    assert [pattern for pattern in FEATURES if not any(site.glob(pattern))] == []
    assert PLANTED.words > 500

    assert find_leaks(site, compile_stem(STEM)) == []
    assert find_leaks(site, compile_days(RESERVED_DAY, NAMELESS_DAY, CLOSED_DAY)) == []
    hidden = "|".join(id_ for id_ in CLOSED if CLOSED[id_]["status"] != "withdrawn")
    assert find_leaks(site, re.compile(hidden.encode())) == []
    assert fold(STEM) not in fold(done.stdout + done.stderr)
    assert list_kept(project / ".cache" / "readings.sqlite") == [f"cases/{PLANTED.cases[KEPT]['slug']}.yml"]
    assert find_leaks(project / ".cache", compile_stem(STEM)) == []
    assert find_leaks(project / ".cache", compile_days(RESERVED_DAY, NAMELESS_DAY, CLOSED_DAY)) == []


def test_nothing_private_is_sent_to_other_machines(done: Done, project: Path, tmp_path: Path) -> None:
    """What workers of a cluster are given holds public records alone; what they hand back is in the site."""
    assert done.returncode == 0
    mine = Project(project / "site_config.yml")
    reading = mine.read_sound(mine.make_options())
    origin = Origin("1", "c", {}, reading.findings.as_of, None)
    plan = Plan(reading, {}, origin, with_cards=True)
    (tmp_path / "sent").write_bytes(plan.pack().data)
    assert find_leaks(tmp_path, re.compile(b"Palabra"))
    assert find_leaks(tmp_path, compile_stem(STEM)) == []
    assert find_leaks(tmp_path, compile_days(RESERVED_DAY, NAMELESS_DAY, CLOSED_DAY)) == []
    hidden = "|".join(id_ for id_ in CLOSED if CLOSED[id_]["status"] != "withdrawn")
    assert find_leaks(tmp_path, re.compile(hidden.encode())) == []


def test_a_case_that_is_taken_back_leaves_nothing(done: Done, project: Path) -> None:
    """Its words are all over the site, which the search finds; after `visibles withdraw` and a build, nowhere."""
    assert done.returncode == 0
    site, pattern = project / "site", compile_stem(FLEETING)
    assert find_leaks(project / ".cache", pattern)
    places = {place.partition(":")[0] for place in find_leaks(site, pattern)}
    assert len(places) > 60
    for end in (".html", ".csv", ".json", ".atom", ".ics", ".bib", ".svg", " (name)"):
        assert any(place.endswith(end) for place in places), end
    assert any(".zip!" in place for place in places)

    withdrawn = visibles("withdraw", GOING, "--reason", "request", cwd=project)
    assert withdrawn.returncode == 0, withdrawn.stderr
    assert "content/campaigns/mirenlos.yml:1 " in withdrawn.stdout
    again = visibles("build", cwd=project)
    assert again.returncode == 0, again.stderr

    spare = project / ".site.visibles-spare"
    assert (spare / "index.html").samefile(site / "index.html")
    for folder in (site, spare, project / "cases", project / ".cache"):
        assert find_leaks(folder, pattern) == []
    assert not pattern.search((project / "content" / "addresses.txt").read_bytes())
    for folder in ("c", "en/c"):
        assert "30 de junio de 2026" in (site / "c" / GOING / "index.html").read_text("utf-8")
        assert (site / folder / GOING / "index.html").is_file()
    feed = (site / "feeds" / "es" / "case" / f"{GOING}.atom").read_text("utf-8")
    assert "deleted-entry" in feed
    assert "<entry" not in feed


def pack(content: bytes) -> bytes:
    """Return content within an archive within an archive."""
    for _ in range(2):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("x", content)
        content = stream.getvalue()
    return content


def draw(kind: bytes, content: bytes) -> bytes:
    """Return a picture with a chunk of words."""
    return b"\x89PNG\r\n\x1a\n" + len(content).to_bytes(4) + kind + content + b"\0" * 4


def store(content: str) -> bytes:
    """Return a database with a cell."""
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE t (c TEXT)")
        base.execute("INSERT INTO t VALUES (?)", [content])
        base.commit()
        return base.serialize()


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "in capitals": lambda word: word.upper().encode(),
    "folded": lambda word: fold(word).encode(),
    "letters and accents apart": lambda word: unicodedata.normalize("NFD", word).encode(),
    "HTML, decimal": lambda word: "".join(f"&#{ord(one)};" for one in word).encode(),
    "HTML, hexadecimal": lambda word: "".join(f"&#x{ord(one):X};" for one in word).encode(),
    "HTML, of other letters only": lambda word: word.encode("ascii", "xmlcharrefreplace"),
    "HTML, named": lambda word: word.replace("í", "&iacute;").encode(),
    "HTML, twice": lambda word: html.escape("".join(f"&#{ord(one)};" for one in word)).encode(),
    "JSON": lambda word: json.dumps(word).encode(),
    "JSON, all letters": lambda word: "".join(f"\\u{ord(one):04x}" for one in word).encode(),
    "an address": lambda word: quote(word).encode(),
    "an address, all letters": lambda word: "".join(f"%{byte:02X}" for byte in word.encode()).encode(),
    "an address, twice": lambda word: quote(quote(word)).encode(),
    "base64": lambda word: base64.b64encode(word.encode()),
    "base64, one after": lambda word: base64.b64encode(f"a{word}zz".encode()),
    "base64, two after": lambda word: base64.b64encode(f"ab{word}z".encode()),
    "base64, folded": lambda word: base64.b64encode(f"x{fold(word)}".encode()),
    "hexadecimal": lambda word: word.encode().hex().encode(),
    "UTF-16": lambda word: word.encode("utf-16"),
    "an archive": lambda word: pack(word.encode()),
    "gzip": lambda word: gzip.compress(word.encode()),
    "a picture": lambda word: draw(b"tEXt", b"Comment\0" + word.encode()),
    "a picture, packed": lambda word: draw(b"zTXt", b"Comment\0\0" + zlib.compress(word.encode())),
    "a database": store,
    "a document": lambda word: b"%PDF-1.7\nstream\n" + zlib.compress(word.encode()) + b"\nendstream",
}
"""Ways in which a word may leave."""
PACKED = ("an archive", "gzip", "a picture", "a picture, packed", "a database", "a document")


@pytest.mark.parametrize("way", WRITTEN)
def test_each_way_out_is_watched(way: str, tmp_path: Path) -> None:
    """The search finds a word however it is written or packed, and does not find what is not there."""
    (tmp_path / "x").write_bytes(b"\0 " + WRITTEN[way](STEM) if way not in PACKED else WRITTEN[way](STEM))
    (tmp_path / "y").write_bytes(WRITTEN[way]("Otra palabra"))
    found = find_leaks(tmp_path, compile_stem(STEM))

    assert found
    assert all(place.startswith("x") for place in found)
