"""What is wrong with the log of a case: its publication, later additions and corrections, its withdrawal."""

from __future__ import annotations

from collections.abc import Iterator

from generator.records.checks import CaseFile
from generator.records.dates import PartialDate
from generator.records.models import Case
from generator.records.problems import Problem
from generator.records.walking import Steps


def check_history(file: CaseFile) -> Iterator[Problem]:
    """Everything wrong with the log. Feeds are made of it, so each entry needs its day."""
    case, publication = file.case, file.case.publication
    dates = list(_list_dates(case))
    for path, value in dates:
        if value.precision != "day":
            yield file.problem("log-day", path, value=value.text)
        elif publication.published and publication.published.certainly_after(value):
            limit = publication.published.text
            yield file.problem("log-before-publication", path, value=value.text, limit=limit)
    if publication.status == "withdrawn" and publication.withdrawn is None:
        yield file.problem("withdrawn-without-date", ("publication",))
    if (case.additions or case.corrections) and not publication.published and publication.status == "published":
        yield file.problem("log-without-start", ("publication",))
    yield from _check_parts(file)


def _list_dates(case: Case) -> Iterator[tuple[Steps, PartialDate]]:
    for key in ("published", "withdrawn"):
        value = getattr(case.publication, key)
        if value:
            yield ("publication", key), value
    for part in ("additions", "corrections"):
        for index, one in enumerate(getattr(case, part)):
            yield (part, index, "date"), one.date


def _check_parts(file: CaseFile) -> Iterator[Problem]:
    """What was added is an entry of the timeline, once; what was corrected, anything the page has an anchor for."""
    case = file.case
    events = {one.id for part in (case.recognition, case.acts) for one in part}
    events |= {step.id for part in (case.measures, case.proceedings) for one in part for step in one.steps}
    events |= {step.id for one in case.proceedings for step in one.competence}
    anchors = events | {one.id for part in (case.measures, case.proceedings) for one in part}
    seen: set[str] = set()
    for index, addition in enumerate(case.additions):
        for number, id_ in enumerate(addition.events):
            path = ("additions", index, "events", number)
            if id_ not in events:
                yield file.problem("log-unknown-part", path, value=id_)
            elif id_ in seen:
                yield file.problem("log-added-twice", path, value=id_)
            seen.add(id_)
    for index, correction in enumerate(case.corrections):
        for number, id_ in enumerate(correction.about):
            if id_ not in anchors:
                yield file.problem("log-unknown-part", ("corrections", index, "about", number), value=id_)
