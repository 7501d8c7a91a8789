"""Calendars as files: iCalendar (RFC 5545, with the names of RFC 7986). Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

_REFRESH = "P7D"
"""How often programs are asked to look for changes."""
_LONGEST = 74
"""Bytes of a line before it is folded: with the space that begins the next one it has 75."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
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
    return b"".join(map(fold_line, _list_lines(calendar)))


def _list_lines(calendar: Calendar) -> Iterator[str]:
    language = f";LANGUAGE={calendar.language}"
    yield "BEGIN:VCALENDAR"
    yield f"PRODID:{escape_text(f'-//{calendar.author}//{calendar.title}//{calendar.language.upper()}')}"
    yield "VERSION:2.0"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"UID:{calendar.uid}"
    yield f"NAME{language}:{escape_text(calendar.title)}"
    yield f"DESCRIPTION{language}:{escape_text(calendar.about)}"
    # What programs read that do not know RFC 7986.
    yield f"X-WR-CALNAME:{escape_text(calendar.title)}"
    yield f"X-WR-CALDESC:{escape_text(calendar.about)}"
    yield f"X-PUBLISHED-TTL:{_REFRESH}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}"
    if calendar.home:
        yield f"URL:{calendar.home}"
    if calendar.address:
        yield f"SOURCE;VALUE=URI:{calendar.address}"
    for event in calendar.events:
        yield from _list_event_lines(event, language)
    yield "END:VCALENDAR"


def _list_event_lines(event: CalendarEvent, language: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.stamp:%Y%m%d}T120000Z"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    if event.is_yearly:
        yield "RRULE:FREQ=YEARLY"
    yield f"SUMMARY{language}:{escape_text(event.title)}"
    yield f"DESCRIPTION{language}:{escape_text(event.text)}"
    yield f"CATEGORIES{language}:{escape_text(event.category)}"
    if event.link:
        yield f"URL:{event.link}"
    yield "CLASS:PUBLIC"
    yield "TRANSP:TRANSPARENT"
    if event.is_cancelled:
        yield "STATUS:CANCELLED"
    yield "END:VEVENT"


def escape_text(text: str) -> str:
    """A text as a value: what parts values is marked, and so are line breaks, whichever they are."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPES)


def fold_line(line: str) -> bytes:
    """A line with its end, folded where it is long: never within a letter, nor after a mark of what follows."""
    data, pieces = line.encode(), []
    while len(data) > _LONGEST:
        end = _LONGEST
        while data[end] & 0xC0 == 0x80:  # noqa: PLR2004 - a byte that does not begin a letter in UTF-8
            end -= 1
        end -= data[end - 1 : end] in {b"\\", b"^"}
        pieces.append(data[:end])
        data = data[end:]
    return b"\r\n ".join((*pieces, data)) + b"\r\n"
