"""One case file by itself: what its bytes give, before the day and the other cases are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

from msgspec import Raw, Struct, field

from generator.records.checks import CaseFile, check_case
from generator.records.digests import digest_of
from generator.records.do_no_harm import check_harm
from generator.records.facts import CaseFacts, make_facts
from generator.records.fields import Context
from generator.records.history_checks import check_history
from generator.records.likeness import Alike
from generator.records.models import Case
from generator.records.packing import pack, pack_fields
from generator.records.personal_data import check_personal_data
from generator.records.problems import Problem
from generator.records.public import PublicCase
from generator.records.public_history import WithdrawnCase
from generator.records.publication import publish_case
from generator.records.strict_yaml import Document, parse_document
from generator.records.tombstones import (
    Tombstone,
    check_tombstone,
    is_tombstone,
    make_notice,
    make_tombstone_facts,
)
from generator.records.validation import find_name, read_bytes, validate_document, validate_rest

NameParts: TypeAlias = Callable[[PublicCase, Mapping[str, Raw]], Mapping[str, str]]
"""Names the parts of a public case, of which the packed fields are given, too."""
_CASE_ID = re.compile("-(?<=[A-Z]{2}-)[0-9]{4,}")
"""All of an id but its two letters; what begins with a mark that is rare in texts is found several times faster."""


class CaseRules(Struct, frozen=True):
    """All that decides, beside its bytes, what a case file gives."""

    context: Context
    public_repository: bool = True
    """Whether everybody can read the case files themselves."""
    name_parts: NameParts | None = None
    """None where nobody asks for the parts."""


class CaseDigest(Alike, frozen=True):
    """What a site tells of a case, in short: so that a change of which it says nothing changes nothing."""

    digest: str
    mentions: frozenset[str]
    """Every case id in it."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """Each part of it in short, where that was asked for when its file was read."""

    def list_told(self) -> tuple[object, ...]:
        """The same whoever asked for the parts."""
        return self.digest, self.mentions


class CaseReading(Alike, frozen=True):
    """What one case file gives. It depends on its name, its bytes and the rules, and on nothing else."""

    file: str
    problems: tuple[Problem, ...]
    """What is wrong with it, whatever the day and the other cases."""
    facts: CaseFacts | None = None
    """What others must know of it; none where its form is wrong."""
    _sealed: PublicCase | WithdrawnCase | None = None
    """What may be published of it once its day has come."""
    digest: CaseDigest | None = None
    """The same in short; none where there is nothing, or a bare notice."""
    _packed: str | Callable[[], str] = ""

    def list_told(self) -> tuple[object, ...]:
        """All of it, with the public form opened."""
        return self.file, self.problems, self.facts, self._sealed, self.digest

    @property
    def packed(self) -> str:
        """The public form of the case as text; empty where there is nothing, or a bare notice."""
        return self._packed if isinstance(self._packed, str) else self._packed()

    def let_out(self, day: date) -> PublicCase | WithdrawnCase | None:
        """The public form of the case on a day, the bare notice of a withdrawn one, or nothing."""
        if isinstance(self._sealed, WithdrawnCase):
            return self._sealed
        return self._sealed if self.facts and self.facts.is_public(day) else None


def read_case(path: Path, *, root: Path, rules: CaseRules) -> CaseReading:
    """What a case file gives; a problem where it cannot be read."""
    file = find_name(path, root)
    raw, problems = read_bytes(path, file, root=root)
    return CaseReading(file, tuple(problems)) if raw is None else parse_case(raw, file, rules)


def parse_case(raw: bytes, file: str, rules: CaseRules) -> CaseReading:
    """What the bytes of a case file give. Pure: the same bytes, name and rules give the same."""
    context = rules.context
    document, problems = parse_document(raw, file)
    if document is None:
        return CaseReading(file, tuple(problems))
    if is_tombstone(document):
        return _parse_tombstone(document, context, problems)
    case, found = validate_document(document, Case, context)
    problems += found
    if case is None:
        return CaseReading(file, (*problems, *_check_rest(document, context)))
    one = CaseFile(document, case)
    problems += check_case(one, context)
    problems += check_history(one)
    problems += check_harm(one, context, public_repository=rules.public_repository)
    problems += check_personal_data(one.parts, one.problem, case.allowed_texts, with_notes=rules.public_repository)
    facts = make_facts(case, file, context.vocabularies)
    sealed = publish_case(case, as_of=date.max, vocabularies=context.vocabularies)
    if not isinstance(sealed, PublicCase):
        return CaseReading(file, tuple(problems), facts, sealed)
    fields = pack_fields(sealed)
    packed = pack(list(fields.values())).decode()
    ids = frozenset(packed[found.start() - 2 : found.end()] for found in _CASE_ID.finditer(packed))
    digest = CaseDigest(digest_of(packed), ids, rules.name_parts(sealed, fields) if rules.name_parts else {})
    return CaseReading(file, tuple(problems), facts, sealed, digest, packed)


def _parse_tombstone(document: Document, context: Context, problems: list[Problem]) -> CaseReading:
    """What the file of a withdrawn case gives."""
    stone, found = validate_document(document, Tombstone, context)
    problems += found
    if stone is None:
        return CaseReading(document.file, tuple(problems))
    problems += check_tombstone(document, stone)
    return CaseReading(document.file, tuple(problems), make_tombstone_facts(stone, document.file), make_notice(stone))


def _check_rest(document: Document, context: Context) -> list[Problem]:
    """What else is wrong in a case whose form is wrong, so that its editor sees everything at once."""
    rest, aside = validate_rest(document, Case, context)
    if rest is None:
        return []
    places = {(mark.line, mark.column) for mark in map(document.find_mark, aside)}
    found = check_case(CaseFile(document, rest), context)
    return [one for one in found if one.severity == "error" and (one.line, one.column) not in places]
