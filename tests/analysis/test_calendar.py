"""Which days are in the calendar, and which are not (DNH-16, DNH-07)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from builders import (
    AS_OF,
    make_act,
    make_body,
    make_measure,
    make_measure_step,
    make_person,
    make_publication,
    publish,
    text,
)

from generator.analysis.calendar import CalendarKind, find_return, find_year, make_calendar, select_days
from generator.analysis.findings import Findings, find_all
from generator.records.fields import Context
from generator.records.forms import validate
from generator.records.law import Law
from generator.records.observance_files import Observance
from generator.records.public import PublicCase
from generator.records.reading import Records
from generator.records.vocabularies import Vocabularies

USES = ("name", "place", "anniversary")
KILLED = make_act("a1", type="killing", date="2014-07-14")
LOST = make_act("a2", type="enforced_disappearance", date="2014-07-14")
PRIZE = {"id": "r1", "date": "2015-01-06", "text": text("Premio.", "Prize."), "sources": ["s1"]}


def publish_named(context: Context, **changes: Any) -> PublicCase:
    """Return a case whose family agreed to the calendar, with some of its keys changed."""
    base = {"publication": make_publication("named", USES), "acts": [KILLED], "recognition": [PRIZE]}
    return publish(context, **(base | changes))


def find(cases: Iterable[PublicCase], vocabularies: Vocabularies) -> Findings:
    """Return what is derived of some cases."""
    listed = tuple(cases)
    return find_all(Records(listed, (), vocabularies, AS_OF, (), len(listed)))


def outline(cases: Iterable[PublicCase], vocabularies: Vocabularies, law: Law | None = None) -> list[tuple[str, str]]:
    """Return day and kind of what is in the calendar of some cases."""
    findings = find(cases, vocabularies)
    if law:
        findings = UnderLaw(findings.records, AS_OF, own_law=law)
    return [(one.date.isoformat(), one.kind.value) for one in make_calendar(findings, ())]


class UnderLaw(Findings, frozen=True, dict=True, kw_only=True):
    """What is derived of some cases, under a law of the test's own."""

    own_law: Law

    @property
    def law(self) -> Law:
        """Return that law."""
        return self.own_law


def test_a_killing_and_a_recognition(context: Context, vocabularies: Vocabularies) -> None:
    """Both are remembered, in the order of the year."""
    assert outline([publish_named(context)], vocabularies) == [("2015-01-06", "recognition"), ("2014-07-14", "memory")]


@pytest.mark.parametrize(
    ("level", "uses"),
    [
        ("public_record", USES),
        ("named", ("name", "place")),
        ("named", ("place", "anniversary")),
        ("pseudonym", ("place", "anniversary")),
        ("anonymous", ("anniversary",)),
    ],
)
def test_nothing_without_consent(
    level: str, uses: tuple[str, ...], context: Context, vocabularies: Vocabularies
) -> None:
    """Neither the public record nor a name alone is consent to an anniversary."""
    case = publish_named(context, publication=make_publication(level, uses))

    assert outline([case], vocabularies) == []


@pytest.mark.parametrize("date", ["2014-07", "2014", "2014-07-14~", "2014-07-14?", "2014-07-14/2014-07-15", "unknown"])
def test_only_what_is_known_to_the_day(date: str, context: Context, vocabularies: Vocabularies) -> None:
    """A month, a year, a doubt and a span of days have no anniversary."""
    case = publish_named(context, acts=[KILLED | {"date": date}], recognition=[PRIZE | {"date": date}])

    assert outline([case], vocabularies) == []


def test_attacks_on_the_living_are_not_marked(context: Context, vocabularies: Vocabularies) -> None:
    """No threat, detention or survived attempt has a day here, whoever agreed."""
    dead = set(vocabularies["act_type"].codes_with("lethal"))
    groups = {code: str(term.flags["group"]) for code, term in vocabularies["act_type"].items()}
    survived = [code for code in groups if code not in dead and groups[code] != "disappearance"]
    acts = [make_act(f"a{n}", type=code) for n, code in enumerate(survived)]

    assert len(acts) > 20
    assert outline([publish_named(context, acts=acts, recognition=[])], vocabularies) == []


@pytest.mark.parametrize(
    ("status", "is_marked"),
    [
        ([], False),
        (["missing"], True),
        (["missing", "found_dead"], True),
        (["missing", "found_alive"], False),
        (["missing", "active"], False),
        (["unknown"], False),
    ],
)
def test_the_disappeared(status: list[str], is_marked: bool, context: Context, vocabularies: Vocabularies) -> None:  # noqa: FBT001
    """Their day is marked while the last thing known is that they are missing or dead."""
    told = [{"status": one, "date": f"{2015 + n}", "sources": ["s1"]} for n, one in enumerate(status)]
    case = publish_named(context, acts=[LOST], people=[make_person(status=told)], recognition=[])

    assert outline([case], vocabularies) == ([("2014-07-14", "memory")] if is_marked else [])


