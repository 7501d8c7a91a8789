"""What is wrong within one case and between cases beyond their form."""

from __future__ import annotations

from typing import Any

import pytest
from builders import (
    make_act,
    make_case,
    make_facts,
    make_measure,
    make_measure_step,
    make_person,
    make_proceeding,
    make_proceeding_step,
    make_source,
    parse_case,
    places,
    text,
)

from generator.records.checks import check_case
from generator.records.collection_checks import check_collection
from generator.records.fields import Context


def check(context: Context, **changes: Any) -> list[tuple[str, str]]:
    """Return the codes and places of what is wrong within a case."""
    return places(check_case(parse_case(context, make_case(**changes)), context))


def steps(*dated: tuple[str, str]) -> list[dict[str, Any]]:
    """Return steps of a measure, each of a kind and a date."""
    return [make_measure_step(f"m1-{n}", step=step, date=date) for n, (step, date) in enumerate(dated, 1)]


def test_nothing_wrong(context: Context) -> None:
    """The case of the builders keeps every rule, with a measure and a proceeding too."""
    assert check(context, measures=[make_measure()], proceedings=[make_proceeding()]) == []


def test_ids_are_one_name_space(context: Context) -> None:
    """The ids of acts, measures, proceedings, their steps and recognitions are anchors of one page: each is its own."""
    measure = make_measure("a1", steps=[make_measure_step("a1-1"), make_measure_step("a1-1")])

    assert check(context, measures=[measure]) == [
        ("duplicate-local-id", "measures[a1].id"),
        ("duplicate-local-id", "measures[a1].steps[a1-1].id"),
    ]


def test_people_and_accused_have_their_own_names(context: Context) -> None:
    """A person may be called like an act, and each proceeding may have an accused x1; not the same person twice."""
    accused = [{"id": "x1", "label": text()}]
    proceedings = [make_proceeding("p1", accused=accused), make_proceeding("p2", accused=accused)]

    assert check(context, people=[make_person(), make_person("a1")], proceedings=proceedings) == []
    assert check(context, people=[make_person(), make_person()]) == [("duplicate-local-id", "people[ana].id")]


@pytest.mark.parametrize(
    ("part", "thing", "place"),
    [
        ("acts", make_act("a2", sources=[]), "acts[a2]"),
        ("acts", make_act("a2", versions=[{"according_to": "press", "text": text()}]), "acts[a2].versions[#1]"),
        ("acts", make_act("a2", perpetrators=[{"type": "unknown"}]), "acts[a2].perpetrators[#1]"),
        ("people", make_person("eva", status=[{"status": "active", "date": 2020}]), "people[eva].status[#1]"),
        ("recognition", {"id": "r1", "date": 2015, "text": text()}, "recognition[r1]"),
        ("measures", make_measure(steps=[make_measure_step(sources=[])]), "measures[m1].steps[m1-1]"),
        ("proceedings", make_proceeding(steps=[make_proceeding_step(sources=[])]), "proceedings[p1].steps[p1-1]"),
        ("proceedings", make_proceeding(competence=[{"id": "c1", "date": 2015, "action": "declined"}]),
         "proceedings[p1].competence[c1]"),
    ],
)  # fmt: skip
def test_every_fact_has_a_source(part: str, thing: dict[str, Any], place: str, context: Context) -> None:
    """Acts, versions, alleged perpetrators, statuses, recognitions and all steps say where they were read."""
    case = make_case()

    assert check(context, **{part: [*case.get(part, []), thing]}) == [("fact-without-source", place)]


def test_a_citation_in_a_text_uses_a_source(context: Context) -> None:
    """A source cited only within a text is used; a mark that is no source id is plain text."""
    sources = {"s1": make_source(), "s2": make_source()}

    assert check(context, summary=text("Vea [s2] y [3] [S1].", "See [s2]."), sources=sources) == []
    assert check(context, sources=sources) == [("unused-source", "sources.s2")]


def test_confidential_sources(context: Context) -> None:
    """A fact may rest on a confidential source only beside one that can be published."""
    sources = {"s1": make_source(), "s2": make_source(type="interview")}

    assert check(context, acts=[make_act(sources=["s1", "s2"])], sources=sources) == []
    assert check(context, acts=[make_act(), make_act("a2", sources=["s2"])], sources=sources) == [
        ("confidential-sources-only", "acts[a2]")
    ]


@pytest.mark.parametrize(("date", "is_late"), [("2026-11-22", False), ("2026-11", False), ("2026", False)])
def test_dates_that_may_lie_before_the_check(date: str, is_late: bool, context: Context) -> None:  # noqa: FBT001
    """A date that may lie before the last check is no mistake, even if it may lie after it."""
    assert bool(check(context, acts=[make_act(date=date)])) is is_late


@pytest.mark.parametrize("part", ["act", "step", "stage"])
def test_nothing_lies_beyond_the_last_check(part: str, context: Context) -> None:
    """No act, step or stage is dated after the sources were last looked at."""
    late = {
        "act": {"acts": [make_act(date="2026-11-23")]},
        "step": {"measures": [make_measure(steps=[make_measure_step(date="2026-12")])]},
        "stage": {"proceedings": [make_proceeding(steps=[make_proceeding_step(date=2027)])]},
    }

    assert [code for code, _ in check(context, **late[part])] == ["date-after-last-checked"]


