"""The calendar: the days of the year that remember people, honour their work or mark their rights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.calendar import CalendarDay, CalendarKind, may_be_marked
from generator.analysis.timeline import ActEvent, RecognitionEvent
from generator.pages import section_parts
from generator.pages.events import Subjects, join_names
from generator.pages.feeds import link_calendar
from generator.pages.i18n import Words
from generator.pages.leaves import count_leaves, cut_leaf, link_leaves, make_leaf_path, make_leaf_title
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.task import Inputs, Task
from generator.pages.texts import Paragraph, make_paragraph
from generator.pages.urls import ALL, Link, make_link
from generator.records.dates import day as make_day
from generator.records.public import PublicAct, PublicCase, PublicRecognition

MONTHS = range(1, 13)
_KINDS: Mapping[CalendarKind, str] = {
    CalendarKind.MEMORY: "calendar.memory",
    CalendarKind.RECOGNITION: "calendar.recognition",
    CalendarKind.DEADLINE: "calendar.deadline",
}
_SCOPES = {"international": "calendar.international", "national": "calendar.national"}


class DayView(Struct, frozen=True):
    """A day, as pages and calendars tell it."""

    urn: str
    day: CalendarDay
    date: str
    """In words: without a year where it comes back every year."""
    anchor: str
    kind: str
    title: str
    lines: tuple[Paragraph, ...]
    """Of people: who they are and what they do comes first."""
    path: str
    """Below the root of the site, with the anchor; of a day of the world, the page of the calendar."""
    sources: tuple[Link, ...]
    """Where it was read; addresses are full."""


class DayItem(Struct, frozen=True):
    """A day in a list, linked from the page it is on."""

    view: DayView
    href: str
    """Empty where it has no page of its own."""


def list_tasks(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """The days of the world with all months, and a page for each month in which a case has a day."""
    lang = scene.words.language
    months = {month: tuple(one for one in scene.calendar if one.date.month == month) for month in MONTHS}
    listed = [month for month in MONTHS if any(one.case for one in months[month])]
    told = inputs.of_page("calendar", lang, total=len(scene.cases), agreed=_count_marked(scene), months=listed)
    yield Task(f"{lang} calendar", told, partial(_make_index, scene, source, listed))
    for month in listed:
        shell = inputs.of_page("calendar", lang, count=len(months[month]))
        for number in range(1, count_leaves(len(months[month])) + 1):
            leaf = inputs.of_some(
                (one.case.id for one in cut_leaf(months[month], number) if one.case), *section_parts.CALENDAR
            )
            make = partial(_make_month_page, scene, month, months[month], number)
            yield Task(f"{lang} calendar {month} {number}", {**leaf, **shell}, make)


def _make_index(scene: Scene, source: EditorialPage, months: Sequence[int]) -> Iterator[Page]:
    yield scene.make_editorial_page(source, render_index(scene, months, prose=source.prose))


def _count_marked(scene: Scene) -> int:
    """Of how many cases days may be marked."""
    return sum(1 for case in scene.cases if may_be_marked(case, scene.words.vocabularies))


def make_day_view(day: CalendarDay, scene: Scene) -> DayView:
    """A day in words."""
    words = scene.words
    month, number = day.month_day
    yearly = words.month_day(month, number)
    kind, title, lines, path, sources = _describe(day, scene)
    return DayView(
        urn=day.urn,
        day=day,
        date=yearly if day.is_yearly else words.date(make_day(day.date)),
        anchor=_make_anchor(day),
        kind=words.get(kind),
        title=title,
        lines=lines,
        path=path,
        sources=sources,
    )


def render_index(scene: Scene, months: Iterable[int], *, prose: str) -> str:
    """The HTML of the calendar, after the editor's prose."""
    words, path = scene.words, scene.section("calendar")
    observances = tuple(one for one in scene.calendar if one.observance)
    return render_template(
        "calendar",
        words,
        prose=prose,
        feeds=link_calendar(scene, ALL, path),
        data_href=make_link(DATA_FILE, path),
        agreed=_count_agreed(_count_marked(scene), len(scene.cases), words),
        months=tuple(Link(words.month(one), make_link(_find_path(scene, one, 1, words), path)) for one in months),
        days=_make_items(scene, observances, path),
        as_of=words.date(scene.as_of),
    )


def render_month(scene: Scene, month: int, days: Sequence[CalendarDay], number: int = 1) -> str:
    """The HTML of a leaf of the days of a month."""
    words, path = scene.words, _find_path(scene, month, number, scene.words)
    return render_template(
        "calendar_month",
        words,
        title=_make_title(month, number, words),
        index_href=make_link(scene.section("calendar"), path),
        days=_make_items(scene, cut_leaf(days, number), path),
        leaves=link_leaves(_find_path(scene, month, 1, words), number, len(days), words),
        as_of=words.date(scene.as_of),
    )


