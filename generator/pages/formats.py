"""How a language writes days and numbers, as Babel knows it.

What it says is kept beside this file, as Python keeps its code: to look it up in Babel takes as long as to make a page.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, json

from generator.records.packages import find_version
from generator.records.sealed_files import find_sealed, keep_sealed

if TYPE_CHECKING:
    from babel import Locale

_REGIONS = {"es": "es_MX", "en": "en_GB"}
"""How a language writes dates and numbers here; other languages as Babel knows them."""
_OPEN = {"d": "{day}", "dd": "{day:02}", "y": "{year}"}
"""Fields of a date that its month does not tell."""

DayFormat: TypeAlias = tuple[str, ...]
"""For each month how a day of it is written, with places for `day` and `year`."""


class Formats(Struct, frozen=True):
    """Those of one language."""

    locale: str
    """The language with the country whose ways it follows here, such as `es_MX`, if there is one."""
    long: DayFormat
    """As in "22 de noviembre de 2026"."""
    brief: DayFormat
    """As in "22 nov 2026"."""
    month: DayFormat
    """As in "noviembre de 2026"."""
    month_day: DayFormat
    """As in "22 de noviembre"."""
    month_names: DayFormat
    """As in "noviembre", inside a sentence."""
    thousands: str | None
    """What stands between groups of three digits; none where they are grouped otherwise."""

    def write_number(self, value: int) -> str:
        """A whole number with its group marks."""
        if value < 0 or self.thousands is None:
            from babel.numbers import format_decimal  # noqa: PLC0415 - few languages need it: loading code takes time

            return str(format_decimal(value, locale=self.locale))
        return f"{value:,}".replace(",", self.thousands)

    def write_decimal(self, value: float) -> str:
        """A number with one decimal at most."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - few pages need it

        return str(format_decimal(value, format="#,##0.#", locale=self.locale))


def write_day(form: DayFormat, day: date) -> str:
    """A day, month or day of the year in words."""
    return form[day.month - 1].format(day=day.day, year=day.year)


@cache
def get_formats(language: str) -> Formats:
    """Those of a language by its code; raises Babel's `UnknownLocaleError` for one that it does not know."""
    here = Path(__file__)
    key = f"{find_version('babel')} {here.read_text('utf-8')}"
    kept = here.parent / "__pycache__" / f"visibles-{language}.json"
    told = find_sealed(kept, key)
    if told is None:
        told = json.encode(_make_formats(language))
        keep_sealed(kept, told, key)
    return json.decode(told, type=Formats)


def _make_formats(language: str) -> Formats:
    from babel import Locale  # noqa: PLC0415 - only where Babel, or this file, has changed

    locale = Locale.parse(_REGIONS.get(language, language.replace("-", "_")))
    usual = locale.decimal_formats[None]
    return Formats(
        locale=str(locale),
        long=_make_day_format(locale, locale.date_formats["long"].pattern),
        brief=_make_day_format(locale, locale.date_formats["medium"].pattern),
        month=_make_day_format(locale, _find_pattern(locale, "yMMMM")),
        month_day=_make_day_format(locale, _find_pattern(locale, "MMMMd")),
        month_names=_make_day_format(locale, "LLLL"),
        thousands=locale.number_symbols["latn"]["group"] if usual.grouping == (3, 3) else None,
    )


def _find_pattern(locale: Locale, skeleton: str) -> str:
    """The pattern of a language that tells these fields."""
    from babel.dates import match_skeleton  # noqa: PLC0415 - as above

    known = locale.datetime_skeletons
    return str(known[skeleton if skeleton in known else match_skeleton(skeleton, known)].pattern)


def _make_day_format(locale: Locale, pattern: str) -> DayFormat:
    """What a pattern says in each month, with places for what is left of a day."""
    from babel.dates import format_date, tokenize_pattern  # noqa: PLC0415 - as above

    forms = [""] * 12
    for kind, told in tokenize_pattern(pattern):
        field = str(told[0]) * int(told[1]) if kind == "field" else ""
        for index, month in enumerate(range(1, 13)):
            words = str(format_date(date(2000, month, 1), field, locale)) if field else str(told)
            forms[index] += _OPEN.get(field) or words.replace("{", "{{").replace("}", "}}")
    return tuple(forms)
