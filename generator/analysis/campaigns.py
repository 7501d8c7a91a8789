"""What is documented of the cases that a campaign shows, counted as everywhere. Pure."""

from __future__ import annotations

from msgspec import Struct

from generator.analysis.counts import Counts, count_records
from generator.analysis.findings import Findings
from generator.analysis.measure_list import ListedMeasure
from generator.analysis.measure_steps import State
from generator.records.public import PublicCase
from generator.records.public_campaigns import PublicCampaign

ASKED = frozenset({State.NOT_IN_PLACE, State.PARTLY, State.UNKNOWN})
"""What a measure that goes on may be for somebody to be asked about it: missing in part or whole, or not known."""
_OPEN = frozenset({"owed", "unknown", "others"})
"""What is known of a measure that goes on."""


class CampaignFinding(Struct, frozen=True):
    """The cases of a campaign, and how much they document out of all that is published."""

    campaign: PublicCampaign
    cases: tuple[PublicCase, ...]
    """By id."""
    counts: Counts
    everything: Counts
    """The same counts over all published cases."""
    states: tuple[tuple[State, int], ...]
    """Protection measures of its cases by where they stand; one that another case tells counts there."""
    asked: tuple[ListedMeasure, ...]
    """Measures that go on and are not verified in place, the longest without first."""

    @property
    def measure_count(self) -> int:
        """How many protection measures."""
        return sum(count for _, count in self.states)


def find_campaign(campaign: PublicCampaign, findings: Findings) -> CampaignFinding:
    """What is documented of the cases of a campaign."""
    ids = campaign.case_ids
    cases = tuple(case for case in findings.cases if case.id in ids)
    counted = [one for one in findings.counted if one.case_id in ids]
    states = [one.state for one in counted if one.protective]
    return CampaignFinding(
        campaign=campaign,
        cases=tuple(sorted(cases, key=lambda case: case.id)),
        counts=count_records(cases),
        everything=findings.counts,
        states=tuple((state, states.count(state)) for state in State if state in states),
        asked=tuple(one for one in counted if one.known in _OPEN and one.state in ASKED),
    )
