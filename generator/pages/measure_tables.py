"""Measures in groups on one axis, over as many leaves as they need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from generator.analysis.after_grant import count_after_grant
from generator.analysis.measures import MeasureFinding
from generator.analysis.parts import Part
from generator.pages.events import Subjects, join_names
from generator.pages.gap import Axis, GapDrawing, Tick, make_drawing, make_shared_axis, make_ticks
from generator.pages.leaves import LeafLink, count_leaves, cut_groups, find_leaves, link_leaves, make_leaf_path
from generator.pages.scene import Scene
from generator.pages.standing import StandingView, list_acts_after, list_pairs, make_standing
from generator.pages.task import Inputs, digest_of
from generator.pages.urls import Link, make_link

SCRIPT = "assets/js/days.js"
"""Counts exact open days up to the reader's day; loaded only where there are any."""
SIZE = 50
"""Measures on a leaf: 100 to 150 kB."""

PARTS: tuple[Part, ...] = ("people", "acts", "measures")
"""What lists of measures tell of a case."""


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

    def find_inputs(self, number: int, inputs: Inputs) -> dict[str, str]:
        """What a leaf is made of: its rows, the axis of all of them, and where each group begins."""
        groups = [found for *_, found in self.groups]
        rows = [one for part in cut_groups(groups, number, SIZE) for one in part]
        shape = [(anchor, title, note, len(found)) for anchor, title, note, found in self.groups]
        return {
            **inputs.of_some(dict.fromkeys(one.case.id for one in rows), *PARTS),
            "rows": digest_of(*(one.id for one in rows)),
            "list": digest_of(repr(shape), repr(self.axis)),
        }

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
