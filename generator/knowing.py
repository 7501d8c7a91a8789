"""What is derived of each case is looked up where the last build left it, and derived anew of few cases."""

from __future__ import annotations

from generator.analysis.listings import list_all
from generator.analysis.outcomes import add_outcomes
from generator.analysis.part_table import PartTable
from generator.analysis.things import KINDS
from generator.gathering import Reading
from generator.kept_listings import KeptListings
from generator.pieces import Notes


def know_outcomes(reading: Reading) -> PartTable:
    """The parts of each case with its outcomes; from then on the findings know these, what lists know, and editions."""
    findings, is_known = reading.findings, reading.known_by == reading.derived_by
    outcomes = add_outcomes(reading.parts, findings, are_known=is_known)
    notes = reading.sound.open_notes(reading.derived_by) if reading.sound else Notes()
    findings.know(outcomes, KeptListings(notes, outcomes).find_all, reading.editions if is_known else None)
    if reading.sound and findings.material.is_derived:
        # Where the next build changes few, it needs those of all others.
        for kind in KINDS:
            list_all(kind, findings)
    return outcomes
