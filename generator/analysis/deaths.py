"""Who of a case is known to have died, and when. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.analysis.intervals import Window, make_window
from generator.records.public import PublicCase
from generator.records.vocabularies import Vocabularies


def find_deaths(case: PublicCase, vocabularies: Vocabularies, *, until: date) -> Mapping[str, Window]:
    """The day each dead person of a case died, by their id: what status entries and lethal acts agree on.

    Where they do not overlap, the earlier one counts: nothing that stops at a death may run past it.
    """
    dead = vocabularies["victim_status"].codes_with("dead")
    lethal = vocabularies["act_type"].codes_with("lethal")
    told = [(one.id, entry.date) for one in case.subjects for entry in one.status if entry.status in dead]
    told += [(one.id, act.date) for act in case.acts if act.type in lethal for one in act.victims if one.id]
    if not told:
        return {}
    people = {one.id for one in case.subjects if one.kind == "person"}
    deaths: dict[str, Window] = {}
    for person, when in sorted(told, key=lambda entry: (entry[0], entry[1].sort_key)):
        if person not in people:
            continue
        window = make_window(when, until=until)
        known = deaths.get(person, window)
        deaths[person] = known.cut(first=window.first, last=window.last)
    return deaths
