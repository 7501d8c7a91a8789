"""The stylesheet as it is served: small, and the same styles as those that were written."""

from __future__ import annotations

import re

import pytest
from builders import REPOSITORY

from generator.theme.chrome import STYLESHEET, shrink_styles

LIMIT = 30_000
"""Bytes as served, before compression."""


def test_it_is_small() -> None:
    """Readers with little data pay for every byte."""
    css = (REPOSITORY / "generator/theme" / STYLESHEET).read_text(encoding="utf-8")

    assert len(shrink_styles(css).encode()) < LIMIT


def test_the_dark_scheme_differs_in_colours_alone() -> None:
    """It gives other values to tokens, all of them colours, and changes nothing else: one layout serves both."""
    css = (REPOSITORY / "generator/theme" / STYLESHEET).read_text(encoding="utf-8")
    blocks = re.findall(r"([^{}]*(?:slate|no-js)[^{}]*)\{([^{}]*)\}", css)
    dark = [body for selector, body in blocks if re.search(r'"slate"|no-js.*color-media', selector)]
    tokens = [name for body in dark for name in re.findall(r"([\w-]+):", body)]
    colours = [value for body in dark for value in re.findall(r"--v-[\w-]+: ([^;]+);", body)]

    assert len(dark) == 2
    assert css.count("prefers-color-scheme") == css.count("slate") == 1
    assert {name for name in tokens if not name.startswith("--v-")} == {"color-scheme"}
    assert len(colours) == len(tokens) - 2
    assert [value for value in colours if not re.fullmatch("#([0-9a-f]{3}){1,2}", value)] == []


def test_columns_do_not_wait_for_items() -> None:
    """A page that comes slowly is shown before all of it is there: columns are as wide as they will be."""
    css = (REPOSITORY / "generator/theme" / STYLESHEET).read_text(encoding="utf-8")

    assert "auto-fill" in css
    assert "auto-fit" not in css


@pytest.mark.parametrize(
    ("written", "served"),
    [
        ("a { color: red; }\n/* why */\nb { margin: 0 1px; }", "a{color:red}b{margin:0 1px}"),
        ('a::after { content: " · ; /* not a comment */ "; }', 'a::after{content:" · ; /* not a comment */ "}'),
        (".a :is(b, c) > d { top: calc(1px + 2px) !important }", ".a :is(b,c)>d{top:calc(1px + 2px)!important}"),
        ("@media screen and (min-width: 40em) {\n a { top: 0 }\n}", "@media screen and (min-width:40em){a{top:0}}"),
    ],
)
def test_nothing_but_what_is_for_writers_goes(written: str, served: str) -> None:
    """Strings, descendants and sums keep their spaces."""
    assert shrink_styles(written) == served
