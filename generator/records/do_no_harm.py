"""The do-no-harm rules that a case file must keep before anything of it may be published."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from generator.records.checks import CaseFile
from generator.records.facts import CaseFacts
from generator.records.fields import Context
from generator.records.matching import fold
from generator.records.names import check_names, compile_name
from generator.records.problems import Problem
from generator.records.source_checks import check_sources
from generator.records.subjects import is_reserved
from generator.records.suspects import check_suspects
from generator.records.walking import Parts

_PILLARS = ("name", "image", "locality")
"""Uses that tell who somebody is, what they look like and where they are to be found."""
_TOO_MANY = 2
"""How many of them are too many for somebody at risk."""
_QUOTE = re.compile(r"«[^«»]{30,2000}»|“[^“”]{30,2000}”|\"[^\"]{30,2000}\"")

_DATED = frozenset({"people", "recognition", "acts", "measures", "proceedings", "versions"})
"""Parts of a case whose dates say when something happened."""
_UNPUBLISHED = {"notes", "private", "measures"}
"""Parts whose texts DNH-07 does not read: never published, or withheld by the build itself."""


def check_harm(file: CaseFile, context: Context, *, public_repository: bool) -> Iterator[Problem]:
    """Every do-no-harm rule the case breaks, whatever the day."""
    yield from _check_consent(file, context)
    yield from _check_pillars(file, context)
    yield from check_names(file, public_repository=public_repository)
    yield from _check_places(file)
    yield from _check_quotes(file)
    yield from _check_measure_content(file, context)
    yield from _check_images(file, public_repository=public_repository)
    yield from check_suspects(file, context)
    yield from check_sources(file, context, public_repository=public_repository)
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
    elif not level["page"]:
        yield file.problem("consent-figures-only", (*path, "level"), value=consent.level)
    for use in ("name", "image", "anniversary"):
        if use in consent.uses and not level[use]:
            yield file.problem("use-beyond-level", (*path, "uses"), value=consent.level, use=use)


def _check_pillars(file: CaseFile, context: Context) -> Iterator[Problem]:
    """Of name, face and place, one at most where sexual violence, a minor or somebody at risk is told (DNH-06)."""
    consent = file.case.publication.consent
    told = [use for use in _PILLARS if consent is not None and use in consent.uses]
    if len(told) < _TOO_MANY:
        return
    sensitive = context.vocabularies["act_type"].codes_with("sensitive")
    if (
        any(act.type in sensitive for act in file.case.acts)
        or any(person.minor for person in file.case.people)
        or any(is_reserved(file.case, measure, context.vocabularies) for measure in file.case.measures)
    ):
        yield file.problem("pillars-together", ("publication", "consent", "uses"), value=", ".join(told))


def _check_quotes(file: CaseFile) -> Iterator[Problem]:
    """Somebody's own words, by which a search engine would find who is told of without a name (DNH-15)."""
    consent = file.case.publication.consent
    if consent is None or "name" in consent.uses:
        return
    for path, part in file.parts.texts:
        if path[0] not in _UNPUBLISHED:
            for language, text in part.texts:
                if found := _QUOTE.search(text):
                    yield file.problem("quote-without-name", (*path, language), value=found[0])


def _check_places(file: CaseFile) -> Iterator[Problem]:
    consent = file.case.publication.consent
    if consent is not None and "locality" in consent.uses:
        return
    for path, _ in file.parts.lines:
        if path[-1] == "locality":
            yield file.problem("locality-without-consent", path)


def _check_images(file: CaseFile, *, public_repository: bool) -> Iterator[Problem]:
    """A picture needs its own consent, cleared faces, and nobody under age in it (DNH-11)."""
    consent = file.case.publication.consent
    minors = {person.id for person in file.case.people if person.minor}
    for index, image in enumerate(file.case.images):
        if public_repository and "image" not in (consent.uses if consent else ()):
            yield file.problem("image-without-consent", ("images", index))
        if not image.faces_cleared:
            yield file.problem("image-not-cleared", ("images", index, "faces_cleared"))
        for number, shown in enumerate(image.shows):
            if shown in minors:
                yield file.problem("image-of-minor", ("images", index, "shows", number), value=shown)


def _check_repository(file: CaseFile, context: Context) -> Iterator[Problem]:
    """Where everybody can read the files, what may not be published may not be in them either (DNH-07, DNH-18)."""
    if file.case.private is not None:
        yield file.problem("private-in-public-repository", ("private",))
    measures = dict(enumerate(file.case.measures))
    reserved = {n: one for n, one in measures.items() if is_reserved(file.case, one, context.vocabularies)}
    yield from _check_nameless(file, reserved)
    for index, measure in reserved.items():
        path = ("measures", index)
        for key in ("text", "items", "versions"):
            if getattr(measure, key):
                yield file.problem("reserved-in-public-repository", (*path, key))
        for number, step in enumerate(measure.steps):
            if step.text:
                yield file.problem("reserved-in-public-repository", (*path, "steps", number, "text"))
            if step.date != step.date.to_month():
                yield file.problem("reserved-in-public-repository", (*path, "steps", number, "date"))


def _check_nameless(file: CaseFile, reserved: Collection[int]) -> Iterator[Problem]:
    """Where the consent leaves out places or names, the file may not hold what the site would leave out of them."""
    consent = file.case.publication.consent
    uses = consent.uses if consent else ("name", "place")
    for path, _ in file.parts.lines if "place" not in uses else ():
        if path[-1] == "municipality":
            yield file.problem("municipality-without-consent", path)
    for path, date in file.parts.dates if "name" not in uses else ():
        is_told = path[0] == "measures" and path[1] in reserved
        if path[0] in _DATED and not is_told and date != date.to_month():
            yield file.problem("day-without-name", path, value=date.text)


def _check_measure_content(file: CaseFile, context: Context) -> Iterator[Problem]:
    """No published text may tell what a measure in force for somebody alive consists of (DNH-07)."""
    if not any(is_reserved(file.case, measure, context.vocabularies) for measure in file.case.measures):
        return
    pattern = context.vocabularies["measure_item"].words
    told = [(path, part) for path, part in file.parts.texts if path[0] not in _UNPUBLISHED]
    # All texts at once first: nearly always there is nothing to find.
    if not pattern.search(fold("\n".join([text for _, part in told for _, text in part.texts]))):
        return
    for path, part in told:
        for language, text in part.texts:
            if found := pattern.search(fold(text)):
                yield file.problem("measure-content", (*path, language), value=found[0])


def check_texts(
    parts: Parts,
    make_problem: Callable[..., Problem],
    cases: Iterable[CaseFacts],
    context: Context,
) -> Iterator[Problem]:
    """Texts about several cases that hold a name of theirs which may not be published, or contents of measures."""
    names = [(person, compile_name(name)) for case in cases for person, name in case.unnamed]
    contents = context.vocabularies["measure_item"].words
    for path, part in parts.texts:
        for language, text in part.texts:
            for person, pattern in names:
                if pattern.search(fold(text)):
                    yield make_problem("name-leak", (*path, language), person=person)
            if found := contents.search(fold(text)):
                yield make_problem("measure-content", (*path, language), value=found[0])