DATA_FILE = "data/on-this-day.json"
"""The same days as data, in all languages."""


def _make_month_page(scene: Scene, month: int, days: tuple[CalendarDay, ...], number: int) -> Iterator[Page]:
    words, find_path = scene.words, partial(_find_path, scene, month, number)
    yield scene.make_page(
        "calendar",
        path=find_path(words),
        title=_make_title(month, number, words),
        description=words.get("calendar.month_description", month=words.month_inside(month)),
        body=render_month(scene, month, days, number),
        find_path=find_path,
    )


def _make_title(month: int, number: int, words: Words) -> str:
    return make_leaf_title(words.get("calendar.month_title", month=words.month_inside(month)), number, words)


def _count_agreed(agreed: int, total: int, words: Words) -> str:
    """How many cases are in the calendar, and why not more."""
    if not agreed:
        return words.get("calendar.none", total=words.number(total))
    return words.count("calendar.agreed", agreed, total=words.number(total))


def _find_path(scene: Scene, month: int, number: int, words: Words) -> str:
    return make_leaf_path(scene.addresses.calendar_month(month, words.language), number, words)


def _make_items(scene: Scene, days: Iterable[CalendarDay], page_path: str) -> tuple[DayItem, ...]:
    views = (make_day_view(one, scene) for one in days)
    return tuple(DayItem(one, make_link(one.path, page_path) if one.day.case else "") for one in views)


def _make_anchor(day: CalendarDay) -> str:
    if day.observance:
        return f"dia-{day.observance.id}"
    return f"dia-{day.urn.rpartition(':')[2]}"


_Parts = tuple[str, str, tuple[Paragraph, ...], str, tuple[Link, ...]]
"""Key of the kind, title, lines, path and sources of a day."""


def _describe(day: CalendarDay, scene: Scene) -> _Parts:
    words = scene.words
    if day.observance:
        one = day.observance
        known = scene.observances.sources
        sources = tuple(Link(known[ref].publisher, known[ref].url) for ref in one.sources)
        home = scene.section("calendar" if scene.addresses.has("calendar", words.language) else "home")
        about = (make_paragraph(one.about, words),)
        return _SCOPES[one.scope], words.plain(one.name), about, f"{home}#{_make_anchor(day)}", sources
    if day.case is None:
        raise ValueError(day.urn)
    if day.event and isinstance(day.event.what, ActEvent):
        title, lines, anchor = _describe_memory(day, day.case, day.event.what.act, words)
    elif day.event and isinstance(day.event.what, RecognitionEvent):
        title, lines, anchor = _describe_recognition(day.case, day.event.what.recognition, words)
    else:
        title, lines, anchor = _describe_deadline(day, day.case, words)
    return _KINDS[day.kind], title, lines, f"{scene.addresses.case(day.case.slug, words.language)}#{anchor}", ()


_Told = tuple[str, tuple[Paragraph, ...], str]
"""Title, lines and anchor of a day of a case."""


def _describe_memory(day: CalendarDay, case: PublicCase, act: PublicAct, words: Words) -> _Told:
    """Whom the day remembers: their names, who they are and what they do; then, in a line, what was done to them."""
    subjects = Subjects(case, words)
    names = [subjects.get_name(one.id) for one in day.subjects]
    about = [
        (name, make_paragraph(one.about, words)) for name, one in zip(names, day.subjects, strict=True) if one.about
    ]
    lines = [replace(told, text=words.get("changes.about", name=name, about=told.text)) for name, told in about]
    lethal = bool(words.vocabularies["act_type"][act.type].flags["lethal"])
    key = "calendar.in_memory" if lethal else "calendar.not_forgotten"
    what = words.get("calendar.what", what=words.term("act_type", act.type), date=words.date(act.date))
    told = lines if names[1:] else [told for _, told in about]
    return words.get(key, names=join_names(names, words)), (*told, Paragraph(what)), act.id


def _describe_recognition(case: PublicCase, recognition: PublicRecognition, words: Words) -> _Told:
    lines = (make_paragraph(recognition.text, words), Paragraph(words.date(recognition.date)))
    return words.get("calendar.recognition_of", case=words.plain(case.title)), lines, recognition.id


def _describe_deadline(day: CalendarDay, case: PublicCase, words: Words) -> _Told:
    if day.reading is None or day.finding is None:
        raise ValueError(day.urn)
    clock = day.reading.clock
    lines = (make_paragraph(clock.label, words), make_paragraph(clock.binds, words))
    return words.get("calendar.deadline_of", case=words.plain(case.title)), lines, day.finding.measure.id
