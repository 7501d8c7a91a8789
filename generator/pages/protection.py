"""The section of measures: what was granted and is not verified in place, for how long, and who owes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from generator.analysis.after_grant import count_after_grant
from generator.analysis.measure_steps import State
from generator.analysis.measures import MeasureFinding
from generator.analysis.verification import count_verified
from generator.pages.data_section import find_data
from generator.pages.events import Subjects, join_names
from generator.pages.gap import Axis, GapDrawing, Tick, make_drawing, make_shared_axis, make_ticks
from generator.pages.i18n import Words
from generator.pages.leaves import (
    LeafLink,
    count_leaves,
    cut_groups,
    find_leaves,
    link_leaves,
    make_leaf_path,
    make_leaf_title,
)
from generator.pages.measure_figures import make_figures
from generator.pages.page import EditorialPage, Page, split_prose
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.standing import StandingView, list_acts_after, list_pairs, make_standing
from generator.pages.urls import GROUPINGS, Link, make_link
from generator.pages.wholes import make_measures_whole

SCRIPT = "assets/js/days.js"
"""Counts exact open days up to the reader's day; loaded only where there are any."""
OLDEST = 3
"""How many of the oldest gaps the home page shows."""

SIZE = 50
"""Measures on a leaf: 100 to 150 kB."""

_TOLD = frozenset({State.NOT_IN_PLACE, State.PARTLY})


@dataclass(frozen=True, slots=True)
class RowView:
    """One measure among others."""

    anchor: str
    case: Link
    kind: str
    beneficiaries: str
    body: str
    responsible: str
    """Empty where no source names anybody."""
    standing: StandingView
    attacks: str
    """How many certainly came after the grant; empty where none did."""
    drawing: GapDrawing | None


@dataclass(frozen=True, slots=True)
class RowsView:
    """Measures under one heading."""

    anchor: str
    title: str
    note: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """Measures in groups on one axis."""

    groups: tuple[RowsView, ...]
    ticks: tuple[Tick, ...]
    parts: frozenset[str]
    """What is drawn, for the legend."""
    script: str | None
    """Address of the script, where some days count up."""
    contents: tuple[Link, ...] = ()
    """Where each group of the whole list begins, on this leaf of it or on another."""
    leaves: tuple[LeafLink, ...] = ()


Group = tuple[str, str, str, tuple[MeasureFinding, ...]]
"""Anchor, title and note of a group, and its measures."""


@dataclass(frozen=True, slots=True)
class MeasureList:
    """Measures in groups, over as many leaves as they need."""

    groups: tuple[Group, ...]
    path: str
    """Of the first leaf."""
    axis: Axis

    @classmethod
    def of(cls, groups: Iterable[Group], path: str, scene: Scene) -> MeasureList:
        """The list of some measures at an address."""
        listed = tuple(groups)
        return cls(listed, path, make_axis(listed, scene))

    @property
    def leaves(self) -> int:
        """How many there are."""
        return count_leaves(sum(len(found) for *_, found in self.groups), SIZE)

    def make_table(self, number: int, scene: Scene) -> TableView:
        """A leaf: its part of each group, on the axis of all of them, with links to where each group begins."""
        words, whole = scene.words, [found for *_, found in self.groups]
        path = make_leaf_path(self.path, number, words)
        named = zip(self.groups, cut_groups(whole, number, SIZE), strict=True)
        shown = [(anchor, title, note, tuple(part)) for (anchor, title, note, _), part in named if part]
        starts = zip(self.groups, find_leaves(whole, SIZE), strict=True)
        hrefs = ((group, make_link(make_leaf_path(self.path, leaf, words), path), leaf) for group, leaf in starts)
        return replace(
            make_table(shown, scene, path, axis=self.axis),
            contents=tuple(
                Link(title, f"#{anchor}" if leaf == number else f"{href}#{anchor}")
                for (anchor, title, *_), href, leaf in hrefs
            ),
            leaves=link_leaves(self.path, number, sum(map(len, whole)), words, SIZE),
        )


