"""Days and numbers are written as Babel writes them."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.formats import get_formats, write_day

# Names and numbers of months, eras, other groups of digits. (For months that stand alone Babel 2.18 has some languages,
# such as Chinese, speak for all that it reads after them.)
LOCALES = {"es": "es_MX", "en": "en_GB", "fr": "fr", "de": "de", "pt-BR": "pt_BR", "pl": "pl", "th": "th", "hi": "hi"}


@given(st.sampled_from(sorted(LOCALES)), st.dates())
def test_days_are_as_babel_writes_them(language: str, day: date) -> None:
    """Whole days, short ones, months, and days of any year."""
    formats, locale = get_formats(language), Locale.parse(LOCALES[language])
    assert write_day(formats.long, day) == format_date(day, "long", locale)
    assert write_day(formats.brief, day) == format_date(day, "medium", locale)
    assert write_day(formats.month, day) == format_skeleton("yMMMM", day, locale=locale)
    assert write_day(formats.month_day, day) == format_skeleton("MMMMd", day, locale=locale)
    assert write_day(formats.month_names, day) == format_date(day, "LLLL", locale)


@given(st.sampled_from(sorted(LOCALES)), st.integers(-(10**12), 10**12))
def test_numbers_are_as_babel_writes_them(language: str, value: int) -> None:
    """Whole numbers, also of languages that group digits otherwise, and negative ones."""
    assert get_formats(language).write_number(value) == format_decimal(value, locale=LOCALES[language])


@pytest.mark.parametrize(("language", "value", "told"), [("es", 1234.56, "1,234.6"), ("de", 0.5, "0,5")])
def test_one_decimal_is_told_at_most(language: str, value: float, told: str) -> None:
    """With the mark of the language."""
    assert get_formats(language).write_decimal(value) == told


def test_a_country_decides_how_a_language_is_written() -> None:
    """Spanish as in Mexico, English as in Great Britain."""
    assert [get_formats(one).locale for one in ("es", "en", "pt-BR")] == ["es_MX", "en_GB", "pt_BR"]
