"""Templates without what only their authors need: space, quotes and end tags that HTML does without.

Done once, when a template is compiled, and to what stands in the template itself: what pages fill in is never touched.
Quotes about it are left out where it can be nothing but a number, a day, an anchor or a code (`_FILLED`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from jinja2 import nodes

_AS_WRITTEN = re.compile(r"(?:atom|badge|snippet_\w+|metadata|card_meta|discovery|moved|notice)\.html\.j2$")
"""XML, which needs all of it, HTML that readers copy, and what small programs may read without a parser."""

# Elements beside which space shows nothing: those that begin a line, the head's, a table's, and what is drawn.
_BOX = (
    r"(?:html|head|meta|link|title|style|body|main|header|footer|nav|aside|section|article|div|p|h[1-6]|ul|ol|li|dl|dt|dd"
    r"|figure|figcaption|details|summary|blockquote|form|table|caption|thead|tbody|tr|th|td|br"
    r"|defs|symbol|pattern|g|path|rect|line|circle|use|text)"
)
_SPACE_AFTER = re.compile(rf"(</?{_BOX}\b[^<>]*>|<svg\b[^<>]*>)\s*\n\s*")
# All of a run of space in which a line ends; tried only where the run begins, for a long one may be somebody's text.
_RUN = r"(?<!\s)(?=\s*\n)\s++"
_SPACE_BEFORE = re.compile(rf"{_RUN}(?=</?{_BOX}\b|</svg>)")
_SPACE = re.compile(_RUN)
# Links that may be written anew for another place keep theirs (`shell.py`), and so do slots that stand for more.
_QUOTES = re.compile(
    r"""(?<!\S)((?!href|src|action|poster)[a-zA-Z:-]+|href(?=="#))="([^\s"'=<>`&/@\ue000]+)"(?=[\s>]|(/>))"""
)
_HOLE = "\ue000"
"""Stands for what is filled in, while a template is squeezed."""
_FILLED = re.compile(
    r"(?<!\S)((?:id|aria-labelledby|datetime|(?:href)?lang|[xy][12]?|width|height|text-anchor|href(?==\"#)|class(?==\"v-(?:[a-z-]+-)?\ue000\"))"
    r")=\"([^\s\"'=<>`&/@]+)\"(?=[\s>]|(/>))"
)
"""Attributes that are filled in with what needs no quotes, whoever wrote it."""
_VERBATIM = re.compile(r"(<(?:script|style|pre|textarea)\b.*?</(?:script|style|pre|textarea)>)", re.DOTALL)
_ENDS = re.compile(
    r"</li>|</dt>(?=<dd)|</dd>(?=</div>|</dl>|<dt)"
    r"|</p>(?=<(?:p|ul|ol|dl|div|h[1-6]|section|details|figure|nav|aside|header)\b|</(?:li|div|section|dd|details|aside)>)"
)
"""End tags that what follows them stands for."""


def squeeze(template: nodes.Template, name: str) -> nodes.Template:
    """The same template with less to print."""
    if not _AS_WRITTEN.search(name):
        for output in template.find_all(nodes.Output):
            output.nodes = list(_squeeze_output(output.nodes))
    return template


def _squeeze_output(parts: list[nodes.Expr]) -> Iterator[nodes.Expr]:
    """What is printed in one go: pieces of HTML, and what is filled in between them."""
    filled = [part for part in parts if not isinstance(part, nodes.TemplateData)]
    html = "".join(part.data if isinstance(part, nodes.TemplateData) else _HOLE for part in parts)
    for piece, hole in zip_longest(_FILLED.sub(_unquote, squeeze_html(html)).split(_HOLE), filled):
        if piece:
            yield nodes.TemplateData(piece, lineno=parts[0].lineno)
        if hole is not None:
            yield hole


def squeeze_page(html: str) -> str:
    """A whole page that browsers read alike."""
    parts = _VERBATIM.split(html)
    return "".join(part if number % 2 else squeeze_html(part) for number, part in enumerate(parts))


def squeeze_html(html: str) -> str:
    """A piece of HTML that browsers read alike; it may begin and end anywhere."""
    html = _SPACE_BEFORE.sub("", _SPACE_AFTER.sub(r"\1", html))
    return _ENDS.sub("", _QUOTES.sub(_unquote, _SPACE.sub("\n", html)))


def _unquote(attribute: re.Match[str]) -> str:
    name, value, closes = attribute.groups()
    return f"{name}={value}{' ' if closes else ''}"
