"""The time from an attack to each step of justice, as step curves of those still waiting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from generator.analysis.durations import SurvivalCurve, SurvivalRange
from generator.pages.charts import Frame, Point, count_at_risk, get_day, make_curve, make_ticks
from generator.pages.drawings import CurveView, Drawing, link_definitions
from generator.pages.figure_rows import name_figure, name_scope
from generator.pages.i18n import Words
from generator.pages.legends import KeyView
from generator.pages.plots import CurveSeries, make_curves_plot
from generator.pages.scene import Scene
from generator.pages.tables import Cell, Row, Table, make_number
from generator.pages.traces import Trace, Tracer

CODE = "time_to_milestone"
TOP, BOTTOM = 6, 86
"""Where a curve's whole and nothing are, in pixels."""

Curves: TypeAlias = dict[str, tuple[tuple[Point, ...], tuple[Point, ...]]]
"""Name of a step → its curve with each date as early, and as late, as it can be."""


def make_waits(tracer: Tracer) -> Drawing:
    """How long those attacked have waited for each step."""
    scene, words = tracer.scene, tracer.scene.words
    indicator, statistics = scene.findings.indicators[CODE], scene.findings.statistics
    names = {figure.row: name_figure(figure, scene) for figure in statistics.select(CODE)}
    found = {name: statistics.get_curve(CODE, indicator.scopes[0], row) for row, name in names.items()}
    followed = next((one.earliest.at_start for one in found.values()), 0)
    is_drawn = followed >= (indicator.min_n or 0) and followed > 0
    points = {name: (get_points(one.earliest), get_points(one.latest)) for name, one in found.items()}
    curves = tuple(_list_curves(found, points, words)) if is_drawn else ()
    too_few = () if is_drawn else (words.get("wait.too_few", n=indicator.min_n or 0),)
    return Drawing(
        id="tiempo",
        title=words.plain(indicator.label),
        text=f"{name_scope(scene, indicator.scopes[0])}. " + words.count("wait.text", followed),
        keys=tuple(KeyView(texture, words.get(key)) for texture, key in _KEYS) if curves else (),
        curves=curves,
        tables=(_make_table(scene, found),),
        notes=(*too_few, words.plain(indicator.unknowns), words.plain(indicator.limits)),
        definitions=link_definitions(scene, tracer.path, CODE),
        traces=tuple(_trace(tracer, found)),
        plot=make_curves_plot(list(_list_series(points, words)), days=words.get("wait.days")) if curves else "",
    )


_KEYS = (("line", "wait.earliest"), ("line-late", "wait.latest"), ("line-half", "wait.half"))


def _list_curves(found: dict[str, SurvivalRange], points: Curves, words: Words) -> Iterator[CurveView]:
    until = max(day for curves in points.values() for curve in curves for day, _ in curve[-1:])
    frame = Frame(max(until, 1), TOP, BOTTOM)
    ticks = make_ticks(frame)
    for name, one in found.items():
        early, late = (make_curve(curve, frame) for curve in points[name])
        waiting = [(point.day, point.at_risk) for point in one.earliest.points]
        outcome = describe_median(one, words)
        yield CurveView(
            name=name,
            outcome=outcome,
            alternative=words.get(
                "wait.alternative",
                name=name,
                events=words.number(one.earliest.events),
                total=words.number(one.earliest.at_start),
                outcome=outcome,
            ),
            lines=early,
            other_lines=() if late == early else late,
            ticks=ticks,
            at_risk=tuple(words.number(count_at_risk(waiting, get_day(tick.years))) for tick in ticks),
        )


def get_points(curve: SurvivalCurve) -> tuple[Point, ...]:
    """Each day of a curve and the share still waiting after it."""
    return tuple((point.day, point.survival) for point in curve.points)


def describe_median(one: SurvivalRange, words: Words) -> str:
    """The median wait in words: a number of days, two of them, at least one, or none."""
    low, high = one.medians
    if low is None:
        return words.get("wait.no_median")
    if high is None:
        return words.count("wait.median_from", low)
    if low == high:
        return words.count("wait.median", low)
    return words.count("wait.median_between", high, low=words.number(low))


def _make_table(scene: Scene, found: dict[str, SurvivalRange]) -> Table:
    words = scene.words
    head = (
        Cell(words.get("wait.step")),
        *(make_number(words.get(key)) for key in ("wait.followed", "wait.arrived", "wait.undated")),
        Cell(words.get("wait.median_head")),
    )
    rows = tuple(
        Row(
            Cell(name),
            (
                make_number(words.number(one.earliest.at_start)),
                make_number(words.number(one.earliest.events)),
                make_number(words.number(len(one.undated))),
                Cell(describe_median(one, words)),
            ),
        )
        for name, one in found.items()
    )
    return Table(words.plain(scene.findings.indicators[CODE].label), head, rows)


def _trace(tracer: Tracer, found: dict[str, SurvivalRange]) -> Iterator[Trace]:
    """Those followed, and those without dates: the same for every step."""
    words = tracer.scene.words
    for one in list(found.values())[:1]:
        yield tracer.make_trace(f"{words.get('wait.followed')}: {words.number(len(one.ids))}", one.ids)
        if one.undated:
            yield tracer.make_trace(f"{words.get('wait.undated')}: {words.number(len(one.undated))}", one.undated)


def _list_series(points: Curves, words: Words) -> Iterator[CurveSeries]:
    for name, (earliest, latest) in points.items():
        yield CurveSeries(name, earliest, is_dashed=False)
        yield CurveSeries(words.get("wait.latest_of", name=name), latest, is_dashed=True)
