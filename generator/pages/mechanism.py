"""The section of the protection mechanism: who does what, what was asked, figures, limits, bodies; all with sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from generator.analysis.commitments import StatusCount
from generator.analysis.mechanism import MechanismFindings
from generator.analysis.outcomes import Outcome
from generator.analysis.parts import Part
from generator.analysis.series import SeriesReading
from generator.pages import mechanism_organs
from generator.pages.commitment_bars import find_texture
from generator.pages.commitments import list_briefs, make_chip, sort_readings
from generator.pages.drawings import BarView
from generator.pages.events import join_names
from generator.pages.figure_rows import make_bar
from generator.pages.legends import KeyView
from generator.pages.mechanism_commitments import count_all, render_authorities, render_commitments
from generator.pages.mechanism_law import UNREAD, make_law, make_steps
from generator.pages.mechanism_organs import list_organs
from generator.pages.mechanism_series import PointView, make_point, render_figures
from generator.pages.mechanism_sources import Sheet
from generator.pages.mechanism_states import render_states
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.task import Inputs, Task
from generator.pages.texts import TextView
from generator.pages.urls import Link, MechanismPart
from generator.records.mechanism import Finding, Landmark, MeasureCategory

HEADLINE = (
    "beneficiaries-total",
    "acceptance-rate",
    "measures-not-implemented",
    "killed-while-enrolled",
    "budget",
    "states-with-own-mechanism",
)
"""Ids of the series whose newest value leads the section, in order; those a site does not have are left out."""


class PartPage(Struct, frozen=True):
    """A page of the section that there is one of."""

    title: str
    description: str
    """Keys of the words."""
    render: Callable[[Sheet], str]
    parts: tuple[Part | Outcome, ...] = ()
    """Parts and outcomes of cases that it is made of."""


_PARTS: Mapping[MechanismPart, PartPage] = {
    "commitments": PartPage("mechanism.commitments", "mechanism.commitments_description", render_commitments),
    "authorities": PartPage("mechanism.authorities", "mechanism.authorities_description", render_authorities),
    "figures": PartPage("mechanism.figures", "mechanism.figures_description", render_figures),
    "states": PartPage(
        "mechanism.states", "mechanism.states_description", render_states, ("people", "facets", "standing")
    ),
}
"""Each page of the section that there is one of."""

_PEOPLE, _GROUPS = "people", ("defenders", "journalists")
"""A count of people, and the groups that are named instead where it counts one of them only."""


class HeadlineView(Struct, frozen=True):
    """The newest value of a series, with what it must not stand without."""

    title: str
    unit: str
    point: PointView
    publisher: str
    note: TextView | None
    href: str
    more: str


class FindingView(Struct, frozen=True):
    """What a mission found, and what was asked because of it."""

    text: TextView
    links: tuple[Link, ...]


class LandmarkView(Struct, frozen=True):
    """Something that happened around the mechanism."""

    id: str
    title: str
    date: str
    text: TextView
    findings: tuple[FindingView, ...]
    links: tuple[Link, ...]
    """Bodies and figures it is about."""


class TypeView(Struct, frozen=True):
    """A kind of measure and what it can consist of."""

    label: str
    text: TextView
    items: str


class MonitorView(Struct, frozen=True):
    """Somebody else who watches."""

    name: str
    text: TextView


def list_tasks(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """The section; of its pages only that of the states tells anything of cases."""
    lang, found = scene.words.language, scene.findings.mechanism_findings
    shell = inputs.of_page("mechanism", lang)
    yield Task(f"{lang} mechanism", shell, partial(_make_pages, scene, source, found))
    if found is None:
        return
    for part, each in _PARTS.items():
        told = inputs.of_all(*each.parts)
        yield Task(f"{lang} mechanism {part}", {**told, **shell}, partial(_make_part, scene, found, part))


def _make_pages(scene: Scene, source: EditorialPage, found: MechanismFindings | None) -> Iterator[Page]:
    """The overview and the pages of bodies; where the site knows nothing of a mechanism, what the editors write."""
    if found is None:
        yield scene.make_editorial_page(source, render_template("prose", scene.words, prose=source.prose))
        return
    sheet = Sheet.start(scene, found, scene.section("mechanism"))
    yield scene.make_editorial_page(source, render_overview(sheet, prose=source.prose))
    yield from mechanism_organs.make_pages(scene, found)


def _make_part(scene: Scene, found: MechanismFindings, part: MechanismPart) -> Iterator[Page]:
    each = _PARTS[part]
    path = scene.addresses.mechanism_part(part, scene.words)
    yield scene.make_page(
        "mechanism",
        path=path,
        title=scene.words.get(each.title),
        description=scene.words.get(each.description),
        body=each.render(Sheet.start(scene, found, path)),
        find_path=lambda words: scene.addresses.mechanism_part(part, words),
    )


def render_overview(sheet: Sheet, *, prose: str) -> str:
    """The HTML of the overview, around the editor's prose."""
    words, found, law = sheet.words, sheet.found, sheet.mechanism.law
    counts = found.ledger.counts
    view = {
        "steps": make_steps(sheet),
        "asked": list_briefs(sort_readings(found.ledger.readings, words), sheet),
        "figures": tuple(_list_headlines(sheet)),
        "law": make_law(law, sheet) if law else None,
        "organs": list_organs(sheet),
        "landmarks": tuple(_make_landmark(one, sheet) for one in sheet.mechanism.landmarks.values()),
        "types": tuple(_list_types(sheet)),
        "monitors": tuple(
            MonitorView(words.plain(one.name), sheet.sources.text(one.about, one.sources))
            for one in sheet.mechanism.monitors.values()
        ),
    }
    types, newest = sheet.mechanism.measure_types, found.ledger.newest
    return render_template(
        "mechanism",
        words,
        prose=prose,
        asked_title=count_all(found, words),
        asked_newest=words.get("mechanism.asked_newest", date=words.date(newest.date)) if newest else "",
        asked_keys=tuple(_list_keys(counts, sheet)),
        asked_bars=_make_bars(counts, sheet),
        umbrella_note=words.get("commitment.umbrellas_note") if found.ledger.umbrellas.total else "",
        commitments_href=sheet.link_part("commitments"),
        figures_href=sheet.link_part("figures"),
        links=tuple(_list_parts(sheet)),
        types_note=words.plain(types.note) if types else "",
        as_of=words.date(sheet.scene.as_of),
        opening=_say_openings(sheet),
        sources=sheet.sources.list(),
        **view,
    )


