"""Calendars, as calendar programs read them, and the pages that tell the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import html5lib
import icalendar
import pytest
from builders import make_act, make_person, make_publication, publish, text
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from msgspec.structs import replace
from scenes import make_scene
from sites import make_files

from generator.almanac import list_calendar_groups, make_calendar_of, make_case_files, make_scope
from generator.exports.calendars import render_calendar
from generator.pages.calendar import render_index
from generator.pages.case_scene import CaseScene
from generator.pages.i18n import Words
from generator.pages.page import Page
from generator.pages.scene import Scene
from generator.pages.task import list_tasks
from generator.pages.urls import Addresses
from generator.records.dates import parse_date
from generator.records.fields import Context
from generator.records.public import PublicCase
from generator.records.public_history import WithdrawnCase

SITE = "https://example.org/visibles/"
USES = ("name", "place", "data_export", "anniversary")


def parse(content: bytes) -> Calendar:
    """Return a calendar as a calendar program reads it: another library than the one that wrote it."""
    return IcsCalendarStream.calendar_from_ics(content.decode())


def publish_killed(context: Context, **changes: Any) -> PublicCase:
    """Return the case of two people who were killed, whose families agreed, with some of its keys changed."""
    people = [
        make_person("ana", about=text("Cuidaba un río.", "She looked after a river.")),
        make_person("luis", name="Luis Río", about=text("Informaba en la radio.", "He reported on the radio.")),
    ]
    acts = [make_act(type="killing", date="2012-02-29", victims=["ana", "luis"])]
    base = {"publication": make_publication("named", USES), "people": people, "acts": acts}
    return publish(context, **(base | changes))


def get_files(scenes: list[Scene]) -> dict[str, bytes]:
    """Return the calendars of some scenes by path."""
    files = make_files(list_tasks(list_calendar_groups(scenes)))
    of_cases = (file for scene in scenes for case in scene.cases for file in make_case_files(CaseScene(case, scene)))
    return files | dict(of_cases)


def test_every_calendar_keeps_the_format(feeds: Mapping[str, bytes]) -> None:
    """Lines end in CRLF and have 75 bytes at most; two libraries read each file, and nothing is repaired."""
    calendars = {path: content for path, content in feeds.items() if path.endswith(".ics")}

    assert {"feeds/es/all.ics", "feeds/en/state/20.ics", "feeds/es/case/MX-9001.ics"} < calendars.keys()
    for path, content in calendars.items():
        lines = content.split(b"\r\n")
        assert lines[-1] == b""
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert max(map(len, lines)) <= 75, path
        read = icalendar.Calendar.from_ical(content)
        assert read.errors == []
        assert read["version"] == "2.0"
        assert len(parse(content).events) == len(read.walk("VEVENT")) > 0


def test_events_have_what_they_need(feeds: Mapping[str, bytes]) -> None:
    """Each event has a name of its own, the moment its case was checked, one whole day, and words in its language."""
    noon = {datetime(2026, month, day, 12, tzinfo=UTC) for month, day in ((6, 30), (4, 15))}
    for path, content in feeds.items():
        if not path.endswith(".ics"):
            continue
        events = icalendar.Calendar.from_ical(content).walk("VEVENT")
        assert len({str(one["uid"]) for one in events}) == len(events)
        for one in events:
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one["uid"])
            assert type(one.decoded("dtstart")) is date
            assert one.decoded("dtstamp") in noon
            assert one["summary"].params["language"] == path.split("/")[1]
            assert one["transp"] == "TRANSPARENT"


def test_a_month_in_a_calendar_program(feeds: Mapping[str, bytes]) -> None:
    """Imported, the calendar shows every year's days of January and December, and no others."""
    calendar = parse(feeds["feeds/es/all.ics"])
    found = calendar.timeline.overlapping(date(2031, 12, 1), date(2032, 1, 31))
    days = [(one.start, str(one.summary).partition("Ximena")[0]) for one in found]

    assert days == [
        (date(2031, 12, 9), "Día Internacional de las Personas Defensoras de Derechos Humanos"),
        (date(2031, 12, 10), "Día de los Derechos Humanos"),
        (date(2032, 1, 6), "Reconocimiento: "),
    ]


def test_people_come_before_what_was_done_to_them(context: Context, english: Words, addresses: Addresses) -> None:
    """The title remembers; the text says who they were and what they did, then in a line what happened and when."""
    scene = replace(make_scene((publish_killed(context),), english, addresses), site_url=SITE)
    (event,) = parse(get_files([scene])["feeds/en/case/MX-0001.ics"]).events

    assert event.summary == "In memory of Ana Pérez Ñuu and Luis Río"
    assert str(event.description).split("\n") == [
        "Ana Pérez Ñuu: She looked after a river.",
        "Luis Río: He reported on the radio.",
        "Killing, 29 February 2012.",
        f"{SITE}en/cases/caso/#a1",
    ]
    assert str(event.url) == f"{SITE}en/cases/caso/#a1"


def test_the_29th_of_february(context: Context, spanish: Words, addresses: Addresses) -> None:
    """It is shown in leap years only, from the first one after."""
    scene = make_scene((publish_killed(context),), spanish, addresses)
    calendar = parse(get_files([scene])["feeds/es/all.ics"])
    shown = [one.start for one in calendar.timeline.overlapping(date(2010, 1, 1), date(2025, 1, 1))]

    assert shown == [date(2016, 2, 29), date(2020, 2, 29), date(2024, 2, 29)]


