"""What measures consist of is told in figures only: no ids, nothing where few measures have it (DNH-07, DNH-12)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import AS_OF, make_case, make_facts, make_measure, publish
from sites import get_real_site

from generator.analysis.figures import Figure
from generator.analysis.statistics import Statistics, make_material
from generator.analysis.things import Things
from generator.records.contents import MeasureContents, count_contents
from generator.records.facts import CaseFacts
from generator.records.fields import Context
from generator.records.reading import Layout, read_records

ROOT = Path(__file__).resolve().parents[2]


def make(context: Context, number: int, *items: str, same_as: str | None = None) -> CaseFacts:
    """Return a case with one measure of these contents."""
    extra = {"same_as": same_as} if same_as else {}
    measure = make_measure(**({"items": list(items)} if items else {}), **extra)
    return make_facts(context, make_case(id=f"MX-{number:04}", measures=[measure]))


def test_contents_are_counted_once_and_of_published_cases(context: Context) -> None:
    """A measure told in two cases counts once; one that is told only in a case not published still counts there."""
    cases = [
        make(context, 1, "escort", "patrols"),
        make(context, 2, "escort", same_as="MX-0001#m1"),
        make(context, 3),
        make(context, 4, "escort"),
    ]

    assert count_contents(cases, {"MX-0001", "MX-0002", "MX-0003"}) == MeasureContents(
        told=1, untold=1, items={"escort": 1, "patrols": 1}
    )
    assert count_contents(cases, {"MX-0002"}) == MeasureContents(told=1, untold=0, items={"escort": 1})


def compute(context: Context, contents: MeasureContents) -> dict[str | None, Figure]:
    """Return the figures by kind of protection."""
    indicators = read_records(Layout(ROOT, ROOT / "cases", ROOT / "content", ("es", "en"))).indicators
    found = Statistics(Things.of(make_material([publish(context)], context.vocabularies, AS_OF, contents)), indicators)
    return {figure.row: figure for figure in found.select("measure_contents")}


def test_figures_of_contents_lead_to_nobody(context: Context) -> None:
    """Amounts and shares, with what is not on file; no id stands behind them."""
    figures = compute(context, MeasureContents(told=12, untold=30, items={"escort": 6, "patrols": 3, "armour": 10}))
    escort = figures["escort"]

    assert (escort.numerator, escort.denominator, escort.unknown) == (6, 12, 30)
    assert escort.shows_percentage
    assert all((figure.ids, figure.unknown_ids) == ((), ()) for figure in figures.values())
    assert set(figures) == set(context.vocabularies["measure_item"])


@pytest.mark.parametrize("few", ["patrols", "armour"])
def test_few_or_all_but_few_are_withheld(context: Context, few: str) -> None:
    """From one to four are withheld, and so is what all but one to four have; none is told."""
    figures = compute(context, MeasureContents(told=12, untold=30, items={"escort": 6, "patrols": 3, "armour": 10}))

    assert figures[few].suppressed
    assert figures[few].numerator is None
    assert (figures["observers"].suppressed, figures["observers"].numerator) == (False, 0)


def test_few_measures_of_known_content_withhold_all(context: Context) -> None:
    """Where content is known of one to four measures, not even how many they are is told."""
    figures = compute(context, MeasureContents(told=3, untold=50, items={"escort": 1}))

    assert all(figure.suppressed and figure.denominator is None for figure in figures.values())


def test_real_contents_are_withheld(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Three files say what a measure consisted of: the site publishes no figure of them."""
    site = get_real_site(tmp_path_factory.getbasetemp())
    findings = json.loads((site / "data" / "findings.json").read_text("utf-8"))
    figures = [dict(zip(findings["columns"], row, strict=True)) for row in findings["figures"]]
    rows = [one for one in figures if one["code"] == "measure_contents"]

    assert rows
    assert all(one[name] is None for one in rows for name in ("numerator", "denominator", "unknown", "known"))
