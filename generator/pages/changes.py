"""What changed on the site: the latest, and every month on pages of its own. Feeds tell the same in the same words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.change_list import ChangeMonth, ListedChange, group_months, open_changes
from generator.analysis.changes import Change, ChangeKind
from generator.pages import section_parts
from generator.pages.case_cards import list_leading
from generator.pages.case_scene import CaseScene
from generator.pages.events import make_event
from generator.pages.feeds import link_feeds
from generator.pages.i18n import Words, get_time_value
from generator.pages.leaves import CHANGES, count_leaves, cut_leaf, link_pages
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.task import Inputs, Task
from generator.pages.texts import Paragraph, TextView, flatten_text, make_paragraph
from generator.pages.urls import ALL, Link, make_link
from generator.records.dates import parse_date

LATEST = 10
"""How many changes the first page shows."""


class ChangeView(Struct, frozen=True, gc=False):
    """A change, as pages and feeds tell it."""

    urn: str
    day: dt.date
    date: str
    time: str | None
    title: str
    paragraphs: tuple[Paragraph, ...]
    path: str
    """Below the root of the site, with the anchor; empty where there is no page any more."""
    urns: tuple[str, ...] = ()
    """Of a withdrawal: the changes to forget."""


class ItemView(Struct, frozen=True):
    """A change in a list, linked from the page it is on."""

    change: ChangeView
    href: str


def list_tasks(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """The latest changes with all months, and the pages of each month."""
    lang, months = scene.words.language, group_months(scene.changes)
    counts = [(month.year, month.number, len(month.changes)) for month in months]
    told = _find_inputs(scene.changes[:LATEST], inputs, inputs.of_page("changes", lang, months=counts))
    yield Task(f"{lang} changes", told, partial(_make_index, scene, source, months))
    for month in months:
        shell = inputs.of_page("changes", lang, count=len(month.changes))
        for number in range(1, count_leaves(len(month.changes), CHANGES) + 1):
            told = _find_inputs(cut_leaf(month.changes, number, CHANGES), inputs, shell)
            make = partial(_make_month_page, scene, month, number)
            yield Task(f"{lang} changes {month.year}-{month.number:02} {number}", told, make)


def _find_inputs(changes: Sequence[ListedChange], inputs: Inputs, shell: Mapping[str, str]) -> dict[str, str]:
    """What a page of changes is made of: their cases, or what remains of those."""
    gone = ["withdrawn"] if any(one.kind is ChangeKind.WITHDRAWN for one in changes) else []
    return {
        **inputs.of_some((one.case_id for one in changes), *section_parts.CHANGES),
        **inputs.of_rest(*gone),
        **shell,
    }


def _make_index(scene: Scene, source: EditorialPage, months: tuple[ChangeMonth, ...]) -> Iterator[Page]:
    yield scene.make_editorial_page(source, render_index(scene, months, prose=source.prose))


def make_change(change: Change, scene: Scene, here: CaseScene | None = None) -> ChangeView:
    """A change in words; `here` is its case, where that has been opened for more."""
    words, case = scene.words, change.case
    path = ""
    if case is None:
        title = words.get("changes.withdrawn", id=change.case_id)
        paragraphs: tuple[Paragraph, ...] = (Paragraph(words.get("changes.withdrawn_text")),)
    else:
        title, paragraphs = _describe(change, here or CaseScene(case, scene))
        path = scene.addresses.case(case.slug, words.language) + (f"#{change.anchor}" if change.anchor else "")
    return ChangeView(
        urn=change.urn,
        day=change.day,
        date=words.date(change.date),
        time=get_time_value(change.date),
        title=title,
        paragraphs=paragraphs,
        path=path,
        urns=change.urns,
    )


def render_index(scene: Scene, months: tuple[ChangeMonth, ...], *, prose: str) -> str:
    """The HTML of the first page, after the editor's prose."""
    words, path = scene.words, scene.section("changes")
    return render_template(
        "changes",
        words,
        prose=prose,
        feeds=link_feeds(scene, ALL, path),
        latest=_make_items(scene, scene.changes[:LATEST], path),
        months=tuple((_link_month(scene, one, path), words.count("changes.count", len(one.changes))) for one in months),
        as_of=words.date(scene.as_of),
    )


