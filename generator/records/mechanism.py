"""The time limits of the protection law, read from `content/mechanism/law.yml`.

Which step starts and which ends a clock is said there, so that no code lists steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.records.fields import Code, Context, Date, Line, LocalId, LocalText, Url
from generator.records.problems import Problem
from generator.records.strict_yaml import Document
from generator.records.validation import make_problem, read_document, validate_document

LAW_FILE = "law.yml"

Evidence = Literal["article_text", "secondary", "brief_only"]
Unit = Literal["hours", "calendar_days", "business_days", "months", "days_unclear", "next_session", "none"]
StepCodes = tuple[Annotated[str, Code("measure_step")], ...]

UNITS_WITHOUT_NUMBER = {"next_session", "none"}


class _Data(BaseModel):
    """What the parts of the file share."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, use_attribute_docstrings=True)


class LawSource(_Data):
    """Where a limit was read."""

    publisher: Line
    title: Line
    url: Url
    date: Date
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    extent: Annotated[str, Code("source_extent")]
    """How much of it was read."""


class Limit(_Data):
    """How long something may take."""

    number: Annotated[int, Field(gt=0)] | None = None
    """None where the law sets no number."""
    unit: Unit
    """`days_unclear`: no source says of what kind; `next_session` of the body that decides; `none`: no limit."""


class _Rule(_Data):
    """What a clock of any kind says."""

    id: LocalId
    label: LocalText
    """The limit in a few words."""
    binds: LocalText
    """What has to be done."""
    actor: LocalText
    """Who has to do it."""
    article: Line | None = None
    """Number of the article, or `transitory`; none where it was not seen."""
    article_evidence: Evidence
    """How sure the number of the article is."""
    limit: Limit
    evidence: Evidence
    """How sure the limit is: the article was read; an account of it; or neither, which is never shown as law."""
    note: LocalText | None = None
    """What the reader should know of it."""
    sources: tuple[LocalId, ...] = ()


class Clock(_Rule):
    """A time limit that runs in each case."""

    on: Literal["state", "person"]
    """Whom it binds. What binds the person is shown as a help and is never late."""
    kinds: tuple[Annotated[str, Code("measure_kind")], ...] = Field(min_length=1)
    """Kinds of measure it runs for."""
    procedures: tuple[Annotated[str, Code("procedure")], ...] = ()
    """Procedures it runs in; in all where empty."""
    requires: StepCodes = ()
    """Steps without one of which it does not run."""
    starts: StepCodes = ()
    """The first of these steps starts it; empty where no step of the vocabulary tells."""
    ends: StepCodes = ()
    """The first of these steps after the start ends it."""
    ends_track: Literal["verified", "any"] = "any"
    """Whose word ends it: anybody's, or only that of somebody other than the authority."""
    implied_by: StepCodes = ()
    """Steps that cannot come before its end: where the end is not told, it came before them."""
    missed_by: StepCodes = ()
    """Verified steps that, dated after the limit, show that it was not met. Silence shows nothing."""


class FoundingClock(_Rule):
    """A time limit that ran once, when the law came into force."""

    start: Date
    start_note: LocalText
    """What the start is."""
    done: Date | None = None
    """When it was done; none where no source seen says so."""
    done_note: LocalText | None = None


class Law(_Data):
    """The protection law, as far as it was read."""

    name: LocalText
    published: Date
    last_reform_seen: Date
    """Date of the newest text seen; later reforms are not ruled out."""
    bodies: tuple[Annotated[str, Code("granting_body")], ...] = Field(min_length=1)
    """Whose measures its clocks run for."""
    clocks: tuple[Clock, ...]
    founding: tuple[FoundingClock, ...]
    sources: dict[LocalId, LawSource]


def read_law(folder: Path, *, root: Path, context: Context) -> tuple[Law | None, list[Problem]]:
    """The law in a folder, and what is wrong with its file; no law and no problem where there is no file."""
    path = folder / LAW_FILE
    if not path.exists() and not path.is_symlink():
        return None, []
    document, problems = read_document(path, root=root)
    if document is None:
        return None, problems
    law, found = validate_document(document, Law, context)
    problems += found
    if law:
        problems += _check_law(document, law)
    return law, problems


def _check_law(document: Document, law: Law) -> Iterator[Problem]:
    rules: list[tuple[str, int, _Rule]] = [("clocks", n, one) for n, one in enumerate(law.clocks)]
    rules += [("founding", n, one) for n, one in enumerate(law.founding)]
    ids = Counter(rule.id for _, _, rule in rules)
    cited: set[str] = set()
    for part, index, rule in rules:
        at = (part, index)
        cited.update(rule.sources)
        if ids[rule.id] > 1:
            yield make_problem(document, "law-duplicate-id", (*at, "id"), value=rule.id)
        if (rule.limit.number is None) != (rule.limit.unit in UNITS_WITHOUT_NUMBER):
            yield make_problem(document, "law-limit", (*at, "limit"), unit=rule.limit.unit)
        if rule.evidence != "brief_only" and not rule.sources:
            yield make_problem(document, "fact-without-source", (*at, "sources"))
        for number, source in enumerate(rule.sources):
            if source not in law.sources:
                yield make_problem(document, "law-unknown-source", (*at, "sources", number), value=source)
    for source in law.sources:
        if source not in cited:
            yield make_problem(document, "law-unused-source", ("sources", source), value=source)