@pytest.mark.parametrize("language", ["es", "en"])
def test_calendars_tell_what_pages_tell(feeds: Mapping[str, bytes], pages: Mapping[str, Page], language: str) -> None:
    """Each day of the calendar stands on its page in the same words, and the link has its place on its page."""
    told: dict[str, tuple[str, str]] = {}
    for page in pages.values():
        if (page.section, page.lang) == ("calendar", language):
            tree = html5lib.parse(page.body, namespaceHTMLElements=False)
            for item in tree.iterfind(".//ol[@class='v-news']/li"):
                lines = ["".join(p.itertext()) for p in item.iterfind("./div/p")]
                told[lines[0]] = (lines[1], page.path)
    events = parse(feeds[f"feeds/{language}/all.ics"]).events

    assert {one.summary for one in events} == told.keys()
    for one in events:
        assert one.summary is not None
        assert str(one.description).startswith(told[one.summary][0])
        path, _, anchor = str(one.url).removeprefix(SITE).partition("#")
        assert re.search(f"id={anchor}[ >]", pages[path].body)


def test_only_cases_that_agreed(feeds: Mapping[str, bytes], pages: Mapping[str, Page]) -> None:
    """One of three published cases is in the calendar; the page says so, and the others have no file and no link."""
    files = {path for path in feeds if path.endswith(".ics") and "/es/case/" in path}

    assert files == {"feeds/es/case/MX-9001.ics", "feeds/es/case/MX-9008.ics"}
    assert "1 caso de 3 está en el calendario" in pages["calendario/"].body
    assert "MX-9001.ics" in pages["casos/ximena-quimera/"].body
    assert ".ics" not in pages["casos/alguien-del-valle/"].body


def test_withdrawn_cases(context: Context, spanish: Words, addresses: Addresses) -> None:
    """Programs that follow the calendar of a withdrawn case find one cancelled day without a name, and nothing else."""
    gone = WithdrawnCase("MX-0009", parse_date("2026-04-05"), ("urn:uuid:0",))
    scene = replace(make_scene((publish_killed(context),), spanish, addresses), withdrawn=(gone,), site_url=SITE)
    files = get_files([scene])
    (event,) = icalendar.Calendar.from_ical(files["feeds/es/case/MX-0009.ics"]).walk("VEVENT")

    assert (event["status"], event.decoded("dtstart")) == ("CANCELLED", date(2026, 4, 5))
    assert event["summary"] == "Caso retirado: MX-0009"
    assert "url" not in event
    assert all(b"MX-0009" not in content for path, content in files.items() if "MX-0009" not in path)


def test_on_this_day(feeds: Mapping[str, bytes]) -> None:
    """The days as data, by month and day, in both languages, linked to their place."""
    told = json.loads(feeds["data/on-this-day.json"])
    (prize,) = told["days"]["01-06"]

    assert list(told["days"]) == sorted(told["days"])
    assert told["as_of"] == "2026-06-30"
    assert (prize["kind"], prize["year"], prize["case"]) == ("recognition", 2015, "MX-9001")
    assert prize["texts"]["en"]["text"] == "Invented Water Prize.\n6 January 2015"
    assert prize["texts"]["es"]["link"] == f"{SITE}casos/ximena-quimera/#r1"


def test_data_need_their_own_consent(context: Context, spanish: Words, addresses: Addresses) -> None:
    """Consent to the calendar is not consent to a download."""
    publication = make_publication("named", ("name", "place", "anniversary"))
    scene = make_scene((publish_killed(context, publication=publication),), spanish, addresses)
    files = get_files([scene])

    assert json.loads(files["data/on-this-day.json"])["days"] == {}
    assert b"En memoria de Ana" in files["feeds/es/all.ics"]


def test_some_cases(context: Context, spanish: Words, addresses: Addresses) -> None:
    """A calendar can be made of any set of cases, such as a campaign's; without an address it has no links."""
    cases = tuple(publish_killed(context, id=f"MX-000{n}", slug=f"caso-{n}") for n in (1, 2, 3))
    scene = make_scene(cases, spanish, addresses)
    scope = make_scope(scene, "campaign/hazquesevean", "#HazQueSeVean", "calendario/", {"MX-0001", "MX-0003"})
    content = render_calendar(make_calendar_of(scene, scope))

    assert len(parse(content).events) == 2
    assert b"URL" not in content


def test_an_empty_calendar_is_an_error(context: Context, spanish: Words, addresses: Addresses) -> None:
    """The format knows no calendar without a day, so none is written."""
    scene = make_scene((publish(context),), spanish, addresses)
    scope = make_scope(scene, "state/20", "Oaxaca", "estados/oaxaca/", {"MX-0001"})

    with pytest.raises(ValueError, match="Oaxaca"):
        render_calendar(make_calendar_of(scene, scope))


def test_nobody_has_agreed_yet(spanish: Words, addresses: Addresses, context: Context) -> None:
    """Where no case is in the calendar, the page says why."""
    scene = make_scene((publish(context),), spanish, addresses)

    assert "Ninguno de los 1 casos publicados está todavía en el calendario" in render_index(scene, (), prose="")
