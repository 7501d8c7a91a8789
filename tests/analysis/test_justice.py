"""How far justice got: five real cases read by hand, and each rule on its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import (
    AS_OF,
    LANGUAGES,
    REPOSITORY,
    Raw,
    make_act,
    make_person,
    make_proceeding,
    make_proceeding_step,
    publish,
    text,
)

from generator.analysis.competence import list_moves
from generator.analysis.criminalisation import list_criminalisations
from generator.analysis.durations import DaySpan
from generator.analysis.justice import UnitJustice, assess_justice
from generator.analysis.units import list_units
from generator.records.fields import Context
from generator.records.reading import Layout, Records, read_records

EXPECTED = yaml.safe_load((Path(__file__).parent / "expected" / "justice.yml").read_text("utf-8"))
X1: Raw = {"id": "x1", "label": {"es": "una persona", "en": "a person"}, "role": "direct_executor"}
X2: Raw = {"id": "x2", "label": {"es": "otra persona", "en": "another person"}, "role": "ordered"}


@pytest.fixture(scope="module")
def records() -> Records:
    """Return the real records, as of the day the table was made."""
    layout = Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", LANGUAGES)
    return read_records(layout, as_of=date.fromisoformat(EXPECTED["as_of"]))


@pytest.mark.parametrize("slug", EXPECTED["cases"])
def test_units_as_read_by_hand(records: Records, slug: str) -> None:
    """Furthest step, standing step, class, reason, evidence and grounds of every act and victim agree."""
    found = assess_justice(records.cases, records.vocabularies, date.fromisoformat(EXPECTED["as_of"]))
    mine = {one.unit.id.partition("#")[2]: one for one in found if one.unit.case.slug == slug}
    table = {key: _tell(one) for key, one in mine.items()}

    assert table == EXPECTED["cases"][slug]["units"]
    for key, parts in EXPECTED["cases"][slug]["parts"].items():
        assert {part.part: [part.accused, part.furthest, part.convicted] for part in mine[key].parts} == parts


def _tell(one: UnitJustice) -> list[Any]:
    steps = [step.partition("#")[2] for step in one.steps]
    return [one.furthest, one.standing, one.status, one.reason, one.evidence, steps]


@pytest.mark.parametrize("slug", EXPECTED["cases"])
def test_ledger_and_criminalisation_as_read_by_hand(records: Records, slug: str) -> None:
    """Competence moves and the days of proceedings against defenders agree."""
    cases = [case for case in records.cases if case.slug == slug]
    moves = {m.step.id: [m.action, *m.levels, *_bounds(m.since_start)] for m in list_moves(cases)}
    criminalisation = {
        one.proceeding.id: {"acquittal": _bounds(one.days_to_acquittal), "prison": _bounds(one.days_in_prison)}
        for one in list_criminalisations(cases, records.vocabularies)
    }

    assert moves == EXPECTED["cases"][slug]["competence"]
    assert criminalisation == EXPECTED["cases"][slug]["criminalisation"]


def _bounds(span: DaySpan | None) -> list[int | None]:
    return [span.low, span.high] if span else [None, None]


def assess(context: Context, *steps: Raw, act: Raw | None = None, **proceeding: Any) -> UnitJustice:
    """Return justice for one act with one proceeding of these steps."""
    proceedings = [make_proceeding(steps=list(steps)) | proceeding] if steps else []
    case = publish(context, acts=[act or make_act(type="killing")], proceedings=proceedings)
    return assess_justice([case], context.vocabularies, AS_OF)[0]


def step(number: int, stage: str, outcome: str = "pending", date_: str | None = None, **changes: Any) -> Raw:
    """Return a step; later numbers are later years."""
    date_text = date_ or str(2013 + number)
    return make_proceeding_step(f"p1-{number}", stage=stage, outcome=outcome, date=date_text, **changes)


def test_nothing_known_is_not_proof(context: Context) -> None:
    """Without proceedings the class says that none was found, and the evidence that none is known."""
    found = assess(context)

    assert (found.status, found.evidence, found.furthest, found.steps) == ("complete_impunity", "none", None, ())


def test_both_systems_reach_the_same_steps(context: Context) -> None:
    """Formal imprisonment in the old system is binding over in the new one."""
    old = assess(context, step(1, "old_formal_imprisonment"))
    new = assess(context, step(1, "binding_over"))

    assert old.furthest == new.furthest == "bound_over"
    assert old.status == new.status == "complete_impunity"


def test_an_overturned_conviction_no_longer_stands(context: Context) -> None:
    """The furthest step ever stays; what stands now falls back to what was reached before the judgment."""
    found = assess(
        context,
        step(1, "binding_over"),
        step(2, "judgment_first_instance", "conviction"),
        step(3, "appeal", "conviction_overturned"),
    )

    assert (found.furthest, found.standing, found.status) == ("under_review", "bound_over", "complete_impunity")
    assert found.is_open


def test_a_retrial_order_is_no_progress(context: Context) -> None:
    """It takes the conviction away and does not count as a step of its own."""
    found = assess(context, step(1, "old_judgment", "conviction"), step(2, "old_retrial_order", "unknown"))

    assert (found.furthest, found.standing, found.status) == ("first_judgment", None, "complete_impunity")
    assert dict(found.firsts)["conviction"].id == "p1-1"


def test_a_conviction_may_be_reinstated(context: Context) -> None:
    """Overturned and reinstated: it stands, on the last step."""
    found = assess(
        context,
        step(1, "judgment_first_instance", "conviction"),
        step(2, "appeal", "conviction_overturned"),
        step(3, "direct_amparo", "conviction"),
    )

    assert (found.status, found.steps) == ("partial_justice", ("MX-0001#p1-3",))


def test_the_acquittal_of_one_does_not_free_another(context: Context) -> None:
    """A conviction is set aside only for the same person."""
    found = assess(
        context,
        step(1, "judgment_first_instance", "conviction", accused=["x1"]),
        step(2, "judgment_first_instance", "acquittal", accused=["x2"]),
        accused=[X1, X2],
    )

    assert found.status == "partial_justice"
    assert [(part.part, part.convicted) for part in found.parts] == [("direct", True), ("instigator", False)]


def test_all_responsible_convicted_needs_a_standing_conviction(context: Context) -> None:
    """What sources say of everyone responsible counts with a conviction that stands, and not without."""
    convicted = step(1, "final", "conviction")
    full = assess(context, convicted, all_responsible_convicted=True)
    undone = assess(
        context, convicted, step(2, "direct_amparo", "conviction_overturned"), all_responsible_convicted=True
    )

    assert (full.status, undone.status) == ("full_justice", "complete_impunity")


def test_extinguished_only_if_for_everybody(context: Context) -> None:
    """The death of one suspect does not end the case of the other."""
    one = assess(
        context,
        step(1, "unknown", "suspect_died", accused=["x1"]),
        step(2, "detention", accused=["x2"]),
        accused=[X1, X2],
    )
    both = assess(context, step(1, "unknown", "suspect_died", accused=["x1", "x2"]), accused=[X1, X2])

    assert (one.status, both.status) == ("complete_impunity", "extinguished")
    assert both.steps == ("MX-0001#p1-1",)


@pytest.mark.parametrize(("checked", "status"), [("2024-11-22", "complete_impunity"), ("2024-11-21", "unknown")])
def test_an_old_check_says_nothing(context: Context, checked: str, status: str) -> None:
    """After 24 months "none found" is no longer known."""
    case = publish(context, acts=[make_act(date="2012")], last_checked=checked)

    assert assess_justice([case], context.vocabularies, AS_OF)[0].status == status


def test_ruled_out_by_a_court(context: Context) -> None:
    """A link is out of the calculation only where a final judgment supports that."""
    act = make_act(type="killing", motive_link="ruled_out")

    assert assess(context, step(1, "final", "conviction"), act=act).status == "not_work_related"
    assert assess(context, step(1, "complaint"), act=act).status == "complete_impunity"


def test_what_is_no_offence_is_out(context: Context) -> None:
    """An act that gives no rise to criminal proceedings is neither justice nor impunity."""
    assert assess(context, act=make_act(type="information_denial")).status == "not_criminal"


@pytest.mark.parametrize(
    ("side", "kind"),
    [
        ("against_state", "criminal"),
        ("against_defender", "criminal"),
        ("against_suspects", "amparo"),
        ("against_suspects", "military_justice"),
        ("against_state", "inter_american"),
        ("against_state", "truth_commission"),
    ],
)
def test_only_criminal_proceedings_against_suspects_are_justice(context: Context, side: str, kind: str) -> None:
    """A conviction elsewhere, or of the defender, never counts."""
    found = assess(context, step(1, "judgment_first_instance", "conviction"), side=side, kind=kind)

    assert (found.status, found.evidence, found.furthest) == ("complete_impunity", "none", None)


def test_paused_is_not_open_and_reopened_is(context: Context) -> None:
    """Temporary archiving pauses; a later step opens again."""
    archived = step(1, "initial_investigation", "temporary_archive")

    assert not assess(context, archived).is_open
    assert assess(context, archived, step(2, "reopening", "unknown")).is_open


def test_steps_told_out_of_order(context: Context) -> None:
    """A step that is certainly earlier is read first, wherever the file has it."""
    found = assess(
        context,
        step(2, "appeal", "conviction_overturned"),
        step(1, "judgment_first_instance", "conviction"),
    )

    assert found.status == "complete_impunity"


def test_an_act_told_twice_counts_once_with_the_proceedings_of_both(context: Context) -> None:
    """It is counted where it points to, and the conviction told in the other case counts."""
    first = publish(context, acts=[make_act(type="killing")], proceedings=[make_proceeding()])
    second = publish(
        context,
        id="MX-0002",
        slug="otro",
        acts=[make_act("a7", type="killing", same_as="MX-0001#a1")],
        proceedings=[make_proceeding(about=["a7"], steps=[step(1, "judgment_first_instance", "conviction")])],
    )
    found = assess_justice([second, first], context.vocabularies, AS_OF)

    assert [(one.unit.id, one.status) for one in found] == [("MX-0001#a1:ana", "partial_justice")]
    assert [unit.id for unit in list_units([second])] == ["MX-0002#a7:ana"]


def test_victims_are_units(context: Context) -> None:
    """A person, a collective, and each entry of unnamed others is one; the latter are flagged."""
    collective = {"id": "grupo", "kind": "group", "name": text("Grupo", "Group"), "roles": ["organisation"]}
    victims = [
        "ana",
        "grupo",
        {"others": "43", "relation": "relatives"},
        {"others": "unknown", "relation": "colleagues"},
    ]
    case = publish(context, people=[make_person()], collectives=[collective], acts=[make_act(victims=victims)])
    units = list_units([case])

    assert [unit.id.partition(":")[2] for unit in units] == ["ana", "grupo", "_others1", "_others2"]
    assert [unit.is_unnamed for unit in units] == [False, False, True, True]
    assert [unit.person_id for unit in units] == ["MX-0001:ana", None, None, None]
