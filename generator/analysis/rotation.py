"""Which cases stand on the home page: all in turn, some each month, whatever happened to whom. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.records.public import PublicCase

_MONTHS = 12


def take_turn(cases: Sequence[PublicCase], day: date, number: int) -> tuple[PublicCase, ...]:
    """So many cases whose turn it is in the month of a day; in the order of their ids, and then from the start again.

    No case comes back before each of the others has had its turn.
    """
    ordered = sorted(cases, key=lambda case: case.id)
    if len(ordered) <= number:
        return tuple(ordered)
    start = (day.year * _MONTHS + day.month - 1) * number
    return tuple(ordered[(start + step) % len(ordered)] for step in range(number))
