"""A commitment as a bar over the years: what each report says, until the next one. Pure: x in per cent.

A report counts from the last day its date can mean. After the last one nobody has looked: the bar is thinly hatched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from generator.analysis.commitments import Change, CommitmentReading
from generator.pages.gap import LEAST, Axis, Bar, Texture, Whisker
from generator.records.vocabularies import Vocabulary

_TEXTURES: dict[str, Texture] = {"none": "no", "part": "part", "whole": "yes", "unknown": "na"}
_AFTER: dict[Texture, Texture] = {"no": "since", "part": "since", "off": "since", "yes": "na", "na": "na"}
Part = Literal["no", "part", "yes", "since", "na", "off", "whisker"]


class LedgerDrawing(Struct, frozen=True):
    """Everything a template draws of one commitment."""

    bars: tuple[Bar, ...]
    whiskers: tuple[Whisker, ...]
    """Where the day it was asked for is not known."""
    start: float | None
    """The last day on which it can have been asked for; none where no date is known."""
    readings: tuple[float, ...]
    """Where a report was seen."""

    @property
    def parts(self) -> frozenset[str]:
        """Names of what is drawn, for the legend."""
        return frozenset({bar.texture for bar in self.bars} | ({"whisker"} if self.whiskers else set()))


def make_ledger_axis(readings: Iterable[CommitmentReading], last: date) -> Axis:
    """From 1 January of the first year anything was asked for or seen, to a day."""
    days = [day for one in readings for day in _list_days(one)]
    return Axis(date(min(days, default=last).year, 1, 1), last)


def _list_days(one: CommitmentReading) -> Iterator[date]:
    if one.asked:
        yield one.asked.first
    yield from (change.day for change in one.changes)


def find_texture(status: str, statuses: Vocabulary) -> Texture:
    """What a status looks like; a lost gain is pale, like a measure that was taken away."""
    if status not in statuses:
        return "na"
    flags = statuses[status].flags
    return "off" if flags["reversal"] else _TEXTURES[flags["arrived"]]


def make_ledger_drawing(reading: CommitmentReading, axis: Axis, statuses: Vocabulary) -> LedgerDrawing | None:
    """The drawing of one commitment; none where nothing has a date."""
    starts = list(_list_days(reading))
    if not starts:
        return None
    asked = reading.asked
    begin = asked.last if asked else reading.changes[0].day
    if reading.changes:
        begin = min(begin, reading.changes[0].day)
    vague = asked is not None and asked.first != asked.last
    return LedgerDrawing(
        bars=tuple(_list_bars(begin, reading.changes, axis, statuses)),
        whiskers=(Whisker(axis.place(asked.first), axis.place(asked.last)),) if asked and vague else (),
        start=axis.place(asked.last) if asked else None,
        readings=tuple(dict.fromkeys(axis.place(change.day) for change in reading.changes)),
    )


def _list_bars(begin: date, changes: tuple[Change, ...], axis: Axis, statuses: Vocabulary) -> Iterator[Bar]:
    x = axis.place(begin)
    texture: Texture = "na"
    for change in changes:
        end = axis.place(change.day)
        if end > x:
            yield Bar(texture, x, round(end - x, 2))
        x, texture = end, find_texture(change.state, statuses)
    turn = min(100.0, round(x + LEAST, 2)) if changes else x
    if turn > x:
        yield Bar(texture, x, round(turn - x, 2))
    if turn < 100:  # noqa: PLR2004 - the end of the axis
        yield Bar(_AFTER[texture], turn, round(100 - turn, 2))
