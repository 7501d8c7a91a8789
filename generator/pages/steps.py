"""The steps of a measure or proceeding as a template prints them."""

from __future__ import annotations

from msgspec import Struct

from generator.pages.i18n import Words, says_something
from generator.records.dates import PartialDate


class StepView(Struct, frozen=True, gc=False):
    """A step of a measure or proceeding, in its own list; links to its place in the timeline."""

    anchor: str
    date: str
    label: str
    voice: str


def make_step(anchor: str, date: PartialDate, label: str, voice: str, words: Words) -> StepView:
    """A step ready to print."""
    said = words.get("event.according_to", voice=words.term_inside("voice", voice)) if says_something(voice) else ""
    return StepView(anchor, words.date(date), label, said)
