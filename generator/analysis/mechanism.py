"""What is derived of the protection mechanism on a day: commitments, series, organs, the limits of 2012. Pure."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from generator.analysis.commitments import Ledger, make_ledger
from generator.analysis.founding import FoundingReading, read_founding
from generator.analysis.intervals import Days, Window, count_days, make_window
from generator.analysis.series import SeriesReading, read_all_series
from generator.records.known_mechanism import Mechanism
from generator.records.mechanism import Organ, OrganObservation
from generator.records.vocabularies import Vocabularies


class OrganReading(Struct, frozen=True):
    """What was known of an organ on a day."""

    organ: Organ
    observations: tuple[OrganObservation, ...]
    """Those of that day or before, from the oldest to the newest."""
    silence: Days | None
    """Days since the newest one; none where there is none."""

    @property
    def latest(self) -> OrganObservation | None:
        """The newest observation."""
        return self.observations[-1] if self.observations else None


class MechanismFindings(Struct, frozen=True, dict=True):
    """All that is derived of the records of the mechanism."""

    mechanism: Mechanism
    as_of: date
    ledger: Ledger
    series: tuple[SeriesReading, ...]
    organs: tuple[OrganReading, ...]
    founding: tuple[FoundingReading, ...]
    """The time limits that ran once, when the law came into force; empty where there is no law."""


def find_mechanism(mechanism: Mechanism, vocabularies: Vocabularies, *, as_of: date) -> MechanismFindings:
    """Everything that is derived of a mechanism on a day."""
    return MechanismFindings(
        mechanism=mechanism,
        as_of=as_of,
        ledger=make_ledger(mechanism.commitments.values(), vocabularies, as_of=as_of),
        series=read_all_series(mechanism.series.values(), as_of=as_of),
        organs=tuple(_read_organ(one, as_of) for one in mechanism.organs.values()),
        founding=read_founding(mechanism.law, as_of=as_of) if mechanism.law else (),
    )


def _read_organ(organ: Organ, as_of: date) -> OrganReading:
    known = tuple(one for one in organ.observations if make_window(one.date).last <= as_of)
    windows = [make_window(one.date) for one in known]
    newest = max(windows, key=lambda window: (window.last, window.first), default=None)
    return OrganReading(organ, known, count_days(newest, Window(as_of, as_of)) if newest else None)
