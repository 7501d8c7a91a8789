"""The do-no-harm rules that a case file keeps before anything of it is published."""

from __future__ import annotations

from datetime import date
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
    make_publication,
    make_source,
    parse_case,
    places,
    text,
)

from generator.records.day_checks import check_day
from generator.records.do_no_harm import check_harm
from generator.records.fields import Context
from generator.records.subjects import is_reserved


def check(context: Context, *, is_public: bool = True, **changes: Any) -> list[tuple[str, str]]:
    """Return the codes and places of the rules a case breaks."""
    file = parse_case(context, make_case(**changes))
    return places(check_harm(file, context, public_repository=is_public))


NAMELESS: dict[str, Any] = {
    "people": [make_person(name=None)],
    "place": {"state": "20"},
    "acts": [make_act(date="2012-02")],
}
"""A case without name, municipality or day."""


def test_nothing_wrong(context: Context) -> None:
    """The case of the builders breaks no rule."""
    assert check(context) == []


@pytest.mark.parametrize("level", ["withdrawn", "none", "pending"])
def test_levels_that_forbid(level: str, context: Context) -> None:
    """Without consent, or while it is pending or withdrawn, a case is not published (DNH-02)."""
    assert check(context, publication=make_publication(level, []), **NAMELESS) == [
        ("consent-not-given", "publication.consent.level")
    ]


def test_figures_only(context: Context) -> None:
    """Who agreed to figures only is in none yet, as figures cite what they count: the editor learns it (DNH-02)."""
    found = check(context, publication=make_publication("aggregate_only", []), **NAMELESS)

    assert found == [("consent-figures-only", "publication.consent.level")]


@pytest.mark.parametrize("level", ["anonymous", "pseudonym", "public_record", "named"])
def test_levels_that_allow(level: str, context: Context) -> None:
    """Each other level allows what it says, as long as no use goes beyond it."""
    assert check(context, publication=make_publication(level, []), **NAMELESS) == []


@pytest.mark.parametrize(
    ("level", "use", "is_allowed"),
    [
        ("anonymous", "name", False),
        ("pseudonym", "name", False),
        ("public_record", "name", True),
        ("public_record", "image", False),
        ("named", "image", False),
        ("named_with_image", "image", True),
    ],
)
def test_uses_beyond_the_level(level: str, use: str, is_allowed: bool, context: Context) -> None:  # noqa: FBT001
    """A name or image is used only where the level agreed on allows it (DNH-03)."""
    found = check(context, publication=make_publication(level, [use]), **NAMELESS)

    assert found == ([] if is_allowed else [("use-beyond-level", "publication.consent.uses")])


@pytest.mark.parametrize("status", ["draft", "review", "withheld", "withdrawn"])
def test_unpublished_cases_need_no_consent(status: str, context: Context) -> None:
    """What is not to be published needs no consent yet, but no name lies in a public repository without one."""
    assert check(context, publication={"status": status}, **NAMELESS) == []
    assert check(context, publication={"status": status}) == [("name-without-consent", "people[ana].name")]
    assert check(context, publication={"status": status}, is_public=False) == []


@pytest.mark.parametrize("status", ["published", "embargoed"])
def test_consent_must_be_recorded(status: str, context: Context) -> None:
    """A case that is published, now or after an embargo, says on what consent (DNH-02)."""
    publication = {"status": status, "embargo_until": "2027-01-01"}

    assert check(context, publication=publication, **NAMELESS) == [("consent-missing", "publication")]


@pytest.mark.parametrize(
    ("until", "is_clear"), [("2027-01-01", True), ("2027-01", False), ("2027-01-01~", False), (None, False)]
)
def test_embargo_needs_a_day(until: str | None, is_clear: bool, context: Context) -> None:  # noqa: FBT001
    """An embargo ends on a day, not in a month or thereabouts (DNH-04)."""
    publication = make_publication(status="embargoed", embargo_until=until)

    assert check(context, publication=publication) == ([] if is_clear else [("embargo-without-date", "publication")])


@pytest.mark.parametrize(
    ("as_of", "code"),
    [
        (date(2026, 12, 31), None),
        (date(2027, 1, 1), None),
        (date(2027, 1, 2), "consent-review-due"),
        (date(2027, 4, 1), "consent-review-due"),
        (date(2027, 4, 2), "consent-review-overdue"),
    ],
)
def test_review_of_the_consent(as_of: date, code: str | None, context: Context) -> None:
    """A consent past its review is a warning for 90 days, and then an error (DNH-03)."""
    found = check_day(make_facts(context, make_case()), as_of)

    assert [(one.code, one.path[-1]) for one in found] == ([(code, "review_by")] if code else [])