def test_nobody_without_a_name(context: Context, vocabularies: Vocabularies) -> None:
    """An act on unnamed others has no anniversary; of several victims, those with a name are remembered."""
    others = {"others": "3", "relation": "relatives"}
    alone = publish_named(context, acts=[KILLED | {"victims": [others]}], recognition=[])
    mixed = publish_named(context, acts=[KILLED | {"victims": ["ana", others]}], recognition=[])
    (day,) = make_calendar(find([mixed], vocabularies), ())

    assert outline([alone], vocabularies) == []
    assert [one.id for one in day.subjects] == ["ana"]


def make_law(vocabularies: Vocabularies, **changes: Any) -> Law:
    """Return a law with one clock of ninety days, whatever the measure, with some of its keys changed."""
    label = text("Plazo: 90 días", "Limit: 90 days")
    clock = {"id": "plazo", "label": label, "binds": text(), "actor": text(), "article_evidence": "article_text"}
    clock |= {"starts_when": text(), "ends_when": text()}
    clock |= {"limit": {"number": 90, "unit": "calendar_days"}, "evidence": "article_text", "on": "state"}
    clock |= {"kinds": ["recommendation", "protective"], "starts": ["granted"], "ends": ["in_place"]} | changes
    law = {"name": label, "published": "2012", "last_reform_seen": "2021", "bodies": ["cndh"], "clocks": [clock]}
    return validate(law | {"founding": []}, Law, Context(vocabularies, ("es", "en")))


def publish_measure(context: Context, **changes: Any) -> PublicCase:
    """Return a case with a recommendation granted ten days ago, with some keys of the measure changed."""
    step = make_measure_step("m1-1", date="2026-11-12")
    measure = make_measure("m1", body=make_body(), **({"kind": "recommendation", "steps": [step]} | changes))
    return publish_named(context, acts=[make_act()], recognition=[], measures=[measure])


def test_running_deadlines(context: Context, vocabularies: Vocabularies) -> None:
    """A limit that still runs has the day on which it ends, once; what is met, over or not established has none."""
    law = make_law(vocabularies)
    done = [make_measure_step("m1-1", date="2026-11-12"), make_measure_step("m1-2", date="2026-11-15", step="in_place")]
    over = [make_measure_step("m1-1", date="2025-11-12")]

    assert outline([publish_measure(context)], vocabularies, law) == [("2027-02-10", "deadline")]
    assert outline([publish_measure(context, steps=done)], vocabularies, law) == []
    assert outline([publish_measure(context, steps=over)], vocabularies, law) == []
    for changes in ({"evidence": "brief_only"}, {"on": "person"}, {"limit": {"number": 90, "unit": "days_unclear"}}):
        assert outline([publish_measure(context)], vocabularies, make_law(vocabularies, **changes)) == []


def test_a_reserved_measure_never_shows_a_day(context: Context, vocabularies: Vocabularies) -> None:
    """A measure that protects somebody alive has no deadline here, even where its month would give one day (DNH-07)."""
    case = publish_measure(context, kind="protective")

    assert case.measures[0].reserved
    assert outline([case], vocabularies, make_law(vocabularies)) == []


def test_days_of_the_world_stand_beside_those_of_some_cases(context: Context, vocabularies: Vocabularies) -> None:
    """A calendar of a state or a campaign has both; on one day those of the world come first."""
    raw = {"id": "dia", "date": "07-14", "scope": "national", "name": text(), "about": text(), "sources": ["nota"]}
    world = validate(raw, Observance, context)
    cases = [
        publish_named(context, recognition=[]),
        dataclasses.replace(publish_named(context, recognition=[]), id="MX-0002"),
    ]
    days = make_calendar(find(cases, vocabularies), [world])

    assert [one.kind for one in days] == [CalendarKind.OBSERVANCE, CalendarKind.MEMORY, CalendarKind.MEMORY]
    assert [one.case.id if one.case else None for one in select_days(days, {"MX-0002"})] == [None, "MX-0002"]
    assert len({one.urn for one in days}) == 3


def test_the_29th_of_february() -> None:
    """It comes back in leap years only, as calendar programs have it."""
    assert find_return(dt.date(2012, 2, 29)) == dt.date(2016, 2, 29)
    assert find_return(dt.date(2012, 2, 28)) == dt.date(2013, 2, 28)
    assert find_year(dt.date(2000, 2, 29), 2026) == dt.date(2024, 2, 29)
