"""The three numbers of the home page, each drawn whole: what is counted, the rest, and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from generator.analysis.figures import Figure
from generator.pages.charts import Piece, make_stack
from generator.pages.legends import KeyView
from generator.pages.measure_figures import FigureView, make_figure
from generator.pages.scene import Scene
from generator.pages.standing import STATES

MEASURES, ATTACKS, JUSTICE = "measure_implementation_rate", "attacked_while_unprotected", "impunity_share"
"""Codes of the indicators, in order."""
UNIT, ROW = 17, 14
"""Pixels from one square to the next; squares in a row."""
MOST = 20 * ROW
"""So many are drawn as squares; of more, a bar."""

Parts = Sequence[tuple[str, int, str]]
"""Texture, amount, and the key of its words."""

_REST: Mapping[str, Sequence[tuple[str, str]]] = {
    ATTACKS: (("no", "stat.missing"), ("yes", "stat.there")),
    JUSTICE: (("no", "stat.no_conviction"), ("part", "stat.some_conviction")),
}
"""Code → textures and words of what it counts, and of the rest of its denominator."""
_WHAT = {MEASURES: "stat.measures", ATTACKS: "stat.attacks", JUSTICE: "stat.justice"}


class Unit(Struct, frozen=True):
    """One of those counted, as a square."""

    texture: str
    x: int
    y: int


class StatView(Struct, frozen=True):
    """A number, its denominator, and all of it in one drawing."""

    figure: FigureView
    what: str
    """What the number counts, as the end of a sentence."""
    base: str
    """Out of which ones."""
    keys: tuple[KeyView, ...]
    units: tuple[Unit, ...]
    """Squares, one for each; empty where it is a bar."""
    pieces: tuple[Piece, ...]

    @property
    def height(self) -> int:
        """Of the drawing, in pixels."""
        return self.units[-1].y + UNIT if self.units else 32


def make_stats(scene: Scene, path: str) -> tuple[StatView, ...]:
    """The three numbers; those the site has no words for are left out."""
    found = ((code, scene.findings.statistics.find(code)) for code in _WHAT)
    return tuple(_make_stat(figure, scene, path) for _, figure in found if figure)


def _make_stat(figure: Figure, scene: Scene, path: str) -> StatView:
    words = scene.words
    parts = [part for part in list_parts(figure, scene) if part[1]]
    total = sum(amount for _, amount, _ in parts)
    is_grid = figure.code == MEASURES and total <= MOST
    return StatView(
        figure=make_figure(figure, scene, path),
        what=words.get(_WHAT[figure.code]),
        base=_describe_base(figure, scene),
        keys=tuple(KeyView(texture, words.get(key), words.number(amount)) for texture, amount, key in parts),
        units=tuple(make_units(parts)) if is_grid else (),
        pieces=() if is_grid else make_stack([(one, n) for one, n, _ in parts], total),
    )


def _describe_base(figure: Figure, scene: Scene) -> str:
    """Which ones enter: the scope, where there are several, else the denominator."""
    indicator = scene.findings.indicators[figure.code]
    text = indicator.denominator
    if len(indicator.scopes) > 1:
        text = scene.findings.indicators.scopes[figure.scope].about
    return scene.words.plain(text) if text else ""


def list_parts(figure: Figure, scene: Scene) -> Parts:
    """All that a figure speaks of: what it counts, the rest, and what is not known."""
    if figure.code == MEASURES:
        return [(STATES[state][0], amount, STATES[state][1]) for state, amount in scene.findings.verified]
    (hit, hit_key), (rest, rest_key) = _REST[figure.code]
    hits = figure.numerator or 0
    return [
        (hit, hits, hit_key),
        (rest, (figure.denominator or 0) - hits, rest_key),
        ("na", figure.unknown or 0, "chart.not_known"),
    ]


def make_units(parts: Parts) -> Iterator[Unit]:
    """Squares in rows, part after part."""
    textures = [texture for texture, amount, _ in parts for _ in range(amount)]
    for number, texture in enumerate(textures):
        yield Unit(texture, number % ROW * UNIT + 1, number // ROW * UNIT + 1)
