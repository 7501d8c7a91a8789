"""Addresses: slugs, relative links, sections of each language."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.i18n import Words
from generator.pages.urls import Addresses, make_facet_label, make_link, make_slug

PATHS = st.lists(st.sampled_from(["casos", "en", "estado", "x-1"]), max_size=4).map(
    lambda parts: "".join(f"{part}/" for part in parts)
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Oaxaca", "oaxaca"),
        ("Detención arbitraria", "detencion-arbitraria"),
        ("Ciudad de México", "ciudad-de-mexico"),
        ("Niñez", "ninez"),
        ("Nin\u0303ez", "ninez"),
        (" ¿Qué? (sí/no) ", "que-si-no"),
        ("2012", "2012"),
        ("İzmir", "izmir"),
        ("🦋", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    """Accents go, everything else but letters and digits becomes one hyphen."""
    assert make_slug(text) == slug


def test_long_slugs_fit_a_file_name_and_stay_apart() -> None:
    """The start of a very long text is told, and two that begin alike differ."""
    one, other = (make_slug(f"{'Procuraduría ' * 40}{end}") for end in ("A", "B"))

    assert one.startswith("procuraduria-procuraduria-")
    assert one != other
    assert len(one) <= len(make_slug("x" * 5000)) < 140


@given(text=st.text(max_size=40))
def test_a_slug_needs_no_escaping(text: str) -> None:
    """Whatever the text, its slug is plain, and its own slug."""
    slug = make_slug(text)

    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert make_slug(slug) == slug


@pytest.mark.parametrize(
    ("path", "page", "link"),
    [
        ("casos/", "", "casos/"),
        ("", "casos/uno/", "../../"),
        ("en/cases/uno/", "en/", "../en/cases/uno/"),
        ("metodologia/", "casos/estado/oaxaca/", "../../../metodologia/"),
        ("", "", "./"),
    ],
)
def test_links(path: str, page: str, link: str) -> None:
    """A link goes up to the root and down again; the root itself is a dot."""
    assert make_link(path, page) == link


@given(path=PATHS, page=PATHS, base=st.sampled_from(["/", "/visibles/", "/a/b/"]))
def test_links_lead_there_under_any_base(path: str, page: str, base: str) -> None:
    """What a browser makes of a link is the address meant, wherever the site lies."""
    root = f"https://example.org{base}"

    assert urljoin(root + page, make_link(path, page)) == root + path


def test_addresses_are_in_the_language(addresses: Addresses, spanish: Words, english: Words) -> None:
    """Sections, facets and values have a slug in each language; a case has one for all."""
    assert addresses.case("uno", "es") == "casos/uno/"
    assert addresses.case("uno", "en") == "en/cases/uno/"
    assert addresses.facet("state", spanish) == "casos/estado/"
    assert addresses.facet("year", english) == "en/cases/year/"
    assert addresses.facet_value("act_type", "arbitrary_detention", spanish) == "casos/agresion/detencion-arbitraria/"
    assert addresses.facet_value("year", "2012", english) == "en/cases/year/2012/"


def test_labels_of_facets(spanish: Words) -> None:
    """A year is its own label, everything else is a term."""
    assert make_facet_label("year", "2012", spanish) == "2012"
    assert make_facet_label("state", "20", spanish) == "Oaxaca"


@pytest.mark.parametrize("facet", ["state", "act_type", "right_defended"])
def test_no_two_terms_share_an_address(facet: str, spanish: Words, english: Words) -> None:
    """Every term of a facet has a slug of its own in each language."""
    for words in (spanish, english):
        slugs = [make_slug(words.term(facet, code)) for code in words.vocabularies[facet].codes]
        assert all(slugs)
        assert len(slugs) == len(set(slugs))
