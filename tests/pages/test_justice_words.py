"""Words and stairs for how far justice got."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import get_args

import pytest

from generator.analysis.justice import Reason
from generator.analysis.proceedings_log import make_scale
from generator.pages.i18n import Words
from generator.pages.justice import REASONS, describe_progress, describe_reason, draw_stairs, find_reached
from generator.pages.legends import get_texture
from generator.pages.page import Page


def test_every_reason_has_words(spanish: Words, english: Words) -> None:
    """Each reason has a sentence of its own in each language, and it says why."""
    for words, start in ((spanish, "porque "), (english, "because ")):
        told = [describe_reason(SimpleNamespace(reason=reason), words) for reason in get_args(Reason)]  # type: ignore[arg-type]
        assert REASONS.keys() == set(get_args(Reason))
        assert len(set(told)) == len(told)
        assert all(text.startswith(start) and not text.endswith(".") for text in told)
        assert "24" in told[-1]


def test_every_class_has_a_texture(spanish: Words) -> None:
    """Every class of the vocabulary can be drawn, and only what is not known is dashed."""
    textures = {code: get_texture(code, spanish) for code in spanish.vocabularies["impunity_status"]}

    assert set(textures.values()) == {"yes", "part", "no", "off", "na"}
    assert [code for code, texture in textures.items() if texture == "na"] == ["unknown"]


@pytest.mark.parametrize(
    ("furthest", "convicted", "reached"),
    [
        (None, False, 0),
        ("no_record", False, 0),
        ("reported", False, 1),
        ("under_investigation", False, 2),
        ("brought_to_court", False, 3),
        ("bound_over", False, 3),
        ("pre_trial", False, 3),
        ("trial", False, 4),
        ("first_judgment", False, 4),
        ("final_judgment", False, 4),
        ("first_judgment", True, 5),
    ],
)
def test_stairs(spanish: Words, furthest: str | None, convicted: bool, reached: int) -> None:  # noqa: FBT001 - a case
    """Five rising steps; an acquittal is a trial and no conviction."""
    unit = SimpleNamespace(furthest=furthest, firsts=(("conviction", None),) if convicted else ())
    found = find_reached(unit, make_scale(spanish.vocabularies))  # type: ignore[arg-type]
    stairs = draw_stairs(found)

    assert found == tuple(number < reached for number in range(5))
    assert (stairs.reached.count("M"), stairs.missing.count("M")) == (reached, 5 - reached)


def test_stairs_rise_from_one_ground() -> None:
    """Each step is higher than the one before it, and stands on the same line."""
    drawn = re.findall(r"M(\d+) (\d+)h14v(\d+)h-14z", draw_stairs((False,) * 5).missing)
    places, tops, heights = zip(*(map(int, one) for one in drawn), strict=True)

    assert list(places) == sorted(set(places))
    assert list(heights) == sorted(set(heights))
    assert len({top + height for top, height in zip(tops, heights, strict=True)}) == 1


def test_progress_says_what_fell(spanish: Words) -> None:
    """What was reached, what of it stands, and that nothing known is not proof of nothing."""
    fell = SimpleNamespace(furthest="final_judgment", standing="trial", evidence="known")
    stands = SimpleNamespace(furthest="trial", standing="trial", evidence="known")
    silent = SimpleNamespace(furthest=None, standing=None, evidence="none")
    empty = SimpleNamespace(furthest=None, standing=None, evidence="known")
    told = [describe_progress(one, spanish) for one in (fell, stands, silent, empty)]  # type: ignore[arg-type]

    assert told[0] == "Llegó hasta: sentencia firme. Hoy queda en pie: juicio."
    assert told[1] == "Consta hasta: juicio."
    assert told[2].endswith("Eso no prueba que no exista.")
    assert len(set(told)) == 4


def test_case_tells_why(pages: Mapping[str, Page]) -> None:
    """The page of a case says the class of each attack, why, and links to the steps it rests on."""
    body = pages["casos/ximena-quimera/"].body

    assert "class=v-stairs" in body
    assert "porque " in body
    assert 'href="../../indicadores/#justice_breakdown"' in body


def test_attacks_that_fared_alike_are_told_together(pages: Mapping[str, Page]) -> None:
    """Each attack stands once, beside those of the same fate, of which the words speak in the plural."""
    told = pages["casos/ximena-quimera/"].body.partition("class=v-justice")[2].partition("</ol>")[0]
    entries = told.split("<li>")[1:]

    assert re.findall(r"<a href=#(a\d)>", told) == ["a1", "a5", "a6", "a7", "a2", "a3", "a4"]
    assert len(entries) == told.count("v-state") == 3
    assert "sobre estas 4 agresiones" in entries[0]
