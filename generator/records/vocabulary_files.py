"""Reads the vocabularies from `content/vocabularies/`: each file strictly, then what its terms say of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from msgspec import convert, field
from msgspec.structs import asdict

from generator.records.digests import digest_of
from generator.records.fields import Context, Limits, Line, LocalText
from generator.records.problems import Problem
from generator.records.record import Record
from generator.records.strict_yaml import Document
from generator.records.validation import read_document, validate_document
from generator.records.vocabularies import SOURCES_FILE, Vocabularies, Vocabulary, VocabularyTerm

_WORDS = frozenset({"label", "definition", "note"})
"""What is told of a term, and decides nothing."""


class FlagKind(Record, frozen=True, kw_only=True):
    """A meaning that code needs, declared once so that a typo in a term is found."""

    type: Annotated[str, Limits(pattern="^(boolean|integer|code|codes)$")]
    about: LocalText
    values: tuple[str, ...] = ()
    """The codes allowed, for the types `code` and `codes`."""
    vocabulary: str | None = None
    """The vocabulary whose codes are allowed instead."""
    optional: bool = False


class TermData(Record, frozen=True, kw_only=True):
    """One code with its words, as it is written."""

    code: Annotated[str, Limits(pattern=r"^([a-z][a-z0-9_]*|[0-9]{2})$")]
    label: LocalText
    definition: LocalText
    broader: str | None = None
    """The wider term it belongs to."""
    flags: dict[str, Any] = field(default_factory=dict)
    maps_to: dict[str, Any] = field(default_factory=dict)
    """Codes of other standards that mean nearly the same."""
    note: Line | None = None
    """For maintainers."""
    sources: tuple[str, ...] = ()
    checked: Annotated[str, Limits(pattern="^(read|partial|memory)$")]
    """How far the sources were read for it."""
    deprecated_by: str | None = None
    """The code to use instead, where this one is retired."""


class VocabularyData(Record, frozen=True, kw_only=True):
    """One vocabulary file."""

    name: str
    label: LocalText
    about: LocalText
    flags: dict[str, FlagKind] = field(default_factory=dict)
    terms: Annotated[tuple[TermData, ...], Limits(min_length=1)]


class TermSource(Record, frozen=True, kw_only=True):
    """Where a term or its definition comes from."""

    publisher: Line
    title: Line
    url: Line | None = None
    read: Annotated[str, Limits(pattern="^(read|partial|opening|secondary|memory)$")]


TermSources = dict[str, TermSource]
"""The file of sources the vocabularies share, by id."""


def read_vocabularies(
    folder: Path, *, root: Path, languages: tuple[str, ...], needed: Mapping[str, tuple[str, ...]]
) -> tuple[Vocabularies, list[Problem]]:
    """Every vocabulary of a folder, and all that is wrong; `needed` names vocabularies and the flags code reads."""
    context = Context(Vocabularies(), languages)
    problems: list[Problem] = []
    read: dict[str, tuple[Document, VocabularyData]] = {}
    sources: frozenset[str] = frozenset()
    for path in sorted(folder.glob("*.yml")):
        document, found = read_document(path, root=root)
        problems += found
        if document is None:
            continue
        if path.name == SOURCES_FILE:
            sources = frozenset(document.value) if isinstance(document.value, dict) else frozenset()
            problems += validate_document(document, TermSources, context)[1]
            continue
        data, found = validate_document(document, VocabularyData, context)
        problems += found
        if data:
            read[path.stem] = (document, data)
    decided = digest_of(*(f"{name} {_list_decided(data)}" for name, (_, data) in read.items()))
    vocabularies = Vocabularies({name: _make_vocabulary(data) for name, (_, data) in read.items()}, decided)
    for name, (document, data) in read.items():
        problems += _check_vocabulary(document, name, data, vocabularies, sources)
        missing = [flag for flag in needed.get(name, ()) if flag not in data.flags or data.flags[flag].optional]
        problems += [_problem(document, ("flags",), "vocabulary-needs-flag", value=flag) for flag in missing]
    name = folder.relative_to(root).as_posix()
    problems += [
        Problem("missing-vocabulary", name, details={"value": each}) for each in needed if each not in vocabularies
    ]
    return vocabularies, problems


def _make_vocabulary(data: VocabularyData) -> Vocabulary:
    terms = (convert(term, VocabularyTerm, from_attributes=True) for term in data.terms)
    return Vocabulary(data.name, data.label, {term.code: term for term in terms})


def _list_decided(data: VocabularyData) -> list[list[object]]:
    """Of each term all but its words."""
    return [[value for name, value in asdict(term).items() if name not in _WORDS] for term in data.terms]


def _check_vocabulary(
    document: Document, name: str, data: VocabularyData, vocabularies: Vocabularies, sources: frozenset[str]
) -> Iterator[Problem]:
    """What is wrong with a vocabulary beyond its form."""
    if data.name != name:
        yield _problem(document, ("name",), "vocabulary-name", value=data.name, expected=name)
    codes = Counter(term.code for term in data.terms)
    labels = Counter((language, text) for term in data.terms for language, text in term.label.texts)
    for index, term in enumerate(data.terms):
        at = ("terms", index)
        if codes[term.code] > 1:
            yield _problem(document, (*at, "code"), "vocabulary-duplicate-code", value=term.code)
        for language, text in term.label.texts:
            if labels[language, text] > 1:
                yield _problem(document, (*at, "label", language), "vocabulary-duplicate-label", value=text)
        for key, code in (("broader", term.broader), ("deprecated_by", term.deprecated_by)):
            if code is not None and code not in codes:
                yield _problem(document, (*at, key), "vocabulary-unknown-code", value=code)
        for number, source in enumerate(term.sources):
            if source not in sources:
                yield _problem(document, (*at, "sources", number), "vocabulary-unknown-source", value=source)
        yield from _check_flags(document, at, term, data.flags, vocabularies)


def _check_flags(
    document: Document,
    at: tuple[str, int],
    term: TermData,
    kinds: Mapping[str, FlagKind],
    vocabularies: Vocabularies,
) -> Iterator[Problem]:
    for key in term.flags.keys() - kinds.keys():
        yield _problem(document, (*at, "flags", key), "vocabulary-unknown-flag", value=key)
    for key, kind in kinds.items():
        if key not in term.flags:
            if not kind.optional:
                yield _problem(document, at, "vocabulary-missing-flag", value=key, term=term.code)
        elif not _fits(term.flags[key], kind, vocabularies):
            yield _problem(document, (*at, "flags", key), "vocabulary-bad-flag", value=key, term=term.code)


def _fits(value: object, kind: FlagKind, vocabularies: Vocabularies) -> bool:
    if kind.type == "boolean":
        return isinstance(value, bool)
    if kind.type == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    allowed = frozenset(vocabularies.get(kind.vocabulary or "", kind.values))
    codes = value if kind.type == "codes" and isinstance(value, list) else [value]
    return all(isinstance(code, str) and (not allowed or code in allowed) for code in codes)


def _problem(document: Document, path: tuple[str | int, ...], code: str, **details: str) -> Problem:
    mark = document.find_mark(path)
    return Problem(code, document.file, mark.line, mark.column, details)
