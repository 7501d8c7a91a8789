"""Measures in groups on one axis, over as many leaves as they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import replace

from generator.analysis.after_grant import find_acts
from generator.analysis.measure_list import ListedMeasure
from generator.analysis.measures import MeasureFinding
from generator.pages import section_parts
from generator.pages.events import join_names
from generator.pages.gap import Axis, Tick, make_drawing, make_shared_axis, make_ticks
from generator.pages.leaves import LeafLink, cut_groups, find_leaves, find_starts, link_leaves, make_leaf_path
from generator.pages.rendering import render_items, render_macro
from generator.pages.scene import Scene
from generator.pages.standing import (
    ChipView,
    DaysView,
    StandingView,
    list_acts_after,
    list_pairs,
    make_chip,
    make_days,
    say_whose_word,
)
from generator.pages.task import Inputs, digest_of
from generator.pages.urls import Link, make_link

SCRIPT = "assets/js/days.js"
"""Counts exact open days up to the reader's day; loaded only where there are any."""
SIZE = 120
"""Measures on a leaf, on average: about 110 kB where each is drawn, and half as much where none is."""


class RowView(Struct, frozen=True):
    """One measure among others."""

    case: Link
    kind: str
    body: str
    responsible: str
    """Empty where no source names anybody."""
    chip: ChipView
    days: DaysView | None
    attacks: str
    """How many certainly came after the grant; empty where none did."""
    said: tuple[str, ...]
    """Whose word it is, what the other side says, and since when the authority says nothing."""


class Row(Struct, frozen=True):
    """One measure among others, as HTML with links that lead from the root of the site."""

    whose: str
    stands: str
    told: str
    """What only some lists tell, after the rest."""
    is_live: bool
    """Whether its days count up."""


class Drawn(Struct, frozen=True):
    """The drawing of a measure among others, which stands between whose it is and how it stands."""

    html: str
    parts: frozenset[str]


class Rows(Struct, frozen=True, dict=True):
    """Measures as rows on one axis, each made once for all lists that show it."""

    scene: Scene
    axis: Axis
    brief: bool = False
    """Whether they say no more than whose they are, how they stand, and for how long."""
    _made: dict[str, Row] = field(default_factory=dict)
    _drawn: dict[str, Drawn] = field(default_factory=dict)

    @classmethod
    def of(cls, measures: Iterable[ListedMeasure], scene: Scene, *, brief: bool = False) -> Rows:
        """The rows of some measures, on the axis that they share."""
        return cls(scene, make_shared_axis(measures, scene.as_of.latest or date.max), brief)

    def near(self, shown: Iterable[ListedMeasure]) -> Rows:
        """The same rows for a list that shows few of them: of other cases nothing is derived."""
        return replace(self, scene=self.scene.near_all(one.case_id for one in shown))

    def get(self, listed: ListedMeasure) -> Row:
        """The row of a measure."""
        if listed.id not in self._made:
            finding = self.scene.findings.get_measure(listed)
            self._made[listed.id] = _render_row(_make_row(finding, self.scene), self)
        return self._made[listed.id]

    def draw(self, listed: ListedMeasure) -> Drawn:
        """Its drawing."""
        if listed.id not in self._drawn:
            finding = self.scene.findings.get_measure(listed)
            drawing = make_drawing(finding, self.axis, list_acts_after(finding, self.scene, in_words=False))
            html = render_macro("measure_drawn", self.scene.words, drawing)
            self._drawn[listed.id] = Drawn(html, _share(drawing.parts if drawing else frozenset()))
        return self._drawn[listed.id]


class RowsView(Struct, frozen=True):
    """Measures under one heading."""

    anchor: str
    title: str
    note: str
    rows: Markup


class TableView(Struct, frozen=True):
    """Measures in groups on one axis."""

    groups: tuple[RowsView, ...]
    ticks: tuple[Tick, ...]
    """None where nothing is drawn."""
    parts: frozenset[str]
    """What is drawn, for the legend."""
    script: str | None
    """Address of the script, where some days count up."""
    contents: tuple[Link, ...] = ()
    """Where each group of the whole list begins, on this leaf of it or on another."""
    leaves: tuple[LeafLink, ...] = ()


Group = tuple[str, str, str, tuple[ListedMeasure, ...]]
"""Anchor, title and note of a group, and its measures."""


