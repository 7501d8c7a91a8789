"""Makes the share cards of one language: one for each case, one for each indicator that is one figure, one for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.pages.card import SITE, CardText, ShareCard, make_card_path
from generator.pages.case_scene import CaseScene
from generator.pages.gap import Bar, GapDrawing, Texture
from generator.pages.i18n import Words
from generator.pages.legends import KeyView, get_texture
from generator.pages.measures import MeasureView
from generator.pages.scene import Scene
from generator.pages.standing import DaysView
from generator.records.public import PublicCase

if TYPE_CHECKING:
    from generator.analysis.figures import Figure
    from generator.pages.stats import StatView

_DOT = " · "
_TEXTURES: tuple[Texture, ...] = ("yes", "part", "no", "off", "na")
_ORDER: tuple[str, ...] = _TEXTURES
"""Of the parts of a stacked bar."""


def make_other_cards(scene: Scene) -> Iterator[ShareCard]:
    """The cards of one language that are not of a case: those of figures, and that of the site."""
    maker = CardMaker(scene)
    yield maker.make_site_card()
    for figure in list_single_figures(scene):
        yield maker.make_figure_card(figure)


def list_card_paths(scene: Scene) -> Iterator[str]:
    """Where every card of one language may lie; nothing is derived for it."""
    figures = (make_figure_name(code) for code in scene.findings.indicators)
    for name in (SITE, *(case.id for case in scene.cases), *figures):
        yield make_card_path(name, scene.words.language)


def list_single_figures(scene: Scene) -> Iterator[Figure]:
    """The main figure of each indicator that is one number."""
    for indicator in scene.findings.indicators.values():
        if indicator.rows is None:
            figure = scene.findings.statistics.find(indicator.code)
            if figure is not None:
                yield figure


class CardMaker:
    """Makes the cards of one language."""

    def __init__(self, scene: Scene) -> None:
        """Make cards of a scene."""
        self.scene = scene
        self.words: Words = scene.words
        url = urlsplit(scene.site_url or "")
        self.host = f"{url.netloc}{url.path}".rstrip("/")

    @cached_property
    def stats(self) -> dict[str, StatView]:
        """The main numbers as the home page tells them, by name."""
        from generator.pages.stats import make_stats  # noqa: PLC0415 - most edits change no figure: loading code takes time

        return {stat.figure.code: stat for stat in make_stats(self.scene, "")}

    def make_site_card(self) -> ShareCard:
        """The card of pages without one of their own: what the site promises to show."""
        text = CardText(
            kicker=self.scene.site_name,
            title=self.scene.addresses.title("home", self.words.language),
            lead=self.words.get("card.call"),
            detail=self.words.count("card.cases", len(self.scene.cases)),
            ends=("", ""),
            source=self._source,
            address=self.host,
        )
        return ShareCard(SITE, self.words.language, text, None)

    def make_case_card(self, here: CaseScene) -> ShareCard:
        """The card of a case: who they are, what they defend, and the gap."""
        case, found = here.case, here.card_measure
        lead, detail, ends, drawing = self._tell_measure(found.view) if found else self._tell_justice(here)
        rights = ", ".join(self.words.term_inside("right_defended", code) for code in case.defends)
        text = CardText(
            kicker=f"{self.words.get('card.defends')} {rights}",
            title=self.words.plain(case.title),
            lead=lead,
            detail=detail,
            ends=ends,
            source=self._source,
            address=_DOT.join(part for part in (case.id, self.host) if part),
        )
        return ShareCard(case.id, self.words.language, text, drawing)

    def make_figure_card(self, figure: Figure) -> ShareCard:
        """The card of an indicator's main figure: the number, what it says, and what is not known."""
        from generator.pages.figure_rows import name_scope  # noqa: PLC0415 - as above
        from generator.pages.stats import list_parts as list_stat_parts  # noqa: PLC0415
        from generator.pages.values import list_parts  # noqa: PLC0415

        words, indicator = self.words, self.scene.findings.indicators[figure.code]
        name = make_figure_name(figure.code)
        told, *more = list_parts(figure, indicator, words)
        if figure.denominator and figure.numerator is not None:
            whole = words.number(figure.denominator)
            told = words.get("card.of", part=words.number(figure.numerator), whole=whole)
        stat = self.stats.get(name)
        definition = words.plain(indicator.numerator if indicator.kind == "median" else indicator.definition)
        text = CardText(
            kicker=words.plain(indicator.label),
            title=told,
            lead=stat.what if stat else definition,
            detail=_DOT.join([*more, name_scope(self.scene, figure.scope)]),
            ends=(_DOT.join(f"{key.label}: {key.value}" for key in stat.keys), "") if stat else ("", ""),
            source=self._source,
            address=self.host,
        )
        parts = list_stat_parts(figure, self.scene) if stat else ()
        drawing = make_stack_drawing([(texture, amount) for texture, amount, _ in parts])
        return ShareCard(name, words.language, text, drawing)

    @property
    def _source(self) -> str:
        return self.words.get("card.source", site=self.scene.site_name, date=self.words.date(self.scene.as_of))

    def _tell_measure(self, view: MeasureView) -> tuple[str, str, tuple[str, str], GapDrawing | None]:
        """How long a measure was not verified in place, how it stands, and the attacks after it."""
        days, chip = view.standing.days, view.standing.chip
        lead = _say_days(days, view.ends) if days else ""
        after = [one.text for one in view.standing.after[:1]]
        return lead, _DOT.join([view.kind, chip.text, *after]), view.ends, view.drawing

    def _tell_justice(self, here: CaseScene) -> tuple[str, str, tuple[str, str], GapDrawing | None]:
        """How far justice got, where no measure can be drawn."""
        counts = self._count_classes(here.case)
        lead = ", ".join(f"{key.label}: {key.value}" for key in self.list_classes(here.case))
        drawing = make_stack_drawing((get_texture(status, self.words), number) for status, number in counts)
        return lead, here.documented, ("", ""), drawing

    def list_classes(self, case: PublicCase) -> tuple[KeyView, ...]:
        """What the parts of the bar of justice are, with how many attacks each."""
        words = self.words
        return tuple(
            KeyView(get_texture(status, words), words.term("impunity_status", status), words.number(number))
            for status, number in self._count_classes(case)
        )

    def _count_classes(self, case: PublicCase) -> list[tuple[str, int]]:
        counts = Counter(one.status for one in self.scene.findings.justice.get(case.id, ()))
        return sorted(counts.items(), key=lambda pair: (_ORDER.index(get_texture(pair[0], self.words)), pair[0]))


def _say_days(days: DaysView, ends: tuple[str, str]) -> str:
    """For how long, and up to when unless the drawing says so."""
    told = (days.text,) if days.until and days.until in ends else (days.text, days.closing, days.until)
    return " ".join(part for part in told if part)


def make_figure_name(code: str) -> str:
    """What the card, embed and badge of an indicator are called."""
    return code.replace("_", "-")


def make_stack_drawing(parts: Iterable[tuple[str, int]]) -> GapDrawing | None:
    """A bar of textures as wide as their amounts."""
    listed = [(texture, amount) for texture, amount in parts if amount]
    total = sum(amount for _, amount in listed)
    bars: list[Bar] = []
    start = 0
    for name, amount in listed:
        texture = next(each for each in _TEXTURES if each == name)
        bars.append(Bar(texture, round(100 * start / total, 2), round(100 * amount / total, 2)))
        start += amount
    return GapDrawing(tuple(bars), (), None, None, None, (), None, None) if bars else None
