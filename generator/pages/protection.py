"""The section of measures: what was granted and is not verified in place, for how long, and who owes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import get_args

from generator.analysis.editions import FIGURES, NUMBERS
from generator.analysis.measure_list import Known, ListedMeasure
from generator.pages.data_section import find_data
from generator.pages.i18n import Words
from generator.pages.leaves import (
    make_leaf_path,
    make_leaf_title,
)
from generator.pages.measure_figures import make_figures
from generator.pages.measure_tables import Group, MeasureList, Rows, TableView, make_table
from generator.pages.page import EditorialPage, Page, split_prose
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.task import Inputs, Task
from generator.pages.urls import GROUPINGS, Link, make_link
from generator.pages.wholes import make_measures_whole

OLDEST = 3
"""How many of the oldest gaps the home page shows."""


def list_tasks(
    scene: Scene, source: EditorialPage, findings: Iterable[ListedMeasure], rows: Rows, inputs: Inputs
) -> Iterator[Task]:
    """The page of the measures, and each of the leaves that follow it."""
    lang = scene.words.language
    listed = MeasureList(tuple(make_groups(findings, scene)), source.path, rows, tells_all=True, is_whole=True)
    shell = inputs.of_page("measures", lang)
    # Figures lead to the cases behind them by their titles.
    told = {**inputs.of_page("measures", lang, FIGURES, NUMBERS), **inputs.of_all("people")}
    first = partial(_make_first_page, scene, source, listed)
    yield Task(f"{lang} section measures", {**told, **listed.find_inputs(1, inputs)}, first)
    for number in range(2, listed.leaves + 1):
        make = partial(_make_leaf_page, scene, source, listed, number)
        yield Task(f"{lang} measures {number}", {**shell, **listed.find_inputs(number, inputs)}, make)


def _make_first_page(scene: Scene, source: EditorialPage, listed: MeasureList) -> Iterator[Page]:
    yield scene.make_editorial_page(source, render_protection(scene, listed, prose=source.prose))


def _make_leaf_page(scene: Scene, source: EditorialPage, listed: MeasureList, number: int) -> Iterator[Page]:
    title = make_leaf_title(source.title, number, scene.words)
    yield scene.make_page(
        "measures",
        path=make_leaf_path(source.path, number, scene.words),
        title=title,
        description=source.description,
        body=render_leaf(scene, title, listed, number),
        find_path=partial(_find_leaf, scene, number),
    )


def _find_leaf(scene: Scene, number: int, words: Words) -> str:
    return make_leaf_path(scene.addresses.section("measures", words.language), number, words)


def render_protection(scene: Scene, listed: MeasureList, *, prose: str) -> str:
    """The HTML of the page of all measures, after the editor's heading and prose."""
    words, path = scene.words, listed.path
    groupings = (
        Link(words.get(f"grouping.{grouping}.title"), make_link(scene.addresses.measures_by(grouping, words), path))
        for grouping in GROUPINGS
    )
    opening, rest = split_prose(prose)
    return render_template(
        "measures",
        words,
        opening=opening,
        rest=rest,
        drawn=make_measures_whole(scene.findings.verified, scene, path),
        figures=make_figures(scene, path),
        table=listed.make_table(1),
        groupings=tuple(groupings),
        as_of=words.date(scene.as_of),
        data_href=find_data(scene, path),
        methodology_href=make_link(scene.section("methodology"), path),
    )


def render_leaf(scene: Scene, title: str, listed: MeasureList, number: int) -> str:
    """The HTML of a further leaf of all measures."""
    return render_template(
        "measure_groups",
        scene.words,
        title=title,
        section_href=make_link(listed.path, make_leaf_path(listed.path, number, scene.words)),
        kicker=None,
        authorities=(),
        table=listed.make_table(number),
        as_of=scene.words.date(scene.as_of),
    )


def list_oldest(scene: Scene) -> tuple[ListedMeasure, ...]:
    """The measures with the oldest open gaps that somebody has verified."""
    return tuple(islice((one for one in scene.findings.counted if one.known == "owed"), OLDEST))


def make_oldest(scene: Scene, page_path: str) -> TableView:
    """The oldest open gaps of protection measures that somebody has verified are missing, wholly or in part."""
    found = list_oldest(scene)
    return make_table([("", "", "", found)], Rows.of(found, scene, brief=True), page_path)


def make_groups(findings: Iterable[ListedMeasure], scene: Scene) -> list[Group]:
    """Measures by what is known of them: owed; not known; those that do not protect; in place; ended; the rest."""
    groups: dict[Known, list[ListedMeasure]] = {name: [] for name in get_args(Known)}
    for finding in findings:
        groups[finding.known].append(finding)
    words = scene.words
    return [
        (
            group.replace("_", "-"),
            f"{words.get(f'measures.{group}')} ({words.number(len(found))})",
            words.get(f"measures.{group}_note"),
            tuple(found),
        )
        for group, found in groups.items()
        if found
    ]