def make_pages(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    """The page of the measures, and the leaves that follow it."""
    words = scene.words
    listed = MeasureList.of(make_groups(list_counted(scene), scene), source.path, scene)
    yield scene.make_editorial_page(source, render_protection(scene, listed, prose=source.prose))
    for number in range(2, listed.leaves + 1):
        title = make_leaf_title(source.title, number, words)
        yield scene.make_page(
            "measures",
            path=make_leaf_path(source.path, number, words),
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
        drawn=make_measures_whole(count_verified(one for one in list_counted(scene) if one.protective), scene, path),
        figures=make_figures(scene, path),
        table=listed.make_table(1, scene),
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
        table=listed.make_table(number, scene),
        as_of=scene.words.date(scene.as_of),
    )


def make_oldest(scene: Scene, page_path: str) -> TableView:
    """The oldest open gaps of protection measures that somebody has verified are missing, wholly or in part."""
    found = [one for one in list_counted(scene) if _is_owed(one)][:OLDEST]
    return make_table([("", "", "", tuple(found))], scene, page_path)


def list_counted(scene: Scene) -> tuple[MeasureFinding, ...]:
    """Every measure that was granted or asked for, once; those without verified protection for longest come first."""
    found = (one for case in scene.findings.measures.values() for one in case if one.counts)
    return tuple(sorted(found, key=_sort_key))


def make_groups(findings: Iterable[MeasureFinding], scene: Scene) -> list[Group]:
    """Measures by what is known of them: owed; not known; those that do not protect; in place; ended; the rest."""
    tests: Mapping[str, Callable[[MeasureFinding], bool]] = {
        "owed": _is_owed,
        "unknown": lambda one: one.protective and _is_open(one),
        "others": lambda one: not one.protective and _is_open(one),
        "in_place": lambda one: one.headline.state == State.IN_PLACE and one.gap is not None,
        "ended": lambda one: one.gap is not None,
        "not_granted": lambda _: True,
    }
    groups: dict[str, list[MeasureFinding]] = {name: [] for name in tests}
    for finding in findings:
        groups[next(name for name, applies in tests.items() if applies(finding))].append(finding)
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


def make_table(groups: Iterable[Group], scene: Scene, page_path: str, *, axis: Axis | None = None) -> TableView:
    """Measures in groups, with links from a page, drawn on one axis: their own, or one that they share with others."""
    listed = list(groups)
    shared = axis or make_axis(listed, scene)
    views = tuple(
        RowsView(anchor, title, note, tuple(_make_row(one, shared, scene, page_path) for one in found))
        for anchor, title, note, found in listed
    )
    rows = [row for view in views for row in view.rows]
    drawn = frozenset[str]().union(*(row.drawing.parts for row in rows if row.drawing))
    is_live = any(row.standing.days and row.standing.days.live for row in rows)
    return TableView(views, make_ticks(shared), drawn, make_link(SCRIPT, page_path) if is_live else None)


def make_axis(groups: Iterable[Group], scene: Scene) -> Axis:
    """The axis that all measures in some groups share."""
    return make_shared_axis([one for *_, found in groups for one in found], scene.as_of.latest or date.max)


def make_anchor(finding: MeasureFinding) -> str:
    """Where a measure stands in a list."""
    return finding.id.lower().replace("#", "-")


def _make_row(finding: MeasureFinding, axis: Axis, scene: Scene, page_path: str) -> RowView:
    words, case, measure = scene.words, finding.case, finding.measure
    standing = make_standing(finding, scene, page_path)
    kind = words.term("measure_kind", measure.kind)
    href = make_link(scene.addresses.case(case.slug, words.language), page_path)
    return RowView(
        anchor=make_anchor(finding),
        case=Link(words.plain(case.title), f"{href}#{measure.id}"),
        kind=kind,
        beneficiaries=Subjects(case, words).name_all(measure.beneficiaries),
        body=words.plain(measure.body.name),
        responsible=join_names([words.plain(body.name) for body in measure.responsible], words),
        standing=standing,
        attacks=standing.after[0].text if count_after_grant(list_pairs(finding, scene)).acts else "",
        drawing=make_drawing(finding, axis, list_acts_after(finding, scene)),
    )


def make_label(kind: str, standing: StandingView, scene: Scene) -> str:
    """A drawing in one sentence."""
    days = standing.days
    parts = (kind, standing.chip.text, f"{days.text}, {days.since}" if days else "")
    return scene.words.get("gap.label", text=". ".join(part for part in parts if part))


def _is_open(finding: MeasureFinding) -> bool:
    return finding.gap is not None and finding.gap.is_open


def _is_owed(finding: MeasureFinding) -> bool:
    """Whether it protects and somebody other than the authority has seen it missing, wholly or in part."""
    return finding.protective and _is_open(finding) and finding.headline.state in _TOLD


def _sort_key(finding: MeasureFinding) -> tuple[int, str]:
    days = finding.gap.days if finding.gap else None
    return (-days.low if days else 0, finding.id)
