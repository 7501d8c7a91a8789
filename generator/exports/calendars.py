"""Calendars as files: iCalendar (RFC 5545, with the names of RFC 7986). The library folds lines and ends them. Pure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import icalendar

_REFRESH = dt.timedelta(days=7)
"""How often programs are asked to look for changes."""
_NOON = dt.time(12, tzinfo=dt.UTC)


class CalendarEvent(Struct, frozen=True, kw_only=True):
    """A day."""

    uid: str
    first: dt.date
    """The first day it is shown on."""
    is_yearly: bool
    title: str
    text: str
    link: str | None
    """None where the site's address is not known."""
    category: str
    stamp: dt.date
    """The day that what it tells was last checked; programs want a moment, and the clock is none of ours."""
    is_cancelled: bool = False


class Calendar(Struct, frozen=True, kw_only=True):
    """A list of days."""

    uid: str
    title: str
    about: str
    language: str
    author: str
    home: str | None
    address: str | None
    """Its own; none where the site's address is not known."""
    events: tuple[CalendarEvent, ...]


def render_calendar(calendar: Calendar) -> bytes:
    """The calendar as iCalendar; it must have a day, for the format knows no empty one."""
    if not calendar.events:
        raise ValueError(calendar.title)
    import icalendar  # noqa: PLC0415 - after most edits no calendar is made again

    root = icalendar.Calendar()
    root.add("prodid", f"-//{calendar.author}//{calendar.title}//{calendar.language.upper()}")
    root.add("version", "2.0")
    root.add("calscale", "GREGORIAN")
    root.add("method", "PUBLISH")
    root.add("uid", calendar.uid)
    language = {"language": calendar.language}
    for name, text in (("name", calendar.title), ("description", calendar.about)):
        root.add(name, icalendar.vText(text), parameters=language)
    # What programs read that do not know RFC 7986.
    for name, text in (("x-wr-calname", calendar.title), ("x-wr-caldesc", calendar.about), ("x-published-ttl", "P7D")):
        root.add(name, icalendar.vText(text))
    root.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    if calendar.home:
        root.add("url", calendar.home)
    if calendar.address:
        root.add("source", calendar.address, parameters={"value": "URI"})
    for event in calendar.events:
        root.add_component(_make_event(event, calendar.language))
    return bytes(root.to_ical(sorted=False))


def _make_event(event: CalendarEvent, language: str) -> icalendar.Event:
    import icalendar  # noqa: PLC0415

    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", dt.datetime.combine(event.stamp, _NOON))
    component.add("dtstart", event.first)
    if event.is_yearly:
        component.add("rrule", {"freq": "yearly"})
    component.add("summary", event.title, parameters={"language": language})
    component.add("description", event.text, parameters={"language": language})
    component.add("categories", [event.category], parameters={"language": language})
    if event.link:
        component.add("url", event.link)
    component.add("class", "PUBLIC")
    component.add("transp", "TRANSPARENT")
    if event.is_cancelled:
        component.add("status", "CANCELLED")
    return component
