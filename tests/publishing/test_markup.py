"""Pages are cut into tags by patterns, a quick one and a careful one: they see what a parser of HTML sees."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.publishing import markup
from generator.publishing.markup import parse_page, parse_places
from generator.publishing.tags import KnownTags, UnclearTagError, split_link

GOLDEN = Path(__file__).parent.parent / "golden"
LINKS = {"href", "src", "action", "poster"}


class Reference(HTMLParser):
    """Collects what the pattern is to find."""

    def __init__(self) -> None:
        """Begin a page."""
        super().__init__(convert_charrefs=False)
        self.ids: set[str] = set()
        self.links: list[tuple[str, int]] = []
        self.permanent: list[str] = []
        self.blocked: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag."""
        line = self.getpos()[0]
        self.ids |= {value or "" for name, value in attrs if name == "id"}
        self.links += [(value or "", line) for name, value in attrs if name in LINKS]
        self.blocked += [(name, line) for name, _ in attrs if name == "style" or name.startswith("on")]
        if tag == "style":
            self.blocked.append((tag, line))
        if tag == "a" and ("rel", "bookmark") in attrs:
            self.permanent += [value or "" for name, value in attrs if name == "href"]


def split(link: str) -> tuple[str, str]:
    """A link up to `#`, and the anchor that follows."""
    found = split_link(link)
    return found.path, found.anchor


def check_equal(html: str) -> None:
    """Assert that both find the same."""
    expected, found, places = Reference(), parse_page(html.encode()), parse_places(html)
    expected.feed(html)
    expected.close()

    assert found.ids.split() == sorted(one for one in expected.ids if one.split() == [one])
    assert sorted(places.links) == sorted(expected.links)
    assert found.links == set(map(split, (link for link, _ in expected.links)))
    assert list(found.permanent) == list(map(split, expected.permanent))
    blocked = sorted(line for kind, _, line in places.faults if kind.startswith("inline"))
    assert blocked == sorted(line for _, line in expected.blocked)
    assert found.is_sound == (not places.faults)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("en*.html")), ids=lambda path: path.stem)
def test_pages(path: Path) -> None:
    """In our own pages nothing is missed and nothing is taken for a link that is none."""
    check_equal(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "html",
    [
        "<p>say <code>href=\"x\"</code> id='y'</p>",
        '<!-- <a href="x" id="y"> -->\n<a\n href="z">',
        '<script>x = \'<a href="x" id="y">\'</script><a href="z">',
        '<style media="print">a[href="x"] { }</style>',
        "<A HREF='x' ID=y><img src=z/><a href>",
        '<a title="a > b" href="x"><a title=\'"\' href="?a=1&amp;b=2">',
        '<a rel="bookmark" href="#a1">',
        "<a href='it\"s' data-href=\"no\" xid='no'>",
        '<p onclick="x()" style=""><p one>',
        '<link href="a"/><br/><use href="#b"/>',
        "a < b <3 </p > <a href=x>",
        "<p><img alt=it's src=x onerror=y><b>",
        '<a/href="x"id="y"/><svg/onload=x>',
    ],
)
def test_markup(html: str) -> None:
    """Quotes, comments, scripts and everything else that a tag may look like."""
    check_equal(html)


PARTS = (
    *('<a href="', "<a id='", '"', "'", ">", "<", "x", "\n", "\n\n", "=", "&amp;", "<p>", "</p>", " src=y", " class=z"),
    *(
        "<!--",
        "-->",
        "<script>",
        "<script src=x",
        "</script>",
        "<style",
        "</style\n>",
        "<article",
        "</article>",
        "<B ID=b",
    ),
)


UNCLEAR = "<i title=''>"
"""What we never write: all of a page that begins with it is read carefully, and it tells nothing."""
TAGS = (
    *('<a class=c rel=bookmark href="../../c/MX-1/#a%20b" title="x y">', '<a href="../x/?a=b#é" id=a>', "</p>", "<3"),
    *("<use href=#b x=1 />", "<use href=#b x=2.5% y=3>", "<rect x=1 id=c x1=3 />", "<time datetime=2001-02>", "< a"),
    *('<a href="https://e.org/b" rel="noopener noreferrer nofollow">', '<a download href="data:application/x,%20">'),
    *('<a href="https://e.org/a=1">', '<a href="data:application/x,1">', '<a title="x href="../y">', "<p onclick=x()>"),
    *('<a href="../&amp;" href="../z">', '<meta name=x content="y">', '<p title=" href="../y">', '<a href="../a<b">'),
    *('<meta http-equiv=refresh content="0; url=../z">', "<style>a { b: c }</style>", '<style>a[href="../x"]</style>'),
    *("<script>1 > 2</script>", "<script>'<a id=z>'</script>", "<script src=y>", "</script>", "<article>", "<iframe>"),
    *('<img src="//e.org/x" srcset="a 1x, b 2x">', "<img src=data:image/png,x>", "<form action=/x>", '<p style="a">'),
    *('<a href="../y" href="../z#b">', '<meta href="../y">', '<script> href="../y" </script>', '<a href="?a&amp;b#c">'),
    *(
        '<a href="">',
        '<a href="#">',
        '<a href="#a%20b">',
        '<a href="mailto:a@b">',
        '<a href="javascript:x">',
        "<a href>",
    ),
    *(
        '<style> href="#a" </style>',
        '<a rel=bookmark src=x href="y#z">',
        "<a rel=bookmark href=#k>",
        '<x href="//e/f">',
    ),
    *("</article>", "<svg/onload=x>", "<P ID=p>", "<p\nid=q>", "<p id=a a>", "<p id>", "<p id=a=b>", '<p x=y"z>'),
    *("<script src=x></script>", "<base>", "<!doctype html>", "<!-- <a id=x> -->", "<a id=x", "@@v:title@@", "\n"),
    *(
        "a > b",
        " href=../y ",
        ' href="../y#a" ',
        ' href="',
        '&lt;a href="../y">',
        "<!-- a -->",
        '<!-- b" href="../y" -->',
        "<!-- width=1 -->",
        "<!--",
        "-->",
        "<!-->",
        "--!>",
    ),
)


