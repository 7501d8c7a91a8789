"""Long lists in leaves: every case on one of them, each light enough, linked both ways, in every language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from builders import publish, text
from scenes import make_scene

from generator.pages.i18n import Words
from generator.pages.leaves import SIZE, count_leaves
from generator.pages.listing import make_pages
from generator.pages.page import EditorialPage, Page
from generator.pages.urls import Addresses
from generator.records.fields import Context, LocalText

COUNT = 2 * SIZE + 1


@pytest.fixture(scope="module")
def pages(
    context: Context,
    addresses: Addresses,
    spanish: Words,
    english: Words,
    editorial: Mapping[tuple[str, str], EditorialPage],
) -> dict[str, Page]:
    """Return the pages of the section of cases of a site with many of them, all alike."""
    one = publish(context, title=text("Caso con un nombre de la longitud acostumbrada", "Case"))
    cases = tuple(
        replace(
            one, id=f"MX-{n:04}", slug=f"caso-{n}", title=LocalText((("es", f"Caso {n:04}"), ("en", f"Case {n:04}")))
        )
        for n in range(COUNT)
    )
    scene = replace(make_scene(cases, spanish, addresses), languages={"es": spanish, "en": english})
    return {page.path: page for page in make_pages(scene, editorial["cases", "es"])}


@pytest.mark.parametrize(("cases", "leaves"), [(0, 1), (1, 1), (SIZE, 1), (SIZE + 1, 2), (50 * SIZE, 50)])
def test_how_many(cases: int, leaves: int) -> None:
    """As many as are needed, and one where there is nothing."""
    assert count_leaves(cases) == leaves


@pytest.mark.parametrize("path", ["casos/", "casos/estado/oaxaca/"])
def test_every_case_is_on_one_leaf(pages: Mapping[str, Page], path: str) -> None:
    """In order, none twice, none left out, and no list is longer than what a phone can take."""
    leaves = [pages[path], pages[f"{path}pagina-2/"], pages[f"{path}pagina-3/"]]
    titles = [re.findall(r'class="v-card__name"><a [^>]*>([^<]+)<', page.body) for page in leaves]

    assert [title for each in titles for title in each] == [f"Caso {n:04}" for n in range(COUNT)]
    assert max(map(len, titles)) == SIZE
    assert all(len(page.body.encode()) < 270_000 for page in leaves)
    assert f"{path}pagina-4/" not in pages
    assert len({page.title for page in leaves}) == len(leaves)


@pytest.mark.parametrize("path", ["casos/", "casos/estado/oaxaca/"])
def test_leaves_lead_to_each_other(pages: Mapping[str, Page], path: str) -> None:
    """Each links to all of them and says which one it is; their translations are leaves too."""
    wanted = [path, f"{path}pagina-2/", f"{path}pagina-3/"]
    for number, leaf in enumerate(wanted):
        links = re.search(r'aria-label="Páginas de la lista">(.*?)</nav>', pages[leaf].body, re.DOTALL)
        assert links
        found = re.findall(r'href="([^"]+)"( aria-current="page")?', links[1])
        assert [
            urljoin(f"https://x.example/{leaf}", href).removeprefix("https://x.example/") for href, _ in found
        ] == wanted
        assert [bool(here) for _, here in found] == [number == place for place in range(3)]
    assert dict(pages[wanted[1]].alternates)["en"].endswith("/page-2/")


def test_short_lists_have_no_leaves(pages: Mapping[str, Page]) -> None:
    """Where everything is on one page, there is nothing to turn."""
    assert "Páginas de la lista" not in pages["casos/estado/"].body
