"""The do-no-harm rules that a case file must keep before anything of it may be published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from generator.records.checks import CaseFile
from generator.records.facts import CaseFacts
from generator.records.fields import Context, LocalText
from generator.records.matching import fold
from generator.records.problems import Problem
from generator.records.proceedings import Proceeding
from generator.records.subjects import is_reserved
from generator.records.walking import Found, Steps

_UNPUBLISHED = {"notes", "private", "measures"}
"""Parts whose texts DNH-07 does not read: never published, or withheld by the build itself."""


def check_harm(file: CaseFile, context: Context, *, public_repository: bool) -> Iterator[Problem]:
    """Every do-no-harm rule the case breaks, whatever the day."""
    yield from _check_consent(file, context)
    yield from _check_names(file, public_repository=public_repository)
    yield from _check_places(file)
    yield from _check_measure_content(file, context)
    for index, proceeding in enumerate(file.case.proceedings):
        yield from _check_suspects(file, ("proceedings", index), proceeding, context)
    if public_repository:
        yield from _check_repository(file, context)


def _check_consent(file: CaseFile, context: Context) -> Iterator[Problem]:
    publication = file.case.publication
    if publication.status == "embargoed" and (
        publication.embargo_until is None or publication.embargo_until.precision != "day"
    ):
        yield file.problem("embargo-without-date", ("publication",))
    if publication.status not in {"published", "embargoed"}:
        return
    consent, path = publication.consent, ("publication", "consent")
    if consent is None:
        yield file.problem("consent-missing", ("publication",))
        return
    level = context.vocabularies["consent_level"][consent.level].flags
    if not level["counts"]:
        yield file.problem("consent-not-given", (*path, "level"), value=consent.level)
    for use in ("name", "image", "anniversary"):
        if use in consent.uses and not level[use]:
            yield file.problem("use-beyond-level", (*path, "uses"), value=consent.level, use=use)


def _check_names(file: CaseFile, *, public_repository: bool) -> Iterator[Problem]:
    case = file.case
    allowed = case.publication.consent is not None and "name" in case.publication.consent.uses
    for index, person in enumerate(case.people):
        path = ("people", index, "name")
        if person.name is None:
            continue
        if person.minor:
            yield file.problem("minor-named", path)
        if allowed and not person.minor:
            continue
        if public_repository and not person.minor:
            yield file.problem("name-without-consent", path)
        yield from _find_leaks(file, person.id, person.name)


def _compile_name(name: str) -> re.Pattern[str]:
    """What finds a name in a folded text: its first two words, with at most one between them."""
    words = fold(name).split()
    return re.compile(r"\b" + r"\W+(?:\w+\W+)?".join(map(re.escape, words[:2])) + r"\b")


def _find_leaks(file: CaseFile, person: str, name: str) -> Iterator[Problem]:
    """Texts, sources and slug that hold a name which may not be published."""
    pattern = _compile_name(name)
    if pattern.search(fold(file.case.slug)):
        yield file.problem("name-leak", ("slug",), person=person)
    for path, part in file.parts:
        texts = [text for _, text in part.texts] if isinstance(part, LocalText) else []
        if isinstance(part, str) and path[0] == "sources":
            texts = [part]
        if any(pattern.search(fold(text)) for text in texts):
            yield file.problem("name-leak", path, person=person)


def _check_places(file: CaseFile) -> Iterator[Problem]:
    consent = file.case.publication.consent
    if consent is not None and "locality" in consent.uses:
        return
    for path, part in file.parts:
        if path[-1:] == ("locality",) and isinstance(part, str):
            yield file.problem("locality-without-consent", path)


def _check_suspects(file: CaseFile, path: Steps, proceeding: Proceeding, context: Context) -> Iterator[Problem]:
    """A name needs a standing final conviction that a public court record shows (DNH-08)."""
    stages = context.vocabularies["proceeding_stage"]
    convictions = context.vocabularies["proceeding_outcome"].codes_with("counts_as_conviction")
    cancelling = context.vocabularies["proceeding_outcome"].codes_with("cancels_conviction")
    for index, accused in enumerate(proceeding.accused):
        if accused.name is None:
            continue
        final = [
            step
            for step in proceeding.steps
            if stages[step.stage].flags.get("step") == "final_judgment"
            and step.outcome in convictions
            and accused.id in step.accused
            and any(file.case.sources[ref].type == "court_record" for ref in step.sources if ref in file.case.sources)
        ]
        undone = [
            step
            for step in proceeding.steps
            if step.outcome in cancelling and accused.id in (step.accused or {accused.id})
        ]
        if not any(all(one.date.certainly_after(step.date) for step in undone) for one in final):
            yield file.problem("suspect-named", (*path, "accused", index, "name"))


def _check_repository(file: CaseFile, context: Context) -> Iterator[Problem]:
    """Where everybody can read the files, what may not be published may not be in them either (DNH-07, DNH-18)."""
    if file.case.private is not None:
        yield file.problem("private-in-public-repository", ("private",))
    for index, measure in enumerate(file.case.measures):
        if not is_reserved(file.case, measure, context.vocabularies):
            continue
        path = ("measures", index)
        for key in ("text", "items", "versions"):
            if getattr(measure, key):
                yield file.problem("reserved-in-public-repository", (*path, key))
        for number, step in enumerate(measure.steps):
            if step.text:
                yield file.problem("reserved-in-public-repository", (*path, "steps", number, "text"))
            if step.date != step.date.to_month():
                yield file.problem("reserved-in-public-repository", (*path, "steps", number, "date"))


def _check_measure_content(file: CaseFile, context: Context) -> Iterator[Problem]:
    """No published text may tell what a measure in force for somebody alive consists of (DNH-07)."""
    if not any(is_reserved(file.case, measure, context.vocabularies) for measure in file.case.measures):
        return
    pattern = _compile_contents(context)
    for path, part in file.parts:
        if isinstance(part, LocalText) and path[0] not in _UNPUBLISHED:
            for language, text in part.texts:
                if found := pattern.search(fold(text)):
                    yield file.problem("measure-content", (*path, language), value=found[0])


def _compile_contents(context: Context) -> re.Pattern[str]:
    """What finds words for what measures consist of in a folded text."""
    words = [str(word) for term in context.vocabularies["measure_item"].values() for word in term.flags["words"]]
    return re.compile(r"\b(" + "|".join(sorted(map(re.escape, map(fold, words)))) + r")\b")


def check_texts(
    parts: Iterable[tuple[Steps, Found]],
    make_problem: Callable[..., Problem],
    cases: Iterable[CaseFacts],
    context: Context,
) -> Iterator[Problem]:
    """Texts about several cases that hold a name of theirs which may not be published, or contents of measures."""
    names = [(person, _compile_name(name)) for case in cases for person, name in case.unnamed]
    contents = _compile_contents(context)
    for path, part in parts:
        for language, text in part.texts if isinstance(part, LocalText) else ():
            for person, pattern in names:
                if pattern.search(fold(text)):
                    yield make_problem("name-leak", (*path, language), person=person)
            if found := contents.search(fold(text)):
                yield make_problem("measure-content", (*path, language), value=found[0])
