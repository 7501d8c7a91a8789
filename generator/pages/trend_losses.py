"""What is documented before killings and disappearances, and how measures stood that day, as figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.analysis.figures import Figure
from generator.pages.drawings import BarView, Drawing, link_definitions
from generator.pages.figure_rows import make_bar, name_figure, name_scope, trace_rows
from generator.pages.legends import KeyView
from generator.pages.plots import Series, make_bars_plot
from generator.pages.scene import Scene
from generator.pages.tables import Cell, Row, Table, make_number
from generator.pages.traces import Tracer

SPLITS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "losses_with_earlier_acts": (
        "antes",
        "trends.before",
        {"person": "ink", "circle_only": "ink", "unclear_only": "na", "none_on_record": "na", "unnamed": "na"},
    ),
    "losses_by_protection": (
        "medidas",
        "trends.protection",
        {"in_place": "yes", "not_in_place": "no", "requested": "no", "ended": "off"},
    ),
}
"""Indicator → anchor of its figure, key of its title, and textures of its rows; all others are not known."""
KINDS = "losses_by_earlier_group"


def draw_losses(tracer: Tracer) -> Iterator[Drawing]:
    """What is on record before, by how close and by kind; and the measures of the day."""
    yield _draw_split(tracer, "losses_with_earlier_acts")
    yield _draw_kinds(tracer)
    yield _draw_split(tracer, "losses_by_protection")


def _draw_split(tracer: Tracer, code: str) -> Drawing:
    """All losses by one of their classes; each is in one row."""
    scene, words = tracer.scene, tracer.scene.words
    anchor, title, textures = SPLITS[code]
    indicator = scene.findings.indicators[code]
    figures = scene.findings.statistics.select(code)
    total = figures[0].denominator or 0 if figures else 0
    bars = tuple(
        make_bar(name_figure(one, scene), [(textures.get(one.row or "", "na"), one.numerator or 0)], words, total=total)
        for one in figures
    )
    return Drawing(
        id=anchor,
        title=words.get(title),
        text=f"{words.plain(indicator.definition)} {words.count('trends.losses', total)}",
        alternative=words.get(title),
        bars=bars,
        tables=(_make_share_table(scene, code),),
        notes=(words.get("trends.caveat"), words.plain(indicator.unknowns), words.plain(indicator.limits)),
        definitions=link_definitions(scene, tracer.path, code),
        traces=tuple(trace_rows(tracer, figures)),
        plot=_plot_split(scene, figures, textures),
    )


def _plot_split(scene: Scene, figures: tuple[Figure, ...], textures: Mapping[str, str]) -> str:
    labels = [name_figure(one, scene) for one in figures]
    used = dict.fromkeys(textures.get(one.row or "", "na") for one in figures)
    names = {"na": "chart.not_known", "ink": "trends.documented", "yes": "gap.yes", "no": "gap.no", "off": "gap.end"}
    series = [
        Series(
            scene.words.get(names[texture]),
            texture,
            tuple((one.numerator or 0) if textures.get(one.row or "", "na") == texture else 0 for one in figures),
        )
        for texture in used
    ]
    return make_bars_plot(labels, series) if labels else ""


def _make_share_table(scene: Scene, code: str) -> Table:
    """Each row in every scope, out of how many."""
    words, statistics = scene.words, scene.findings.statistics
    scopes = scene.findings.indicators[code].scopes
    columns = [statistics.select(code, scope=scope) for scope in scopes]
    head = (Cell(words.get("chart.row")), *(make_number(name_scope(scene, scope)) for scope in scopes))
    rows = tuple(
        Row(
            Cell(name_figure(figures[0], scene)),
            tuple(
                make_number(
                    words.get(
                        "sum.parts", part=words.number(one.numerator or 0), whole=words.number(one.denominator or 0)
                    )
                )
                for one in figures
            ),
        )
        for figures in zip(*columns, strict=True)
    )
    return Table(words.plain(scene.findings.indicators[code].label), head, rows)


def _draw_kinds(tracer: Tracer) -> Drawing:
    """Before how many losses an attack of each group is on record; the rest is not known."""
    scene, words = tracer.scene, tracer.scene.words
    indicator = scene.findings.indicators[KINDS]
    figures = scene.findings.statistics.select(KINDS)
    bars = []
    for one in figures:
        hits, unknown = one.numerator or 0, one.unknown or 0
        bar = make_bar(name_figure(one, scene), [("ink", hits), ("na", unknown)], words)
        total = words.get("sum.parts", part=words.number(hits), whole=words.number(one.denominator or 0))
        bars.append(BarView(bar.label, "", bar.pieces, total))
    return Drawing(
        id="clases-antes",
        title=words.get("trends.kinds"),
        text=words.plain(indicator.definition),
        alternative=words.get("trends.kinds"),
        keys=(KeyView("ink", words.get("trends.documented")), KeyView("na", words.get("chart.not_known"))),
        bars=tuple(bars),
        tables=(_make_share_table(scene, KINDS),),
        notes=(words.get("trends.caveat"), words.plain(indicator.unknowns), words.plain(indicator.limits)),
        definitions=link_definitions(scene, tracer.path, KINDS),
        traces=tuple(trace_rows(tracer, figures)),
        plot=make_bars_plot(
            [name_figure(one, scene) for one in figures],
            [
                Series(words.get("trends.documented"), "ink", tuple(one.numerator or 0 for one in figures)),
                Series(words.get("chart.not_known"), "na", tuple(one.unknown or 0 for one in figures)),
            ],
        ),
    )
