"""One case in one language: what its page, card, embeds and posters tell alike, each made once."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from generator.analysis.measures import MeasureFinding
from generator.pages.case_shape import CaseShape
from generator.pages.documented import describe_counts
from generator.pages.events import Subjects
from generator.pages.i18n import Words
from generator.pages.leading import find_leading
from generator.pages.measures import MeasureView, make_measure
from generator.pages.scene import Scene
from generator.pages.texts import Citation, Numbers
from generator.pages.urls import make_link
from generator.records.public import PublicCase, PublicSubject

_UNMET = frozenset({"no", "part"})


class CardMeasure(Struct, frozen=True, gc=False):
    """A measure that a card speaks of, found and worded."""

    finding: MeasureFinding
    view: MeasureView


class CaseScene(Struct, frozen=True, dict=True):
    """A case, and what its page and files are made from."""

    case: PublicCase
    scene: Scene

    @property
    def words(self) -> Words:
        """The words of the page."""
        return self.scene.words

    @cached_property
    def shape(self) -> CaseShape:
        """What it gives without words."""
        return self.scene.shapes.get(self.case, self.scene.findings, CaseShape)

    @cached_property
    def path(self) -> str:
        """Address of the page."""
        return self.scene.addresses.case(self.case.slug, self.words.language)

    @cached_property
    def permanent(self) -> str:
        """Permanent address of the page."""
        return self.scene.addresses.permanent(self.case.id, self.words.language)

    @cached_property
    def subjects(self) -> Subjects:
        """The names of people and acts."""
        return Subjects(self.case, self.words)

    @cached_property
    def numbers(self) -> Numbers:
        """Id of each source → its number on the page."""
        return {source.id: Citation(number, source.id) for number, source in enumerate(self.case.sources, 1)}

    @cached_property
    def leading(self) -> tuple[PublicSubject, ...]:
        """Whom it is about."""
        return find_leading(self.shape.ranked, self.subjects)

    @cached_property
    def documented(self) -> str:
        """How much it documents, in a line."""
        return describe_counts(self.shape.counts, self.words)

    @property
    def findings(self) -> tuple[MeasureFinding, ...]:
        """What became of its measures."""
        return self.scene.findings.measures.get(self.case.id, ())

    @cached_property
    def measures(self) -> tuple[MeasureView, ...]:
        """The same in words, with citations of the page."""
        return tuple(
            make_measure(one, self.shape.draw(one), self.scene, self.subjects, self.numbers) for one in self.findings
        )

    @cached_property
    def card_measure(self) -> CardMeasure | None:
        """The measure a card speaks of: one that protects, verified missing, for longest; in that order of weight."""
        pairs = zip(self.findings, self.measures, strict=True)
        found = [CardMeasure(finding, view) for finding, view in pairs if finding.gap and view.drawing]
        return min(found, key=_weigh, default=None)

    def link(self, path: str) -> str:
        """A link from the page."""
        return make_link(path, self.path)


def _weigh(one: CardMeasure) -> tuple[bool, bool, int, str]:
    finding, drawing = one.finding, one.view.drawing
    is_unmet = drawing is not None and bool(drawing.parts & _UNMET)
    days = finding.gap.days if finding.gap else None
    return not finding.protective, not is_unmet, -(days.low if days else 0), finding.id
