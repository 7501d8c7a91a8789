"""The figures of a campaign for reuse: the counts its page shows, each with what it is counted out of. Pure."""

from __future__ import annotations

import json
from datetime import date

from generator.analysis.campaigns import CampaignFinding

LICENCE = "CC-BY-4.0"


def render_figures(found: CampaignFinding, as_of: date) -> bytes:
    """The figures as JSON."""
    own, everything = found.counts, found.everything
    counts = {
        name: {"number": getattr(own, name), "of": getattr(everything, name)}
        for name in ("cases", "attacks", "measures", "proceedings")
    }
    document = {
        "campaign": found.campaign.id,
        "hashtag": found.campaign.hashtag,
        "as_of": as_of.isoformat(),
        "licence": LICENCE,
        "cases": [case.id for case in found.cases],
        "counts": counts,
        "protection_measures": {
            "number": found.measure_count,
            "by_state": {state.value: number for state, number in found.states},
        },
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()
