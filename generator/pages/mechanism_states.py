"""The states in the mechanism: what a source says of each by its name, and how much is not known of the others."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.analysis.facets import group_cases
from generator.pages.mechanism_series import make_series
from generator.pages.mechanism_sources import Sheet
from generator.pages.rendering import render_template
from generator.pages.texts import TextView
from generator.pages.urls import Link
from generator.records.mechanism import StateFact

WHATS = ("agreement", "law", "body")
UNIT = "states_of_32"
"""Unit of the series that count states."""
LOCAL = "state_mechanism"
"""Body of measures that a mechanism of a state granted."""


class AnswerView(Struct, frozen=True):
    """What is known of one thing in one state."""

    texture: str
    word: str
    date: str
    text: TextView | None


class StateRow(Struct, frozen=True):
    """A state."""

    state: Link
    answers: tuple[AnswerView, ...]
    measures: str
    """Measures of a mechanism of the state in the cases of this site."""
    is_told: bool
    """Whether anything is known of it."""


def render_states(sheet: Sheet) -> str:
    """The HTML of the page."""
    words = sheet.words
    rows = tuple(_list_rows(sheet))
    known = {fact.state for fact in sheet.mechanism.states.values()}
    counts = tuple(make_series(one, sheet) for one in sheet.found.series if one.series.unit == UNIT)
    return render_template(
        "mechanism_states",
        words,
        index_href=sheet.index_href,
        rows=tuple(row for row in rows if row.is_told),
        others=tuple(row.state for row in rows if not row.is_told),
        heads=tuple(words.get(f"state_fact.{what}") for what in WHATS),
        unknown=words.count("mechanism.states_unknown", len(rows) - len(known)),
        counts=counts,
        as_of=words.date(sheet.scene.as_of),
        sources=sheet.sources.list(),
    )


def _list_codes(sheet: Sheet) -> list[str]:
    """The states on the map, by name: not the code of the unknown one."""
    terms = sheet.words.vocabularies["state"]
    codes = [code for code, term in terms.items() if "column" in term.flags]
    return sorted(codes, key=lambda code: sheet.words.sort_key(sheet.words.term("state", code)))


def _list_rows(sheet: Sheet) -> Iterator[StateRow]:
    words, scene = sheet.words, sheet.scene
    local = [one.place for one in scene.findings.counted if one.body == LOCAL]
    with_page = group_cases(scene.findings, "state") if scene.addresses.has("states", words.language) else {}
    for code in _list_codes(sheet):
        facts = [fact for fact in sheet.mechanism.states.values() if fact.state == code]
        href = sheet.link(scene.addresses.state(code, words)) if code in with_page else ""
        count = local.count(code)
        yield StateRow(
            state=Link(words.term("state", code), href),
            answers=tuple(_answer([one for one in facts if one.what == what], sheet) for what in WHATS),
            measures=words.number(count) if count else words.get("mechanism.states_none"),
            is_told=bool(facts or count),
        )


def _answer(facts: list[StateFact], sheet: Sheet) -> AnswerView:
    """The last thing a source says of it; that nobody has seen anything is no answer."""
    words = sheet.words
    if not facts:
        return AnswerView("na", words.get("mechanism.not_known"), "", None)
    last = max(facts, key=lambda one: one.date.sort_key)
    texture, word = ("yes", "mechanism.yes") if last.answer == "yes" else ("no", "mechanism.no")
    return AnswerView(texture, words.get(word), words.date(last.date), sheet.sources.text(last.text, last.sources))
