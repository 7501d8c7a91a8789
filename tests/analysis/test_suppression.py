"""Small cells: what is withheld cannot be worked out from everything else that is published (DNH-12)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from random import Random
from typing import Any

import pytest
from attack import Attack, read_cells
from builders import (
    AS_OF,
    LANGUAGES,
    REPOSITORY,
    make_act,
    make_person,
    make_publication,
    publish,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import make_cases

from generator.analysis import statistics, suppression
from generator.analysis.breakdowns import BREAKDOWNS
from generator.analysis.figures import Figure
from generator.analysis.material import Material
from generator.analysis.statistics import Statistics, make_material
from generator.analysis.suppression import Withheld
from generator.analysis.things import Things
from generator.records.fields import Context
from generator.records.indicator_files import read_indicators
from generator.records.indicators import Indicators
from generator.records.public import PublicCase
from generator.records.reading import Layout, Records, read_records


@pytest.fixture(scope="module")
def indicators(context: Context) -> Indicators:
    """Return the words of the figures."""
    found, problems = read_indicators(REPOSITORY / "content", root=REPOSITORY, context=context)
    assert not problems
    return found


@pytest.fixture(scope="module")
def records() -> Records:
    """Return the real records."""
    return read_records(Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", LANGUAGES), as_of=AS_OF)


def compute_openly(material: Material, indicators: Indicators) -> tuple[Figure, ...]:
    """Return all figures with nothing withheld."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statistics, "find_withheld", lambda *_: Withheld())
        return Statistics(Things.of(material), indicators).figures


def find_guarded(material: Material, breakdown: str, parts: Collection[str]) -> set[str]:
    """Return the parts of a table that could point to a person: by the rule, and not by the code under test."""
    found, voc = BREAKDOWNS[breakdown], material.vocabularies
    sensitive = {
        part
        for part in parts
        if found.vocabulary and voc[found.vocabulary].get(part) and voc[found.vocabulary][part].flags.get("sensitive")
    }
    if sensitive and breakdown == "group":
        return set(parts)
    unnamed = [one.unit for one in material.units if one.unit.case.consent in {"anonymous", "pseudonym"}]
    return sensitive | {part for unit in unnamed for part in found.keys_of(unit)}


def attack(material: Material, indicators: Indicators) -> Iterator[tuple[int, list[str]]]:
    """Yield for each breakdown how many small cells were attacked, and which were recovered."""
    published, true = Statistics(Things.of(material), indicators).figures, compute_openly(material, indicators)
    for breakdown in BREAKDOWNS:
        if any(one.breakdown == breakdown and one.suppressed for one in published):
            truth = {cell: value for cell, value in read_cells(true, breakdown) if value is not None}
            guarded = find_guarded(material, breakdown, {cell[1] for cell in truth})
            yield Attack(breakdown, published, material.vocabularies).find_recovered(truth, guarded)


def test_the_real_site(records: Records) -> None:
    """Nothing that the real site withholds can be worked out."""
    material = make_material(records.cases, records.vocabularies, AS_OF, records.contents)
    found = list(attack(material, records.indicators))

    assert sum(number for number, _ in found) > 20
    assert [one for _, recovered in found for one in recovered] == []


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(random=st.randoms(use_true_random=True))
def test_small_sites(context: Context, indicators: Indicators, random: Random) -> None:
    """Nor what a small site withholds, where there is little to hide behind."""
    material = make_material(make_cases(context, random), context.vocabularies, AS_OF)
    found = list(attack(material, indicators))

    assert [one for _, recovered in found for one in recovered] == []


def test_the_attack_works(context: Context, indicators: Indicators, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only the small cells themselves are withheld, the same attack recovers many."""
    monkeypatch.setattr(suppression._Search, "_is_safe", lambda *_: True)
    cases = make_cases(context, Random(1))  # noqa: S311 - invented cases, not secrets
    material = make_material(cases, context.vocabularies, AS_OF)
    found = list(attack(material, indicators))

    assert sum(len(recovered) for _, recovered in found) > 5


def list_parts(
    context: Context, indicators: Indicators, cases: list[PublicCase], breakdown: str
) -> dict[str | None, int | None]:
    """Return what the table of all attacks shows of each part."""
    found = Statistics(Things.of(make_material(cases, context.vocabularies, AS_OF)), indicators)
    return {one.key: one.numerator for one in found.select("attacks_documented", breakdown=breakdown)}


def make_case(context: Context, number: int, type_: str, **changes: Any) -> PublicCase:
    """Return a case of one act of a type."""
    act = make_act(type=type_, motive_link="confirmed")
    return publish(context, id=f"MX-{number:04}", slug=f"caso-{number}", **{"acts": [act]} | changes)


def test_sensitive_types_hide_behind_the_smallest_of_their_group(context: Context, indicators: Indicators) -> None:
    """The total of the group is published too, so what is withheld beside it is of the same group."""
    types = ["sexual_violence"] * 2 + ["physical_attack"] * 6 + ["torture"] * 8 + ["threat"] * 1
    cases = [make_case(context, number, type_) for number, type_ in enumerate(types, 1)]

    assert list_parts(context, indicators, cases, "act_type") == {
        "physical_attack": None,
        "sexual_violence": None,
        "threat": 1,
        "torture": 8,
        "unknown": 0,
    }


def test_small_cells_of_public_killings_are_shown(context: Context, indicators: Indicators) -> None:
    """Tables of public, named killings need no suppression; those of people who may not be named do."""
    cases = [make_case(context, number, "killing") for number in (1, 2)]
    cases += [make_case(context, number, "extrajudicial_execution") for number in range(3, 10)]
    cases += [make_case(context, number, "threat") for number in range(10, 16)]
    anonymous = make_publication("anonymous", uses=["place"])
    hidden = [*cases[1:], make_case(context, 1, "killing", publication=anonymous, people=[make_person(name=None)])]

    assert list_parts(context, indicators, cases, "act_type") == {
        "extrajudicial_execution": 7,
        "killing": 2,
        "threat": 6,
        "unknown": 0,
    }
    assert list_parts(context, indicators, hidden, "act_type") == {
        "extrajudicial_execution": None,
        "killing": None,
        "threat": 6,
        "unknown": 0,
    }