def test_minors_are_never_named(context: Context) -> None:
    """A minor's name may not be in the file, whatever the consent, nor in its texts and slug (DNH-06)."""
    person = make_person(minor=True)

    assert check(context, people=[person]) == [("minor-named", "people[ana].name")]
    assert check(context, people=[person], slug="ana-perez", is_public=False) == [
        ("minor-named", "people[ana].name"),
        ("name-leak", "slug"),
    ]


SENSITIVE: dict[str, dict[str, Any]] = {
    "sexual violence": {"acts": [make_act(type="sexual_violence")]},
    "a minor": {"people": [make_person(name=None, minor=True)]},
    "a measure in force": {"measures": [make_measure()]},
}
"""What makes a case one in which two of three pillars have to go."""


@pytest.mark.parametrize("name", SENSITIVE)
def test_three_pillars(name: str, context: Context) -> None:
    """Of name, face and exact place one at most is told; elsewhere each is asked for by itself (DNH-06)."""
    for uses, is_allowed in ((["name"], True), (["locality"], True), (["name", "locality"], False)):
        publication = make_publication(uses=["place", *uses])
        nameless: dict[str, Any] = {} if "name" in uses else NAMELESS
        found = check(context, publication=publication, is_public=False, **nameless | SENSITIVE[name])

        assert found == ([] if is_allowed else [("pillars-together", "publication.consent.uses")]), uses
    assert check(context, publication=make_publication(uses=["name", "place", "locality"])) == []


@pytest.mark.parametrize(
    "written",
    ["Ana Pérez Ñuu", "ANA PEREZ", "a Ana\n  Pérez,", "Ana María Pérez", "«Ana Pérez»", "Ana-Pérez", "Ana Pe\u0301rez"],
)
def test_names_in_texts(written: str, context: Context) -> None:
    """A name that may not be published is found in texts, whatever its accents, case and spacing (DNH-03)."""
    publication = make_publication("anonymous", [])
    found = check(context, publication=publication, summary=text("Nada.", f"About {written}."), is_public=False)

    assert found == [("name-leak", "summary")]


def test_names_in_sources(context: Context) -> None:
    """A name that may not be published is found in the titles and addresses of sources, which are published too."""
    publication = make_publication("anonymous", [])
    source = make_source(title="Amenazan a Ana Pérez", url="https://a.mx/amenazan-ana-perez-nuu.html")
    found = check(context, publication=publication, sources={"s1": source}, is_public=False)

    assert found == [("name-leak", "sources.s1.title"), ("name-leak", "sources.s1.url")]


def test_words_like_a_name_are_no_leak(context: Context) -> None:
    """A first name alone, or the name within other words, is not taken for the person's name."""
    publication = make_publication("anonymous", [])
    summary = text("Ana dijo. Susana Pérezcano.", "Ana said.")

    assert check(context, publication=publication, is_public=False, summary=summary) == []


def test_locality_needs_its_own_consent(context: Context) -> None:
    """A place finer than the municipality may be in the file only where the consent names it (DNH-05)."""
    place = {"state": "20", "municipality": "Xadani", "locality": "Barrio"}

    assert check(context, place=place, acts=[make_act(place=place)]) == [
        ("locality-without-consent", "place.locality"),
        ("locality-without-consent", "acts[a1].place.locality"),
    ]
    assert check(context, place=place, publication=make_publication(uses=["name", "place", "locality"])) == []


CONVICTED = {"stage": "final", "outcome": "conviction", "accused": ["x1"], "date": 2018, "sources": ["s1"]}
"""A final conviction of the accused, to change one thing of."""


@pytest.mark.parametrize(
    ("steps", "source", "is_allowed"),
    [
        ([CONVICTED], "court_record", True),
        ([CONVICTED], "press", False),
        ([CONVICTED | {"accused": []}], "court_record", False),
        ([CONVICTED | {"stage": "judgment_first_instance"}], "court_record", False),
        ([CONVICTED | {"outcome": "acquittal"}], "court_record", False),
        ([CONVICTED | {"stage": "old_final"}], "court_record", True),
        ([CONVICTED, CONVICTED | {"outcome": "conviction_overturned", "date": 2020}], "court_record", False),
        ([CONVICTED, {"stage": "direct_amparo", "outcome": "dismissal", "date": 2019}], "court_record", False),
        ([{"outcome": "acquittal", "stage": "old_judgment", "date": 2015, "accused": ["x1"]}, CONVICTED],
         "court_record", True),
    ],
)  # fmt: skip
def test_suspects(steps: list[dict[str, Any]], source: str, is_allowed: bool, context: Context) -> None:  # noqa: FBT001
    """An accused is named only with a final conviction that stands and that a court record shows (DNH-08)."""
    proceeding = make_proceeding(
        accused=[{"id": "x1", "label": text(), "name": "Fulano"}],
        steps=[make_proceeding_step(f"p1-{number}", **step) for number, step in enumerate(steps, 1)],
    )
    found = check(context, proceedings=[proceeding], sources={"s1": make_source(type=source)})

    assert found == ([] if is_allowed else [("suspect-named", "proceedings[p1].accused[x1].name")])


