"""What is wrong with the mechanism's data beyond its form: ids, references, sources, order, texts missing. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from generator.records.checks import CITATION
from generator.records.fields import Context, LocalText
from generator.records.known_mechanism import Mechanism
from generator.records.law import UNITS_WITHOUT_NUMBER, Law
from generator.records.mechanism import (
    Commitment,
    Finding,
    Landmark,
    MechanismSource,
    Observation,
    Organ,
    OrganObservation,
    PathStep,
    Series,
)
from generator.records.mechanism_reading import MechanismFile
from generator.records.problems import Problem
from generator.records.record import Record
from generator.records.walking import Steps, walk

_SOURCES = {"sources": "", "articles_sources": "articles", "published_sources": "published"}
"""Fields that hold sources, each with the one value it is of; `sources` are those of the whole record."""

_REFERENCES: Mapping[type[Record], tuple[tuple[str, str], ...]] = {
    Organ: (("part_of", "organs"), ("replaced_by", "organs")),
    Commitment: (("organs", "organs"), ("related", "commitments")),
    Finding: (("commitments", "commitments"),),
    Landmark: (("organs", "organs"), ("series", "series")),
    PathStep: (("organ", "organs"), ("clocks", "clocks")),
}
"""Record → fields that hold ids of other rows, and of which."""

_TOP = 2
"""Steps to a row of a file: the name of its list and its index."""


def check_mechanism(files: Mapping[str, MechanismFile], mechanism: Mechanism, context: Context) -> Iterator[Problem]:
    """Everything wrong with files that are each valid."""
    known = {"organs": mechanism.organs, "commitments": mechanism.commitments, "series": mechanism.series}
    ids = {name: frozenset(rows) for name, rows in known.items()} | {"sources": frozenset(mechanism.sources)}
    ids["clocks"] = frozenset(clock.id for clock in mechanism.law.clocks) if mechanism.law else frozenset()
    cited: set[str] = set()
    for file in files.values():
        yield from _check_ids(file)
        for path, part in walk(file.record):
            if isinstance(part, LocalText):
                cited.update(mark for _, text in part.texts for mark in CITATION.findall(text))
                yield from _check_text(file, path, part, context, ids["sources"])
            elif isinstance(part, Record):
                cited.update(*(getattr(part, name, ()) for name in _SOURCES))
                yield from _check_sources(file, path, part, ids["sources"])
                yield from _check_references(file, path, part, ids)
                yield from _check_part(file, path, part)
    if "sources" in files:
        for source in mechanism.sources:
            if source not in cited:
                yield files["sources"].problem("mechanism-unused-source", (source,), value=source)


def _check_ids(file: MechanismFile) -> Iterator[Problem]:
    """An id stands once among its like: at the top of a file, or within the row it belongs to."""
    first: dict[tuple[Steps, str], Steps] = {}
    for path, part in walk(file.record):
        id_ = getattr(part, "id", None)
        if not isinstance(id_, str):
            continue
        space = () if len(path) == _TOP else path[:-1]
        key = (space, id_)
        if key in first:
            line = file.document.find_mark((*first[key], "id")).line
            yield file.problem("mechanism-duplicate-id", (*path, "id"), value=id_, first=line)
        first.setdefault(key, path)


def _check_text(
    file: MechanismFile, path: Steps, text: LocalText, context: Context, known: frozenset[str]
) -> Iterator[Problem]:
    for language in context.languages[1:]:
        if text.find(language) is None:
            yield file.problem("missing-translation", path, language=language)
    for language, words in text.texts:
        for mark in CITATION.findall(words):
            if mark not in known:
                yield file.problem("mechanism-unknown-source", (*path, language), value=mark)


def _check_sources(file: MechanismFile, path: Steps, part: Record, known: frozenset[str]) -> Iterator[Problem]:
    """Each fact has a source of `sources.yml`; what is only said to be so (`brief_only`) may have none."""
    for name, value in _SOURCES.items():
        refs = getattr(part, name, None)
        if not isinstance(refs, tuple) or (value and getattr(part, value) is None):
            continue
        if not refs and getattr(part, "evidence", None) != "brief_only":
            yield file.problem("fact-without-source", (*path, name))
        for number, ref in enumerate(refs):
            if ref not in known:
                yield file.problem("mechanism-unknown-source", (*path, name, number), value=ref)


def _check_references(
    file: MechanismFile, path: Steps, part: Record, ids: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Every id that refers to another row is of one."""
    for name, target in _REFERENCES.get(type(part), ()):
        value = getattr(part, name)
        refs = [((*path, name, number), ref) for number, ref in enumerate(value)] if isinstance(value, tuple) else []
        refs += [((*path, name), value)] if isinstance(value, str) else []
        for place, ref in refs:
            if ref not in ids[target]:
                yield file.problem("mechanism-unknown-reference", place, value=ref)


def _check_part(file: MechanismFile, path: Steps, part: Record) -> Iterator[Problem]:
    """What is particular to one kind of record."""
    if isinstance(part, Commitment | Organ):
        yield from _check_order(file, path, part)
    elif isinstance(part, Series):
        for number, point in enumerate(part.points):
            if point.value is None and point.caveat is None:
                yield file.problem("point-without-value", (*path, "points", number))
    elif isinstance(part, Law):
        yield from _check_limits(file, part)
    elif isinstance(part, MechanismSource) and (part.title is None) == (part.described is None):
        yield file.problem("mechanism-source-title", path)


def _check_order(file: MechanismFile, path: Steps, row: Commitment | Organ) -> Iterator[Problem]:
    """Observations stand from the oldest to the newest, as far as their dates tell."""
    observations: tuple[Observation | OrganObservation, ...] = row.observations
    dates = [(number, one.date) for number, one in enumerate(observations)]
    known = [(number, date) for number, date in dates if date.precision != "unknown"]
    for (_, before), (number, after) in pairwise(known):
        if before.certainly_after(after):
            at = (*path, "observations", number, "date")
            yield file.problem("observation-order", at, value=after.text, limit=before.text)


def _check_limits(file: MechanismFile, law: Law) -> Iterator[Problem]:
    for name in ("clocks", "founding"):
        for number, rule in enumerate(getattr(law, name)):
            if (rule.limit.number is None) != (rule.limit.unit in UNITS_WITHOUT_NUMBER):
                yield file.problem("law-limit", (name, number, "limit"), unit=rule.limit.unit)
