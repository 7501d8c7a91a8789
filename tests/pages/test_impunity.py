"""The section on impunity and the definitions: sums, withheld cells, links, and what Plotly is given."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace
from plotly import graph_objects  # type: ignore[import-untyped]

from generator import gathering
from generator.analysis.durations import DaySpan, Duration, estimate_range
from generator.analysis.figures import Figure, Place, Tally, make_figure
from generator.config import SiteOptions
from generator.pages import plots
from generator.pages.breakdown_charts import _list_bars, _make_table
from generator.pages.i18n import Words
from generator.pages.ledgers import render_span
from generator.pages.page import Page
from generator.pages.plots import TONES, CurveSeries, Series, make_bars_plot, make_curves_plot, read_bundle
from generator.pages.scene import Scene
from generator.pages.traces import Tracer
from generator.pages.urls import Addresses
from generator.pages.values import make_sums, render_count, render_figure, render_percent
from generator.pages.waits import describe_median
from generator.records.dates import day
from generator.records.indicator_files import Indicator
from generator.records.reading import Records

PLACE = Place("confirmed", date(2026, 6, 30))


@pytest.fixture(scope="session")
def scene(records: Records, spanish: Words, addresses: Addresses, options: SiteOptions) -> Scene:
    """Return the invented site in Spanish."""
    findings = gathering.Reading(records, options).findings
    return Scene(records.cases, spanish, addresses, day(findings.as_of), findings, {"es": spanish})


def make_share(records: Records, hits: int, misses: int, unknown: int, **changes: object) -> tuple[Figure, Indicator]:
    """Return the figure of a share over so many attacks."""
    indicator = replace(records.indicators["impunity_share"], **changes)
    ids = [tuple(f"MX-0001#a{number}" for number in range(size)) for size in (hits, misses, unknown)]
    return make_figure(indicator, Tally(*ids), PLACE), indicator


@pytest.mark.parametrize(
    ("share", "text"),
    [("0", "0"), ("1", "100"), ("5/6", "83"), ("1/2", "50"), ("1/300", "0.3"), ("299/300", "99.7")],
)
def test_percent(spanish: Words, english: Words, share: str, text: str) -> None:
    """Whole percentages; what is not none is never 0, what is not all is never 100."""
    assert render_percent(Fraction(share), english) == f"{text}%"
    assert render_percent(Fraction(share), spanish) == f"{text}\N{NO-BREAK SPACE}%"


def test_three_sums(records: Records, english: Words) -> None:
    """Low, known and high, each as what is divided by what."""
    figure, indicator = make_share(records, 13, 5, 12)
    sums = [
        (each.parts.replace("\N{NO-BREAK SPACE}", " "), each.result) for each in make_sums(figure, indicator, english)
    ]

    assert sums == [("13 / 30", "43%"), ("13 / 18", "72%"), ("25 / 30", "83%")]


def test_few_have_counts_only(records: Records, english: Words) -> None:
    """Under the least denominator there is no percentage anywhere."""
    figure, indicator = make_share(records, 5, 4, 0)

    assert [each.result for each in make_sums(figure, indicator, english)] == ["", "", ""]
    assert "%" not in render_figure(figure, indicator, english)


def test_unknown_in_the_denominator(records: Records, english: Words) -> None:
    """Where what is not known stays in the denominator, it is not counted twice."""
    figure, indicator = make_share(records, 6, 4, 10, unknown_in_denominator=True)
    parts = [each.parts.replace("\N{NO-BREAK SPACE}", " ") for each in make_sums(figure, indicator, english)]

    assert parts == ["6 / 20", "6 / 20", "16 / 20"]


def test_withheld_cells(scene: Scene) -> None:
    """A part that could point to a person shows a sign for its counts, in chart and table, and no bar."""
    found = [
        replace(figure, suppressed=True, numerator=None, denominator=None, unknown=None, ids=(), unknown_ids=())
        for figure in scene.findings.statistics.select("justice_breakdown")
    ]
    parts = {"20": tuple(found)}
    (bar,) = _list_bars(Tracer(scene, "impunidad/"), "state", parts)
    (row,) = _make_table(scene, "state", parts, "x").rows

    assert (bar.total, bar.pieces) == ("no se publica *", ())
    assert {cell.text for cell in row.cells} == {"no se publica *"}
    assert render_count(None, scene.words) == "no se publica *"
    assert render_count(0, scene.words) == "0"


def test_median_in_words(english: Words) -> None:
    """One number, two, at least one, or none while more than half are waiting."""
    spans = {
        "10 days": [(10, 10, True)],
        "between 10 and 20 days": [(10, 20, True)],
        "No median: more than half are still waiting": [(5, 5, True), (9, 9, False), (9, 9, False)],
    }
    for text, durations in spans.items():
        listed = [Duration(str(low), DaySpan(low, high), ended=ended) for low, high, ended in durations]
        assert describe_median(estimate_range(listed), english) == text


def test_days_in_words(english: Words) -> None:
    """A span is a number, two numbers, or not on record; never a guess."""
    spans = (DaySpan(1, 1), DaySpan(2, 35), None)

    assert [render_span(span, english) for span in spans] == ["1 day", "between 2 and 35 days", "Not on record"]


def test_every_indicator_is_defined(pages: Mapping[str, Page], records: Records) -> None:
    """The definitions hold every code as an anchor, in each language, each with its present value."""
    for path in ("indicadores/", "en/indicators/"):
        body = pages[path].body
        assert re.findall(r'<h2 id="?(\w+)"?>', body) == ["datos", *records.indicators]
        assert "cases.csv</a> <span class=v-note>13 kB" in body
        assert body.count("<table class=v-table") == len(records.indicators)


def test_every_figure_leads_to_its_definition(pages: Mapping[str, Page], records: Records) -> None:
    """Each figure of the section links to a definition that is there, and says its date."""
    body = pages["impunidad/"].body
    figures = body.split("<figure")[1:]

    assert len(figures) == 13
    for figure in figures:
        codes = re.findall(r'href="\.\./indicadores/#(\w+)"', figure)
        assert codes[:-1], figure
        assert set(codes) <= {*records.indicators, "datos"}
        assert codes[-1] == "datos"
        assert "Datos al 30 de junio de 2026." in figure


def test_only_sections_with_charts_may_load_them(pages: Mapping[str, Page]) -> None:
    """The looser policy is for pages with interactive figures only."""
    assert {path for path, page in pages.items() if page.charts} == {
        "impunidad/",
        "en/impunity/",
        "tendencias/",
        "en/trends/",
    }


def test_plots_carry_data_only() -> None:
    """No template of Plotly's, no address, and a tone of our stylesheet for each series; twice the same bytes."""
    bars = make_bars_plot(["Oaxaca", "Con vínculo confirmado o por confirmar"], [Series("Sin", "no", (3, 4))])
    curves = make_curves_plot([CurveSeries("Condena", ((5, Fraction(1, 3)),), is_dashed=False)], days="Días")

    for text in (bars, curves):
        figure = json.loads(text)
        assert figure["layout"]["template"] == {}
        assert "http" not in text
        assert all(trace["meta"]["tone"] for trace in figure["data"])
    assert json.loads(bars)["data"][0]["y"] == ["Oaxaca", "Con vínculo confirmado o<br>por confirmar"]
    assert json.loads(curves)["data"][0]["y"] == [1.0, 0.3333]
    assert bars == make_bars_plot(["Oaxaca", "Con vínculo confirmado o por confirmar"], [Series("Sin", "no", (3, 4))])
    assert {"yes", "part", "no", "na", "ink", "off"} <= TONES.keys()


