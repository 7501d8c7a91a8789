"""Made-up measures for the tests of what is derived of measures, and the records of the site."""

from __future__ import annotations

from datetime import date
from typing import Any

from builders import make_measure, make_measure_step, make_person, publish
from hypothesis import strategies as st

from generator.analysis.measures import MeasureFinding, find_measure
from generator.records.fields import Context
from generator.records.public import PublicCase

AS_OF = date(2026, 11, 22)
DEATH = {"status": "dead", "sources": ["s1"]}
YEARS = st.integers(2012, 2016)
MONTHS = st.integers(1, 12)
DAYS = st.integers(1, 28)
PRECISE = st.builds("{}-{:02}-{:02}".format, YEARS, MONTHS, DAYS)
VAGUE = st.one_of(
    YEARS.map(str),
    st.builds("{}-{:02}".format, YEARS, MONTHS),
    PRECISE,
    st.builds("{}/{}-06".format, YEARS, st.just(2017)),
)
"""Dates within which an exact day can be chosen."""


def make_steps(*told: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return steps from date, step and, where it is not an organisation, voice."""
    return [
        make_measure_step(f"m1-{number}", date=day, step=step, according_to=voice[0] if voice else "organisation")
        for number, (day, step, *voice) in enumerate(told, 1)
    ]


def make_public(context: Context, *told: tuple[str, ...], dead: str | None = None, **changes: Any) -> PublicCase:
    """Return a case with one measure, of a kind whose days are not withheld while somebody it is for is alive."""
    person = make_person(status=[DEATH | {"date": dead}] if dead else [])
    measure = make_measure(steps=make_steps(*told), kind=changes.pop("kind", "recommendation"))
    measure |= changes.pop("measure", {})
    return publish(context, people=[person], measures=[measure], **changes)


def find_finding(context: Context, *told: tuple[str, ...], as_of: date = AS_OF, **changes: Any) -> MeasureFinding:
    """Return what is derived of a measure with some steps."""
    case = make_public(context, *told, **changes)
    return find_measure(case, case.measures[0], context.vocabularies, as_of=as_of)
