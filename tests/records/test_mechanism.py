"""The data of the mechanism: nothing of it may get lost, and what no one has read is never given as law."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from builders import LANGUAGES, REPOSITORY

from generator.records.fields import Context, LocalText
from generator.records.known_mechanism import Mechanism
from generator.records.mechanism import Observation, OrganObservation, Point
from generator.records.mechanism_files import read_mechanism
from generator.records.unopened import list_values
from generator.records.walking import walk


@pytest.fixture(scope="module")
def mechanism(context: Context) -> Mechanism:
    """Return the mechanism of the site."""
    found, problems = read_mechanism(REPOSITORY / "content", root=REPOSITORY, context=context)
    assert problems == []
    assert found is not None
    return found


def test_nothing_got_lost(mechanism: Mechanism) -> None:
    """The counts of what was compiled: they may grow, and whoever adds something changes them here."""
    assert mechanism.law is not None
    assert mechanism.measure_types is not None
    commitments, series = mechanism.commitments.values(), mechanism.series.values()
    types = mechanism.measure_types

    assert {
        "organs": len(mechanism.organs),
        "observations of organs": sum(len(one.observations) for one in mechanism.organs.values()),
        "commitments": len(mechanism.commitments),
        "requests": sum(len(one.requests) for one in commitments),
        "observations": sum(len(one.observations) for one in commitments),
        "series": len(mechanism.series),
        "points": sum(len(one.points) for one in series),
        "caveats": sum(1 for one in series for point in one.points if point.caveat),
        "sources": len(mechanism.sources),
        "limits": len(mechanism.law.rules),
        "measure types": sum(len(one.items) for one in types.categories),
        "measures in practice": len(types.practice),
        "monitors": len(mechanism.monitors),
        "facts of the law": len(mechanism.law.facts),
    } == {
        "organs": 13,
        "observations of organs": 51,
        "commitments": 35,
        "requests": 50,
        "observations": 117,
        "series": 35,
        "points": 258,
        "caveats": 125,
        "sources": 162,
        "limits": 15,
        "measure types": 21,
        "measures in practice": 5,
        "monitors": 5,
        "facts of the law": 6,
    }  # of the sources, 161 are of the compilation and one is of the campaign
    assert list(mechanism.sources) == [f"s{number}" for number in range(1, 163)]


def test_statuses_as_compiled(mechanism: Mechanism) -> None:
    """How many observations have each status."""
    told = Counter(one.status for each in mechanism.commitments.values() for one in each.observations)

    assert told == {"not_started": 64, "partial": 38, "reversed": 8, "unknown": 7}


ROWS = {
    "organs": (
        "journalists-mechanism-2010",
        "governing-board",
        "consultative-council",
        "cen",
        "urcrr",
        "uer",
        "upsa",
        "fund",
        "state-contact-points",
        "feadle",
        "mechanism",
        "defenders-mechanism-2011",
        "spf",
    ),
    "commitments": ("install-prevention-unit", "federal-state-coordination", "end-impunity", "moc-2015-report"),
    "series": ("ohchr-attacks", "states-with-agreement"),
    "landmarks": ("mission-2014", "ohchr-89-acts", "haz-que-se-vean"),
}


@pytest.mark.parametrize(("part", "id_"), [(part, id_) for part, ids in ROWS.items() for id_ in ids])
def test_rows_that_stay(mechanism: Mechanism, part: str, id_: str) -> None:
    """What must have its row and keep it: its id is an anchor that others link to."""
    assert id_ in getattr(mechanism, part)


def test_the_law_stays(mechanism: Mechanism) -> None:
    """The law of 2012, by its dates."""
    law = mechanism.law

    assert law is not None
    assert (law.abbreviation, law.articles, law.published.text) == ("LPPDDHP", 67, "2012-06-25")
    assert (law.approved and law.approved.date.text, law.enacted and law.enacted.date.text) == (
        "2012-04-30",
        "2012-06-22",
    )


def test_the_acts_that_ohchr_documented(mechanism: Mechanism) -> None:
    """89, from November 2010 to December 2012, with their caveat."""
    (point,) = [one for one in mechanism.series["ohchr-attacks"].points if one.kind == "aggressions"]

    assert (point.value, point.date.text, point.sources) == (89, "2010-11/2012-12", ("s2",))
    assert point.caveat is not None


def test_the_mission_and_its_findings(mechanism: Mechanism) -> None:
    """Each finding leads to what was asked for because of it, and says where it was read."""
    mission = mechanism.landmarks["mission-2014"]

    assert mission.date.text == "2014-11-09/2014-11-14"
    assert len(mission.findings) == 7
    assert all(one.commitments and one.sources for one in mission.findings)


def test_who_belongs_to_whom(mechanism: Mechanism) -> None:
    """The Mechanism has three organs and the Fund; three units belong to the Coordination; two schemes came before."""
    parts: dict[str | None, set[str]] = {}
    for one in mechanism.organs.values():
        parts.setdefault(one.part_of, set()).add(one.id)

    assert parts["mechanism"] == {"governing-board", "consultative-council", "cen", "fund"}
    assert parts["cen"] == {"urcrr", "uer", "upsa"}
    assert {one.id for one in mechanism.organs.values() if one.replaced_by == "mechanism"} == {
        "journalists-mechanism-2010",
        "defenders-mechanism-2011",
    }


def test_umbrellas_say_so(mechanism: Mechanism) -> None:
    """Rows that stand for many recommendations: whatever is still to be split is one of them."""
    umbrellas = {one.id: one.umbrella.parts for one in mechanism.commitments.values() if one.umbrella}
    to_split = {
        one.id for one in mechanism.commitments.values() if (one.done_when.find("en") or "").startswith("To be split")
    }

    assert umbrellas == dict.fromkeys(
        (
            "moc-2015-report",
            "forst-2018",
            "iachr-2015",
            "ohchr-2019-104",
            "amnesty-cpj-2024",
            "upr-2024",
            "council-2025",
            "cndh-general-25",
        )
    ) | {"ohchr-2019-104": 104}
    assert to_split
    assert to_split <= umbrellas.keys()


def test_what_nobody_read_is_not_given_as_law(mechanism: Mechanism) -> None:
    """Numbers that only general knowledge states stand where they are marked, and in no text beside."""
    assert mechanism.law is not None
    assert mechanism.measure_types is not None
    unread = [rule for rule in mechanism.law.rules if rule.evidence == "brief_only"]
    texts = [text for one in mechanism.organs.values() for _, text in one.legal_basis.texts]
    texts += [text for fact in mechanism.law.facts for _, text in fact.text.texts]
    texts += [text for left in mechanism.law.not_read for _, text in left.texts]
    hours = re.compile(rf"\b({'|'.join(str(rule.limit.number) for rule in unread)}) (?:horas|hours)\b")

    assert [rule.limit.number for rule in unread] == [3, 9, 72]
    assert [text for text in texts if hours.search(text)] == []
    assert {id_ for id_, one in mechanism.organs.items() if one.basis_unread} == {"urcrr", "uer"}
    assert [text for text in texts if re.search(r"\b2[67]\b", text)] == []
    (social,) = [one for one in mechanism.measure_types.categories if one.evidence == "brief_only"]
    assert (social.id, social.items) == ("social", ())


def test_every_text_in_both_languages(mechanism: Mechanism) -> None:
    """None is missing, and none was left untranslated but for names and what is alike."""
    texts = [(path, part) for name in list_values(mechanism) for path, part in walk(getattr(mechanism, name), (name,))]
    local = [(path, part) for path, part in texts if isinstance(part, LocalText)]
    alike = {part.texts[0][1] for _, part in local if part.find("es") == part.find("en")}

    assert [path for path, part in local if [code for code, _ in part.texts] != list(LANGUAGES)] == []
    assert {text for text in alike if " " in text} == {
        "Proteger la dignidad (Espacio OSC)",
        "ARTICLE 19",
        "Global Witness",
        "Red TDT.",
    }


def test_numbers_are_the_same_in_both_languages(mechanism: Mechanism) -> None:
    """No figure of a text was changed or lost on the way from one language to the other."""
    wrong = []
    for one in (*mechanism.commitments.values(), *mechanism.organs.values(), *mechanism.series.values()):
        for path, part in walk(one):
            if isinstance(part, LocalText):
                numbers = [sorted(re.findall(r"[0-9]+(?:[.,][0-9]+)*", text)) for _, text in part.texts]
                wrong += [(one.id, *path, *numbers)] if numbers[0] != numbers[1] else []

    assert wrong == []


def test_every_figure_has_a_source_and_what_others_say_is_marked(mechanism: Mechanism) -> None:
    """No point, observation or source of a point is without where it was read; what we computed says so."""
    records = [part for name in ("organs", "commitments", "series") for _, part in walk(getattr(mechanism, name))]
    dated = [one for one in records if isinstance(one, Point | Observation | OrganObservation)]
    points = [one for one in dated if isinstance(one, Point)]

    assert len(dated) == 258 + 117 + 51
    assert all(one.sources for one in dated)
    assert sum(one.derived for one in points) == 3
    assert all(one.caveat for one in points if one.derived or (one.bound and one.value))
