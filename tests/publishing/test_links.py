"""The link check finds what leads nowhere, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.publishing.csp import hash_text
from generator.publishing.links import read_site

if TYPE_CHECKING:
    from pathlib import Path


def check(site: Path, body: str, base: str = "/", head: str = "") -> list[tuple[str, str]]:
    """Return kind and target of the faults in a page at a/b/ of a small site."""
    for name in ("index.html", "c/index.html", "x y.css"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text('<p id="here">', encoding="utf-8")
    (site / "a/b").mkdir(parents=True)
    (site / "a/b/index.html").write_text(f"{head}<article>\n{body}</article>", encoding="utf-8")
    return [(fault.kind, fault.target) for fault in read_site(site, base_path=base).faults]


@pytest.mark.parametrize(
    "link",
    [
        "", "#own", "./", "../..", "../../", "../../#here", "../../c/", "../../c/index.html", "/c/", "/",
        "../../x%20y.css", "../../c/?q=1", "https://example.org/no", "mailto:a@example.org", "//example.org/",
        "HTTPS://example.org/", "tel:+520000000000",
    ],
)  # fmt: skip
def test_good_links(tmp_path: Path, link: str) -> None:
    """Folders, files, anchors, absolute paths and other hosts are fine."""
    assert check(tmp_path, f'<h1 id="own"><a href="{link}" rel="noopener noreferrer nofollow">') == []


@pytest.mark.parametrize(
    ("html", "kind", "target"),
    [
        ('<a href="no/">', "broken-link", "no/"),
        ('<a href="../../c">', "broken-link", "../../c"),
        ('<a href="../../../c/">', "broken-link", "../../../c/"),
        ('<img src="no.png">', "broken-link", "no.png"),
        ('<img srcset="no.png 1x, ../../x%20y.css 2x">', "broken-link", "no.png"),
        ('<a href="#no">', "broken-anchor", "#no"),
        ('<a href="../../c/#no">', "broken-anchor", "../../c/#no"),
        ('<p id="a"><p id="a">', "duplicate-id", "a"),
        ('<p style="color:red">', "inline-style", 'style="color:red"'),
        ("<script>1</script>", "inline-script", "script"),
        ("<style>p{color:red}</style>", "inline-style", "style"),
        ('<p onclick="x()">', "inline-script", "onclick='x()'"),
        ('<a href="https://example.org/">', "unmarked-link", "https://example.org/"),
        ('<a href="https://example.org/" rel="noopener">', "unmarked-link", "https://example.org/"),
        ('<a href="//example.org/">', "unmarked-link", "//example.org/"),
        ('<a href="\\\\example.org/">', "unmarked-link", "\\\\example.org/"),
        ('<a href="JavaScript:alert(1)">', "unsafe-link", "JavaScript:alert(1)"),
        ('<a href=" java&#10;script&colon;alert(1)">', "unsafe-link", " java\nscript:alert(1)"),
        ('<a href="vbscript:x">', "unsafe-link", "vbscript:x"),
        ('<a href="data:text/html,x" download>', "unsafe-link", "data:text/html,x"),
        ('<a href="data:application/json,1">', "unsafe-link", "data:application/json,1"),
        ('<svg><a xlink:href="javascript:x">', "unsafe-link", "javascript:x"),
        ('<script src="//example.org/x.js"></script>', "foreign-load", "//example.org/x.js"),
        ('<img src="data:text/html,x">', "foreign-load", "data:text/html,x"),
        ('<a href="#" ping="https://example.org/">', "foreign-load", "https://example.org/"),
        ("<iframe></iframe>", "foreign-element", "iframe"),
        ('<meta name="x">', "foreign-element", "meta"),
        ("<base>", "foreign-element", "base"),
        ("<object></object>", "foreign-element", "object"),
    ],
)
def test_faults(tmp_path: Path, html: str, kind: str, target: str) -> None:
    """Each kind of fault is found and named."""
    assert (kind, target) in check(tmp_path, html)


def test_small_files_of_our_own(tmp_path: Path) -> None:
    """A citation to save and a picture within the page ask nobody for anything."""
    html = '<a href="data:application/x-bibtex;charset=utf-8,%40misc" download="a.bib"></a><img src="data:image/png,">'

    assert check(tmp_path, html) == []


def test_styles_that_the_policy_names(tmp_path: Path) -> None:
    """A page may carry a style sheet if its own policy names just that one."""
    style = "p{color:red}"
    policy = f'<meta http-equiv="Content-Security-Policy" content="style-src {hash_text(style)}">'

    assert check(tmp_path, f"<style>{style}</style>", head=policy) == []
    (tmp_path / "c/index.html").write_text(f"{policy}<style>{style} </style>", encoding="utf-8")
    assert [fault.kind for fault in read_site(tmp_path).faults] == ["inline-style"]


def test_base_path(tmp_path: Path) -> None:
    """Under a base path, absolute links count from it, and those beside it are faults."""
    html = '<a href="/v/c/"></a><a href="/c/"></a>'

    assert check(tmp_path, html, "/v/") == [("outside-base", "/c/")]


def test_open_slots(tmp_path: Path) -> None:
    """A slot left open in the chrome is a fault; an article may speak of slots."""
    (tmp_path / "index.html").write_text("<title>\n@@v:title@@</title><article>@@v:x@@</article>", encoding="utf-8")
    faults = read_site(tmp_path).faults

    assert [(fault.line, fault.kind, fault.target) for fault in faults] == [(2, "open-slot", "@@v:title@@")]