class MeasureList(Struct, frozen=True, dict=True):
    """Measures in groups, over as many leaves as they need."""

    groups: tuple[Group, ...]
    path: str
    """Of the first leaf."""
    rows: Rows
    tells_all: bool = False
    """Whether rows say who granted a measure and whose word its state is; elsewhere its case does."""
    is_whole: bool = False
    """Whether it is the list that draws every measure; of others, those of one leaf do."""

    @property
    def leaves(self) -> int:
        """How many there are."""
        return len(self._starts)

    @property
    def draws(self) -> bool:
        """Whether each measure is drawn, not only told in words."""
        return self.is_whole or self.leaves == 1

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Where each of them begins: a step that gets another day moves its measure to another place."""
        return find_starts([one.id for *_, found in self.groups for one in found], SIZE)

    def find_inputs(self, number: int, inputs: Inputs) -> dict[str, str]:
        """What a leaf is made of: its rows, the axis of all of them, where each group begins, and how many follow."""
        parts = cut_groups([found for *_, found in self.groups], number, self._starts)
        rows = [one for part in parts for one in part]
        return {
            **inputs.of_some(dict.fromkeys([one.case_id for one in rows]), *section_parts.MEASURES),
            "rows": digest_of(" ".join([one.id for one in rows])),
            "list": self._shape,
        }

    @cached_property
    def _shape(self) -> str:
        """What every leaf tells of the list."""
        begun = zip(self.groups, find_leaves([found for *_, found in self.groups], self._starts), strict=True)
        shape = [self.leaves, *((anchor, title, note, leaf) for (anchor, title, note, _), leaf in begun)]
        return digest_of(repr(shape), repr(self.rows.axis if self.draws else None))

    def make_table(self, number: int) -> TableView:
        """A leaf: its part of each group, on the axis of all measures, with links to where each group begins."""
        words, whole = self.rows.scene.words, [found for *_, found in self.groups]
        path = make_leaf_path(self.path, number, words)
        named = zip(self.groups, cut_groups(whole, number, self._starts), strict=True)
        shown = [(anchor, title, note, tuple(part)) for (anchor, title, note, _), part in named if part]
        starts = zip(self.groups, find_leaves(whole, self._starts), strict=True)
        hrefs = ((group, make_link(make_leaf_path(self.path, leaf, words), path), leaf) for group, leaf in starts)
        return replace(
            make_table(shown, self.rows, path, tells_all=self.tells_all, draws=self.draws),
            contents=tuple(
                Link(title, f"#{anchor}" if leaf == number else f"{href}#{anchor}")
                for (anchor, title, *_), href, leaf in hrefs
            ),
            leaves=link_leaves(self.path, number, self.leaves, words, 1),
        )


def make_table(
    groups: Sequence[Group], rows: Rows, page_path: str, *, tells_all: bool = False, draws: bool = True
) -> TableView:
    """Measures in groups, with links from a page."""
    near = rows.near(one for *_, found in groups for one in found)
    listed = [
        (anchor, title, note, [(near.get(one), near.draw(one) if draws else None) for one in found])
        for anchor, title, note, found in groups
    ]
    views = tuple(
        RowsView(anchor, title, note, render_items(_list_html(shown, tells_all=tells_all), page_path))
        for anchor, title, note, shown in listed
    )
    pairs = [pair for *_, shown in listed for pair in shown]
    script = make_link(SCRIPT, page_path) if any(row.is_live for row, _ in pairs) else None
    parts = frozenset[str]().union(*(drawn.parts for _, drawn in pairs if drawn))
    return TableView(views, make_ticks(rows.axis) if draws else (), parts, script)


def _list_html(shown: Iterable[tuple[Row, Drawn | None]], *, tells_all: bool) -> Iterator[str]:
    for row, drawn in shown:
        yield row.whose
        if drawn:
            yield drawn.html
        yield row.stands
        if tells_all:
            yield row.told


def _make_row(finding: MeasureFinding, scene: Scene) -> RowView:
    words, case, measure = scene.words, finding.case, finding.measure
    attacks = len(find_acts(list_pairs(finding, scene)))
    return RowView(
        case=Link(words.plain(case.title), f"{scene.addresses.case(case.slug, words.language)}#{measure.id}"),
        kind=words.term("measure_kind", measure.kind),
        body=words.plain(measure.body.name),
        responsible=join_names([words.plain(body.name) for body in measure.responsible], words),
        chip=make_chip(finding, words),
        days=make_days(finding, words) if finding.gap else None,
        attacks=words.count("standing.after_grant", attacks) if attacks else "",
        said=tuple(say_whose_word(finding, words)),
    )


def _render_row(view: RowView, rows: Rows) -> Row:
    words = rows.scene.words
    return Row(
        whose=render_macro("measure_whose", words, view, rows.brief),
        stands=render_macro("measure_stands", words, view, rows.brief),
        told="" if rows.brief else render_macro("measure_told", words, view),
        is_live=bool(view.days and view.days.live),
    )


@cache
def _share(parts: frozenset[str]) -> frozenset[str]:
    """The same, held once for all rows that draw the same."""
    return parts


def make_label(kind: str, standing: StandingView, scene: Scene) -> str:
    """A drawing in one sentence."""
    days = standing.days
    parts = (kind, standing.chip.text, f"{days.text}, {days.since}" if days else "")
    return scene.words.get("gap.label", text=". ".join(part for part in parts if part))
