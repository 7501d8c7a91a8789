"""Citations: the same facts as the page, in formats that real reference managers read; editions that mean something."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from urllib.parse import unquote

import bibtexparser
import rispy
from builders import make_act, make_source, publish, text
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.analysis.editions import make_case_edition, make_figures_edition
from generator.bibliography import make_citation_files
from generator.pages.citations import FORMATS, Citation
from generator.pages.citing import list_case_citations, list_figure_citations, make_case_citation, make_cite
from generator.pages.page import Page
from generator.pages.scene import Scene
from generator.pages.task import Inputs
from generator.records.dates import day
from generator.records.fields import Context

BIBTEX, RIS, CSL = FORMATS

CITATION = Citation(
    key="visibles-MX-0001-es",
    id="MX-0001",
    title="Obtilia, Me'phaa & Ñuu: 100 % {cosa}",
    site="Visibles",
    edition="0123456789",
    day=date(2026, 11, 2),
    note="Datos al 22 de noviembre de 2026.",
    language="es",
    address="https://example.org/visibles/c/MX-0001/",
)
LINES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).map(str.strip).filter(bool)


def test_bibtex_is_read() -> None:
    """A parser of BibTeX finds every field, with special characters escaped."""
    (entry,) = bibtexparser.parse_string(BIBTEX.render([CITATION])).entries

    assert (entry.entry_type, entry.key) == ("misc", CITATION.key)
    found = {field.key: field.value for field in entry.fields}
    assert found["title"] == r"{Obtilia, Me'phaa \& Ñuu: 100 \% \textbraceleft{}cosa\textbraceright{}}"
    assert found["author"] == "{Visibles}"
    assert (found["year"], found["version"], found["number"]) == ("2026", "0123456789", "MX-0001")
    assert found["url"] == CITATION.address


def test_ris_is_read() -> None:
    """A parser of RIS finds every field as it was."""
    (entry,) = rispy.loads(RIS.render([CITATION]))

    assert entry["title"] == CITATION.title
    assert entry["authors"] == ["Visibles"]
    assert (entry["year"], entry["date"], entry["urls"]) == ("2026", "2026/11/02", [CITATION.address])


@given(LINES)
def test_any_title_keeps_its_place(title: str) -> None:
    """No title breaks out of its field, in any format."""
    cited = replace(CITATION, title=title)
    library = bibtexparser.parse_string(BIBTEX.render([cited]))

    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [CITATION.key]
    assert library.entries[0].fields_dict["url"].value == CITATION.address
    assert rispy.loads(RIS.render([cited]))[0]["title"] == " ".join(title.split())
    assert json.loads(CSL.render([cited]))[0]["title"] == title


def test_without_an_address_there_is_none() -> None:
    """Where the site's address is not known, no field claims one."""
    cited = replace(CITATION, address="")

    assert "url" not in BIBTEX.render([cited])
    assert "UR  -" not in RIS.render([cited])
    assert "URL" not in json.loads(CSL.render([cited]))[0]


def test_an_edition_changes_with_what_is_published(context: Context) -> None:
    """With a text, a date or a source; not with the day of the last check, with notes, or with another reading."""
    case = publish(context)
    same = (publish(context), publish(context, notes=["interno"]), publish(context, last_checked="2026-11-01"))
    others = (
        publish(context, title=text("Otro", "Other")),
        publish(context, acts=[make_act(date="2012-02-23")]),
        publish(context, sources={"s1": make_source(title="Otra nota")}),
    )

    assert {make_case_edition(one) for one in (case, *same)} == {make_case_edition(case)}
    assert len({make_case_edition(one) for one in (case, *others)}) == 4


def test_an_edition_of_a_figure(scenes: tuple[Scene, ...]) -> None:
    """It changes with a number, and not with the day alone."""
    figures = scenes[0].findings.statistics.select("acts_documented")
    edition = make_figures_edition(figures)

    assert make_figures_edition(replace(one, as_of=date(2030, 1, 1)) for one in figures) == edition
    assert make_figures_edition(replace(one, numerator=(one.numerator or 0) + 1) for one in figures) != edition


def test_the_page_shows_what_its_files_hold(scenes: tuple[Scene, ...], pages: Mapping[str, Page]) -> None:
    """The text on the page, each link's own file and the file of all citations say the same."""
    for scene in scenes:
        case = next(one for one in scene.cases if one.id == "MX-9001")
        citation = make_case_citation(case, scene)
        cite = make_cite(citation, scene)
        body = pages[scene.addresses.case(case.slug, scene.words.language)].body
        assert all(part in cite.text for part in (citation.title, citation.id, citation.edition, citation.note))
        assert f"{citation.edition}" in body
        assert (
            citation.address == f"https://example.org/visibles/{scene.addresses.permanent(case.id, citation.language)}"
        )
        assert scene.words.date(day(citation.day)) in cite.text
        for form, download in zip(FORMATS, cite.downloads, strict=True):
            assert unquote(download.href.partition(",")[2]) == form.render([citation])
            assert download.file in body


def test_files_of_all_citations(scenes: tuple[Scene, ...]) -> None:
    """Every indicator, and every case whose consent covers data files; keys differ."""
    files = dict(file for scene in scenes for file in make_citation_files(scene, Inputs()))
    for scene in scenes:
        cited = [*list_case_citations(scene, scene.cases), *list_figure_citations(scene)]
        items = json.loads(files[f"data/citations-{scene.words.language}.csl.json"])
        covered = [case.id for case in scene.cases if "data_export" in case.uses]
        assert [item["id"] for item in items] == [one.key for one in cited]
        assert len({one.key for one in cited}) == len(cited)
        assert [one.id for one in cited] == [*covered, *scene.findings.indicators]
        assert len(covered) < len(scene.cases)
