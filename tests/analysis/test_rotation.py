"""Whose turn it is on the home page."""

from __future__ import annotations

from datetime import date

import pytest
from builders import publish

from generator.analysis.rotation import take_turn
from generator.records.fields import Context
from generator.records.public import PublicCase


@pytest.fixture
def cases(context: Context) -> tuple[PublicCase, ...]:
    """Return eight cases, not in the order of their ids."""
    return tuple(publish(context, id=f"MX-{number:04}", slug=f"caso-{number}") for number in (5, 2, 8, 1, 7, 3, 6, 4))


def take(cases: tuple[PublicCase, ...], day: date, number: int) -> list[int]:
    """Return the numbers of the cases whose turn it is."""
    return [int(case.id[-4:]) for case in take_turn(cases, day, number)]


def test_all_have_their_turn(cases: tuple[PublicCase, ...]) -> None:
    """Month after month the next ones follow, and no case comes back before all others were there."""
    months = [date(2026 + month // 12, month % 12 + 1, 5) for month in range(8, 16)]
    shown = [number for month in months for number in take(cases, month, 3)]

    assert [shown[n : n + 8] == shown[:8] for n in range(0, 24, 8)] == [True] * 3
    assert sorted(shown[:8]) == list(range(1, 9))


def test_a_month_is_one_turn(cases: tuple[PublicCase, ...]) -> None:
    """Within a month nothing changes, in whatever order the cases are read; the next month it does."""
    first = take(cases, date(2026, 11, 1), 3)

    assert take(tuple(reversed(cases)), date(2026, 11, 30), 3) == first
    assert take(cases, date(2026, 12, 1), 3) != first


def test_few_cases_are_all_shown(cases: tuple[PublicCase, ...]) -> None:
    """Where there are no more than places, nobody waits."""
    assert take(cases, date(2026, 11, 22), 8) == list(range(1, 9))
    assert take(cases[:2], date(2026, 11, 22), 6) == [2, 5]
