"""How far what the State was asked to do was carried out, on a day, from dated observations. Pure.

An observation counts from the last day its date can mean, so that a later as-of date never changes an earlier state.
Undated ones are shown and never decide. Which status is a reversal, and how much of what was asked had arrived, are
flags of the vocabulary `commitment_status`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from generator.analysis.intervals import Days, Window, count_days, make_window
from generator.records.mechanism import Commitment, Observation, Request
from generator.records.vocabularies import Vocabularies

Arrived = Literal["none", "part", "whole", "unknown"]
NOT_ASKED, ASKED = "not_asked", "asked"
"""States before any observation: nobody is known to have asked yet; asked, and no report seen."""


class Change(Struct, frozen=True):
    """From a day on, what the last observation says."""

    day: date
    """The last day the date of the observation can mean."""
    observation: Observation

    @property
    def state(self) -> str:
        """Code of `commitment_status`."""
        return self.observation.status


class CommitmentReading(Struct, frozen=True):
    """Where a commitment stands on a day."""

    commitment: Commitment
    as_of: date
    state: str
    """Code of `commitment_status`, or `not_asked`, or `asked` where no report was seen."""
    arrived: Arrived
    """How much of what was asked arrived, by the state."""
    asked: Window | None
    """When it was first asked or promised; none where no date of it is known by then."""
    known: tuple[Observation, ...]
    """Observations that count by then, in the order of the file."""
    undated: tuple[Observation, ...]
    changes: tuple[Change, ...]
    """From when on each observation decided, in order; the last one is the state."""
    reversals: tuple[Observation, ...]
    """Observations that an earlier gain was lost."""
    days_open: Days | None
    """From `asked` to the as-of date, or to the report that it was carried out; none without a date."""
    silence: Days | None
    """Days since the newest observation; none where there is none."""

    @property
    def id(self) -> str:
        """The id of the commitment."""
        return self.commitment.id

    @property
    def is_umbrella(self) -> bool:
        """Whether it stands for many recommendations, and so is counted apart."""
        return self.commitment.umbrella is not None

    @property
    def latest(self) -> Observation | None:
        """The observation that decides."""
        return self.changes[-1].observation if self.changes else None


def read_commitments(
    commitments: Iterable[Commitment], vocabularies: Vocabularies, *, as_of: date
) -> tuple[CommitmentReading, ...]:
    """Each commitment on a day, in the order given."""
    return tuple(read_commitment(one, vocabularies, as_of=as_of) for one in commitments)


def read_commitment(commitment: Commitment, vocabularies: Vocabularies, *, as_of: date) -> CommitmentReading:
    """Where a commitment stands on a day."""
    statuses = vocabularies["commitment_status"]
    known = tuple(one for one in commitment.observations if _counts(one, as_of))
    changes = find_changes(known)
    asked = _find_asked(commitment.requests, as_of)
    state = changes[-1].state if changes else _find_stage(commitment, asked)
    arrived: Arrived = statuses[state].flags["arrived"] if changes else "unknown"
    wholes = [str(statuses[change.state].flags["arrived"]) == "whole" for change in changes]
    return CommitmentReading(
        commitment=commitment,
        as_of=as_of,
        state=state,
        arrived=arrived,
        asked=asked,
        known=known,
        undated=tuple(one for one in commitment.observations if one.date.precision == "unknown"),
        changes=changes,
        reversals=tuple(one for one in known if one.status in statuses.codes_with("reversal")),
        days_open=count_days(asked, _find_close(changes, wholes, as_of)) if asked else None,
        silence=_count_silence(known, as_of),
    )


def find_changes(known: Sequence[Observation]) -> tuple[Change, ...]:
    """From which day on which observation decides: the last of the file among those that count by then."""
    days = sorted({_last_day(one) for one in known})
    deciding = [(day, [one for one in known if _last_day(one) <= day][-1]) for day in days]
    changes: list[Change] = []
    for day, observation in deciding:
        if not changes or changes[-1].observation is not observation:
            changes.append(Change(day, observation))
    return tuple(changes)


def _counts(observation: Observation, as_of: date) -> bool:
    return observation.date.precision != "unknown" and _last_day(observation) <= as_of


def _last_day(observation: Observation) -> date:
    return make_window(observation.date).last


def _find_asked(requests: Iterable[Request], as_of: date) -> Window | None:
    """When it was first asked, of the requests that were certainly made by then."""
    windows = [make_window(one.date) for one in requests]
    made = [one for one in windows if one.is_bounded and one.last <= as_of]
    return Window(min(one.first for one in made), min(one.last for one in made)) if made else None


def _find_stage(commitment: Commitment, asked: Window | None) -> str:
    undated = all(one.date.precision == "unknown" for one in commitment.requests)
    return ASKED if asked or undated else NOT_ASKED


def _find_close(changes: Sequence[Change], wholes: Sequence[bool], as_of: date) -> Window:
    """When it was reported carried out, and nothing else since; the as-of date where it was not."""
    if not wholes or not wholes[-1]:
        return Window(as_of, as_of)
    first = len(wholes) - next((n for n, whole in enumerate(reversed(wholes)) if not whole), len(wholes))
    return make_window(changes[first].observation.date)


def _count_silence(known: Iterable[Observation], as_of: date) -> Days | None:
    windows = [make_window(one.date) for one in known]
    newest = max(windows, key=lambda window: (window.last, window.first), default=None)
    return count_days(newest, Window(as_of, as_of)) if newest else None


class StatusCount(Struct, frozen=True):
    """How many commitments stand in each state. Rows add up to the total; the unknown is one of them."""

    total: int
    """Commitments asked or promised by the day, or observed by then."""
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """State and ids, for every state in the order of the vocabulary, `asked` last; empty ones too."""

    def get(self, state: str) -> tuple[str, ...]:
        """The ids of one state."""
        return dict(self.rows)[state]


def count_states(readings: Iterable[CommitmentReading], vocabularies: Vocabularies) -> StatusCount:
    """How many of some commitments stand in each state; those nobody had asked for by then do not count."""
    asked = [one for one in readings if one.state != NOT_ASKED]
    states = (*vocabularies["commitment_status"].codes, ASKED)
    return StatusCount(
        len(asked), tuple((state, tuple(one.id for one in asked if one.state == state)) for state in states)
    )


class Ledger(Struct, frozen=True):
    """All commitments on a day.

    A row that stands for many recommendations would count them all as one, and some of them again beside the rows
    they are also asked in. So such rows are never in `counts` nor `by_addressee`: they are in `umbrellas` only.
    """

    readings: tuple[CommitmentReading, ...]
    counts: StatusCount
    """Of the commitments that are no umbrella."""
    umbrellas: StatusCount
    """Of the umbrella rows, apart."""
    by_addressee: tuple[tuple[str, StatusCount], ...]
    """Addressee and its commitments. A commitment addressed to several is in each row, so rows do not add up."""
    reversals: int
    """How often an earlier gain was reported lost, umbrellas not counted."""
    silent: Days | None
    """Days since the newest observation of any commitment."""

    @property
    def newest(self) -> Observation | None:
        """The newest observation of any commitment; of several, the one with the most exact date."""
        known = ((make_window(each.date), each) for one in self.readings for each in one.known)
        found = max(known, key=lambda pair: (pair[0].last, pair[0].first), default=None)
        return found[1] if found else None

    def get(self, id_: str) -> CommitmentReading:
        """One commitment by its id."""
        return next(one for one in self.readings if one.id == id_)


def make_ledger(commitments: Iterable[Commitment], vocabularies: Vocabularies, *, as_of: date) -> Ledger:
    """All commitments on a day, each alone and counted."""
    readings = read_commitments(commitments, vocabularies, as_of=as_of)
    single = [one for one in readings if not one.is_umbrella]
    by_addressee = (
        (code, count_states([one for one in single if code in one.commitment.addressees], vocabularies))
        for code in vocabularies["addressee"]
    )
    return Ledger(
        readings=readings,
        counts=count_states(single, vocabularies),
        umbrellas=count_states([one for one in readings if one.is_umbrella], vocabularies),
        by_addressee=tuple((code, count) for code, count in by_addressee if count.total),
        reversals=sum(len(one.reversals) for one in single),
        silent=min((one.silence for one in readings if one.silence), key=lambda days: days.low, default=None),
    )