def test_plotly_knows_all_that_it_is_given(pages: Mapping[str, Page]) -> None:
    """Its own classes, which take long to load and are not used for the pages, refuse what they do not know."""
    figures = [json.loads(plot) for page in pages.values() for plot in find_plots(page)]
    assert len(figures) >= 20
    for figure in figures:
        # Plotly would give a figure that has no template its own.
        known = graph_objects.Figure(figure).update_layout(template=None)
        assert json.loads(json.dumps(known.to_plotly_json())) == figure
    with pytest.raises(ValueError, match="kind"):
        graph_objects.Figure({"data": [{"type": "bar", "kind": "stack"}]})


def find_plots(page: Page) -> list[str]:
    """Return what Plotly is given on a page."""
    return [unescape(found) for found in re.findall(r'data-plot="([^"]*)"', page.body)]


def test_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code is Plotly's own, and compressed it is the same with no time in it; what was kept of it, too."""
    monkeypatch.setattr(plots, "KEPT", tmp_path / "kept" / "plotly.gz")
    bundle = read_bundle.__wrapped__()
    compress = gzip.compress
    monkeypatch.setattr(gzip, "compress", None)
    assert read_bundle.__wrapped__() == bundle
    monkeypatch.setattr(gzip, "compress", compress)
    plots.KEPT.write_bytes(plots.KEPT.read_bytes()[:-1])
    assert read_bundle.__wrapped__() == bundle

    assert b"plotly.js" in bundle.code[:200]
    assert gzip.decompress(bundle.compressed) == bundle.code
    assert bundle.compressed[4:8] == bytes(4)
    assert all(re.fullmatch("[0-9a-f]{64}", guard) for guard in bundle.guards)