PAGE = """<!doctype html><html lang=es><head><meta charset=utf-8>@HEAD@<link rel=stylesheet href="../a.css"></head>
<body><a href="../">x</a>@ABOVE@<article><p>y <a href="../x/#a">y</a>@WITHIN@ z</p></article>@BELOW@
<script src="../a.js"></script></body></html>"""
FAULTS = {
    '<p style="a">': "inline-style",
    "<style>a{}</style>": "inline-style",
    "<p onclick=x()>": "inline-script",
    "<i id=x></i><b id=x></b>": "duplicate-id",
    '<a href="https://e.org/">': "unmarked-link",
    '<a href="https://e.org/#a" rel=noopener>': "unmarked-link",
    '<a href="//e.org/">': "unmarked-link",
    '<a href="javascript:x()">': "unsafe-link",
    '<a href="data:text/html,x">': "unsafe-link",
    '<a href="data:application/x,x">': "unsafe-link",
    '<img src="https://e.org/x">': "foreign-load",
    "<iframe>": "foreign-element",
    "<base>": "foreign-element",
    '<meta name="x" content="y">': "foreign-element",
    "<script>x</script>": "inline-script",
    "@@v:title@@": "open-slot",
}
OUT_OF_TEXTS = {"foreign-element", "<script>x</script>"}
"""Faults in an article alone."""


@pytest.mark.parametrize("place", ["HEAD", "ABOVE", "WITHIN", "BELOW"])
@pytest.mark.parametrize("fault", FAULTS)
def test_faults_wherever_they_are(fault: str, place: str) -> None:
    """A fault is found in each part of a page, whichever way the page is read, and nothing else is one."""
    sound = re.sub("@[A-Z]+@", "", PAGE)
    html = re.sub("@[A-Z]+@", "", PAGE.replace(f"@{place}@", fault))
    kind = FAULTS[fault]
    is_one = (place != "WITHIN") if kind == "open-slot" else place == "WITHIN" or not {kind, fault} & OUT_OF_TEXTS

    assert [kind for kind, _, _ in parse_places(html).faults] == [kind] * is_one
    assert markup._read_quickly(html.encode())
    for page in (html, UNCLEAR + html):
        assert parse_page(page.encode()).is_sound != is_one
        assert parse_page(page.replace(fault, "").encode()) == parse_page(sound.encode())


@given(st.lists(st.sampled_from(TAGS), max_size=12).map("".join))
def test_both_ways(html: str) -> None:
    """Whichever way a page is read, it tells the same."""
    assert parse_page(html.encode()) == parse_page((UNCLEAR + html).encode())


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.html")), ids=lambda path: path.stem)
def test_our_pages_both_ways(path: Path) -> None:
    """Our own pages are read quickly, and tell the same as if they were not."""
    data = path.read_bytes()

    assert markup._read_quickly(data)
    assert parse_page(data) == parse_page(UNCLEAR.encode() + data)


def test_comments_are_read_quickly() -> None:
    """A theme or a template may have some: that is no reason to read all pages with care. What a tag is in, is."""
    quick = KnownTags()

    assert [quick[one] for one in (b"<!-- a -->", b'<!-- "b\' href="../y" -->', b"<!---->")] == [None] * 3
    for unclear in (b"<!-- <a> -->", b"<!-->", b"<!--->", b"<!-- a --!>"):
        with pytest.raises(UnclearTagError):
            quick[unclear]


@given(st.lists(st.sampled_from(PARTS), max_size=24).map("".join))
@example("<style src=y-->")
@example('<script src=x</script></style\n><a href="</script>')
def test_on_many_lines(html: str) -> None:
    """Whatever goes on over how many lines, a page tells the same as if it were one line."""
    there, here = parse_places(html), parse_places(html.replace("\n", "\r"))

    assert [link.replace("\n", "\r") for link, _ in there.links] == [link for link, _ in here.links]
    told = [(kind, target.replace("\n", "\r").replace("\\n", "\\r")) for kind, target, _ in there.faults]
    assert told == [(kind, target) for kind, target, _ in here.faults]
    assert parse_page(html.encode()).ids == parse_page(html.replace("\n", "\r").encode()).ids
    assert parse_page(html.encode()).is_sound == (not there.faults)


@given(
    st.lists(
        st.sampled_from(
            ['<a href="', "<a id='", '"', "'", ">", "x", " ", "\n", "=", "&amp;", "<p>", "</p>", " src=y", " class=z"]
        ),
        max_size=12,
    ).map("".join)
)
def test_sound_parts_in_any_order(html: str) -> None:
    """Whatever comes before it, a sound element after it is read alike, or both have lost it in what is unsound."""
    whole = f'<p title="{html.replace(chr(34), "")}"><i id="last" href="b"></i>'
    check_equal(whole)
