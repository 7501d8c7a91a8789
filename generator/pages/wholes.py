"""All that a section counts, in one bar and one sentence: what is said at a glance, before any detail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from generator.analysis.figures import Figure
from generator.analysis.measure_steps import State
from generator.pages.charts import Piece, make_stack
from generator.pages.data_section import find_definition
from generator.pages.figure_rows import name_figure
from generator.pages.legends import KeyView, get_texture
from generator.pages.scene import Scene
from generator.pages.standing import STATES

IMPLEMENTED, JUSTICE, IMPUNITY = "measure_implementation_rate", "justice_breakdown", "impunity_share"
"""Codes of the indicators."""

Part = tuple[str, int, str]
"""Texture, amount and name of a part."""


class WholeView(Struct, frozen=True):
    """The bar, its parts with their numbers, and what they say together."""

    anchor: str
    title: str
    keys: tuple[KeyView, ...]
    pieces: tuple[Piece, ...]
    note: str
    """Which ones are counted, and what unknown means."""
    href: str
    """How it is counted; empty where the site does not say."""


def make_measures_whole(verified: Iterable[tuple[State, int]], scene: Scene, path: str) -> WholeView | None:
    """Protection measures in force by what was verified of them; none where there are none."""
    words, parts = scene.words, list_measures(verified, scene)
    total = sum(amount for _, amount, _ in parts)
    if not total:
        return None
    there = sum(amount for texture, amount, _ in parts if texture == "yes")
    title = f"{words.count('measures.whole_of', total)}, {words.count('measures.whole', there)}"
    href = find_definition(scene, IMPLEMENTED, path)
    return _make("medidas", parts, scene, title=title, note=words.get("measures.whole_note"), href=href)


def list_measures(verified: Iterable[tuple[State, int]], scene: Scene) -> list[Part]:
    """The parts of a bar of measures, with their words."""
    return [(STATES[state][0], amount, scene.words.get(STATES[state][1])) for state, amount in verified]


def make_main_justice(scene: Scene, path: str) -> WholeView | None:
    """All attacks whose link to the work is confirmed, by class of justice; none where nothing is counted."""
    if IMPUNITY not in scene.findings.indicators.by_code:
        return None
    share = scene.findings.statistics.find(IMPUNITY)
    return make_justice_whole(share, scene.findings.statistics.select(JUSTICE), scene, path)


def make_justice_whole(share: Figure | None, classes: Sequence[Figure], scene: Scene, path: str) -> WholeView | None:
    """Attacks by class of justice, and how many are without a conviction; none where nothing is, or may be, told."""
    words, indicators = scene.words, scene.findings.indicators
    if share is None or not (share.denominator or share.unknown):
        return None
    figures, scope = [one for one in classes if one.scope == share.scope], share.scope
    if share.suppressed or any(one.suppressed for one in figures):
        return None
    parts = [(get_texture(one.row, words), one.numerator or 0, name_figure(one, scene)) for one in figures]
    note = words.get("impunity.whole_note", scope=words.plain(indicators.scopes[scope].about))
    empty = say_empty((name for _, amount, name in parts if not amount), scene)
    total = sum(amount for _, amount, _ in parts)
    title = f"{words.count('impunity.whole_of', total)}, {words.count('impunity.whole', share.numerator or 0)}"
    href = find_definition(scene, JUSTICE, path)
    return _make("justicia-penal", parts, scene, title=title, note=f"{note} {empty}".strip(), href=href)


def say_empty(names: Iterable[str], scene: Scene) -> str:
    """Which parts count nothing: they cannot be seen in a bar."""
    listed = "; ".join(names)
    return scene.words.get("chart.nothing_in", parts=listed) if listed else ""


def _make(  # noqa: PLR0913 - what the template prints
    anchor: str, parts: Sequence[Part], scene: Scene, *, title: str, note: str, href: str
) -> WholeView:
    shown = [part for part in parts if part[1]]
    return WholeView(
        anchor=anchor,
        title=title,
        keys=tuple(KeyView(texture, name, scene.words.number(amount)) for texture, amount, name in shown),
        pieces=make_stack([(texture, amount) for texture, amount, _ in shown], sum(amount for _, amount, _ in shown)),
        note=note,
        href=href,
    )
