"""Templates lose bytes that browsers do without, and nothing that anybody reads or that something else relies on."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.squeezing import squeeze_html, squeeze_page

PIECES = (
    ("<ul>\n<li>\n<p>a</p>\n</li>\n</ul>\n", "<ul><li><p>a</ul>"),
    ("<a>a</a>\n  <a>b</a>\n", "<a>a</a>\n<a>b</a>\n"),
    ("<dl>\n<div><dt>a</dt><dd>b</dd></div>\n</dl>", "<dl><div><dt>a<dd>b</div></dl>"),
    ('<p class="v-x" title="a b" id="', '<p class=v-x title="a b" id="'),
    ('">\n<b>a</b></p>\n', '">\n<b>a</b></p>'),
    ('<rect class="v-x"/><path d="M0 0"/>', '<rect class=v-x /><path d="M0 0"/>'),
    ('<a href="#a1"><a href="index.html"><img src="a">', '<a href=#a1><a href="index.html"><img src="a">'),
    ('<meta content="@@v:csp@@">', '<meta content="@@v:csp@@">'),
    ("<svg>\n<line/>\n</svg>\nText", "<svg><line/></svg>\nText"),
)
SPACE = st.sampled_from(["", " ", "\n", "\n  "])


def wrap(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Elements with some pieces of HTML in them, and space about each."""
    spaced = st.lists(st.tuples(SPACE, inner, SPACE).map("".join), max_size=3)
    box = spaced.map("".join).map('<div class="x">{}</div>'.format)
    listed = spaced.map(lambda parts: "<ul>\n" + "".join(f"<li>{one}</li>\n" for one in parts) + "</ul>")
    noted = spaced.map(
        lambda parts: "<dl>" + "".join(f"<div><dt>{one}</dt>\n<dd>a</dd></div>" for one in parts) + "</dl>"
    )
    return box | listed | noted


WORDS = st.sampled_from(["a", "b c", "<b>d</b>", '<i class="x">e</i>', "<p>f</p>", "<svg>\n<g/></svg>"])
HTML = st.recursive(st.lists(st.tuples(WORDS, SPACE).map("".join), max_size=4).map("".join), wrap, max_leaves=8)


@pytest.mark.parametrize(("piece", "wanted"), PIECES)
def test_pieces(piece: str, wanted: str) -> None:
    """Space beside boxes, quotes that nothing needs, and end tags that what follows stands for; links keep theirs."""
    assert squeeze_html(piece) == wanted


@given(HTML)
def test_words_stay(html: str) -> None:
    """Whatever a template is like, no word is lost, moved, or joined with its neighbour."""
    assert read_words(squeeze_html(html)) == read_words(html)


def test_scripts_and_styles_stay_as_they_are() -> None:
    """A shell of somebody else may hold what only looks like an attribute."""
    html = '<script>\nlet a ="b" ;\n</script><p class="x">a</p><style>\na { b: "c" }\n</style><pre>\n a="b" \n</pre>'

    assert squeeze_page(html) == html.replace('"x"', "x")


def read_words(html: str) -> list[str]:
    """The words of a piece of HTML as a browser puts them apart."""
    return "".join(read_parts(html5lib.parseFragment(html, namespaceHTMLElements=False))).split()


def read_parts(element: Element) -> Iterator[str]:
    """The texts in an element, with space about each box."""
    edge = "" if element.tag in {"b", "i", "svg"} else " "
    yield from (edge, element.text or "")
    for child in element:
        yield from read_parts(child)
        yield child.tail or ""
    yield edge