def test_private_data(context: Context) -> None:
    """Private data lies outside a public repository, and may lie in a private one (DNH-18)."""
    assert check(context, private={"phone": 1}) == [("private-in-public-repository", "private")]
    assert check(context, private={"phone": 1}, is_public=False) == []


DEAD = make_act("a0", type="killing", date=2012)
LIFTED = [make_measure_step("m1-1"), make_measure_step("m1-2", step="lifted", date=2015)]
STEPS: dict[str, tuple[list[Any], list[Any] | None, bool]] = {
    "in force": ([], None, True),
    "lifted": (LIFTED, None, False),
    "lifted, then granted again": ([*LIFTED, make_measure_step("m1-3", date=2016)], None, True),
    "lifted on a day nobody knows": ([LIFTED[0], make_measure_step("m1-2", step="lifted", date="unknown")], None, True),
    "granted and lifted in one month": (
        [make_measure_step("m1-1", step="lifted", date="2013-05"), make_measure_step("m1-2", date="2013-05")],
        None,
        False,
    ),
    "suspended": ([LIFTED[0], make_measure_step("m1-2", step="suspended", date=2015)], None, True),
    "denied": ([make_measure_step("m1-1", step="denied")], None, False),
    "requested only": ([make_measure_step("m1-1", step="requested")], None, True),
    "for the dead": ([], ["ana"], False),
    "for the dead and unnamed others": ([], ["ana", {"others": "unknown"}], True),
    "for the dead and a collective": ([], ["ana", "comunidad"], True),
}
"""Situation → steps, beneficiaries where one of them is dead, whether the measure is reserved."""


@pytest.mark.parametrize("name", STEPS)
def test_reserved_measures(name: str, context: Context) -> None:
    """A measure is reserved while it may protect somebody alive, until it certainly ended or all died (DNH-07)."""
    steps, beneficiaries, expected = STEPS[name]
    collective = {"id": "comunidad", "kind": "community", "name": text(), "roles": ["human_rights_defender"]}
    measure = make_measure(beneficiaries=beneficiaries or ["ana"], steps=steps or [make_measure_step()])
    acts = [DEAD] if beneficiaries else [make_act()]
    case = parse_case(context, make_case(acts=acts, collectives=[collective], measures=[measure])).case

    assert is_reserved(case, case.measures[0], context.vocabularies) is expected


def test_recommendations_protect_nobody(context: Context) -> None:
    """A measure of a kind that gives no protection is open while it is in force."""
    case = parse_case(context, make_case(measures=[make_measure(kind="recommendation")])).case

    assert not is_reserved(case, case.measures[0], context.vocabularies)


def test_reserved_content_in_a_public_repository(context: Context) -> None:
    """What is reserved of a measure may not be in files that everybody can read: texts, content, days (DNH-07)."""
    measure = make_measure(
        text=text(),
        items=["escort"],
        versions=[{"according_to": "press", "text": text(), "sources": ["s1"]}],
        steps=[make_measure_step(date="2013-05-06", text=text())],
    )

    assert check(context, measures=[measure]) == [
        ("reserved-in-public-repository", f"measures[m1].{key}")
        for key in ("text", "items", "versions", "steps[m1-1].text", "steps[m1-1].date")
    ]
    assert check(context, measures=[measure], is_public=False) == []
    assert check(context, measures=[measure], acts=[DEAD]) == []


@pytest.mark.parametrize("word", ["escoltas", "Botón  de pánico", "BOTONES DE PANICO", "chaleco antibalas"])
def test_content_told_in_a_text(word: str, context: Context) -> None:
    """While a measure is reserved, no text of the case says what it consists of (DNH-07)."""
    acts = [make_act(text=text(f"Pese a {' '.join(word.split())}, la amenazaron."))]

    assert check(context, acts=acts, measures=[make_measure()]) == [("measure-content", "acts[a1].text.es")]
    assert check(context, acts=acts) == []
    assert check(context, acts=acts, measures=[make_measure(steps=LIFTED)]) == []


def test_content_across_a_line_break(context: Context) -> None:
    """Words that tell what a measure consists of are found where a line breaks between them."""
    acts = [make_act(text=text("Le dieron un botón\nde  pánico."))]

    assert check(context, acts=acts, measures=[make_measure()]) == [("measure-content", "acts[a1].text.es")]
