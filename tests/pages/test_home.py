"""The home page: the score of all measures, three numbers as in the findings, people without attacks.

And what sections say at a glance, which must be what the home page says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from builders import REPOSITORY
from msgspec.structs import replace
from scenes import make_scene

from generator import gathering
from generator.analysis.beginnings import find_first
from generator.config import SiteOptions
from generator.pages.gap import begin_axis
from generator.pages.i18n import Words
from generator.pages.page import EditorialPage, Page
from generator.pages.scene import Scene
from generator.pages.score import BAR, FREE, PITCH, Score, find_start, make_score
from generator.pages.sparks import MOST, make_sparks
from generator.pages.stats import UNIT, make_stats
from generator.pages.urls import Addresses
from generator.pages.wholes import make_justice_whole, make_main_justice, make_measures_whole
from generator.records.dates import day
from generator.records.reading import Layout, read_records
from generator.records.vocabularies import Vocabularies


@pytest.fixture(scope="module")
def scene(editorial: Mapping[tuple[str, str], EditorialPage], options: SiteOptions) -> Scene:
    """Return what the real site is made from, in Spanish."""
    layout = Layout(REPOSITORY, REPOSITORY / "cases", options.content_dir, ("es", "en"), public_repository=True)
    found = read_records(layout, as_of=None)
    findings = gathering.Reading(found, options).findings
    words = Words("es", found.vocabularies)
    return Scene(found.cases, words, Addresses(editorial), day(findings.as_of), findings)


@pytest.fixture(scope="module")
def score(scene: Scene) -> Score:
    """Return the score of the real cases."""
    drawn = make_score(scene)
    assert drawn is not None
    return drawn


def test_every_measure_with_a_date_is_drawn_once(scene: Scene, score: Score) -> None:
    """Each granted protection measure has one bar, or is counted among those without a date."""
    granted = [one for one in scene.findings.counted if one.protective and one.is_granted]
    told = int(re.sub(r"\D", "", score.undated) or 0)

    assert len(score.rows) + told == len(granted)
    assert str(len(score.rows)) in score.title


def test_bars_lie_in_order_of_time(score: Score) -> None:
    """No bar starts left of the one above it, none touches it, and the last lies above the years."""
    starts = [find_start(row.drawing) for row in score.rows]

    assert starts == sorted(starts)
    assert {below.y - above.y for above, below in pairwise(score.rows)} == {PITCH}
    assert PITCH > BAR
    assert score.rows[-1].y + BAR < score.bottom < score.height
    assert all(bar.x >= 0 and bar.x + bar.width <= 100.01 for row in score.rows for bar in row.drawing.bars)


def test_labels_do_not_touch(score: Score) -> None:
    """Labels stand where there is room for them, never on neighbouring bars."""
    labelled = [number for number, row in enumerate(score.rows) if row.label]

    assert labelled
    assert all(find_start(score.rows[number].drawing) >= FREE for number in labelled)
    assert all(row.start <= find_start(row.drawing) for row in score.rows)
    assert all(after - before > 1 for before, after in pairwise(labelled))


def test_the_legend_lists_what_is_drawn(scene: Scene, score: Score) -> None:
    """Parts are those of the drawings, and of nothing else; without measures there is no score."""
    assert score.parts == frozenset[str]().union(*(row.drawing.parts for row in score.rows))
    assert make_score(make_scene((), scene.words, scene.addresses)) is None


def test_three_numbers_are_those_of_the_findings(scene: Scene) -> None:
    """Numerator, denominator and unknown are the registry's, and each drawing holds exactly all of them."""
    stats = make_stats(scene, "")

    assert [one.figure.code for one in stats] == [
        "measure-implementation-rate",
        "attacked-while-unprotected",
        "impunity-share",
    ]
    for one in stats:
        figure = scene.findings.statistics.find(one.figure.code.replace("-", "_"))
        assert figure is not None
        everything = (figure.denominator or 0) + (figure.unknown or 0)
        amounts = {key.texture: int(key.value) for key in one.keys}
        assert one.figure.value == str(figure.numerator)
        assert one.figure.base.split()[-1] == str(figure.denominator)
        assert one.figure.unknown.count(str(figure.unknown)) == bool(figure.unknown)
        assert amounts.get("na", 0) == figure.unknown
        assert sum(amounts.values()) == everything
        if one.units:
            assert [unit.texture for unit in one.units].count("yes") == figure.numerator
            assert len(one.units) == everything
            assert len({(unit.x, unit.y) for unit in one.units}) == everything
            assert max(unit.y for unit in one.units) + UNIT == one.height
        else:
            widths = {piece.texture: float(piece.width) for piece in one.pieces}
            assert sum(widths.values()) == pytest.approx(100, abs=0.05)
            assert widths["no"] == pytest.approx(100 * (figure.numerator or 0) / everything, abs=0.01)


