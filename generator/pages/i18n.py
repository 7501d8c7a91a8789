"""The words of one language: interface strings, terms, dates and numbers."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from itertools import filterfalse

from msgspec import Struct

from generator.pages.formats import Formats, get_formats, write_day
from generator.pages.strings import Strings
from generator.records.dates import DatePoint, PartialDate
from generator.records.fields import LocalText
from generator.records.vocabularies import Vocabularies

_MARKS = {"~": "date.approximate", "?": "date.uncertain"}
_LEAP_YEAR = 2000
"""A year that has all days."""
_SILENT = frozenset({"unknown", "not_applicable", "pending"})
"""Codes that any vocabulary may have and that add nothing to a line of text."""
_NAMES = ("Indigenous ",)
"""How labels begin that keep their capital wherever they stand."""


class Words(Struct, frozen=True, dict=True):
    """Everything that is said in one language."""

    language: str
    vocabularies: Vocabularies

    @cached_property
    def _strings(self) -> Strings:
        return Strings(self.language)

    @cached_property
    def _formats(self) -> Formats:
        return get_formats(self.language)

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        return {}

    @cached_property
    def _labels_inside(self) -> dict[tuple[str, str], str]:
        return {}

    @cached_property
    def _dates(self) -> dict[str, str]:
        return {}

    @cached_property
    def locale(self) -> str:
        """The language with the country whose ways it follows here, such as `es_MX`, if there is one."""
        return self._formats.locale

    @cached_property
    def get(self) -> Callable[..., str]:
        """Gives the string of a dotted key, with its places filled."""
        return self._strings.get

    def count(self, key: str, number: int, **values: object) -> str:
        """The string of a key in the form that a number asks for; the number is written for `{n}`."""
        return self._strings.choose(key, number, n=self.number(number), **values)

    def term(self, vocabulary: str, code: str) -> str:
        """The label of a code."""
        key = vocabulary, code
        label = self._labels.get(key)
        if label is None:
            label = self._labels[key] = self.vocabularies[vocabulary][code].label.get(self.language)[0]
        return label

    def term_inside(self, vocabulary: str, code: str) -> str:
        """The label of a code inside a sentence: small, but for acronyms and names."""
        key = vocabulary, code
        inside = self._labels_inside.get(key)
        if inside is None:
            label = self.term(vocabulary, code)
            is_kept = label[1:2].isupper() or label.startswith(_NAMES)
            inside = self._labels_inside[key] = label if is_kept else label[:1].lower() + label[1:]
        return inside

    def definition(self, vocabulary: str, code: str) -> str:
        """The definition of a code."""
        return self.vocabularies[vocabulary][code].definition.get(self.language)[0]

    def plain(self, text: LocalText) -> str:
        """A text where its language cannot be marked, such as a page's title: on one line, whatever its file says."""
        found = text.get(self.language)[0]
        return " ".join(found.split()) if "\n" in found else found

    def number(self, value: int) -> str:
        """A whole number with its group marks."""
        return self._formats.write_number(value)

    def decimal(self, value: float) -> str:
        """A number with one decimal at most."""
        return self._formats.write_decimal(value)

    def month(self, number: int) -> str:
        """The name of a month, as a heading."""
        name = self.month_inside(number)
        return name[:1].upper() + name[1:]

    def month_inside(self, number: int) -> str:
        """The name of a month inside a sentence: "enero", "January"."""
        return self._formats.month_names[number - 1]

    def month_day(self, month: int, day: int) -> str:
        """A day of any year: "3 de mayo"."""
        return write_day(self._formats.month_day, date(_LEAP_YEAR, month, day))

    def brief(self, day: date) -> str:
        """A day where there is little room: "22 nov 2026"."""
        return write_day(self._formats.brief, day)

    def date(self, value: PartialDate) -> str:
        """A date in words, as precise as it is known: "febrero de 2012", "hacia 2012", "entre … y …"."""
        said = self._dates.get(value.text)
        if said is None:
            said = self._dates[value.text] = self._say_date(value)
        return said

    def date_within_month(self, value: PartialDate) -> str:
        """What a heading of its month leaves to say: "3 de mayo"; nothing of a month, and all of what is less plain."""
        point = value.start
        if point is None or point is not value.end or point.mark or point.month is None:
            return self.date(value)
        return "" if point.day is None else self.month_day(point.month, point.day)

    def _say_date(self, value: PartialDate) -> str:
        start, end = value.start, value.end
        if start is None and end is None:
            return self.get("date.unknown")
        if end is None:
            return self.get("date.since", date=self._bound(start))
        if start is None:
            return self.get("date.until", date=self._bound(end))
        if start is end:
            return self._point(start)
        return self.get("date.between", start=self._begin(start, end), end=self._bound(end))

    def _begin(self, start: DatePoint, end: DatePoint) -> str:
        """The first bound of an interval without what the last one says, too: "entre el 3 y el 5 de mayo de 2020"."""
        first, last = start.earliest, end.earliest
        alike = first.year == last.year and start.precision == end.precision in {"month", "day"}
        if not alike:
            return self._bound(start)
        if start.day is None:
            return self.month_inside(first.month)
        brief = str(first.day) if first.month == last.month else self.month_day(first.month, first.day)
        return self.get("date.the_day", date=brief)

    def _bound(self, point: DatePoint | None) -> str:
        """A date after a preposition, where a day may need its article: "desde el 3 de mayo"."""
        text = self._point(point)
        return self.get("date.the_day", date=text) if point and point.day and point.mark != "~" else text

    def _point(self, point: DatePoint | None) -> str:
        if point is None:
            return self.get("date.unknown")
        if point.day is not None:
            text = write_day(self._formats.long, point.earliest)
        elif point.month is not None:
            text = write_day(self._formats.month, point.earliest)
        else:
            text = str(point.year)
        if point.mark == "~" and point.day is not None:
            text = self.get("date.the_day", date=text)
        return self.get(_MARKS[point.mark], date=text) if point.mark else text

    def sort_key(self, text: str) -> str:
        """What a list in this language is sorted by: accents and case do not count, ñ follows n."""
        return _fold(text)


def begin_sentence(phrase: str) -> str:
    """A phrase as it is written where a sentence begins."""
    return phrase[:1].upper() + phrase[1:]


def says_something(code: str) -> bool:
    """Whether a code is worth a place in a line of text."""
    return code not in _SILENT


def get_time_value(date: PartialDate) -> str | None:
    """What the `datetime` attribute of a date may say; none for intervals and unknown dates."""
    point = date.start
    if point is None or point is not date.end:
        return None
    return date.text.rstrip("~?")


@lru_cache(maxsize=1 << 16)
def _fold(text: str) -> str:
    kept = unicodedata.normalize("NFC", text).casefold().replace("ñ", "n\uffff")
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFD", kept)))
