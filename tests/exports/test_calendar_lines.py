"""Calendars hold what they were given, whatever letters it has."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exports.calendars import Calendar, CalendarEvent, render_calendar

TEXTS = st.text(
    st.sampled_from('añ€😀 ,;:\\^"n\n') | st.characters(exclude_categories=["Cs", "Cc"]), max_size=300
).filter(
    # The library takes the one for a line break, the other for the mark that a file may begin with.
    lambda text: "\\N" not in text and not text.startswith("\ufeff")
)


def _make_calendar(title: str, *events: CalendarEvent) -> Calendar:
    return Calendar(
        uid="urn:uuid:2", title=title, about="About", language="es", author="Us", home=None, address=None, events=events
    )


@given(TEXTS, TEXTS)
def test_what_was_said_is_read(title: str, text: str) -> None:
    """A program reads the texts that were written, and no line is longer than 75 bytes."""
    event = CalendarEvent(
        uid="urn:uuid:1",
        first=dt.date(2026, 3, 24),
        is_yearly=True,
        title=title,
        text=text,
        link="https://example.org/a,b;c/",
        category="Day; of, all",
        stamp=dt.date(2026, 11, 22),
    )
    data = render_calendar(_make_calendar("Names, of; all", event))
    read = icalendar.Calendar.from_ical(data)
    (day,) = read.walk("VEVENT")

    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\r\nNAME;LANGUAGE=es:Names\\, of\\; all\r\n" in data
    assert str(day["summary"]) == title
    assert str(day["description"]) == text
    assert day["url"] == event.link
    assert day.categories == [event.category]


def test_no_calendar_without_a_day() -> None:
    """The format knows none."""
    with pytest.raises(ValueError, match="Empty"):
        render_calendar(_make_calendar("Empty"))
