"""What is wrong within one case that its form does not show: references, facts without source, impossible order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from generator.records.drafts import read_template_texts
from generator.records.fields import Context
from generator.records.images import CaseImage
from generator.records.measures import Measure, MeasureStep
from generator.records.models import Case
from generator.records.people import Collective, Victim
from generator.records.problems import Problem
from generator.records.proceedings import Proceeding
from generator.records.strict_yaml import Document
from generator.records.subjects import find_death
from generator.records.validation import make_problem
from generator.records.walking import Parts, Steps, list_parts

CITATION = re.compile(r"\[(s[0-9]+)\]")
"""A mark in a text that cites a source of the case."""

_UNDATED_PARTS = {"sources", "publication", "notes", "private"}
"""Parts of a case whose dates say nothing of what happened."""


class CaseFile(Struct, frozen=True, dict=True):
    """A valid case with the file it came from."""

    document: Document
    case: Case

    def problem(self, code: str, path: Sequence[str | int], **details: str | int) -> Problem:
        """A problem at a place of this file."""
        return make_problem(self.document, code, path, **details)

    @cached_property
    def parts(self) -> Parts:
        """Everything in the case but codes, by kind, with its path."""
        return list_parts(self.case)


def check_case(file: CaseFile, context: Context) -> Iterator[Problem]:
    """Everything wrong within one case; do-no-harm rules are apart, in `do_no_harm`."""
    yield from _check_identity(file)
    yield from _check_template(file)
    yield from _check_sources(file, context)
    yield from _check_references(file)
    yield from _check_dates(file)
    for index, measure in enumerate(file.case.measures):
        yield from _check_order(file, index, measure, context)
    yield from _check_deaths(file, context)
    yield from _check_translations(file, context)


def _check_identity(file: CaseFile) -> Iterator[Problem]:
    case = file.case
    stem = file.document.file.rpartition("/")[2].removesuffix(".yml")
    if case.slug != stem:
        yield file.problem("slug-file-name", ("slug",), value=case.slug, expected=stem)
    if not case.people and not case.collectives:
        yield file.problem("no-subject", ())
    subjects = [("people", n, p.id) for n, p in enumerate(case.people)]
    subjects += [("collectives", n, c.id) for n, c in enumerate(case.collectives)]
    yield from _check_unique(file, [((part, n, "id"), id_) for part, n, id_ in subjects])
    yield from _check_unique(file, list(_find_anchors(case)))


def _check_template(file: CaseFile) -> Iterator[Problem]:
    """A case that may be published says nothing in the template's words."""
    if file.case.publication.status not in {"published", "embargoed"}:
        return
    texts = read_template_texts()
    found = [(path, line) for path, line in file.parts.lines if line in texts]
    found += [((*path, code), text) for path, part in file.parts.texts for code, text in part.texts if text in texts]
    for path, text in found:
        yield file.problem("template-text", path, value=text)


def _find_anchors(case: Case) -> Iterator[tuple[Steps, str]]:
    """The ids that become anchors of the case's page, which are one name space."""
    for ref in case.sources:
        yield ("sources", ref), ref
    for part in ("images", "recognition", "acts", "measures", "proceedings"):
        for index, thing in enumerate(getattr(case, part)):
            yield (part, index, "id"), thing.id
    for index, measure in enumerate(case.measures):
        for number, step in enumerate(measure.steps):
            yield ("measures", index, "steps", number, "id"), step.id
    for index, one in enumerate(case.proceedings):
        for number, stage in enumerate(one.steps):
            yield ("proceedings", index, "steps", number, "id"), stage.id
        for number, move in enumerate(one.competence):
            yield ("proceedings", index, "competence", number, "id"), move.id
        for number, accused in enumerate(one.accused):
            yield ("proceedings", index, "accused", number, "id"), f"{one.id} {accused.id}"


def _check_unique(file: CaseFile, ids: list[tuple[Steps, str]]) -> Iterator[Problem]:
    first: dict[str, Steps] = {}
    for path, id_ in ids:
        if first.setdefault(id_, path) is not path:
            line = file.document.find_mark(first[id_]).line
            yield file.problem("duplicate-local-id", path, value=id_.rpartition(" ")[2], first=line)


