"""The pages of the mechanism, on an invented one: what is told, what is never told, and where each fact leads."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from generator import gathering
from generator.config import SiteOptions
from generator.pages.page import EditorialPage, Page
from generator.pages.site import make_pages, make_scenes
from generator.records.reading import Records

SECTION = ("mecanismo/", "en/mechanism/")


def list_pages(pages: Mapping[str, Page]) -> dict[str, Page]:
    """Return the pages of the section."""
    return {path: page for path, page in pages.items() if path.startswith(SECTION)}


def test_pages_of_the_section(pages: Mapping[str, Page]) -> None:
    """An overview, four parts, and a page for each body, in each language."""
    parts = {"", "compromisos/", "autoridades/", "cifras/", "estados/", "organos/window/", "organos/ghost/"}

    assert {path.removeprefix("mecanismo/") for path in pages if path.startswith("mecanismo/")} == parts
    assert len(list_pages(pages)) == 2 * len(parts)


def test_what_nobody_read_is_nowhere(pages: Mapping[str, Page]) -> None:
    """Neither the article of a body, nor a kind of measure, that no page seen states; that it exists is said."""
    assert not [path for path, page in pages.items() if "CANARIO-99" in page.body or "CANARIO-sin" in page.body]
    assert not [path for path, page in pages.items() if "CANARIO-unread" in page.body]
    assert "nadie aquí lo ha leído" in pages["mecanismo/organos/ghost/"].body


def test_every_citation_leads_to_a_source_of_its_page(pages: Mapping[str, Page]) -> None:
    """No number leads nowhere, and no source is listed that the page does not cite."""
    for path, page in list_pages(pages).items():
        cited = set(re.findall(r'<a href=#(s[0-9]+) aria-label="\[', page.body))
        listed = set(re.findall(r"<li id=(s[0-9]+)>", page.body))
        assert cited == listed, path


def test_every_value_bears_a_source(pages: Mapping[str, Page]) -> None:
    """Each published figure has a citation, and its caveat beside it."""
    body = pages["mecanismo/cifras/"].body
    items = re.findall(r"<li id=([a-z-]+-p[0-9]+)>(.*?)(?=<li|</[ou]l>)", body)

    assert [anchor for anchor, _ in items] == [
        *(f"beneficiaries-total-p{n}" for n in (1, 2, 4, 3)),
        "states-with-agreement-p1",
    ]
    assert all("<sup>" in text for _, text in items)
    told = dict(items)
    assert "unos 1,200" in told["beneficiaries-total-p1"]
    assert "Cuenta otra cosa." in told["beneficiaries-total-p2"]
    assert "2.5 (calculado" in told["beneficiaries-total-p3"]
    assert "Sin cifra" in told["beneficiaries-total-p4"]
    assert "3 de 32" in told["states-with-agreement-p1"]


def test_rivals_stand_together(pages: Mapping[str, Page]) -> None:
    """Two figures of one month that do not agree are told in one line, outside any fold."""
    note = next(text for text in re.findall(r"<p class=v-note><strong>(.*?)</p>", pages["mecanismo/cifras/"].body))

    assert note.startswith("No coinciden:")
    assert "1,200" in note
    assert "1,350" in note


def test_no_line_joins_two_figures(pages: Mapping[str, Page]) -> None:
    """Every line of a chart is upright, or lies on the axis."""
    body = pages["mecanismo/cifras/"].body
    lines = re.findall(r'<line x1="?([^ "]+)"? x2="?([^ "]+)"? y1="?([^ "]+)"? y2="?([^ "]+)', body)

    assert lines
    assert all(x1 == x2 or y1 == y2 == "96" for x1, x2, y1, y2 in lines)


def test_reversals_and_umbrellas_are_visible(pages: Mapping[str, Page]) -> None:
    """A lost gain is told in words, and a row that stands for many says so and is counted apart."""
    body = pages["mecanismo/compromisos/"].body

    assert "1 retroceso informado." in body
    assert "Retroceso." in body
    assert "3 compromisos y recomendaciones. Además, 1 conjunto de recomendaciones." in body
    assert re.search(r'id="?conjuntos.*id=whole-report>', body, re.DOTALL)


def test_each_commitment_has_one_anchor(pages: Mapping[str, Page]) -> None:
    """Links from other pages lead to it, and each of its reports has an anchor."""
    body = pages["mecanismo/compromisos/"].body

    for id_ in ("staff-ghost", "open-window", "never-told", "whole-report"):
        assert body.count(f"<li id={id_}>") == 1
        assert f'mecanismo/compromisos/#{id_}"' in pages["mecanismo/"].body
    assert body.count("id=staff-ghost-o") == 4


def test_a_commitment_stands_under_each_authority(pages: Mapping[str, Page]) -> None:
    """What is addressed to two is under both; nothing asked of an authority, no heading."""
    body = pages["mecanismo/autoridades/"].body
    found = re.findall(r"<h2 id=autoridad-([a-z-]+)>", body)

    assert found == ["mexican-state", "segob", "mechanism", "finance-ministry"]
    assert body.count("#staff-ghost") == 2


def test_the_last_answer_of_a_state_counts(pages: Mapping[str, Page]) -> None:
    """It signed later; of all others nothing is known, which is no “no”."""
    body = pages["mecanismo/estados/"].body

    assert "De 31 estados no se sabe nada" in body
    assert "Firmó." in body
    assert "No firmó." not in body


def test_measures_lead_to_the_mechanism(pages: Mapping[str, Page]) -> None:
    """Those of the federal Mechanism, in each language."""
    assert 'href="../../mecanismo/"' in pages["casos/ximena-quimera/"].body
    assert 'href="../../../en/mechanism/"' in pages["en/cases/ximena-quimera/"].body


@pytest.mark.parametrize("path", ["mecanismo/", "en/mechanism/"])
def test_without_a_mechanism(
    records: Records, editorial: Mapping[tuple[str, str], EditorialPage], options: SiteOptions, path: str
) -> None:
    """Another country: the prose stands alone, nothing else is there, and no measure leads to it."""
    without = replace(records, mechanism=None)
    findings = gathering.Reading(without, options).findings
    scenes = make_scenes(without, editorial, options, findings, {}, with_cards=False)
    made = {page.path: page for page in make_pages(scenes, editorial)}

    assert [one for one in made if one.startswith(path)] == [path]
    assert 'href="../../mecanismo/"' not in made["casos/ximena-quimera/"].body
