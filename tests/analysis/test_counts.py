"""Counts of records: what is told twice counts once."""

from __future__ import annotations

from random import Random

from builders import make_act, make_measure, make_proceeding, make_source, publish
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.counts import Counts, count_records
from generator.records.fields import Context
from generator.records.public import PublicCase


def test_one_case(context: Context) -> None:
    """Each kind of record is counted."""
    case = publish(
        context,
        acts=[make_act("a1"), make_act("a2", type="smear")],
        measures=[make_measure()],
        proceedings=[make_proceeding(), make_proceeding("p2")],
    )

    assert count_records([case]) == Counts(cases=1, attacks=2, measures=1, proceedings=2, sources=1)


def test_nothing() -> None:
    """No cases count as nothing, not as an error."""
    assert count_records([]) == Counts(cases=0, attacks=0, measures=0, proceedings=0, sources=0)


def test_an_act_or_measure_told_in_two_cases_counts_once(context: Context) -> None:
    """What points to another case's act or measure is not counted again."""
    first = publish(context, measures=[make_measure()])
    second = publish(
        context,
        id="MX-0002",
        slug="otro",
        acts=[make_act(same_as="MX-0001#a1"), make_act("a2")],
        measures=[make_measure(same_as="MX-0001#m1")],
    )
    counts = count_records([first, second])

    assert (counts.cases, counts.attacks, counts.measures) == (2, 2, 1)


def test_a_source_cited_by_two_cases_counts_once(context: Context) -> None:
    """Sources are one by their address; those without one are one a case."""
    acts = [make_act(sources=["s1", "s2"])]
    sources = {"s1": make_source(), "s2": make_source(url=None)}
    first = publish(context, acts=acts, sources=sources)
    second = publish(context, id="MX-0002", slug="otro", acts=acts, sources=sources)

    assert count_records([first, second]).sources == 3


@given(order=st.randoms(use_true_random=False))
def test_order_does_not_matter(context: Context, order: Random) -> None:
    """The same cases give the same counts in any order, from a list or a generator."""
    cases = _make_cases(context)
    shuffled = list(cases)
    order.shuffle(shuffled)

    assert count_records(iter(shuffled)) == count_records(cases)


def _make_cases(context: Context) -> list[PublicCase]:
    ids = [f"MX-000{number}" for number in range(1, 5)]
    return [publish(context, id=id_, acts=[make_act(f"a{n}") for n in range(n + 1)]) for n, id_ in enumerate(ids)]


def test_an_attack_is_one_victim_and_one_kind_of_act(context: Context) -> None:
    """Two people threatened together are two attacks; the unnamed people of one act count as one victim."""
    case = publish(context, acts=[make_act(victims=["ana", {"others": "18", "relation": "companions"}])])

    assert count_records([case]).attacks == 2
