"""Dates, numbers and order as each language has them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.i18n import Words, get_time_value
from generator.records.dates import parse_date

DATES = [
    ("2012", "2012", "2012", "2012"),
    ("2012-02", "febrero de 2012", "February 2012", "2012-02"),
    ("2012-02-22", "22 de febrero de 2012", "22 February 2012", "2012-02-22"),
    ("2012-02-01", "1 de febrero de 2012", "1 February 2012", "2012-02-01"),
    ("2012~", "hacia 2012", "around 2012", "2012"),
    ("2012-02~", "hacia febrero de 2012", "around February 2012", "2012-02"),
    ("2012-02-22~", "hacia el 22 de febrero de 2012", "around 22 February 2012", "2012-02-22"),
    ("2012?", "2012 (fecha incierta)", "2012 (uncertain date)", "2012"),
    ("2012/2014", "entre 2012 y 2014", "between 2012 and 2014", None),
    (
        "2012-02/2014-03-05",
        "entre febrero de 2012 y el 5 de marzo de 2014",
        "between February 2012 and 5 March 2014",
        None,
    ),
    (
        "2017-01-15/2017-02",
        "entre el 15 de enero de 2017 y febrero de 2017",
        "between 15 January 2017 and February 2017",
        None,
    ),
    ("2020-04-25/2020-04-30", "entre el 25 y el 30 de abril de 2020", "between 25 and 30 April 2020", None),
    (
        "2020-10-25/2020-11-18",
        "entre el 25 de octubre y el 18 de noviembre de 2020",
        "between 25 October and 18 November 2020",
        None,
    ),
    ("2022-06/2022-09", "entre junio y septiembre de 2022", "between June and September 2022", None),
    (
        "2022-06?/2022-09",
        "entre junio de 2022 (fecha incierta) y septiembre de 2022",
        "between June 2022 (uncertain date) and September 2022",
        None,
    ),
    ("2002-03-22/..", "desde el 22 de marzo de 2002", "since 22 March 2002", None),
    ("../2012-02-22", "hasta el 22 de febrero de 2012", "until 22 February 2012", None),
    ("2012/..", "desde 2012", "since 2012", None),
    ("../2012-02", "hasta febrero de 2012", "until February 2012", None),
    ("unknown", "fecha desconocida", "date unknown", None),
]


@pytest.mark.parametrize(
    ("edtf", "spanish_text", "english_text"),
    [
        ("2012-02-22", "22 de febrero", "22 February"),
        ("2012-02", "", ""),
        ("2012", "2012", "2012"),
        ("2012-02~", "hacia febrero de 2012", "around February 2012"),
        ("2020-04-25/2020-04-30", "entre el 25 y el 30 de abril de 2020", "between 25 and 30 April 2020"),
    ],
)
def test_dates_below_their_month(
    spanish: Words, english: Words, edtf: str, spanish_text: str, english_text: str
) -> None:
    """A plain day does without the year, a plain month without all; what is less simple is told in full."""
    date = parse_date(edtf)

    assert (spanish.date_within_month(date), english.date_within_month(date)) == (spanish_text, english_text)


@pytest.mark.parametrize(("edtf", "spanish_text", "english_text", "time"), DATES)
def test_dates_in_words(  # noqa: PLR0913, PLR0917 - a row of the table
    spanish: Words, english: Words, edtf: str, spanish_text: str, english_text: str, time: str | None
) -> None:
    """A date is as precise in words as in the file; only a single one can be read by machines."""
    date = parse_date(edtf)

    assert (spanish.date(date), english.date(date)) == (spanish_text, english_text)
    assert get_time_value(date) == time


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_words(spanish: Words, english: Words, month: int) -> None:
    """Every month is written out."""
    date = parse_date(f"2020-{month:02}")

    assert spanish.date(date).endswith(" de 2020")
    assert english.date(date).endswith(" 2020")
    assert not spanish.date(date)[0].isdigit()


def test_words_inside_a_sentence(spanish: Words, english: Words) -> None:
    """They begin small, but for acronyms and names, which keep their capitals wherever they stand."""
    rights = ("education", "indigenous_peoples", "lgbtiq")

    assert [spanish.term_inside("right_defended", one) for one in rights] == [
        "educación",
        "pueblos indígenas y afromexicanos",
        "derechos LGBTIQ+",
    ]
    assert [english.term_inside("right_defended", one) for one in rights] == [
        "education",
        "Indigenous and Afro-Mexican peoples",
        "LGBTIQ+ rights",
    ]
    assert (spanish.month_inside(5), english.month_inside(5)) == ("mayo", "May")


def test_order_of_names(spanish: Words) -> None:
    """ñ follows n, accents and case do not count, and neither does how they are encoded."""
    names = ["Ñandú", "nube", "Zorro", "nz", "Ángel", "angela", "Núñez", "nuñez b", "Oso", "canal", "caña", "cazo"]
    expected = ["Ángel", "angela", "canal", "cazo", "caña", "nube", "Núñez", "nuñez b", "nz", "Ñandú", "Oso", "Zorro"]

    assert sorted(names, key=spanish.sort_key) == ["Ángel", "angela", "canal", "caña", "cazo", *expected[5:]]


@given(text=st.text(alphabet="aáeéiíñnüuN ZÑ\u0301\u0303", max_size=12))
def test_order_does_not_depend_on_the_encoding(spanish: Words, text: str) -> None:
    """Composed and decomposed letters are one."""
    keys = {spanish.sort_key(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}

    assert len(keys) == 1


def test_terms_and_definitions(spanish: Words, english: Words) -> None:
    """A code is said in the language's words."""
    assert (spanish.term("state", "20"), english.term("state", "07")) == ("Oaxaca", "Chiapas")
    assert spanish.definition("act_type", "threat") != english.definition("act_type", "threat")
