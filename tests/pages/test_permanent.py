"""A copy of a page works at another depth too."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from generator.pages.page import EditorialPage, Page
from generator.pages.permanent import make_copy, make_signpost
from generator.pages.scene import Scene
from generator.pages.site import list_groups
from generator.pages.task import list_tasks

BODY = '<a href="../../x/">x</a><a href="#a1">a1</a><a href="../../c/MX-0001/#a1">a1</a><img src="./i.svg">@@v:title@@'


_LINK = "../../casos/uno/"


def make_page(path: str) -> Page:
    """Return a page somewhere."""
    return Page("es", "cases", path, "Uno", "Un caso.", BODY, (("es", path),))


def test_at_the_same_depth() -> None:
    """Nothing in it changes but its address, and it names the page it is a copy of."""
    page = make_page("casos/uno/")
    copy = make_copy(page, "c/MX-0001/")

    assert (copy.body, copy.path, copy.canonical) == (BODY, "c/MX-0001/", "casos/uno/")
    assert page.is_listed
    assert not copy.is_listed


def test_at_another_depth() -> None:
    """Links lead where they did; anchors and text stay."""
    copy = make_copy(make_page("casos/uno/"), "en/c/MX-0001/")

    assert copy.body == (
        '<a href="../../../x/">x</a><a href="#a1">a1</a><a href="../../../c/MX-0001/#a1">a1</a>'
        '<img src="../../../casos/uno/i.svg">@@v:title@@'
    )


@pytest.mark.parametrize(
    ("folder_links", "wanted"), [(True, "../../casos/uno/"), (False, "../../casos/uno/index.html")]
)
def test_a_signpost_leads_on(scenes: tuple[Scene, ...], folder_links: bool, wanted: str) -> None:  # noqa: FBT001
    """Without a script, with a link and the address of the page; search engines leave it out."""
    name, data = make_signpost(make_page("casos/uno/"), "c/MX-0001/", replace(scenes[0], folder_links=folder_links))
    html = data.decode()

    assert name == "c/MX-0001/index.html"
    assert f'<meta http-equiv="refresh" content="0; url={wanted}">' in html
    assert f'<a href="{wanted}">' in html
    assert 'rel="canonical" href="https://example.org/visibles/casos/uno/"' in html
    assert 'content="noindex"' in html


def test_without_copies_items_are_linked_where_they_are(
    scenes: tuple[Scene, ...], editorial: Mapping[tuple[str, str], EditorialPage]
) -> None:
    """What leads on loses what follows `#`, so that marks beside items name the page itself."""
    lean = tuple(replace(scene, permanent_copies=False) for scene in scenes)
    tasks = {task.name: task for task in list_tasks(list_groups(lean, editorial))}
    page, signpost, *_ = tasks["es case MX-9001"].make()

    assert isinstance(page, Page)
    assert 'rel=bookmark href="#a1"' in page.body
    assert 'rel=bookmark href="../../c/MX-9001/">MX-9001</a>' in page.body
    assert "c/MX-9001/#" not in page.body
    assert isinstance(signpost, tuple)
    assert len(signpost[1]) < 1500
