"""Figures in texts of editors: `{{ indicator("impunity_share", state="20").known }}` in Markdown. Pure.

Code blocks, code in a line and comments are left as they are, and so is everything that is no reference.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from generator.analysis.figures import Figure
from generator.analysis.findings import Findings
from generator.config import ContentError, make_trouble
from generator.pages.i18n import Words
from generator.pages.values import render_percent
from generator.records.dates import day
from generator.records.problems import Problem

FUNCTION = "indicator"
EXAMPLE = '{{ indicator("impunity_share").known }}'
COUNTS = ("numerator", "denominator", "unknown")
VALUES = ("low", "known", "high")
ATTRIBUTES = (*COUNTS, *VALUES, "as_of")
"""What can be said of a figure."""

LONGEST = 300
"""Characters between the braces beyond which nothing is read: no reference is that long."""

_FRONT_MATTER = re.compile(r"\A(?:\ufeff)?---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"[ ]{0,3}(?P<fence>`{3,}|~{3,})")
_LIST = re.compile(r"[ ]{0,3}(?:[-*+]|\d+[.)]|:|\[\^[^\]]+\]:)[ \t]+\S")
_PIECE = re.compile(
    r"(?P<literal>(?<![\\`])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|<!--.*?(?:-->|\Z))"
    r"|\{\{(?P<inner>[^{}]*)\}\}|(?P<open>\{\{)",
    re.DOTALL,
)


class Reference(Struct, frozen=True):
    """A figure that is asked for, and what of it."""

    code: str
    attribute: str
    scope: str | None = None
    row: str | None = None
    breakdown: str | None = None
    key: str | None = None


class ReferenceFault(ValueError):  # noqa: N818 - a fault of a text
    """Says what is wrong with a reference: `code` is a problem code."""

    def __init__(self, code: str, **details: str) -> None:
        """Keep the problem code and its details."""
        super().__init__(code)
        self.code = code
        self.details = details


class _Found(Struct, frozen=True):
    """A reference in a text, or what looks like one."""

    start: int
    end: int
    inner: str | None
    """What is between the braces; none where they are not closed."""


def check_references(text: str, file: str, words: Words, get_findings: Callable[[], Findings]) -> Iterator[Problem]:
    """A problem for each reference in a Markdown file that cannot be followed, at its line and column."""
    for one in _find_references(text):
        try:
            resolve_reference(_parse(one), get_findings(), words)
        except ReferenceFault as fault:
            line = text.count("\n", 0, one.start) + 1
            column = one.start - text.rfind("\n", 0, one.start)
            yield Problem(fault.code, file, line, column, fault.details)


def fill_references(text: str, words: Words, get_findings: Callable[[], Findings]) -> str:
    """The text with each reference replaced by its figure; raises where one cannot be followed."""
    parts: list[str] = []
    end = 0
    for one in _find_references(text):
        try:
            value = resolve_reference(_parse(one), get_findings(), words)
        except ReferenceFault as fault:
            message = "the reference {reference} cannot be followed"
            details = {"reference": text[one.start : one.end], **fault.details}
            raise ContentError(make_trouble(fault.code, message, **details)) from fault
        parts += [text[end : one.start], value]
        end = one.end
    return "".join([*parts, text[end:]])


def parse_reference(inner: str) -> Reference:
    """What is asked for between the braces; raises `ReferenceFault`."""
    try:
        node = ast.parse(inner.strip(), mode="eval").body if len(inner) <= LONGEST else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        node = None
    if not isinstance(node, ast.Attribute) or not isinstance(call := node.value, ast.Call):
        raise ReferenceFault("reference-syntax", value=inner.strip(), example=EXAMPLE)
    texts = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    named = {
        each.arg: each.value.value
        for each in call.keywords
        if each.arg and isinstance(each.value, ast.Constant) and isinstance(each.value.value, str)
    }
    is_ours = isinstance(call.func, ast.Name) and call.func.id == FUNCTION
    parts = {name: value for name, value in named.items() if name not in {"scope", "row"}}
    complete = len(texts) == len(call.args) == 1 and len(named) == len(call.keywords)
    if not is_ours or not complete or len(parts) > 1:
        raise ReferenceFault("reference-syntax", value=inner.strip(), example=EXAMPLE)
    breakdown, key = next(iter(parts.items()), (None, None))
    return Reference(texts[0], node.attr, named.get("scope"), named.get("row"), breakdown, key)


def resolve_reference(reference: Reference, findings: Findings, words: Words) -> str:
    """What a reference says, in words of the page; raises `ReferenceFault`."""
    figure = _find_figure(reference, findings)
    indicator = findings.indicators[figure.code]
    if reference.attribute == "as_of":
        return words.date(day(figure.as_of))
    value = getattr(figure, reference.attribute)
    if figure.suppressed:
        raise ReferenceFault("reference-withheld", value=reference.code)
    if value is None:
        raise ReferenceFault("reference-no-value", value=reference.code, attribute=reference.attribute)
    if reference.attribute in VALUES and indicator.kind == "share":
        if not figure.shows_percentage:
            raise ReferenceFault(
                "reference-percentage",
                value=reference.code,
                denominator=str(figure.denominator),
                limit=str(indicator.min_n),
            )
        return render_percent(value, words)
    return words.number(int(value))


def _find_figure(reference: Reference, findings: Findings) -> Figure:
    indicators = findings.indicators
    _require(reference.code, indicators)
    indicator = indicators[reference.code]
    _require(reference.attribute, ATTRIBUTES)
    _require(reference.scope or indicator.scopes[0], indicator.scopes)
    if reference.breakdown:
        _require(reference.breakdown, ("scope", "row", *indicator.breakdowns))
    figure = findings.statistics.find(
        reference.code,
        scope=reference.scope or indicator.scopes[0],
        row=reference.row,
        breakdown=reference.breakdown,
        key=reference.key,
    )
    if figure is None:
        table = findings.statistics.select(
            reference.code, scope=reference.scope or indicator.scopes[0], breakdown=reference.breakdown
        )
        known = dict.fromkeys(", ".join(filter(None, (one.row, one.key))) or "-" for one in table)
        raise ReferenceFault("reference-no-figure", value=reference.code, known="; ".join(known) or "-")
    return figure


def _require(value: str, known: Mapping[str, object] | tuple[str, ...]) -> None:
    if value not in known:
        raise ReferenceFault("reference-unknown", value=value, known=", ".join(known))


def _parse(found: _Found) -> Reference:
    if found.inner is None:
        raise ReferenceFault("reference-syntax", value="{{", example=EXAMPLE)
    return parse_reference(found.inner)


def _find_references(text: str) -> Iterator[_Found]:
    """Everything between double braces that Markdown would not show as code."""
    if "{{" not in text:
        return
    for start, block in _list_blocks(text):
        for match in _PIECE.finditer(block):
            if match["literal"] is None:
                yield _Found(start + match.start(), start + match.end(), match["inner"])


def _list_blocks(text: str) -> Iterator[tuple[int, str]]:
    """Runs of lines without blank ones that are no code, each with where it starts."""
    front = _FRONT_MATTER.match(text)
    position = front.end() if front else 0
    block, start = "", position
    fence, after_blank, in_list, in_code = "", True, False, False
    for line in text[position:].splitlines(keepends=True):
        blank = not line.strip()
        mark = _FENCE.match(line)
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        if fence:
            literal = True
            if mark and mark["fence"].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            literal, fence = True, mark["fence"]
        else:
            in_code = not blank and indent >= (8 if in_list else 4) and (after_blank or in_code)
            literal = in_code
            if not blank and indent < 4:  # noqa: PLR2004 - what Markdown takes for code
                in_list = bool(_LIST.match(line)) or (in_list and not after_blank)
        if blank or literal:
            if block:
                yield start, block
            block, start = "", position + len(line)
        else:
            block += line
        position += len(line)
        after_blank = blank
    if block:
        yield start, block
