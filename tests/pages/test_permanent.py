"""A copy of a page works at another depth too."""

from __future__ import annotations

from generator.pages.page import Page
from generator.pages.permanent import make_copy

BODY = '<a href="../../x/">x</a><a href="#a1">a1</a><a href="../../c/MX-0001/#a1">a1</a><img src="./i.svg">@@v:title@@'


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
