"""Figures of a page as a template prints them: chart, words, table, definitions, and the cases behind them."""

from __future__ import annotations

from msgspec import Struct

from generator.pages.charts import Line, Piece, Tick
from generator.pages.data_section import find_indicator
from generator.pages.legends import KeyView
from generator.pages.plots import BUNDLE_PATH, read_bundle
from generator.pages.scene import Scene
from generator.pages.tables import Table
from generator.pages.traces import Trace
from generator.pages.urls import Link, make_link

_KILO = 1000


class BarView(Struct, frozen=True):
    """A labelled bar."""

    label: str
    href: str
    pieces: tuple[Piece, ...]
    total: str


class CurveView(Struct, frozen=True):
    """A step curve with its two calculations, its axis and how many are still waiting."""

    name: str
    outcome: str
    """The median in words, or why there is none."""
    alternative: str
    lines: tuple[Line, ...]
    other_lines: tuple[Line, ...]
    """The same with every date as late as it can be; empty where nothing differs."""
    ticks: tuple[Tick, ...]
    at_risk: tuple[str, ...]
    """How many are waiting at each tick."""


class StemView(Struct, frozen=True):
    """One value of a small chart over years."""

    x: str
    """Where it stands, in per cent."""
    top: str
    """How high it reaches, in pixels from the top."""
    label: str
    """Its value, where there is room for it."""


class PanelView(Struct, frozen=True):
    """A small chart of stems over years, one of several on the same scale."""

    name: str
    note: str
    alternative: str
    """The values in one sentence."""
    stems: tuple[StemView, ...]
    ticks: tuple[tuple[str, str, str], ...]
    """Where a year stands on the axis, how its label is anchored, and the label."""
    gaps: tuple[tuple[str, str, bool], ...] = ()
    """The axis in parts: from where to where, and whether no value was seen for it; empty where it is whole."""


class Drawing(Struct, frozen=True):
    """One figure."""

    id: str
    title: str
    text: str
    """What it shows, as prose below the title."""
    alternative: str = ""
    """The chart in one sentence, for those who cannot see it."""
    keys: tuple[KeyView, ...] = ()
    bars: tuple[BarView, ...] = ()
    curves: tuple[CurveView, ...] = ()
    panels: tuple[PanelView, ...] = ()
    tables: tuple[Table, ...] = ()
    is_table_open: bool = False
    """Whether the tables are the figure, and not another form of it."""
    notes: tuple[str, ...] = ()
    definitions: tuple[Link, ...] = ()
    traces: tuple[Trace, ...] = ()
    is_half: bool = False
    """Whether two stand beside one another where there is room."""
    plot: str = ""
    """What Plotly is to draw, as JSON; empty where there is nothing to explore."""


class ExploreView(Struct, frozen=True):
    """What loads interactive figures."""

    bundle: str
    """Address of the code."""
    script: str
    """Address of the script that asks for it."""
    size: str
    """Kilobytes that are loaded, compressed."""
    guards: str
    """Ids of elements that the code must find in the page, apart by spaces."""
    full_size: str
    """The same where a server does not compress."""


def make_explore(scene: Scene, path: str) -> ExploreView:
    """What loads interactive figures on a page."""
    bundle, words = read_bundle(), scene.words
    return ExploreView(
        bundle=make_link(BUNDLE_PATH, path),
        script=make_link("assets/js/explore.js", path),
        guards=" ".join(bundle.guards),
        size=words.number(round(len(bundle.compressed) / _KILO)),
        full_size=words.number(round(len(bundle.code) / _KILO)),
    )


def link_definitions(scene: Scene, path: str, *codes: str) -> tuple[Link, ...]:
    """Links to the definitions of some indicators, where the site has a page of them."""
    labels = scene.findings.indicators
    found = ((code, find_indicator(scene, code, path)) for code in codes if code in labels)
    return tuple(Link(scene.words.plain(labels[code].label), href) for code, href in found if href)
