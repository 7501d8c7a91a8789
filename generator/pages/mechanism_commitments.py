"""The ledger of what was asked of the State: by where it stands, with everything seen, and by who has to act."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.analysis.commitments import NOT_ASKED, CommitmentReading, StatusCount
from generator.analysis.mechanism import MechanismFindings
from generator.pages.commitments import (
    BriefView,
    CommitmentView,
    list_briefs,
    make_axis,
    make_chip,
    make_commitment,
)
from generator.pages.i18n import Words
from generator.pages.mechanism_sources import Sheet
from generator.pages.rendering import render_template
from generator.records.dates import day


class GroupView(Struct, frozen=True):
    """Commitments under one heading, in full."""

    anchor: str
    title: str
    note: str
    rows: tuple[CommitmentView, ...]


class BriefGroupView(Struct, frozen=True):
    """Commitments under one heading, in short."""

    anchor: str
    title: str
    note: str
    rows: tuple[BriefView, ...]


def render_commitments(sheet: Sheet) -> str:
    """The HTML of the ledger: groups by status, umbrella rows apart at the end."""
    words, found = sheet.words, sheet.found
    asked = [one for one in found.ledger.readings if one.state != NOT_ASKED]
    briefs = list_briefs(asked, sheet)
    views = {row.id: make_commitment(one, row, sheet) for one, row in zip(asked, briefs.rows, strict=True)}
    axis = make_axis(found)
    return render_template(
        "mechanism_commitments",
        words,
        index_href=sheet.index_href,
        authorities_href=sheet.link_part("authorities"),
        groups=tuple(_list_groups(found, views, words)),
        count=count_all(found, words),
        parts=briefs.parts,
        ticks=briefs.ticks,
        ends=(str(axis.first.year), words.date(day(axis.last))),
        as_of=words.date(sheet.scene.as_of),
        sources=sheet.sources.list(),
    )


def count_all(found: MechanismFindings, words: Words) -> str:
    """How many rows there are, the umbrellas apart."""
    single, umbrellas = found.ledger.counts.total, found.ledger.umbrellas.total
    return " ".join(
        (
            words.count("mechanism.commitments_count", single),
            words.count("mechanism.umbrellas_count", umbrellas) if umbrellas else "",
        )
    ).strip()


def _list_groups(found: MechanismFindings, views: dict[str, CommitmentView], words: Words) -> Iterator[GroupView]:
    for state, ids in found.ledger.counts.rows:
        if ids:
            title = f"{make_chip(state, words).text} ({words.number(len(ids))})"
            note = (
                words.definition("commitment_status", state) if state in words.vocabularies["commitment_status"] else ""
            )
            yield GroupView(f"estado-{state.replace('_', '-')}", title, note, tuple(views[id_] for id_ in ids))
    umbrellas = [id_ for _, ids in found.ledger.umbrellas.rows for id_ in ids]
    if umbrellas:
        title = f"{words.get('commitment.umbrellas')} ({words.number(len(umbrellas))})"
        yield GroupView(
            "conjuntos", title, words.get("commitment.umbrellas_note"), tuple(views[id_] for id_ in umbrellas)
        )


def render_authorities(sheet: Sheet) -> str:
    """The HTML of the same by who has to act."""
    words = sheet.words
    briefs = list_briefs(sheet.found.ledger.readings, sheet)
    rows = {row.id: row for row in briefs.rows}
    return render_template(
        "mechanism_authorities",
        words,
        index_href=sheet.index_href,
        commitments_href=sheet.link_part("commitments"),
        groups=tuple(_list_authorities(sheet.found, rows, words)),
        parts=briefs.parts,
        ticks=briefs.ticks,
        as_of=words.date(sheet.scene.as_of),
        sources=sheet.sources.list(),
    )


def _list_authorities(found: MechanismFindings, rows: dict[str, BriefView], words: Words) -> Iterator[BriefGroupView]:
    """Each authority with its commitments; one addressed to several stands under each, umbrella rows last."""
    readings = [one for one in found.ledger.readings if one.id in rows]
    counts = dict(found.ledger.by_addressee)
    for code in words.vocabularies["addressee"]:
        mine = [one for one in readings if code in one.commitment.addressees]
        if mine:
            ordered = sorted(mine, key=lambda one: one.is_umbrella)
            yield BriefGroupView(
                anchor=f"autoridad-{code.replace('_', '-')}",
                title=f"{words.term('addressee', code)} ({words.number(len(mine))})",
                note=_say_counts(counts.get(code), mine, words),
                rows=tuple(rows[one.id] for one in ordered),
            )


def _say_counts(counts: StatusCount | None, mine: list[CommitmentReading], words: Words) -> str:
    """How many stand where; umbrella rows apart."""
    told = [
        f"{make_chip(state, words).text}: {words.number(len(ids))}"
        for state, ids in (counts.rows if counts else ())
        if ids
    ]
    umbrellas = sum(1 for one in mine if one.is_umbrella)
    told += [words.count("mechanism.umbrellas_short", umbrellas)] if umbrellas else []
    return "; ".join(told) + "."
