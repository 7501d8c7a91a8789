"""What is documented before killings and disappearances: earlier only where every possible day is, each act once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import make_act, make_case, make_measure, make_person, parse_case, publish
from chronicles import AS_OF, PRECISE, VAGUE, make_steps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analysis.antecedents import Loss
from generator.analysis.intervals import make_window
from generator.analysis.statistics import Statistics, make_material
from generator.analysis.things import Things
from generator.records.dates import parse_date
from generator.records.fields import Context
from generator.records.public import PublicCase
from generator.records.publication import publish_case
from generator.records.reading import Layout, Records, read_records

REPOSITORY = Path(__file__).parent.parent.parent
EXPECTED = yaml.safe_load((Path(__file__).parent / "expected" / "antecedents.yml").read_text("utf-8"))
HYPOTHESIS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
KILLING = "2015-06-15"
ENDED = ("2020-01-01", "lifted")
TYPES = ("torture", "physical_attack", "sexual_violence", "killing", "threat")


@pytest.fixture(scope="module")
def records() -> Records:
    """Return the records of the site."""
    layout = Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", ("es", "en"))
    return read_records(layout, as_of=AS_OF)


def find(context: Context, cases: Iterable[PublicCase]) -> tuple[Loss, ...]:
    """Return the losses of some cases."""
    return make_material(cases, context.vocabularies, AS_OF).losses


def find_one(context: Context, *acts: dict[str, Any], loss: str = KILLING, kind: str = "killing", **more: Any) -> Loss:
    """Return the loss of the person of a case with some acts besides."""
    lost = make_act("a9", date=loss, type=kind)
    (found,) = find(context, [publish(context, acts=[*acts, lost], **more)])
    return found


@pytest.mark.parametrize("slug", EXPECTED)
def test_losses_of_real_cases(records: Records, slug: str) -> None:
    """Four real cases come out as somebody who read their files says."""
    losses = make_material(records.cases, records.vocabularies, AS_OF).losses
    found = {
        loss.unit.id.partition("#")[2]: {
            "earlier_class": loss.earlier_class,
            "protection_class": loss.protection_class,
            "earlier": [[one.act.id, one.relation, one.order, one.days.low, one.days.high] for one in loss.earlier],
        }
        for loss in losses
        if loss.unit.case.slug == slug
    }

    assert found == EXPECTED[slug]


@pytest.mark.parametrize(
    ("date", "order"),
    [
        ("2015-06-14", "before"),
        ("2015-05", "before"),
        ("2015-06", "unclear"),
        ("2015", "unclear"),
        ("unknown", "unclear"),
        (KILLING, None),
        ("2015-06-16", None),
    ],
)
def test_order(context: Context, date: str, order: str | None) -> None:
    """Earlier for certain, perhaps, or not: the same day is no day before."""
    loss = find_one(context, make_act("a1", date=date))

    assert [one.order for one in loss.earlier] == ([order] if order else [])
    assert loss.earlier_class == {"before": "person", "unclear": "unclear_only", None: "none_on_record"}[order]


def test_disappearances_are_losses_and_attempts_are_not(context: Context) -> None:
    """What the vocabulary calls a loss, and nothing else."""
    assert find_one(context, kind="disappearance_unqualified").earlier_class == "none_on_record"
    assert find(context, [publish(context, acts=[make_act(type="attempted_killing")])]) == ()


def test_of_the_same_collective(context: Context) -> None:
    """Acts against their collective, or others of it, count apart; against strangers and unnamed people never."""
    people = [make_person(), make_person("eva"), make_person("otra", name="Otra")]
    family = {"id": "casa", "kind": "family", "name": {"es": "F", "en": "F"}, "members": ["ana", "eva"]}
    family["roles"] = ["unknown"]
    acts = {"casa": "circle_only", "eva": "circle_only", "otra": "none_on_record"}
    for victim, expected in acts.items():
        earlier = make_act("a1", date="2014-01-01", victims=[victim])
        assert find_one(context, earlier, people=people, collectives=[family]).earlier_class == expected
    unnamed = make_act("a1", date="2014-01-01", victims=[{"others": "2", "relation": "relatives"}])
    assert find_one(context, unnamed).earlier_class == "none_on_record"
    both = [make_act("a1", date="2014-01-01", victims=["eva"]), make_act("a2", date="2013-01-01")]
    assert find_one(context, *both, people=people, collectives=[family]).earlier_class == "person"


def test_unnamed_people_cannot_be_followed(context: Context) -> None:
    """Nothing is said of what happened to them before."""
    acts = [make_act("a1"), make_act("a9", date=KILLING, type="killing", victims=[{"others": "3"}])]
    (loss,) = find(context, [publish(context, acts=acts)])

    assert (loss.earlier_class, loss.protection_class, loss.earlier) == ("unnamed", "unnamed", ())


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("2014-01-10", "granted"), ENDED], "not_known"),
        ([("2014-01-10", "granted"), ("2014-02-01", "not_in_place"), ENDED], "not_in_place"),
        ([("2014-01-10", "granted"), ("2014-02-01", "in_place"), ENDED], "in_place"),
        ([("2015", "granted"), ENDED], "uncertain"),
        ([("2014-01-10", "requested")], "requested"),
        ([("2014-01-10", "granted"), ("2015-05-15", "lifted")], "ended"),
        ([("2014-01-10", "granted"), ("2014-05-15", "lifted")], "none_on_record"),
        ([("2016-01-10", "granted"), ENDED], "none_on_record"),
    ],
)
def test_protection_that_day(context: Context, told: list[tuple[str, ...]], expected: str) -> None:
    """How a measure for the person stood on the day."""
    loss = find_one(context, measures=[make_measure(steps=make_steps(*told))])

    assert loss.protection_class == expected


def test_the_measure_that_was_missing_decides(context: Context) -> None:
    """Of two measures in force, one in place and one not; one for somebody else says nothing."""
    good = make_measure("m1", steps=make_steps(("2014-01-10", "granted"), ("2014-02-01", "in_place"), ENDED))
    bad = make_measure("m2", steps=make_steps(("2014-01-10", "granted"), ("2014-02-01", "not_in_place"), ENDED))
    for number, step in enumerate(bad["steps"]):
        step["id"] = f"m2-{number}"
    people = [make_person(), make_person("eva")]

    assert find_one(context, measures=[good, bad]).protection_class == "not_in_place"
    assert (
        find_one(context, measures=[good, bad | {"beneficiaries": ["eva"]}], people=people).protection_class
        == "in_place"
    )


def test_told_in_two_cases_counts_once(context: Context) -> None:
    """What the other case tells of the same person is seen, and what both tell is one act."""
    killing = make_act("a9", date=KILLING, type="killing")
    one = publish(context, acts=[make_act("a1", date="2014-01-01"), killing])
    raw = make_case(
        id="MX-0002",
        people=[make_person("hermana")],
        acts=[
            make_act("a4", date="2014-01-01", victims=["hermana"], same_as="MX-0001#a1"),
            make_act("a5", date="2014-07", type="surveillance", victims=["hermana"]),
            make_act("a6", date=KILLING, type="killing", victims=["hermana"], same_as="MX-0001#a9"),
        ],
    )
    other = publish_case(parse_case(context, raw).case, as_of=AS_OF, vocabularies=context.vocabularies)
    assert isinstance(other, PublicCase)
    (loss,) = find(context, [other, one])

    assert [one.act_id for one in loss.earlier] == ["MX-0001#a1", "MX-0002#a5"]


@HYPOTHESIS
@given(loss=PRECISE, acts=st.lists(st.tuples(VAGUE, st.sampled_from(["threat", "raid"])), max_size=4), data=st.data())
def test_before_only_where_every_possible_day_is(
    context: Context, loss: str, acts: list[tuple[str, str]], data: st.DataObject
) -> None:
    """What is called earlier is earlier on whatever exact days, and so many days as were said."""
    told = [make_act(f"a{number}", date=date, type=kind) for number, (date, kind) in enumerate(acts)]
    found = find_one(context, *told, loss=loss)
    day = make_window(parse_date(loss)).first
    listed = {one.act.id: one for one in found.earlier}
    for act in told:
        window = make_window(parse_date(act["date"]))
        exact = window.first + timedelta(days=data.draw(st.integers(0, (window.last - window.first).days)))
        one = listed.get(act["id"])
        if one is None:
            assert window.first >= day
        elif one.order == "before":
            assert exact < day
            assert one.days.low <= (day - exact).days <= (one.days.high or 0)
        else:
            assert window.last >= day > window.first


def test_every_loss_is_in_one_row(records: Records) -> None:
    """The classes add up to all losses in every scope; kinds of act never exceed those with an act before."""
    found = Statistics(Things.of(make_material(records.cases, records.vocabularies, AS_OF)), records.indicators)
    for scope in records.indicators["losses_with_earlier_acts"].scopes:
        for code in ("losses_with_earlier_acts", "losses_by_protection"):
            figures = found.select(code, scope=scope)
            assert {figure.denominator for figure in figures} == {sum(figure.numerator or 0 for figure in figures)}
            assert not any(figure.shows_percentage for figure in figures)
        person = found.find("losses_with_earlier_acts", scope=scope, row="person")
        assert person is not None
        for figure in found.select("losses_by_earlier_group", scope=scope):
            assert set(figure.ids) <= set(person.ids)
            assert (figure.numerator or 0) + (figure.unknown or 0) == figure.denominator


def test_groups_by_year_add_up(records: Records) -> None:
    """The groups hold each attack once, over all years and as a whole."""
    found = Statistics(Things.of(make_material(records.cases, records.vocabularies, AS_OF)), records.indicators)
    attacks = found.find("attacks_documented")
    assert attacks is not None
    for figures in (found.select("attacks_by_group"), found.select("attacks_by_group", breakdown="year")):
        assert sum(figure.numerator or 0 for figure in figures) == attacks.numerator
