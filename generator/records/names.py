"""Names that may not be published, and where they stand all the same: in texts, sources, slugs, addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.records.checks import CaseFile
from generator.records.matching import fold
from generator.records.models import Case
from generator.records.people import Collective
from generator.records.problems import Problem
from generator.records.promises import Promises
from generator.records.public import PublicCase
from generator.records.strict_yaml import Document
from generator.records.unopened import list_fields
from generator.records.validation import make_problem
from generator.records.walking import Parts, Steps

if TYPE_CHECKING:
    from generator.records.facts import CaseFacts

_WITHHELD = frozenset({"withheld", "withdrawn"})
"""Statuses under which no name of the case may be told anywhere, whatever was agreed before."""
_WORD = re.compile(r"\w+")
_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|.)")
"""How JSON writes what is no letter."""
_UNPUBLISHED = frozenset({"notes", "private", "allowed_texts"})
"""Parts of a case of which no word is published."""


def check_names(file: CaseFile, *, public_repository: bool) -> Iterator[Problem]:
    """Names that may not be in the file, or not in its texts."""
    allowed = _allows_names(file.case)
    for index, person in enumerate(file.case.people):
        path = ("people", index, "name")
        if person.name is None or (allowed and not person.minor):
            continue
        if person.minor:
            yield file.problem("minor-named", path)
        elif public_repository:
            yield file.problem("name-without-consent", path)
        yield from _find_leaks(file, person.id, compile_name(person.name))
    for index, collective in enumerate(() if allowed else file.case.collectives):
        if pattern := _compile_collective(collective):
            yield from _find_leaks(file, collective.id, pattern, own=("collectives", index, "name"))


def compile_name(name: str) -> re.Pattern[str]:
    """What finds a person's name in a folded text: its first two words, with at most one between them."""
    words = fold(name).split()
    return re.compile(r"\b" + r"\W+(?:\w+\W+)?".join(map(re.escape, words[:2])) + r"\b")


def find_secret(case: Case) -> tuple[tuple[str, str], ...]:
    """Ids and names of people whom no other case may name either: minors, those who did not agree, those withheld."""
    allowed = _allows_names(case) and case.publication.status not in _WITHHELD
    return tuple((one.id, one.name) for one in case.people if one.name is not None and (one.minor or not allowed))


def check_names_between(
    facts: Sequence[CaseFacts],
    cases: Sequence[PublicCase],
    pack: Callable[[PublicCase], str],
    read: Callable[[str], Document | None],
    *,
    wanted: Container[str] | None = None,
) -> Iterator[Problem]:
    """Names that one case may not tell, in another that is published; unless some case may tell them (DNH-15).

    The packed form of a case holds all its words. The time it takes grows with cases and names, not with their product:
    a text is searched only for names all of whose parts are among its words. Of `wanted` files alone if there are any.
    """
    by_key: defaultdict[str, list[_Secret]] = defaultdict(list)
    for one in (_make_secret(case.id, id_, name) for case in facts for id_, name in case.secret):
        by_key[one.key].append(one)
    files = {case.id: case.file for case in facts} if by_key else {}
    told: dict[str, list[str]] = {}
    for case in cases if by_key else ():
        if wanted is not None and files[case.id] not in wanted:
            continue
        found = list(_find_secrets(case, pack(case), by_key))
        if found:
            told = told or _index_words(text for case in cases for one in case.subjects for text in _list_all(one.name))
            found = [one for one in found if not any(map(one.pattern.search, told.get(one.key, ())))]
        document = read(files[case.id]) if found else None
        if document is not None:
            for path, text in _list_raw(document.value):
                for one in found:
                    if one.pattern.search(fold(text)):
                        details = {"person": f"{one.case}:{one.person}"}
                        yield make_problem(document, "name-of-another-case", path, **details)


