"""What the page of trends says of years whose figures are withheld."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from generator.analysis.figures import Figure
from generator.analysis.statistics import Statistics
from generator.pages.figure_rows import name_figure
from generator.pages.page import EditorialPage, Page
from generator.pages.scene import Scene
from generator.pages.task import Inputs
from generator.pages.trends import GROUPS, list_tasks


class _Withholding(Statistics, frozen=True, dict=True):
    """Figures of which those of one group are withheld, year by year."""

    row: str | None

    def select(self, code: str, *, scope: str | None = None, breakdown: str | None = None) -> tuple[Figure, ...]:
        """Return the rows and parts of one table."""
        return tuple(
            replace(one, suppressed=True, numerator=None)
            if (one.code, one.row, one.breakdown) == (GROUPS, self.row, "year")
            else one
            for one in super().select(code, scope=scope, breakdown=breakdown)
        )


def test_a_withheld_year_is_not_a_zero(
    scenes: tuple[Scene, ...], editorial: Mapping[tuple[str, str], EditorialPage]
) -> None:
    """Above a panel stands the figure of the whole, whatever years are withheld; and it is said that some are."""
    scene = next(one for one in scenes if one.words.language == "es")
    whole = next(one for one in scene.findings.statistics.select(GROUPS) if one.numerator)
    hidden = replace(scene.findings)
    vars(hidden)["statistics"] = _Withholding(hidden.things, hidden.indicators, whole.row)
    said = {}
    for name, one in (("shown", scene), ("hidden", replace(scene, findings=hidden))):
        (task, *_) = list_tasks(one, editorial["trends", "es"], Inputs())
        (page,) = task.make()
        assert isinstance(page, Page)
        said[name] = re.sub(r"\s+", " ", page.body)
    label = name_figure(whole, scene)

    for body in said.values():
        assert f"{label}: {scene.words.number(whole.numerator or 0)}" in body
    assert f'aria-label="{label}. Hay años cuya cifra no se publica' in said["hidden"]
