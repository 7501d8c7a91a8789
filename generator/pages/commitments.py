"""What was asked of the State: each commitment as a row, in short or with all that was seen of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from generator.analysis.commitments import ASKED, NOT_ASKED, CommitmentReading
from generator.analysis.intervals import make_window
from generator.analysis.mechanism import MechanismFindings
from generator.pages.commitment_bars import (
    LedgerDrawing,
    find_texture,
    make_ledger_axis,
    make_ledger_drawing,
)
from generator.pages.gap import Axis, Tick, make_ticks
from generator.pages.i18n import Words, get_time_value
from generator.pages.mechanism_sources import Bibliography, Sheet
from generator.pages.standing import ChipView
from generator.pages.texts import Citation, TextView
from generator.pages.urls import Link
from generator.records.mechanism import Observation, Request


class BriefView(Struct, frozen=True):
    """A commitment in one row."""

    id: str
    link: Link
    asked: str
    """Who asked first, and when."""
    asked_citations: tuple[Citation, ...]
    is_umbrella: bool
    drawing: LedgerDrawing | None
    label: str
    """The drawing in one sentence."""
    chip: ChipView
    last: str
    """Date of the report that decides; empty where there is none."""
    citations: tuple[Citation, ...]
    days: str
    reversals: str
    """How often a gain was reported lost; empty where never."""


class BriefsView(Struct, frozen=True):
    """Rows on one axis."""

    rows: tuple[BriefView, ...]
    ticks: tuple[Tick, ...]
    parts: frozenset[str]
    """What is drawn, for the legend."""


class SeenView(Struct, frozen=True):
    """A report on a commitment."""

    anchor: str
    date: str
    time: str | None
    status: str
    text: TextView
    is_reversal: bool


class RequestView(Struct, frozen=True):
    """Who asked, and when."""

    who: TextView
    date: str


class CommitmentView(Struct, frozen=True):
    """A commitment with all that was seen of it."""

    row: BriefView
    umbrella: TextView | None
    requests: tuple[RequestView, ...]
    addressed: TextView
    done_when: TextView
    organs: tuple[Link, ...]
    related: tuple[Link, ...]
    note: TextView | None
    seen: tuple[SeenView, ...]


def make_axis(found: MechanismFindings) -> Axis:
    """The axis that all commitments share, on every page."""
    return make_ledger_axis(found.ledger.readings, found.as_of)


def list_briefs(readings: Iterable[CommitmentReading], sheet: Sheet) -> BriefsView:
    """Some commitments in short, those nobody had asked for yet left out."""
    axis = make_axis(sheet.found)
    rows = tuple(_make_brief(one, axis, sheet) for one in readings if one.state != NOT_ASKED)
    parts = frozenset[str]().union(*(row.drawing.parts for row in rows if row.drawing))
    return BriefsView(rows, make_ticks(axis), parts)


def sort_readings(readings: Iterable[CommitmentReading], words: Words) -> list[CommitmentReading]:
    """From the first asked to the last, those of one day by title, those without a date at the end."""

    def place(one: CommitmentReading) -> tuple[date, object]:
        return one.asked.last if one.asked else date.max, words.sort_key(words.plain(one.commitment.title))

    return sorted(readings, key=place)


def _make_brief(reading: CommitmentReading, axis: Axis, sheet: Sheet) -> BriefView:
    words, one, cite = sheet.words, reading.commitment, sheet.sources.cite
    first, latest = _find_first(one.requests), reading.latest
    chip, days = make_chip(reading.state, words), say_open(reading, words)
    title = words.plain(one.title)
    return BriefView(
        id=one.id,
        link=Link(title, f"{sheet.link_part('commitments')}#{one.id}"),
        asked=words.get("commitment.who_when", who=words.plain(first.who), date=words.date(first.date)),
        asked_citations=cite(first.sources),
        is_umbrella=reading.is_umbrella,
        drawing=make_ledger_drawing(reading, axis, words.vocabularies["commitment_status"]),
        label=f"{title}. {chip.text}. {days}",
        chip=chip,
        last=words.get("commitment.last", date=words.date(latest.date)) if latest else "",
        citations=cite(latest.sources) if latest else (),
        days=days,
        reversals=words.count("commitment.reversals", len(reading.reversals)) if reading.reversals else "",
    )


def _find_first(requests: Iterable[Request]) -> Request:
    """Who asked first; of equals the first of the file, and those without a date last."""
    return min(requests, key=lambda one: (one.date.precision == "unknown", make_window(one.date).last))


def make_chip(state: str, words: Words) -> ChipView:
    """Where a commitment stands, in one texture and one word."""
    statuses = words.vocabularies["commitment_status"]
    text = words.get("commitment.asked_only") if state == ASKED else words.term("commitment_status", state)
    return ChipView(find_texture(state, statuses), text)


def say_open(reading: CommitmentReading, words: Words) -> str:
    """For how many days it has been open, or was, as exactly as the dates allow."""
    if reading.days_open is None:
        return words.get("commitment.no_days")
    key = "commitment.days_done" if reading.arrived == "whole" else "commitment.days"
    text = words.count(key, reading.days_open.low)
    return text if reading.days_open.exact else words.get("commitment.at_least", days=text[:1].lower() + text[1:])


def make_commitment(reading: CommitmentReading, row: BriefView, sheet: Sheet) -> CommitmentView:
    """A commitment with all that was seen of it."""
    words, one, text = sheet.words, reading.commitment, sheet.sources.text
    organs, others = sheet.mechanism.organs, sheet.mechanism.commitments
    return CommitmentView(
        row=row,
        umbrella=text(one.umbrella.about) if one.umbrella else None,
        requests=tuple(RequestView(text(each.who, each.sources), words.date(each.date)) for each in one.requests),
        addressed=text(one.addressed_to),
        done_when=text(one.done_when),
        organs=tuple(sheet.link_organ(organs[id_]) for id_ in one.organs),
        related=tuple(Link(words.plain(others[id_].title), f"#{id_}") for id_ in one.related),
        note=text(one.note) if one.note else None,
        seen=tuple(_list_seen(reading, words, sheet.sources)),
    )


def _list_seen(reading: CommitmentReading, words: Words, sources: Bibliography) -> Iterator[SeenView]:
    """Every report that counts by the day, and those without a date, which never decide."""
    reversals = {one.id for one in reading.reversals}
    for each in (*reading.known, *reading.undated):
        yield _make_seen(each, words, sources, is_reversal=each.id in reversals)


def _make_seen(one: Observation, words: Words, sources: Bibliography, *, is_reversal: bool) -> SeenView:
    return SeenView(
        anchor=one.id,
        date=words.date(one.date),
        time=get_time_value(one.date),
        status=words.term("commitment_status", one.status),
        text=sources.text(one.text, one.sources),
        is_reversal=is_reversal,
    )