class _Secret(Struct, frozen=True):
    """A name that a case may not tell."""

    case: str
    person: str
    pattern: re.Pattern[str]
    parts: frozenset[str]
    """Words that are in every text in which the pattern finds something."""

    @property
    def key(self) -> str:
        """The longest of them, which few others share."""
        return max(self.parts, key=lambda part: (len(part), part), default="")


def _make_secret(case: str, person: str, name: str) -> _Secret:
    words = fold(name).split()[:2]
    return _Secret(case, person, compile_name(name), frozenset(_WORD.findall(" ".join(words))))


def _find_secrets(case: PublicCase, packed: str, by_key: Mapping[str, Sequence[_Secret]]) -> Iterator[_Secret]:
    """The secrets of other cases that a case tells."""
    words = {"", *_WORD.findall(fold(_ESCAPE.sub(" ", packed)))}
    likely = [one for key in words & by_key.keys() for one in by_key[key] if one.case != case.id and one.parts <= words]
    text = fold("\n".join(_list_all(case))) if likely else ""
    return (one for one in sorted(likely, key=lambda one: (one.case, one.person)) if one.pattern.search(text))


def _index_words(texts: Iterable[str]) -> dict[str, list[str]]:
    """Word → the folded texts that hold it; nothing → all of them."""
    index: dict[str, list[str]] = {"": []}
    for text in map(fold, texts):
        for word in {"", *_WORD.findall(text)}:
            index.setdefault(word, []).append(text)
    return index


def check_address_names(promises: Promises, facts: Iterable[CaseFacts]) -> Iterator[Problem]:
    """Recorded addresses of a case that hold a name it may not tell (DNH-14)."""
    hidden = {case.id: [(id_, compile_name(name)) for id_, name in case.secret] for case in facts if case.secret}
    for one in promises.entries:
        path = fold(f"{one.path} {one.target or ''}")
        for person, pattern in hidden.get(one.case or "", ()):
            if pattern.search(path):
                details: dict[str, str | int] = {"value": f"/{one.path}", "person": person}
                yield Problem("address-name", promises.file, one.line, 1, details=details)


def _allows_names(case: Case) -> bool:
    consent = case.publication.consent
    return consent is not None and "name" in consent.uses


def _compile_collective(collective: Collective) -> re.Pattern[str] | None:
    """What finds the whole name of a collective in any language; none for a single word, which may be any community."""
    names = {fold(name) for _, name in collective.name.texts}
    found = sorted(re.escape(name) for name in names if len(name.split()) > 1)
    return re.compile(rf"\b(?:{'|'.join(found)})\b") if found else None


def _find_leaks(file: CaseFile, person: str, pattern: re.Pattern[str], own: Steps | None = None) -> Iterator[Problem]:
    """Texts, sources and slugs that hold a name which may not be published; `own` is where it stands by right."""
    slugs: list[tuple[Steps, str]] = [(("slug",), file.case.slug)]
    slugs += [(("former_slugs", index), slug) for index, slug in enumerate(file.case.former_slugs)]
    for path, texts in (*((path, [slug]) for path, slug in slugs), *_list_texts(file.parts)):
        if path != own and any(pattern.search(fold(text)) for text in texts):
            yield file.problem("name-leak", path, person=person)


def _list_texts(parts: Parts) -> Iterator[tuple[Steps, list[str]]]:
    """What of a case is written for readers, and the addresses of its sources."""
    for path, part in parts.texts:
        if path[0] not in _UNPUBLISHED:
            yield path, [text for _, text in part.texts]
    for path, line in parts.lines:
        if path[0] == "sources":
            yield path, [line]


def _list_raw(value: object, path: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Every text of a case file as written, but for what is not published, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            if path or key not in _UNPUBLISHED:
                yield from _list_raw(one, (*path, key))


def _list_all(value: object) -> Iterator[str]:
    """Every text within a public value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _list_all(one)
    for name in list_fields(type(value)):
        yield from _list_all(getattr(value, name))
