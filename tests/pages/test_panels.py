"""Small charts of stems: where each stands, how high it reaches, and which years are written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.drawings import StemView
from generator.pages.panels import BASE, PEAK, Years, find_peak, make_stems, make_year_ticks, space_labels

FOUR = Years(2010, 2013)


def test_stems() -> None:
    """Each in the middle of its year; the highest of all charts reaches the top; nothing is drawn for nothing."""
    found = make_stems({2010: 2, 2011: 0, 2013: 4}, FOUR, 8, {2013: "4"})

    assert found == (StemView("12.5", "77", ""), StemView("87.5", "58", "4"))
    assert make_stems({2010: 8}, FOUR, 8, {})[0].top == str(PEAK)


def test_numbers_do_not_lie_over_one_another() -> None:
    """Of two that are near, the later one stays; where one is far above the other, both."""
    near, far, low = StemView("80", "30", "1,331"), StemView("20", "30", "12"), StemView("82", "70", "9")
    last = StemView("90", "32", "1,311")

    assert [one.label for one in space_labels((far, near, low, last))] == ["12", "", "9", "1,311"]


def test_peak() -> None:
    """The last of the highest; none where there is nothing."""
    assert find_peak({2010: 3, 2012: 3, 2013: 1}) == 2012
    assert find_peak({2010: 0}) is None


def test_years_that_are_written() -> None:
    """Few enough to be read, at round numbers."""
    assert [label for _, _, label in make_year_ticks(FOUR)] == ["2010", "2011", "2012", "2013"]
    assert [label for _, _, label in make_year_ticks(Years(1999, 2026))] == ["2000", "2010", "2020"]


@given(st.integers(1950, 2030), st.integers(0, 80), st.data())
def test_all_within_the_chart(first: int, count: int, data: st.DataObject) -> None:
    """Whatever the years and values, stems stay inside and in order, and labels are few and on the chart."""
    years = Years(first, first + count)
    values = data.draw(st.dictionaries(st.integers(first, first + count), st.integers(0, 500)))
    stems = make_stems(values, years, max(values.values(), default=0), {})
    places = [float(stem.x) for stem in stems]

    assert places == sorted(places)
    assert all(0 <= x <= 100 for x in places)
    assert all(PEAK <= float(stem.top) < BASE for stem in stems)
    assert len(stems) == sum(1 for value in values.values() if value)
    ticks = make_year_ticks(years)
    assert len(ticks) <= 5
    assert all(0 <= float(x) <= 100 for x, _, _ in ticks)
