"""The section of measures: what is said of each, in which order, and what must never be said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from builders import make_act, make_measure, make_measure_step, make_person, publish, text
from scenes import make_scene

from generator.analysis.addressed import make_addressed
from generator.analysis.measures import MeasureFinding
from generator.pages.authority_slugs import make_slugs
from generator.pages.i18n import Words
from generator.pages.measure_tables import SCRIPT, Rows, make_table
from generator.pages.page import Page
from generator.pages.protection import make_groups, make_oldest
from generator.pages.scene import Scene
from generator.pages.standing import DaysView, make_headline, make_standing
from generator.pages.urls import Addresses
from generator.records.fields import Context

SECTION = "medidas/"
AUTHORITY = "medidas/autoridad/ayuntamiento-de-san-dragon/"


def stage(context: Context, words: Words, addresses: Addresses, **changes: Any) -> tuple[MeasureFinding, Scene]:
    """Return what is derived of the one measure of a case, and the scene of that case."""
    case = publish(context, **changes)
    scene = make_scene((case,), words, addresses)
    return scene.findings.measures[case.id][0], scene


def make_recommendation(*told: tuple[str, str, str], **changes: Any) -> dict[str, Any]:
    """Return a measure whose days are not withheld."""
    steps = [
        make_measure_step(f"m1-{number}", date=day, step=step, according_to=voice)
        for number, (day, step, voice) in enumerate(told, 1)
    ]
    return make_measure(kind="recommendation", steps=steps, **changes)


def say_days(context: Context, words: Words, addresses: Addresses, measure: dict[str, Any], **changes: Any) -> DaysView:
    """Return the days of a measure in words."""
    finding, scene = stage(context, words, addresses, measures=[measure], **changes)
    days = make_standing(finding, scene, SECTION).days
    assert days is not None
    return days


def test_exact_days_count_up(context: Context, spanish: Words, addresses: Addresses) -> None:
    """An open gap with an exact start gives the browser its first day, and the reader its date."""
    days = say_days(context, spanish, addresses, make_recommendation(("2026-11-12", "granted", "body")))

    assert (days.text, days.since) == ("10 días sin cumplimiento verificado", "Otorgada: 12 de noviembre de 2026")
    assert (days.closing, days.until, days.live) == ("al", "22 de noviembre de 2026", "2026-11-12")


def test_imprecise_days_say_at_least(context: Context, english: Words, addresses: Addresses) -> None:
    """They are counted from the last possible day and never count up."""
    days = say_days(context, english, addresses, make_recommendation(("2026-10", "granted", "body")))

    assert days.text == "At least 22 days without verified protection"
    assert days.live is None


def test_days_that_cannot_be_counted(context: Context, spanish: Words, addresses: Addresses) -> None:
    """Where the dates allow none and many, there is no number."""
    measure = make_recommendation(("2014", "granted", "body"), ("2014/2021-06", "lifted", "body"))
    dead = make_person(status=[{"status": "dead", "date": "2021-06-17", "sources": ["s1"]}])
    days = say_days(context, spanish, addresses, measure, people=[dead])

    assert days.number == ""
    assert days.text == "Las fechas no dejan contar los días"
    assert days.closing == "hasta que terminó"


def test_the_clock_stops_at_a_death(context: Context, spanish: Words, addresses: Addresses) -> None:
    """The count ends there, and says so."""
    dead = make_person(status=[{"status": "dead", "date": "2021-06-17", "sources": ["s1"]}])
    measure = make_recommendation(("2021-06-01", "granted", "body"))
    days = say_days(context, spanish, addresses, measure, people=[dead])

    assert days.text == "16 días sin cumplimiento verificado"
    assert days.closing == "hasta la muerte de la última persona a quien protegía"
    assert days.live is None


def test_a_reserved_measure_shows_months(context: Context, spanish: Words, addresses: Addresses) -> None:
    """Of a measure in force for somebody alive, no day appears, even where the file has one."""
    steps = [
        make_measure_step("m1-1", date="2013-05-04"),
        make_measure_step("m1-2", date="2014-06-07", step="not_in_place", according_to="organisation"),
    ]
    finding, scene = stage(context, spanish, addresses, measures=[make_measure(steps=steps)])
    standing = make_standing(finding, scene, SECTION)

    assert finding.measure.reserved
    assert standing.days is not None
    assert standing.days.since == "Otorgada: mayo de 2013"
    assert standing.days.live is None
    assert standing.basis == "Verificado, junio de 2014 (lo dice: organización)."


def test_the_authority_alone_is_not_verified(context: Context, spanish: Words, addresses: Addresses) -> None:
    """What only the authority says stands as its word, dashed."""
    measure = make_recommendation(("2013-05-04", "granted", "body"), ("2014", "complied", "authority"))
    finding, scene = stage(context, spanish, addresses, measures=[measure])
    standing = make_standing(finding, scene, SECTION)

    assert (standing.chip.texture, standing.chip.text) == ("na", "La autoridad dice: cumplida")
    assert standing.basis == "Lo dice la autoridad, 2014. Nadie lo ha verificado."
    assert standing.authority.text == "Cumplida"
    assert standing.verified.step is None


def test_both_sides_disagree(context: Context, spanish: Words, addresses: Addresses) -> None:
    """The verified word leads, and the other is told beside it."""
    measure = make_recommendation(
        ("2013-05-04", "granted", "body"), ("2014", "complied", "authority"), ("2015", "not_in_place", "organisation")
    )
    finding, scene = stage(context, spanish, addresses, measures=[measure])
    standing = make_standing(finding, scene, SECTION)

    assert (standing.chip.texture, standing.chip.text) == ("no", "Sin cumplir")
    assert standing.disagreement == "La autoridad dice otra cosa: cumplida (2014)."
    assert standing.silence == "Último paso conocido de la autoridad: 2014."


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2015-01-01", "Después de otorgada: 1 agresión"),
        ("2013", "Antes o después, las fechas no lo dicen: 1 agresión"),
        ("2012-01-01", None),
    ],
)
def test_what_happened_meanwhile(
    context: Context, spanish: Words, addresses: Addresses, day: str, said: str | None
) -> None:
    """Attacks are in the order of dates; where that is open, it is said; what came before is not told here."""
    steps = [make_measure_step("m1-1", date="2013-05")]
    act = make_act(date=day)
    finding, scene = stage(context, spanish, addresses, measures=[make_measure(steps=steps)], acts=[act])
    after = make_standing(finding, scene, SECTION).after

    assert [one.text for one in after] == ([said] if said else [])
    assert all(link.href == "../casos/caso/#a1" for one in after for link in one.acts)


def test_headline_of_a_case(context: Context, spanish: Words, addresses: Addresses) -> None:
    """It names the protection measure that waited longest, with the attacks since; what does not protect has none."""
    steps = [[make_measure_step(date=day, step="granted", according_to="body")] for day in ("2020-01-01", "2013-05")]
    steps[1][0]["id"] = "m2-1"
    measures = [
        make_measure(kind="protective", steps=steps[0], beneficiaries=["ana"]),
        make_measure("m2", kind="nhrc_precautionary", steps=steps[1], beneficiaries=["ana"]),
    ]
    acts = [make_act("a1", date="2014-01-01"), make_act("a2", date="2012-01-01")]
    finding, scene = stage(context, spanish, addresses, measures=measures, acts=acts)
    found = scene.findings.measures[finding.case.id]
    (own,) = [one for one in found if one.measure.id == "m2"]
    days = own.gap.days.low if own.gap and own.gap.days else 0

    expected = f"{spanish.term('measure_kind', 'nhrc_precautionary')}: al menos {spanish.number(days)} días"
    assert days
    assert make_headline(found, scene) == f"{expected} sin cumplimiento verificado. 1 agresión después de otorgada."
    assert make_headline((), scene) == ""


def test_oldest_first(context: Context, spanish: Words, addresses: Addresses) -> None:
    """Measures that somebody has seen missing come first, by days; those not known stand apart."""
    missing = ("2015-02", "not_in_place", "organisation")
    measures = [
        make_measure(f"m{number}", steps=steps)
        for number, steps in enumerate(
            (
                [make_measure_step("m1-1", date="2001-05")],
                [make_measure_step("m2-1", date="2014-05"), _step("m2-2", *missing)],
                [make_measure_step("m3-1", date="2012-05"), _step("m3-2", *missing)],
            ),
            1,
        )
    ]
    _, scene = stage(context, spanish, addresses, measures=measures)
    groups = {
        anchor: [one.id.partition("#")[2] for one in found]
        for anchor, _, _, found in make_groups(scene.findings.counted, scene)
    }

    assert groups == {"owed": ["m3", "m2"], "unknown": ["m1"]}
    assert re.findall(r'href="casos/caso/#(m[0-9])"', make_oldest(scene, "").groups[0].rows) == ["m3", "m2"]


def _step(id_: str, day: str, step: str, voice: str) -> dict[str, Any]:
    return make_measure_step(id_, date=day, step=step, according_to=voice)


def test_the_script_comes_only_with_days_to_count(context: Context, spanish: Words, addresses: Addresses) -> None:
    """A page whose days stand still loads nothing."""
    exact = make_recommendation(("2026-11-12", "granted", "body"))
    for measure, script in ((exact, f"../{SCRIPT}"), (make_measure(), None)):
        _, scene = stage(context, spanish, addresses, measures=[measure])
        found = scene.findings.counted
        assert make_table(make_groups(found, scene), Rows.of(found, scene), SECTION).script == script


def test_an_authority_has_one_address_in_all_languages(context: Context) -> None:
    """It is made of its name in the first language, once for all cases and measures."""
    body = {"name": text("Gobierno de Ñandú", "Government of Ñandú"), "level": "state"}
    case = publish(context, measures=[make_measure(responsible=[body, body])])

    assert list(make_slugs(make_addressed(case).authorities)) == ["gobierno-de-nandu"]


def test_names_that_agree_in_one_language_are_of_one_authority(context: Context) -> None:
    """Two ways to write a name in Spanish with one translation do not make two pages."""
    names = (
        text("Gobierno de Ñandú", "Government of Ñandú"),
        text("Gobierno del Estado de Ñandú", "Government of Ñandú"),
    )
    bodies = [{"name": name, "level": "state"} for name in names]
    case = publish(context, measures=[make_measure(responsible=bodies)])

    assert list(make_slugs(make_addressed(case).authorities)) == ["gobierno-de-nandu"]


def test_pages_of_authorities(pages: Mapping[str, Page]) -> None:
    """Each has its page in each language, with what it owes."""
    page = pages[AUTHORITY]

    assert ("en", "en/measures/authority/ayuntamiento-de-san-dragon/") in page.alternates
    assert "Ayuntamiento de San Dragón" in page.title
    assert '/casos/ximena-quimera/#m1"' in page.body


@pytest.mark.parametrize("path", [SECTION, AUTHORITY, "en/measures/", "medidas/entidad/", "casos/ximena-quimera/", ""])
def test_patterns_are_there_once(pages: Mapping[str, Page], path: str) -> None:
    """What bars are filled with is defined once on a page, and everything drawn with a mark finds it."""
    body = pages[path].body

    assert body.count("id=v-hatch") == 1
    assert set(re.findall(r'<use href="?#([\w-]+)', body)) <= set(re.findall(r' id="?([\w-]+)', body))
    assert " style=" not in body


@pytest.mark.parametrize("path", [SECTION, "medidas/organismo/", AUTHORITY])
def test_the_withheld_stays_withheld(pages: Mapping[str, Page], path: str) -> None:
    """Neither the contents of a reserved measure nor its days are on any page."""
    assert "CANARIO" not in pages[path].body
    assert "9 de abril de 2013" not in pages[path].body
    assert "2013-04-09" not in pages[path].body


def test_every_drawing_says_what_it_shows(pages: Mapping[str, Page]) -> None:
    """A drawing has a name; what is only for the eye is hidden from the rest."""
    for tag in re.findall(r"<svg[^>]*>", pages[SECTION].body):
        assert "aria-hidden=true" in tag or re.search(r'role=img aria-label="[^"]{20,}"', tag)