def _check_sources(file: CaseFile, context: Context) -> Iterator[Problem]:
    known = file.case.sources
    confidential = context.vocabularies["source_type"].codes_with("access", "confidential")
    cited_at: list[tuple[Steps, str]] = []
    for path, part in file.parts.records:
        refs = getattr(part, "sources", None)
        if isinstance(refs, tuple):
            cited_at += [((*path, "sources", number), ref) for number, ref in enumerate(refs)]
            if not refs:
                yield file.problem("fact-without-source", path)
            elif all(ref in known and known[ref].type in confidential for ref in refs):
                yield file.problem("confidential-sources-only", path)
    for path, text in file.parts.texts:
        cited_at += [((*path, language), ref) for language, one in text.texts for ref in CITATION.findall(one)]
    for path, ref in cited_at:
        if ref not in known:
            yield file.problem("unknown-source", path, value=ref)
    cited = {ref for _, ref in cited_at}
    for ref in known:
        if ref not in cited:
            yield file.problem("unused-source", ("sources", ref), value=ref)


def _check_references(file: CaseFile) -> Iterator[Problem]:
    case = file.case
    subjects = {person.id for person in case.people} | {collective.id for collective in case.collectives}
    acts = {act.id for act in case.acts}
    for path, part in file.parts.records:
        if isinstance(part, Victim):
            yield from _check_victim(file, path, part, subjects)
        elif isinstance(part, CaseImage):
            yield from _find_unknown(file, "unknown-person", (*path, "shows"), part.shows, subjects)
        elif isinstance(part, Collective):
            yield from _find_unknown(file, "unknown-person", (*path, "members"), part.members, subjects)
        elif isinstance(part, Proceeding):
            yield from _find_unknown(file, "unknown-act", (*path, "about"), part.about, acts)
            yield from _check_accused(file, path, part)


def _check_victim(file: CaseFile, path: Steps, victim: Victim, subjects: set[str]) -> Iterator[Problem]:
    if (victim.id is None) == (victim.others is None):
        yield file.problem("victim-unclear", path)
    elif victim.id is not None and victim.id not in subjects:
        yield file.problem("unknown-person", path, value=victim.id)


def _find_unknown(file: CaseFile, code: str, path: Steps, ids: Iterable[str], known: set[str]) -> Iterator[Problem]:
    """A problem for each id of a list that refers to nothing."""
    for number, id_ in enumerate(ids):
        if id_ not in known:
            yield file.problem(code, (*path, number), value=id_)


def _check_accused(file: CaseFile, path: Steps, proceeding: Proceeding) -> Iterator[Problem]:
    accused = {one.id for one in proceeding.accused}
    for index, step in enumerate(proceeding.steps):
        yield from _find_unknown(file, "unknown-accused", (*path, "steps", index, "accused"), step.accused, accused)


def _check_dates(file: CaseFile) -> Iterator[Problem]:
    """No date of the case may lie beyond the day its sources were last looked at."""
    checked = file.case.last_checked
    if checked.precision != "day":
        yield file.problem("last-checked-day", ("last_checked",))
        return
    for path, value in file.parts.dates:
        if value.certainly_after(checked) and path[0] not in _UNDATED_PARTS:
            yield file.problem("date-after-last-checked", path, value=value.text, limit=checked.text)


def _check_order(file: CaseFile, index: int, measure: Measure, context: Context) -> Iterator[Problem]:
    """Nothing happens to a measure before it is requested, and nothing is in place before it is granted."""
    terms = context.vocabularies["measure_step"]
    phases = [(step, number, terms[step.step].flags["phase"]) for number, step in enumerate(measure.steps)]
    for earlier, later, code in (
        ("request", {"grant", "implementation", "change", "end"}, "step-before-request"),
        ("grant", {"implementation", "change", "end"}, "step-before-grant"),
    ):
        first = _find_first(step for step, _, phase in phases if phase == earlier)
        if first is None:
            continue
        for step, number, phase in phases:
            if phase in later and first.date.certainly_after(step.date):
                path = ("measures", index, "steps", number, "date")
                yield file.problem(code, path, value=step.date.text, limit=first.date.text)


def _find_first(steps: Iterable[MeasureStep]) -> MeasureStep | None:
    return min(steps, key=lambda step: step.date.sort_key, default=None)


def _check_deaths(file: CaseFile, context: Context) -> Iterator[Problem]:
    """Only what can be done to somebody's memory may be dated after the death."""
    posthumous = context.vocabularies["act_type"].codes_with("posthumous")
    for index, act in enumerate(file.case.acts):
        if act.type in posthumous:
            continue
        for victim in act.victims:
            death = victim.id and find_death(file.case, victim.id, context.vocabularies)
            if death and act.date.certainly_after(death):
                details = {"person": victim.id or "", "value": act.date.text, "limit": death.text}
                yield file.problem("act-after-death", ("acts", index, "date"), **details)


def _check_translations(file: CaseFile, context: Context) -> Iterator[Problem]:
    for path, text in file.parts.texts:
        if len(text.texts) < len(context.languages) and path[0] not in {"notes", "private"}:
            for language in context.languages[1:]:
                if text.find(language) is None:
                    yield file.problem("missing-translation", path, language=language)
