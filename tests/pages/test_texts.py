"""Texts of case files: paragraphs, citations, and the language they are really in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.i18n import Words
from generator.pages.texts import Citation, Segment, cite, make_plain, make_text
from generator.records.fields import LocalText

ONE, TWO = Citation(1, "s1"), Citation(2, "s2")
NUMBERS = {"s1": ONE, "s2": TWO}


def make_spanish(text: str) -> LocalText:
    """Return a text without translation."""
    return LocalText((("es", text),))


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("Sin fuente.", (Segment("Sin fuente.", ()),)),
        ("Uno. [s1]", (Segment("Uno.", (ONE,)),)),
        ("Uno. [s2][s1]", (Segment("Uno.", (TWO, ONE)),)),
        ("Uno [s1], dos. [s2]", (Segment("Uno", (ONE,)), Segment(", dos.", (TWO,)))),
        ("Uno. [s1] Dos.", (Segment("Uno.", (ONE,)), Segment(" Dos.", ()))),
        ("[s1] Uno.", (Segment("", (ONE,)), Segment(" Uno.", ()))),
        ("Uno [s9] dos.", (Segment("Uno", ()), Segment(" dos.", ()))),
        ("Un\n  renglón [no es cita] [S1] [s].", (Segment("Un renglón [no es cita] [S1] [s].", ()),)),
    ],
)
def test_citations(spanish: Words, text: str, segments: tuple[Segment, ...]) -> None:
    """A mark becomes a numbered link after the words it supports; one that may not be shown is dropped."""
    assert make_text(make_spanish(text), spanish, NUMBERS).paragraphs == (segments,)


@given(words=st.lists(st.sampled_from(["uno", "dos,", "[s1]", "[s2]", "[s9]", "tres."]), max_size=12))
def test_no_word_is_lost(spanish: Words, words: list[str]) -> None:
    """Whatever the marks, all words are printed, in order, and all sources that may be shown are cited."""
    view = make_text(make_spanish(" ".join(words)), spanish, NUMBERS)
    segments = [segment for paragraph in view.paragraphs for segment in paragraph]

    assert "".join(segment.text for segment in segments).split() == [w for w in words if not w.startswith("[")]
    cited = [citation.anchor for segment in segments for citation in segment.citations]
    assert cited == [word.strip("[]") for word in words if word in {"[s1]", "[s2]"}]


def test_paragraphs(spanish: Words) -> None:
    """An empty line begins a paragraph; a single line break does not."""
    view = make_text(make_spanish("Uno\nuno.\n\nDos.\n \n\nTres."), spanish, {})

    assert ["".join(segment.text for segment in each) for each in view.paragraphs] == ["Uno uno.", "Dos.", "Tres."]


def test_language_is_marked_only_where_it_is_another(spanish: Words, english: Words) -> None:
    """A text shown for want of a translation says which language it is in."""
    both = LocalText((("es", "Hola."), ("en", "Hello.")))

    assert make_text(both, english, {}).lang is None
    assert make_text(both, english, {}).paragraphs[0][0].text == "Hello."
    assert make_text(make_spanish("Hola."), english, {}).lang == "es"
    assert make_text(make_spanish("Hola."), spanish, {}).lang is None


def test_sources_of_a_whole_text(spanish: Words) -> None:
    """They come in order of number, without those that may not be shown."""
    assert cite(("s2", "s9", "s1"), NUMBERS) == (ONE, TWO)
    assert make_text(make_spanish("a"), spanish, NUMBERS, ("s2",)).citations == (TWO,)


def test_plain_text(spanish: Words) -> None:
    """For descriptions, marks of sources and line breaks go."""
    assert make_plain(make_spanish("Uno [s1][s2], dos.\n\nTres. [s9]"), spanish) == "Uno, dos. Tres."
