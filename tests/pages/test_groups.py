"""Groups of tasks: naming one looks into no case, and what is made of a case alone is what is made of it among all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import pytest
from msgspec.structs import replace

from generator.analysis.findings import find_all
from generator.analysis.linked import group_linked
from generator.analysis.part_table import PartTable
from generator.analysis.parts import PARTS, WHOLE
from generator.config import SiteOptions
from generator.inputs import join_all, make_inputs
from generator.pages.page import EditorialPage
from generator.pages.scene import Scene
from generator.pages.site import make_scenes
from generator.pages.task import Group, Inputs, list_tasks
from generator.plan import list_all_groups
from generator.publishing.card_files import Drawer
from generator.records.public import PublicCase
from generator.records.reading import Records

Editorial = Mapping[tuple[str, str], EditorialPage]


@dataclass(frozen=True, slots=True)
class Closed:
    """Stands where a case is, and holds nothing but its address."""

    id: str
    slug: str


def list_names(scenes: tuple[Scene, ...], editorial: Editorial, options: SiteOptions) -> list[tuple[str, str]]:
    """Return name and key of each group."""
    inputs = Inputs(cases=PartTable.of({case.id: {WHOLE: "1"} for case in scenes[0].cases}))
    return [
        (one.name, inputs.digest(one.needs)) for one in list_all_groups(scenes, editorial, options, Drawer(None).draw)
    ]


def test_naming_groups_looks_into_no_case(records: Records, editorial: Editorial, options: SiteOptions) -> None:
    """Nor does it derive anything: most builds do no more than this with most cases."""
    closed = tuple(cast("PublicCase", Closed(case.id, case.slug)) for case in records.cases)
    found = [
        list_names(make_scenes(replace(records, cases=cases), editorial, options, findings, {}), editorial, options)
        for cases in (records.cases, closed)
        for findings in (find_all(replace(records, cases=cases)),)
    ]
    assert found[0] == found[1]
    assert len({name for name, _ in found[0]}) == len(found[0])


def test_a_case_is_made_alike_alone_and_among_all(
    scenes: tuple[Scene, ...], records: Records, editorial: Editorial, options: SiteOptions
) -> None:
    """Its page, cards, feed and calendar tell of no case but those that it is linked with."""
    findings = find_all(records)
    alone = tuple(replace(scene, findings=findings) for scene in scenes)
    whole, few = (list_all_groups(each, editorial, options, Drawer(None).draw) for each in (scenes, alone))
    of_cases = [pair for pair in zip(whole, few, strict=True) if pair[0].name.startswith("cases ")]
    assert {id_ for group, _ in of_cases for id_ in group.needs.cases} == {case.id for case in records.cases}
    for pair in of_cases:
        made = [make_all(group) for group in pair]
        assert made[0] == made[1]
    assert not findings.material.is_derived
    assert any(len(group) > 1 for group in findings.linked.values())


def test_no_two_tasks_have_one_name(scenes: tuple[Scene, ...], editorial: Editorial, options: SiteOptions) -> None:
    """They are known by it: of two of one name the site would have what one of them makes."""
    names = [task.name for task in list_tasks(list_all_groups(scenes, editorial, options, Drawer(None).draw))]
    assert len(names) > 200
    assert len(names) == len(set(names))


def make_all(group: Group) -> list[object]:
    """Return what the tasks of a group make."""
    return [made for task in list_tasks([group]) for made in task.make()]


def test_figures_are_of_all_cases(records: Records) -> None:
    """Of a few of them nobody can count anything by mistake."""
    few = find_all(records).near(records.cases[0].id)
    assert {case.id for case in few.cases} == {*find_all(records).linked[records.cases[0].id]}
    with pytest.raises(ValueError, match="all cases"):
        _ = few.statistics


def test_cases_that_mention_one_that_is_not_public_are_linked() -> None:
    """An attack that all of them tell is counted in the first of them: each depends on the others."""
    linked = group_linked({"a": frozenset({"x"}), "b": frozenset({"x"}), "c": frozenset({"y"}), "d": frozenset("a")})
    assert linked == {"a": ("a", "b", "d"), "b": ("a", "b", "d"), "c": ("c",), "d": ("a", "b", "d")}


def test_digests_of_linked_cases_change_together(editorial: Editorial, records: Records) -> None:
    """So does the key of the group of each of them."""
    linked = group_linked({"a": frozenset({"b"}), "b": frozenset(), "c": frozenset()})

    def find(word: str) -> Inputs:
        parts = {id_: {**dict.fromkeys((*PARTS, WHOLE), id_)} for id_ in "abc"} | {
            "b": dict.fromkeys((*PARTS, WHOLE), word)
        }
        table = PartTable.of(parts)
        return make_inputs(table, editorial, linked, join_all(table), {"contents": records.contents})

    one, two = find("1"), find("2")
    assert [id_ for id_ in "abc" if one.cases[id_] != two.cases[id_]] == ["a", "b"]