def test_dates_of_sources_and_consent_are_free(context: Context) -> None:
    """When a consent ends or a source was read says nothing about when the case was checked."""
    assert check(context, sources={"s1": make_source(accessed="2027-01-01")}) == []


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ([("requested", "2012"), ("granted", "2013"), ("in_place", "2014"), ("lifted", "2015")], []),
        ([("requested", "2012-05"), ("granted", "2012")], []),
        ([("requested", "2012"), ("granted", "unknown")], []),
        ([("granted", "2012"), ("requested", "2013")], ["step-before-request"]),
        ([("requested", "2013"), ("requested", "2010"), ("granted", "2012")], []),
        ([("granted", "2012"), ("in_place", "2011")], ["step-before-grant"]),
        ([("granted", "2012"), ("lifted", "2011")], ["step-before-grant"]),
        ([("granted", "2012"), ("granted", "2010"), ("in_place", "2011")], []),
        ([("in_place", "2011")], []),
        ([("requested", "2013"), ("granted", "2012"), ("in_place", "2011")],
         ["step-before-request", "step-before-request", "step-before-grant"]),
    ],
)  # fmt: skip
def test_order_of_a_measure(dated: list[tuple[str, str]], expected: list[str], context: Context) -> None:
    """Nothing comes certainly before the first request, and nothing is in place or ends before the first grant."""
    assert [code for code, _ in check(context, measures=[make_measure(steps=steps(*dated))])] == expected


@pytest.mark.parametrize(
    ("type_", "date", "is_wrong"),
    [
        ("threat", "2013", True),
        ("threat", "2012-06-01/2013", False),
        ("threat", "2012", False),
        ("threat", "unknown", False),
        ("smear", "2013", False),
        ("killing", "2013", True),
    ],
)
def test_acts_after_a_death(type_: str, date: str, is_wrong: bool, context: Context) -> None:  # noqa: FBT001
    """After a death only what can be done to a memory may be dated; where the order is uncertain, anything may."""
    acts = [make_act(type="killing", date="2012-06-01"), make_act("a2", type=type_, date=date)]

    assert ("act-after-death" in dict(check(context, acts=acts))) is is_wrong


def test_an_act_against_somebody_else_after_a_death(context: Context) -> None:
    """One person's death says nothing about acts against another."""
    acts = [make_act(type="killing"), make_act("a2", date=2020, victims=["eva", {"others": 2}])]

    assert check(context, acts=acts, people=[make_person(), make_person("eva")]) == []


def test_missing_translations_are_notes(context: Context) -> None:
    """Each text without a translation is listed, except notes and private data, which nobody translates."""
    changes = {"title": {"es": "Caso"}, "notes": ["Nota."], "private": {"x": {"es": "y"}}}

    assert check(context, **changes) == [("missing-translation", "title")]


def check_all(context: Context, *raws: dict[str, Any]) -> list[tuple[str, str, object]]:
    """Return code, file and details of what is wrong between cases; file names follow the slugs."""
    cases = [make_facts(context, raw, f"cases/{n}-{raw['slug']}.yml") for n, raw in enumerate(raws)]
    found = check_collection(cases, campaigns=["hazquesevean"])
    return [(problem.code, problem.file, problem.details.get("other")) for problem in found]


def other(**changes: Any) -> dict[str, Any]:
    """Return a second case."""
    return make_case(**{"id": "MX-0002", "slug": "otro"} | changes)


def test_cases_that_get_along(context: Context) -> None:
    """Two cases may refer to each other, share a campaign and tell one act, counted once."""
    first = make_case(related=[{"case": "MX-0002", "link": "parallel"}], campaigns=["hazquesevean"])
    second = other(acts=[make_act(same_as="MX-0001#a1")], campaigns=["hazquesevean"], former_slugs=["viejo"])

    assert check_all(context, first, second) == []


def test_same_identity(context: Context) -> None:
    """The case that comes later is at fault for an id or slug used twice, and the other one is named."""
    assert check_all(context, make_case(), other(id="MX-0001")) == [
        ("duplicate-id", "cases/1-otro.yml", "cases/0-caso.yml")
    ]
    assert check_all(context, make_case(), other(slug="caso")) == [
        ("duplicate-slug", "cases/1-caso.yml", "cases/0-caso.yml")
    ]


@pytest.mark.parametrize("is_first", [True, False])
def test_slug_that_was_anothers(is_first: bool, context: Context) -> None:  # noqa: FBT001
    """A slug that another case once had is refused, whichever file is read first."""
    raws = [make_case(), other(former_slugs=["caso"])]
    found = check_all(context, *(raws if is_first else reversed(raws)))

    assert [code for code, _, _ in found] == ["former-slug-taken"]
    assert found[0][1].endswith("-caso.yml")


@pytest.mark.parametrize(
    ("part", "thing", "code"),
    [
        ("acts", make_act(same_as="MX-0009#a1"), "unknown-act"),
        ("acts", make_act(same_as="MX-0002#a9"), "unknown-act"),
        ("acts", make_act(same_as="MX-0002#m1"), "unknown-act"),
        ("acts", make_act(same_as="MX-0001#a1"), "same-as-chain"),
        ("acts", make_act(same_as="MX-0002#a2"), "same-as-chain"),
        ("measures", make_measure(same_as="MX-0002#a1"), "unknown-measure"),
        ("related", {"case": "MX-0009", "link": "parallel"}, "unknown-case"),
        ("related", {"case": "MX-0001", "link": "parallel"}, "unknown-case"),
        ("campaigns", "nada", "unknown-campaign"),
    ],
)
def test_dangling_references(part: str, thing: object, code: str, context: Context) -> None:
    """What is referred to in another case exists, is of the same kind, and is itself the one that is counted."""
    acts = [make_act(), make_act("a2", same_as="MX-0003#a1")]
    third = make_case(id="MX-0003", slug="tercero")
    found = check_all(context, make_case(**{part: [thing]}), other(acts=acts, measures=[make_measure()]), third)

    assert [(problem, file) for problem, file, _ in found] == [(code, "cases/0-caso.yml")]
