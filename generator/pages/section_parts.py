"""Which parts and outcomes of cases sections tell, and so are made of. Needed where nothing of a section is made."""

from __future__ import annotations

from generator.analysis.outcomes import Outcome
from generator.analysis.parts import OUTLINE, Part

CALENDAR: tuple[Part, ...] = ("people", "about", "honours", "acts", "measures")
"""What the days of a case are made of."""
CARD: tuple[Part | Outcome, ...] = ("people", "about", "card")
"""What a card of a case is made of."""
CASES: tuple[Part | Outcome, ...] = (*OUTLINE, "about", "card", "beginning", "facets")
"""What the list of all cases is made of."""
FACETED: tuple[Part | Outcome, ...] = (*CARD, "facets")
"""What the lists under values of facets are made of."""
CHANGES: tuple[Part | Outcome, ...] = ("people", "about", "card", "history", "change_list")
"""What pages and feeds of changes tell of a case."""
FEEDS: tuple[Part | Outcome, ...] = (*CHANGES, "facets")
"""What feeds of states are made of, beyond that which cases are there."""
FOUND_BY: tuple[Part, ...] = ("people", "about", "acts", "summary")
"""Parts of a case that a search finds it by."""
LATEST: tuple[Part | Outcome, ...] = (*OUTLINE, "honours", "history")
"""What the home page tells of a case in which something changed."""
HOME: tuple[Part | Outcome, ...] = (*LATEST, "about", "card", "counts", "change_list", "measure_list")
"""What it tells of all cases, and which of them it tells of."""
IMPUNITY: tuple[Part, ...] = ("people", "acts", "proceedings")
MEASURES: tuple[Part | Outcome, ...] = ("people", "acts", "measures")
"""What lists of measures tell of a case."""
MECHANISM: tuple[Part | Outcome, ...] = ("people", "facets", "standing")
"""What the section tells of all cases, on its page of states."""
COUNTED: tuple[Outcome, ...] = ("counts",)
"""What campaigns tell of all cases."""
PRINTED: tuple[Part, ...] = (*OUTLINE, "honours")
"""What posters and kits of campaigns tell of their cases."""
CAMPAIGNS: tuple[Part, ...] = (*PRINTED, "sources")
"""What pages of campaigns tell of them."""
SEARCH: tuple[Part | Outcome, ...] = ("people", "facets")
"""What the search shows of a case, and chooses by."""
STATES: tuple[Part | Outcome, ...] = ("people", "acts", "proceedings", "facets", "standing")
"""What the section tells of all cases."""
TIMELINE: tuple[Part | Outcome, ...] = ("people", "honours", "event_list")
"""What entries tell of a case: beyond its title and the texts of what honours it, what lists know of each."""
TRENDS: tuple[Part | Outcome, ...] = ("people", "acts", "proceedings", "losses")
"""What the section is made of: what is withheld by state or year depends on how far justice got, too."""
