"""The bodies of the mechanism: what created each, what was asked about it, and what was seen of it, by date."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.analysis.mechanism import MechanismFindings, OrganReading
from generator.pages.commitments import list_briefs
from generator.pages.i18n import get_time_value
from generator.pages.mechanism_law import say_installed
from generator.pages.mechanism_sources import Sheet
from generator.pages.page import Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.texts import TextView, cut_text
from generator.pages.urls import Link
from generator.records.mechanism import OrganObservation


class SeenView(Struct, frozen=True):
    """What was known of a body on a date."""

    anchor: str
    date: str
    time: str | None
    text: TextView


class OrganView(Struct, frozen=True):
    """A body among others, with the last thing that was seen of it."""

    link: Link
    mandate: str
    began: str
    replaced: str
    """What took its place; empty where nothing did."""
    last: SeenView | None


def list_organs(sheet: Sheet) -> tuple[OrganView, ...]:
    """All bodies, in the order of the file."""
    return tuple(
        OrganView(
            link=sheet.link_organ(one.organ),
            mandate=sheet.words.plain(one.organ.mandate),
            began=say_installed(one.organ, sheet.words),
            replaced=_say_replaced(one, sheet),
            last=_make_seen(one.latest, sheet) if one.latest else None,
        )
        for one in sheet.found.organs
    )


def _say_replaced(one: OrganReading, sheet: Sheet) -> str:
    other = sheet.mechanism.organs.get(one.organ.replaced_by or "")
    return sheet.words.get("organ.replaced", name=sheet.words.plain(other.name)) if other else ""


def make_pages(scene: Scene, found: MechanismFindings) -> Iterator[Page]:
    """A page for each body."""
    for one in found.organs:
        yield _make_page(scene, found, one)


def _make_page(scene: Scene, found: MechanismFindings, one: OrganReading) -> Page:
    words = scene.words
    path = scene.addresses.organ(one.organ.id, words)
    return scene.make_page(
        "mechanism",
        path=path,
        title=words.plain(one.organ.name),
        description=cut_text(words.plain(one.organ.mandate)),
        body=render_organ(one, Sheet.start(scene, found, path)),
        find_path=lambda other: scene.addresses.organ(one.organ.id, other),
    )


def render_organ(one: OrganReading, sheet: Sheet) -> str:
    """The HTML of the page of a body."""
    words, sources, organ = sheet.words, sheet.sources, one.organ
    facts = (
        (words.get("organ.basis"), sources.text(organ.legal_basis)),
        (words.get("organ.composition"), sources.text(organ.composition)),
    )
    landmarks = tuple(
        (words.date(each.date), words.plain(each.title), sources.text(each.text, each.sources))
        for each in sheet.mechanism.landmarks.values()
        if organ.id in each.organs
    )
    view = {
        "mandate": sources.text(organ.mandate, organ.sources),
        "facts": facts,
        "seen": tuple(_make_seen(each, sheet) for each in one.observations),
        "asked": list_briefs((r for r in sheet.found.ledger.readings if organ.id in r.commitment.organs), sheet),
        "landmarks": landmarks,
    }
    ties = tuple(_list_ties(one, sheet))
    return render_template(
        "mechanism_organ",
        words,
        title=words.plain(organ.name),
        index_href=sheet.index_href,
        installed=words.date(organ.installed) if organ.installed else words.get("organ.no_date"),
        is_unread=organ.basis_unread is not None,
        ties=ties,
        as_of=words.date(sheet.scene.as_of),
        sources=sources.list(),
        **view,
    )


def _list_ties(one: OrganReading, sheet: Sheet) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """What it belongs to, what belongs to it, and what took its place or whose place it took."""
    organs, id_ = sheet.mechanism.organs, one.organ.id
    ties = (
        ("organ.part_of", [one.organ.part_of]),
        ("organ.parts", [other.id for other in organs.values() if other.part_of == id_]),
        ("organ.replaced_by", [one.organ.replaced_by]),
        ("organ.replaces", [other.id for other in organs.values() if other.replaced_by == id_]),
    )
    for key, ids in ties:
        links = tuple(sheet.link_organ(organs[ref]) for ref in ids if ref)
        if links:
            yield sheet.words.get(key), links


def _make_seen(one: OrganObservation, sheet: Sheet) -> SeenView:
    text = sheet.sources.text(one.text, one.sources)
    return SeenView(one.id, sheet.words.date(one.date), get_time_value(one.date), text)
