"""Shells: slots, links that follow the page, and text that is never taken for a slot."""

from __future__ import annotations

import pytest

from generator.pages.page import Page
from generator.pages.shell import Shell, ShellError, rebase

HTML = """<html lang="es"><head><meta name="description" content="@@v:description@@">
<meta name="robots" content="@@v:robots@@"><link rel="stylesheet" href="../assets/a@2.css">
<title>@@v:title@@ · Visibles</title>
<script>__md_scope=new URL("..",location)</script></head><body>
<a href="#contenido">x</a><a href="..">home</a><a href="./">cases</a><a href="../metodologia/?q=1#a">how</a>
<a href="https://example.org/">out</a><a href="mailto:a@example.org">mail</a><img src="../img/x.png">
<a href="@@v:alternate:en@@" hreflang="en">English</a>
<article>@@v:article@@</article>
<script>{"base": "..", "search": "../w.js"}</script></body></html>"""


def make_page(path: str = "casos/uno/", **changes: object) -> Page:
    """Return a page of the section at casos/."""
    values: dict[str, object] = {
        "lang": "es",
        "section": "cases",
        "path": path,
        "title": "Uno",
        "description": "El caso uno.",
        "body": '<h1 id="contenido" tabindex="-1">Uno</h1>',
        "alternates": (("es", path), ("en", f"en/{path}")),
    }
    return Page(**values | changes)  # type: ignore[arg-type]


def test_links_follow_the_page() -> None:
    """Every relative address in the chrome leads to the same place from two folders down."""
    html = Shell.parse(HTML, "casos/").stamp(make_page(), base="../../")

    assert '<a href="../../">home' in html
    assert '<a href="../../casos/">cases' in html
    assert 'href="../../metodologia/?q=1#a"' in html
    assert 'href="../../assets/a@2.css"' in html
    assert 'src="../../img/x.png"' in html
    assert 'new URL("../../",' in html
    assert '"base": "../../", "search": "../../w.js"' in html
    assert 'href="../../en/casos/uno/" hreflang="en"' in html


def test_other_links_are_left_alone() -> None:
    """Fragments, other hosts and mail addresses stay as they are."""
    html = Shell.parse(HTML, "casos/").stamp(make_page(), base="../../")

    assert 'href="#contenido"' in html
    assert 'href="https://example.org/"' in html
    assert 'href="mailto:a@example.org"' in html


def test_home_page_links_to_itself_with_a_dot() -> None:
    """At the root, the way home is `./`: an empty address would mean the current query as well."""
    html = Shell.parse(HTML, "casos/").stamp(make_page(""), base="")

    assert '<a href="./">home' in html
    assert 'new URL("./",' in html


def test_absolute_base_for_a_page_of_any_depth() -> None:
    """A 404 page takes absolute addresses, under the path the site is served at."""
    page = make_page("404.html", alternates=(("es", "404.html"), ("en", "en/404.html")))
    html = Shell.parse(HTML, "404.html").stamp(page, base=page.get_base("/visibles/"))

    assert page.get_base("/visibles/") == "/visibles/"
    assert 'href="/visibles/en/404.html"' in html
    assert "../" not in html


@pytest.mark.parametrize("text", ["@@v:title@@", "@@v:article@@", "{{ x }} {% y %}", "@@v:csp@@"])
def test_text_of_the_body_is_never_scanned(text: str) -> None:
    """What looks like a slot or a template in a body is shown as it is, once."""
    html = Shell.parse(HTML, "casos/").stamp(make_page(body=f"<p>{text}</p>"), base="../../")

    assert html.count(f"<p>{text}</p>") == 1


def test_title_is_escaped_and_cannot_be_a_slot() -> None:
    """A title is text: no markup, and nothing that a later step could take for a slot."""
    page = make_page(title='<b>"@@v:csp@@"</b>')
    html = Shell.parse(HTML, "casos/").stamp(page, base="../../")

    assert "<title>&lt;b&gt;&quot;&#64;&#64;v:csp&#64;&#64;&quot;&lt;/b&gt; · Visibles" in html


def test_noindex() -> None:
    """Only a page that asks for it is kept out of search engines."""
    shell = Shell.parse(HTML, "casos/")

    assert 'name="robots" content="all"' in shell.stamp(make_page(), base="../../")
    assert 'content="noindex"' in shell.stamp(make_page(noindex=True), base="../../")


def test_missing_slots_are_named() -> None:
    """HTML that our template did not render is refused."""
    with pytest.raises(ShellError, match="article, description, robots"):
        Shell.parse("<title>@@v:title@@</title>", "casos/")


def test_page_without_a_translation_is_refused() -> None:
    """A selector without an address is an error, not an empty link."""
    with pytest.raises(ShellError, match="alternate:en"):
        Shell.parse(HTML, "casos/").stamp(make_page(alternates=()), base="../../")


def test_one_shell_serves_many_depths() -> None:
    """Stamping at one depth does not change what is stamped at another."""
    shell = Shell.parse(HTML, "casos/")
    first = shell.stamp(make_page(), base="../../")
    shell.stamp(make_page("a/b/c/"), base="../../../")

    assert shell.stamp(make_page(), base="../../") == first


def test_rebase() -> None:
    """Prose rendered at one address gets the links of another."""
    html = rebase('<a href="metodologia/">x</a> <img src="img/a.png">', url="404.html", base="/v/")

    assert html == '<a href="/v/metodologia/">x</a> <img src="/v/img/a.png">'


@pytest.mark.parametrize(
    ("path", "file", "base"),
    [
        ("", "index.html", ""),
        ("casos/", "casos/index.html", "../"),
        ("en/cases/uno/", "en/cases/uno/index.html", "../../../"),
        ("404.html", "404.html", "/"),
        ("en/404.html", "en/404.html", "/"),
    ],
)
def test_where_a_page_goes(path: str, file: str, base: str) -> None:
    """The file and the way to the root follow from the address."""
    page = make_page(path)

    assert page.file == file
    assert page.get_base("/") == base
