"""What is wrong with a case on the day the site speaks of: consent to ask for again, facts of later days. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from generator.records.facts import CaseFacts
from generator.records.problems import Unplaced

OVERDUE = timedelta(days=90)
"""How long a consent may wait for its review before the build stops (DNH-03)."""


def find_newest_check(cases: Iterable[CaseFacts]) -> date | None:
    """The last day on which a published case was checked, which is what a site speaks of unless told otherwise."""
    days = (case.last_checked.latest for case in cases if case.status == "published")
    return max((day for day in days if day), default=None)


def check_day(case: CaseFacts, day: date) -> Iterator[Unplaced]:
    """Everything wrong with a case on a day."""
    due = case.ties.review_by and case.ties.review_by.latest
    if case.ties.review_by and due and day > due:
        code = "consent-review-overdue" if day - due > OVERDUE else "consent-review-due"
        path = ("publication", "consent", "review_by")
        yield Unplaced(code, case.file, path, {"value": case.ties.review_by.text})
    if case.is_public(day) or case.status == "withdrawn":
        yield from _check_cut(case, day)


def _check_cut(case: CaseFacts, day: date) -> Iterator[Unplaced]:
    """A case of the site that was checked or published after the as-of date would show what was not known then."""
    dates = (
        (("last_checked",), case.last_checked),
        (("publication", "published"), case.ties.published),
        (("publication", "withdrawn"), case.withdrawn),
    )
    for path, value in dates:
        if value and value.earliest and value.earliest > day:
            yield Unplaced("date-in-future", case.file, path, {"value": value.text, "limit": day.isoformat()})
