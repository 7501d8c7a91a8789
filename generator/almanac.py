"""Calendars of a finished site: the days its pages tell of, handed to what writes files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from generator.analysis.calendar import CalendarDay, find_return, find_year, select_days
from generator.exports.calendars import Calendar, CalendarEvent, render_calendar
from generator.exports.on_this_day import DayRecord, DayText, render_on_this_day
from generator.pages import section_parts
from generator.pages.calendar import DATA_FILE, DayView, make_day_view
from generator.pages.case_scene import CaseScene
from generator.pages.scene import Scene
from generator.pages.task import File, Group, Inputs, Needs, Task
from generator.pages.urls import ALL, make_feed_path
from generator.records.urns import make_urn


class CalendarScope(Struct, frozen=True):
    """What a calendar is about."""

    name: str
    """Its place below `feeds/<language>/`: permanent."""
    title: str
    path: str
    """The page that tells the same, below the root of the site."""
    days: tuple[CalendarDay, ...]


def list_calendar_groups(scenes: Iterable[Scene]) -> Iterator[Group]:
    """Everything that makes a calendar of several cases, and the same days as data; of those that are gone, notices."""
    listed = tuple(scenes)
    yield Group("calendars", Needs(parts=section_parts.CALENDAR, rest=("promises",)), partial(_list_tasks, listed))
    yield Group("calendars of withdrawn cases", Needs(rest=("withdrawn",)), partial(_list_notice_tasks, listed))


def _list_tasks(scenes: Sequence[Scene], inputs: Inputs) -> Iterator[Task]:
    for scene in scenes:
        for scope in list_scopes(scene):
            if scope.days:
                name, make = f"{scene.words.language} calendar {scope.name}", partial(_make_file, scene, scope)
                yield Task(name, _find_inputs(scope.days, inputs), make)
    yield Task("calendar data", _find_inputs(scenes[0].calendar, inputs), partial(_make_data, scenes))


def _list_notice_tasks(scenes: Sequence[Scene], inputs: Inputs) -> Iterator[Task]:
    for scene in scenes:
        for one in scene.withdrawn:
            told, make = inputs.of_rest("withdrawn"), partial(_make_notice_file, scene, one.id)
            yield Task(f"{scene.words.language} calendar case/{one.id}", told, make)


def _find_inputs(days: Iterable[CalendarDay], inputs: Inputs) -> dict[str, str]:
    """What a calendar is made of; the days of the world are among what all share."""
    return inputs.of_some((day.case.id for day in days if day.case), *section_parts.CALENDAR)


def make_case_files(here: CaseScene) -> Iterator[File]:
    """The calendar of a case, if it has a day in one."""
    if days := here.shape.days:
        scope = CalendarScope(f"case/{here.case.id}", here.words.plain(here.case.title), here.path, days)
        yield from _make_file(here.scene, scope)


def _make_file(scene: Scene, scope: CalendarScope) -> Iterator[File]:
    yield make_feed_path(scope.name, "ics", scene.words.language), render_calendar(make_calendar_of(scene, scope))


def _make_notice_file(scene: Scene, id_: str) -> Iterator[File]:
    yield make_feed_path(f"case/{id_}", "ics", scene.words.language), render_calendar(_make_notice(scene, id_))


def _make_data(scenes: Sequence[Scene]) -> Iterator[File]:
    yield DATA_FILE, render_on_this_day(_list_records(scenes), as_of=scenes[0].findings.as_of)


def list_scopes(scene: Scene) -> Iterator[CalendarScope]:
    """All days; those of the world and of the cases of each state and campaign."""
    words, addresses = scene.words, scene.addresses
    home = scene.section("calendar" if addresses.has("calendar", words.language) else "home")
    yield CalendarScope(ALL, words.get("calendar.all"), home, scene.calendar)
    for code, cases in scene.group_states().items():
        path = addresses.state(code, words) if addresses.has("states", words.language) else home
        yield make_scope(scene, f"state/{code}", words.term("state", code), path, {case.id for case in cases})
    for campaign in scene.campaigns:
        path = addresses.campaign(campaign.id, words.language) if addresses.has("campaigns", words.language) else home
        yield make_scope(scene, f"campaign/{campaign.id}", words.plain(campaign.name), path, campaign.case_ids)


def make_scope(scene: Scene, name: str, title: str, path: str, cases: Collection[str]) -> CalendarScope:
    """The scope of some cases with the days of the world, such as a state's or a campaign's."""
    return CalendarScope(name, title, path, select_days(scene.calendar, cases))


def make_calendar_of(scene: Scene, scope: CalendarScope) -> Calendar:
    """The calendar of a scope, in the words of the pages."""
    return _make_calendar(scene, scope, tuple(_make_event(day, scene) for day in scope.days))


def _make_calendar(scene: Scene, scope: CalendarScope, events: tuple[CalendarEvent, ...]) -> Calendar:
    words = scene.words
    address = make_feed_path(scope.name, "ics", words.language)
    return Calendar(
        uid=make_urn("calendar", f"{scope.name}/{words.language}"),
        title=words.get("feed.title", site=scene.site_name, what=scope.title),
        about=words.get("calendar.about"),
        language=words.language,
        author=scene.site_name,
        home=scene.site_url + scope.path if scene.site_url else None,
        address=scene.site_url + address if scene.site_url else None,
        events=events,
    )


def _make_event(day: CalendarDay, scene: Scene) -> CalendarEvent:
    view, as_of = make_day_view(day, scene), scene.findings.as_of
    link = scene.site_url + view.path if scene.site_url else None
    first = find_return(day.date) if day.case else find_year(day.date, as_of.year)
    return CalendarEvent(
        uid=make_urn(day.urn, scene.words.language),
        first=first if day.is_yearly else day.date,
        is_yearly=day.is_yearly,
        title=view.title,
        text="\n".join([*list_lines(view, scene), *([link] if link else [])]),
        link=link,
        category=view.kind,
        stamp=(day.case.last_checked.earliest if day.case else None) or as_of,
    )


def list_lines(view: DayView, scene: Scene) -> Sequence[str]:
    """What is said of a day below its title, with who told of it."""
    lines = [one.text for one in view.lines]
    if view.sources:
        lines.append(scene.words.get("calendar.sources", names="; ".join(one.text for one in view.sources)))
    return lines


def _make_notice(scene: Scene, id_: str) -> Calendar:
    """The calendar of a withdrawn case: programs that follow it lose its days, and learn that there are none."""
    words = scene.words
    withdrawn = next(one for one in scene.withdrawn if one.id == id_)
    day = withdrawn.date.earliest or scene.findings.as_of
    event = CalendarEvent(
        uid=make_urn(make_urn(id_, "calendar"), words.language),
        first=day,
        is_yearly=False,
        title=words.get("changes.withdrawn", id=id_),
        text=words.get("changes.withdrawn_text"),
        link=None,
        category=words.get("calendar.notice"),
        stamp=day,
        is_cancelled=True,
    )
    home = scene.section("calendar" if scene.addresses.has("calendar", words.language) else "home")
    return _make_calendar(scene, CalendarScope(f"case/{id_}", id_, home, ()), (event,))


def _list_records(scenes: Sequence[Scene]) -> Iterator[DayRecord]:
    """The days that come back, in all languages; of cases only those whose consent covers data files."""
    for day in scenes[0].calendar:
        if not day.is_yearly or (day.case and "data_export" not in day.case.uses):
            continue
        views = {scene.words.language: (scene, make_day_view(day, scene)) for scene in scenes}
        yield DayRecord(
            urn=day.urn,
            kind=day.kind.value,
            day=day.date,
            year=day.date.year if day.case else None,
            case=day.case.id if day.case else None,
            texts={
                language: DayText(view.title, "\n".join(list_lines(view, scene)), (scene.site_url or "") + view.path)
                for language, (scene, view) in views.items()
            },
        )
