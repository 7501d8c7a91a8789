"""Geometry of small charts of stems over years. Pure: x in per cent of the width, y in pixels from the top.

Each value is a stem of its own: no line joins it to the next, so that nothing is said of what lies between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.pages.charts import write_number
from generator.pages.drawings import StemView

BASE, PEAK = 96, 20
"""Where nothing is, and where the highest value of all reaches."""
_STEPS = (1, 2, 5, 10, 20, 50)
_LABELS = 4
"""How many years are written below an axis at most."""
_EDGE = 4
_WIDE, _HIGH = 17, 13
"""Room for a number: per cent of a narrow chart, and pixels."""


class Years(Struct, frozen=True):
    """The years that some charts share, both included."""

    first: int
    last: int

    def place(self, year: float) -> float:
        """Where the middle of a year lies, in per cent."""
        return 100 * (year - self.first + 0.5) / (self.last - self.first + 1)


def make_stems(values: Mapping[int, int], years: Years, top: int, labels: Mapping[int, str]) -> tuple[StemView, ...]:
    """A stem for each year with a value; `top` is the highest value of all charts; some bear their number."""
    return tuple(
        StemView(write_number(years.place(year)), write_number(_find_height(value, top)), labels.get(year, ""))
        for year, value in sorted(values.items())
        if value
    )


def make_year_ticks(years: Years) -> tuple[tuple[str, str, str], ...]:
    """Where years are written: each, every second, fifth and so on; how the label is anchored; and the label."""
    return tuple(_list_ticks(years))


def _list_ticks(years: Years) -> Iterator[tuple[str, str, str]]:
    count = years.last - years.first + 1
    step = next((one for one in _STEPS if -(-count // one) <= _LABELS), _STEPS[-1])
    for year in range(years.first, years.last + 1):
        if year % step == 0:
            x = years.place(year)
            anchor = "start" if x < _EDGE else "end" if x > 100 - _EDGE else "middle"
            yield write_number(x), anchor, str(year)


def space_labels(stems: Sequence[StemView]) -> tuple[StemView, ...]:
    """Stems whose numbers do not lie over one another: of two that would, the later keeps its own."""
    kept: list[StemView] = []
    for stem in reversed(stems):
        is_free = all(not other.label or _is_apart(stem, other) for other in kept)
        kept.append(stem if is_free else replace(stem, label=""))
    return tuple(reversed(kept))


def _is_apart(one: StemView, other: StemView) -> bool:
    return abs(float(one.x) - float(other.x)) >= _WIDE or abs(float(one.top) - float(other.top)) >= _HIGH


def find_peak(values: Mapping[int, int]) -> int | None:
    """The year of the highest value, the last one of equals; none where there is no value."""
    found = [year for year, value in values.items() if value]
    return max(found, key=lambda year: (values[year], year), default=None)


def _find_height(value: int, top: int) -> float:
    return BASE - (BASE - PEAK) * value / top if top else BASE
