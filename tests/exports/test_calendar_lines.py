"""Lines of calendars: the same as a library writes them, and read back whole."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline, Parameters
from icalendar.prop import vText

from generator.exports.calendars import Calendar, CalendarEvent, escape_text, fold_line, render_calendar

TEXTS = st.text(st.sampled_from("añ€😀 ,;:\\^\"n\n\r'") | st.characters(exclude_categories=["Cs", "Cc"]), max_size=300)


@given(TEXTS)
def test_lines_are_those_of_a_library(text: str) -> None:
    """Escapes and folds are where icalendar has them, and no line is longer than 75 bytes."""
    line = fold_line(f"SUMMARY;LANGUAGE=es:{escape_text(text)}")
    theirs = Contentline.from_parts("SUMMARY", Parameters({"LANGUAGE": "es"}), vText(text)).to_ical()

    # It takes a backslash and a capital N for a line break, which here they are not.
    assert line == theirs + b"\r\n" or "\\N" in text
    assert max(map(len, line.split(b"\r\n"))) <= 75


@given(TEXTS, TEXTS)
def test_what_was_said_is_read(title: str, text: str) -> None:
    """A program reads the texts that were written, with one kind of line break."""
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
    calendar = Calendar(
        uid="urn:uuid:2",
        title="Names, of; all",
        about="About",
        language="es",
        author="Us",
        home=None,
        address=None,
        events=(event,),
    )
    (read,) = icalendar.Calendar.from_ical(render_calendar(calendar)).walk("VEVENT")

    assert str(read["summary"]) == _unbreak(title)
    assert str(read["description"]) == _unbreak(text)
    assert read["url"] == event.link
    assert read.categories == [event.category]


def _unbreak(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_no_calendar_without_a_day() -> None:
    """The format knows none."""
    with pytest.raises(ValueError, match="Empty"):
        render_calendar(
            Calendar(uid="1", title="Empty", about="", language="en", author="", home=None, address=None, events=())
        )