def test_sections_say_at_a_glance_what_the_home_page_says(scene: Scene) -> None:
    """The bar over all measures in force and the one over all attacks hold the same numbers; nothing is left out."""
    measures, justice = make_measures_whole(scene.findings.verified, scene, ""), make_main_justice(scene, "")
    stats = {one.figure.code: one for one in make_stats(scene, "")}

    assert measures is not None
    assert justice is not None
    assert measures.keys == stats["measure-implementation-rate"].keys
    assert measures.title.startswith(f"De {sum(int(key.value) for key in measures.keys)} medidas")
    assert f" {stats['measure-implementation-rate'].figure.value} " in measures.title
    assert sum(int(key.value) for key in justice.keys) == int(stats["impunity-share"].figure.base.split()[-1])
    assert f" {stats['impunity-share'].figure.value} " in justice.title
    for one in (measures, justice):
        assert sum(float(piece.width) for piece in one.pieces) == pytest.approx(100, abs=0.05)
        assert "0" not in {key.value for key in one.keys}


def test_nothing_withheld_is_drawn(scene: Scene) -> None:
    """Where a count could point to a person, neither a bar nor a sentence tells it."""
    share = scene.findings.statistics.find("impunity_share")
    classes = scene.findings.statistics.select("justice_breakdown")
    hidden = replace(classes[0], suppressed=True, numerator=None)

    assert make_justice_whole(share, classes, scene, "") is not None
    assert make_justice_whole(share, (hidden, *classes[1:]), scene, "") is None
    assert make_justice_whole(None, classes, scene, "") is None


def test_people_are_shown_without_attacks(pages: Mapping[str, Page]) -> None:
    """A card says who somebody is, what they defend, and the recognition chosen for it; it counts no attack."""
    for path, attack in (("", "agresi"), ("en/", "attack")):
        people = re.search(r"<ul class=v-people>.*?</ul>", pages[path].body, re.DOTALL)
        assert people is not None
        assert attack not in people[0]
        assert people[0].count("v-disc") == people[0].count("<li class=v-person>") == 3
        assert people[0].count("v-person__rec") == 1


def test_every_right_has_a_drawing(vocabularies: Vocabularies, pages: Mapping[str, Page]) -> None:
    """The sprite can draw what the vocabulary names and nothing more, and a page holds what it uses."""
    template = Path("generator/templates/partials/pictograms.html.j2")
    drawn = set(re.findall(r"^'(\w+)':", (REPOSITORY / template).read_text(encoding="utf-8"), re.MULTILINE))

    assert drawn == {term.flags["pictogram"] for term in vocabularies["right_defended"].values()}
    for path, page in pages.items():
        used = set(re.findall(r"href=#v-p-(\w+)", page.body))
        assert set(re.findall(r"id=v-p-(\w+)", page.body)) == used, path


def test_sparks_share_one_axis(scene: Scene) -> None:
    """Every case has a spark; what is drawn lies on the axis, attacks first, measures below, few of them."""
    axis = begin_axis(find_first(scene.findings), scene.findings.as_of)
    sparks = make_sparks(scene.cases, axis, scene)

    assert set(sparks.by_case) == {case.id for case in scene.cases}
    assert any(spark.rows for spark in sparks.by_case.values())
    for case in scene.cases:
        spark = sparks.by_case[case.id]
        dated = [act for act in case.acts if act.date.earliest and act.date.latest]
        assert len(spark.dots) <= len(dated)
        assert bool(spark.dots) == bool(dated)
        assert all(0 <= dot <= 100 for dot in spark.dots)
        assert len(spark.rows) <= MOST
        assert all(row.y + 6 < spark.height for row in spark.rows)
    years = [act.date.earliest.year for case in scene.cases for act in case.acts if act.date.earliest]
    assert sparks.first <= min(years)
    assert {"attack", "yes", "kill"} & sparks.parts == {"attack"}
