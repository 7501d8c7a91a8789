"""Two pages for one address are found before anything is made."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from generator.analysis.addressed import make_addressed
from generator.config import SiteOptions
from generator.pages.collisions import check_addresses
from generator.pages.editorial import EditorialSource
from generator.records.problems import Problem
from generator.records.reading import Records

SOURCES = {
    ("home", "es"): ("es/index.md", ""),
    ("home", "en"): ("en/index.md", "en/"),
    ("cases", "es"): ("es/casos/index.md", "casos/"),
    ("cases", "en"): ("en/cases/index.md", "en/cases/"),
    ("guide", "es"): ("es/casos/guia.md", "casos/guia/"),
    ("guide", "en"): ("en/cases/guide.md", "en/cases/guide/"),
}
EDITORIAL = {
    (key, lang): EditorialSource(src, lang, key, key, "…", key, path) for (key, lang), (src, path) in SOURCES.items()
}


def find(records: Records, editorial: Mapping[tuple[str, str], EditorialSource], options: SiteOptions) -> list[Problem]:
    """Return the collisions of a site."""
    return list(check_addresses(records, [make_addressed(case) for case in records.cases], editorial, options))


def check(records: Records, options: SiteOptions, slug: str) -> list[Problem]:
    """Return the collisions of a site whose second case has another slug."""
    first, second, *rest = records.cases
    cases = (first, dataclasses.replace(second, slug=slug), *rest)
    return find(replace(records, cases=cases), EDITORIAL, options)


def test_no_collision(records: Records, options: SiteOptions) -> None:
    """The invented site has none."""
    assert check(records, options, "otra") == []


@pytest.mark.parametrize(
    ("slug", "address", "other"),
    [
        ("estado", "casos/estado/", "generator/locale/es: facet.state.slug"),
        ("anio", "casos/anio/", "generator/locale/es: facet.year.slug"),
        ("agresion", "casos/agresion/", "generator/locale/es: facet.act_type.slug"),
        ("derecho", "casos/derecho/", "generator/locale/es: facet.right_defended.slug"),
        ("state", "en/cases/state/", "generator/locale/en: facet.state.slug"),
        ("year", "en/cases/year/", "generator/locale/en: facet.year.slug"),
        ("attack", "en/cases/attack/", "generator/locale/en: facet.act_type.slug"),
        ("right", "en/cases/right/", "generator/locale/en: facet.right_defended.slug"),
        ("guia", "casos/guia/", "content/es/casos/guia.md"),
        ("guide", "en/cases/guide/", "content/en/cases/guide.md"),
    ],
)
def test_case_with_the_address_of_another_page(
    records: Records, options: SiteOptions, slug: str, address: str, other: str
) -> None:
    """The case is at fault, and the other page is named, in the language where they meet."""
    (problem,) = check(records, options, slug)

    assert (problem.code, problem.severity) == ("url-collision", "error")
    assert problem.file == f"tests/fixtures/site/cases/{slug}.yml"
    assert f"/{address}" in problem.message("es")
    assert other in problem.message("en")


def test_facet_with_the_address_of_a_page_of_prose(records: Records, options: SiteOptions) -> None:
    """Pages without a case can collide too."""
    page = replace(EDITORIAL["guide", "es"], src="es/casos/estado.md", path="casos/estado/")
    (problem,) = find(records, {**EDITORIAL, ("guide", "es"): page}, options)

    assert "content/es/casos/estado.md" in problem.message("es")


def test_page_of_prose_with_a_permanent_address(records: Records, options: SiteOptions) -> None:
    """Nothing else may lie where the permanent address of a case is, withdrawn or not."""
    for id_ in (records.cases[0].id, records.withdrawn[0].id):
        page = replace(EDITORIAL["guide", "es"], src=f"es/c/{id_}.md", path=f"c/{id_}/")
        (problem,) = find(records, {**EDITORIAL, ("guide", "es"): page}, options)

        assert f"/c/{id_}/" in problem.message("es")


def test_former_slug_with_the_address_of_another_page(records: Records, options: SiteOptions) -> None:
    """An address that leads on is taken too."""
    first, *rest = records.cases
    cases = (dataclasses.replace(first, former_slugs=("estado",)), *rest)
    (problem,) = find(replace(records, cases=cases), EDITORIAL, options)

    assert (problem.code, problem.details["value"]) == ("url-collision", "casos/estado/")