def render_month(scene: Scene, month: ChangeMonth, number: int) -> str:
    """The HTML of one page of a month."""
    words, find_path = scene.words, partial(_find_path, scene, month, words=scene.words)
    path = find_path(number)
    return render_template(
        "changes_month",
        words,
        title=_make_title(month, number, words),
        index_href=make_link(scene.section("changes"), path),
        count=words.count("changes.count", len(month.changes)),
        changes=_make_items(scene, cut_leaf(month.changes, number, CHANGES), path),
        leaves=link_pages(find_path, number, count_leaves(len(month.changes), CHANGES), words),
        as_of=words.date(scene.as_of),
    )


def _make_month_page(scene: Scene, month: ChangeMonth, number: int) -> Iterator[Page]:
    words = scene.words
    title = _make_title(month, number, words)
    yield scene.make_page(
        "changes",
        path=_find_path(scene, month, number, words),
        title=title,
        description=words.get(
            "changes.month_description", title=title, count=words.count("changes.count", len(month.changes))
        ),
        body=render_month(scene, month, number),
        find_path=lambda other: _find_path(scene, month, number, other),
    )


def _find_path(scene: Scene, month: ChangeMonth, number: int, words: Words) -> str:
    return scene.addresses.changes_month(month.year, month.number, number, words.language)


def _make_title(month: ChangeMonth, number: int, words: Words) -> str:
    title = words.get("changes.month_title", month=_name_month(month, words))
    return title if number == 1 else words.get("changes.page_title", title=title, number=words.number(number))


def _name_month(month: ChangeMonth, words: Words) -> str:
    return words.date(parse_date(f"{month.year:04}-{month.number:02}"))


def _link_month(scene: Scene, month: ChangeMonth, page_path: str) -> Link:
    name = _name_month(month, scene.words)
    return Link(name[:1].upper() + name[1:], make_link(_find_path(scene, month, 1, scene.words), page_path))


def _make_items(scene: Scene, changes: Iterable[ListedChange], page_path: str) -> tuple[ItemView, ...]:
    views = (make_change(one, scene) for one in open_changes(changes, scene.findings))
    return tuple(ItemView(one, make_link(one.path, page_path) if one.path else "") for one in views)


def _describe(change: Change, here: CaseScene) -> tuple[str, tuple[Paragraph, ...]]:
    """Title and text of a change of a case that is published."""
    words = here.words
    name = words.plain(here.case.title)
    if change.kind is ChangeKind.ADDED and change.event:
        view = make_event(change.event, here.subjects, {})
        what = words.get("changes.what", kind=view.kind, title=view.title) if view.title else view.kind
        when = Paragraph(words.get("changes.event_date", date=view.date))
        told = (flatten_text(view.text),) if view.text else ()
        return words.get("changes.added", case=name, what=what), (when, *told)
    if change.correction:
        one = change.correction
        texts = tuple(make_paragraph(text, words) for text in (one.text, one.reason) if text)
        who = Paragraph(words.get("case.asked_by", who=words.term("correction_requester", one.asked_by)))
        return words.get("changes.corrected", case=name), (*texts, who)
    about = tuple(_introduce(who, view, words) for who, view in list_leading(here.leading, here.subjects))
    counts = Paragraph(words.get("changes.counts", counts=here.documented))
    return words.get("changes.published", case=name), (*about, counts)


def _introduce(name: str, about: TextView, words: Words) -> Paragraph:
    """Who somebody is; the name stands before it where the case is about several."""
    told = flatten_text(about)
    return replace(told, text=words.get("changes.about", name=name, about=told.text)) if name else told
