"""The way of a request and the time limits of the law, as far as they were read; what was not read is never law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from generator.analysis.clocks import ClockState
from generator.analysis.founding import FoundingReading
from generator.pages.i18n import Words
from generator.pages.mechanism_sources import Sheet
from generator.pages.texts import Citation, TextView
from generator.pages.urls import Link
from generator.records.law import Clock, Law, Limit
from generator.records.mechanism import Organ, PathStep

UNREAD = "brief_only"
"""What no page seen states: it is told apart, without its number."""
EVIDENCE: Mapping[str, str] = {"article_text": "clock.article_text", "secondary": "clock.secondary"}
_LIMITS: Mapping[str, str] = {
    "hours": "limit.hours",
    "calendar_days": "limit.calendar_days",
    "business_days": "limit.business_days",
    "months": "limit.months",
    "days_unclear": "limit.days_unclear",
}
_WORDS: Mapping[str, str] = {"next_session": "limit.next_session", "none": "limit.none"}


class ClockRow(Struct, frozen=True):
    """A time limit that was read."""

    binds: str
    limit: str
    actor: str
    starts: str
    evidence: str
    """Where it was read."""
    note: str
    citations: tuple[Citation, ...]


class FoundingRow(Struct, frozen=True):
    """A time limit that ran once, and what became of it."""

    binds: str
    limit: str
    outcome: str
    note: str
    citations: tuple[Citation, ...]


class StepLimit(Struct, frozen=True):
    """A time limit of a step, with where it was read."""

    text: str
    citations: tuple[Citation, ...]


class StepView(Struct, frozen=True):
    """One step of the way of a request."""

    title: str
    text: TextView
    organ: Link | None
    began: str
    """Since when the organ is known; empty where nobody of them takes the step."""
    limits: tuple[StepLimit, ...]
    is_aside: bool
    """Whether it comes after the others, or in some cases only."""


class LawView(Struct, frozen=True):
    """What is told of the law."""

    name: str
    published: str
    published_citations: tuple[Citation, ...]
    copy: str
    """Up to which reform the newest copy that was seen goes."""
    clocks: tuple[ClockRow, ...]
    unread: tuple[str, ...]
    """What has to be done within limits that nobody here has read."""
    founding: tuple[FoundingRow, ...]
    not_read: tuple[TextView, ...]
    calendar: TextView | None


def make_law(law: Law, sheet: Sheet) -> LawView:
    """The law with its limits; those whose words were not read without their numbers."""
    words, sources = sheet.words, sheet.sources
    read = [one for one in law.clocks if one.evidence != UNREAD]
    return LawView(
        name=words.plain(law.name),
        published=words.date(law.published),
        published_citations=sources.cite(law.published_sources),
        copy=words.get("mechanism.law_copy", date=words.date(law.last_reform_seen)),
        clocks=tuple(_make_clock(one, sheet) for one in read),
        unread=tuple(words.plain(one.binds) for one in law.clocks if one.evidence == UNREAD),
        founding=tuple(_list_founding(sheet.found.founding, law, sheet)),
        not_read=tuple(sources.text(text) for text in law.not_read),
        calendar=sources.text(law.calendar.note, law.calendar.sources) if law.calendar else None,
    )


def _make_clock(clock: Clock, sheet: Sheet) -> ClockRow:
    words = sheet.words
    return ClockRow(
        binds=words.plain(clock.binds),
        limit=say_limit(clock.limit, words),
        actor=words.plain(clock.actor),
        starts=words.plain(clock.starts_when),
        evidence=_say_evidence(clock, sheet),
        note=words.plain(clock.note) if clock.note else "",
        citations=sheet.sources.cite(clock.sources),
    )


def _say_evidence(clock: Clock, sheet: Sheet) -> str:
    """The article, where somebody has read that it is the one, and how the limit was read."""
    words, sources = sheet.words, sheet.mechanism.sources
    known = clock.article and clock.article != "transitory" and clock.article_evidence != UNREAD
    article = [words.get("clock.article", number=clock.article)] if known else []
    undated = all(sources[ref].date.precision == "unknown" for ref in clock.sources)
    key = "clock.article_undated" if clock.evidence == "article_text" and undated else EVIDENCE[clock.evidence]
    return ", ".join((*article, words.get(key)))


def say_limit(limit: Limit, words: Words) -> str:
    """How long something may take."""
    if limit.number is None:
        return words.get(_WORDS[limit.unit])
    return words.count(_LIMITS[limit.unit], limit.number)


def _list_founding(readings: Iterable[FoundingReading], law: Law, sheet: Sheet) -> Iterator[FoundingRow]:
    words = sheet.words
    for one in readings:
        clock = one.clock
        if clock.evidence == UNREAD:
            continue
        yield FoundingRow(
            binds=words.plain(clock.binds),
            limit=say_limit(clock.limit, words),
            outcome=_say_outcome(one, law, words),
            note=words.plain(clock.note) if clock.note else "",
            citations=sheet.sources.cite(clock.sources),
        )


def _say_outcome(one: FoundingReading, law: Law, words: Words) -> str:
    """What became of it; where only the publication is known, not the entry into force, how late it was at most."""
    done = one.clock.done
    if done is None:
        return words.get("mechanism.founding_unknown")
    if one.state == ClockState.LATE and one.late:
        entered = law.in_force.date if law.in_force else None
        unseen = (entered is None or entered.precision == "unknown") and one.clock.start == law.published
        if unseen and one.late.high is not None:
            return words.count("mechanism.founding_late_at_most", one.late.high, date=words.date(done))
        return words.count("mechanism.founding_late", one.late.low, date=words.date(done))
    if one.state == ClockState.MET:
        return words.get("mechanism.founding_met", date=words.date(done))
    return words.get("mechanism.founding_done", date=words.date(done))


def make_steps(sheet: Sheet) -> tuple[StepView, ...]:
    """The way of a request, step by step."""
    return tuple(_make_step(step, sheet) for step in sheet.mechanism.path.values())


def _make_step(step: PathStep, sheet: Sheet) -> StepView:
    words, mechanism = sheet.words, sheet.mechanism
    organ = mechanism.organs.get(step.organ or "")
    clocks = {one.id: one for one in mechanism.law.clocks} if mechanism.law else {}
    mine = [clocks[id_] for id_ in step.clocks if id_ in clocks]
    return StepView(
        title=words.plain(step.title),
        text=sheet.sources.text(step.text, step.sources),
        organ=sheet.link_organ(organ) if organ else None,
        began=say_installed(organ, words) if organ else "",
        limits=tuple(_list_limits(mine, sheet)),
        is_aside=step.aside,
    )


def _list_limits(clocks: Iterable[Clock], sheet: Sheet) -> Iterator[StepLimit]:
    """What was read with its limit; that there is more which was not read, without one."""
    words, unread = sheet.words, 0
    for clock in clocks:
        if clock.evidence == UNREAD:
            unread += 1
        else:
            limit = say_limit(clock.limit, words)
            told = f"{words.plain(clock.binds).rstrip('.')}: {limit[:1].lower()}{limit[1:]}"
            yield StepLimit(f"{told} ({_say_evidence(clock, sheet)}).", sheet.sources.cite(clock.sources))
    if unread:
        yield StepLimit(words.count("mechanism.unread_limits", unread), ())


def say_installed(organ: Organ, words: Words) -> str:
    """When an organ began, which does not say that it still works; without a date, only that none was found."""
    if organ.installed is None:
        return words.get("organ.no_date")
    return words.get("organ.since", date=words.date(organ.installed))