def _say_openings(sheet: Sheet) -> str:
    """How many of the sources of the page were read in part; to be asked for when all else is made."""
    openings, total = sheet.sources.count_openings()
    if not openings:
        return ""
    return sheet.words.count("mechanism.opening_only", openings, total=sheet.words.number(total))


def _list_parts(sheet: Sheet) -> Iterator[Link]:
    """The other pages of the section."""
    words = sheet.words
    yield Link(words.get("mechanism.commitments"), sheet.link_part("commitments"))
    yield Link(words.get("mechanism.authorities"), sheet.link_part("authorities"))
    yield Link(words.get("mechanism.figures"), sheet.link_part("figures"))
    yield Link(words.get("mechanism.states"), sheet.link_part("states"))


def _list_keys(counts: StatusCount, sheet: Sheet) -> Iterator[KeyView]:
    """Each state with its count; a lost gain is told of the latest report, for earlier ones may tell of others."""
    statuses = sheet.words.vocabularies["commitment_status"]
    for state, ids in counts.rows:
        chip = make_chip(state, sheet.words)
        if ids or state in statuses:
            lost = state in statuses and statuses[state].flags["reversal"]
            text = sheet.words.get("mechanism.reversed_latest") if lost else chip.text
            yield KeyView(chip.texture, text, sheet.words.number(len(ids)))


def _make_bars(counts: StatusCount, sheet: Sheet) -> tuple[BarView, ...]:
    """All commitments in one bar, by where they stand."""
    words = sheet.words
    statuses = words.vocabularies["commitment_status"]
    parts = [(find_texture(state, statuses), len(ids)) for state, ids in counts.rows]
    return (make_bar(words.get("mechanism.all"), parts, words),)


def _list_headlines(sheet: Sheet) -> Iterator[HeadlineView]:
    known = {one.id: one for one in sheet.found.series}
    for id_ in HEADLINE:
        if id_ in known and known[id_].newest:
            yield _make_headline(known[id_], sheet)


def _make_headline(reading: SeriesReading, sheet: Sheet) -> HeadlineView:
    words, newest = sheet.words, reading.newest
    if newest is None:
        message = f"{reading.id}: nothing has a date"
        raise ValueError(message)
    kinds = words.vocabularies["series_kind"]
    counted = bool(newest.kind and kinds[newest.kind].flags["counts"])
    unit = words.term("series_kind", newest.kind) if counted and newest.kind else ""
    if not unit and newest.group in _GROUPS and reading.series.unit == _PEOPLE:
        unit = words.term("series_group", newest.group)
    return HeadlineView(
        title=words.plain(reading.series.label),
        unit=(unit or words.term("series_unit", reading.series.unit)).lower(),
        point=make_point(newest, reading, sheet),
        publisher=join_names([sheet.mechanism.sources[ref].publisher for ref in newest.sources], words),
        note=sheet.sources.text(reading.series.note) if reading.series.note else None,
        href=f"{sheet.link_part('figures')}#{reading.id}",
        more=words.count("mechanism.more_values", len(reading.points)),
    )


def _make_landmark(one: Landmark, sheet: Sheet) -> LandmarkView:
    words, mechanism = sheet.words, sheet.mechanism
    organs = tuple(sheet.link_organ(mechanism.organs[id_]) for id_ in one.organs)
    figures = sheet.link_part("figures")
    series = tuple(Link(words.plain(mechanism.series[id_].label), f"{figures}#{id_}") for id_ in one.series)
    return LandmarkView(
        id=one.id,
        title=words.plain(one.title),
        date=words.date(one.date),
        text=sheet.sources.text(one.text, one.sources),
        findings=tuple(_make_finding(each, sheet) for each in one.findings),
        links=organs + series,
    )


def _make_finding(one: Finding, sheet: Sheet) -> FindingView:
    page, commitments = sheet.link_part("commitments"), sheet.mechanism.commitments
    links = tuple(Link(sheet.words.plain(commitments[id_].title), f"{page}#{id_}") for id_ in one.commitments)
    return FindingView(sheet.sources.text(one.text, one.sources), links)


def _list_types(sheet: Sheet) -> Iterator[TypeView]:
    """The kinds of measure; what no page seen states is no kind of the law and is left out."""
    words, types = sheet.words, sheet.mechanism.measure_types
    for one in types.categories if types else ():
        if one.evidence != UNREAD:
            yield _make_type(one, sheet, words.plain(one.label))


def _make_type(one: MeasureCategory, sheet: Sheet, label: str) -> TypeView:
    words = sheet.words
    items = "; ".join(words.plain(item.label) for item in one.items)
    refs = tuple(dict.fromkeys((*one.sources, *(ref for item in one.items for ref in item.sources))))
    told = words.get("mechanism.type_items", items=items) if items else ""
    return TypeView(label, sheet.sources.text(one.definition, refs), told)
