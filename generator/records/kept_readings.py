"""Readings of case files that are kept between runs, so that a file which is as it was is not parsed again.

Kept is only what is public anyhow, as a cache may get into other hands, such as those of a service that builds sites.
Of a published case with no name to protect, that is its public form; whether its file says since when it is there; the
day on which its consent is to be asked for again; what its measures consist of; and what is wrong with it, unless that
stops a build. Where not everybody can read the case files, nothing is kept of a case that is told without names, has
measures whose contents are on file, or has problems that quote it. All other files are parsed each time. What a case
said before it was withdrawn is overwritten by the next run.

Of most cases no more is read than a row (`kept_rows.py`): what is in their texts, only once somebody asks for it. What
is damaged, or was made by another version, from other bytes or languages or where codes meant something else, is as if
it were not there.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, json

from generator.records.case_reading import CaseDigest, CaseReading, CaseRules, parse_case
from generator.records.dates import parse_date
from generator.records.digests import digest_of
from generator.records.facts import CaseFacts, Ties, make_open_facts, parse_ties, render_ties
from generator.records.fields import LocalText
from generator.records.kept_rows import Row, drop_row, find_text
from generator.records.packages import find_version
from generator.records.packing import pack, parse_packed
from generator.records.problems import Problem, has_errors, make_changed_error
from generator.records.public import PublicCase
from generator.records.unopened import list_values, make_unopened
from generator.records.validation import read_bytes

_HARMLESS = frozenset({"missing-translation", "source-not-archived", "unused-source"})
"""Problems that tell no more than which part of a public case they are about."""
_PACKAGES = ("msgspec", "pydantic", "pydantic_core", "pyyaml", "ryaml")
_NONSENSE = (ValueError, TypeError, AttributeError, LookupError)


def digest_rules(rules: CaseRules) -> str | None:
    """What decides, beside its name and bytes, what a case file gives; none where that cannot be told."""
    context = rules.context
    if not context.vocabularies.digest:
        return None
    return digest_of(context.vocabularies.digest, *context.languages, str(rules.public_repository), digest_code())


@cache
def digest_code() -> str:
    """This room's own files, and the versions of what it works with."""
    parts: list[str | bytes] = [platform.python_version()]
    for path in sorted(Path(__file__).parent.iterdir()):
        if path.is_file():
            parts += (path.name, path.read_bytes())
    parts += (f"{name} {find_version(name) or ''}" for name in _PACKAGES)
    return digest_of(*parts)


def make_key(file: str, raw: bytes, rules: str | None) -> str:
    """What decides a reading, in short."""
    return digest_of(file, raw, rules or "")


def make_row(reading: CaseReading, key: str, *, stand: str = "", public_repository: bool) -> Row | None:
    """What is kept of a reading; none where it holds anything that is not public."""
    case, facts, digest = reading.let_out(date.min), reading.facts, reading.digest
    if not isinstance(case, PublicCase) or facts is None or digest is None or has_errors(reading.problems):
        return None
    is_dated, items = facts.ties.published is not None, tuple(one.items for one in facts.ties.measures)
    if facts != make_open_facts(case, facts.file, is_dated=is_dated, review_by=facts.ties.review_by, items=items):
        return None
    if not public_repository:
        quotes = any(one.code not in _HARMLESS for one in reading.problems)
        if "name" not in case.uses or any(items) or quotes:
            return None
    problems = [[one.code, one.line, one.column, dict(one.details)] for one in reading.problems]
    checked, campaigns, images = case.last_checked.text, " ".join(case.campaigns), " ".join(facts.images)
    ties = render_ties(facts.ties)
    return Row(
        key=key,
        stand=stand,
        id=case.id,
        slug=case.slug,
        checked=checked,
        former=" ".join(case.former_slugs),
        campaigns=campaigns,
        images=images,
        uses=" ".join(sorted(case.uses)),
        title=pack(case.title).decode(),
        digest=digest.digest,
        mentions=" ".join(sorted(digest.mentions)),
        ties=ties,
        outline=digest_of(case.id, case.slug, checked, campaigns, images, ties),
        problems=pack(problems).decode() if problems else "",
    )


class FreshReading(NamedTuple):
    """What one case file gives now, with what is to be kept of it."""

    reading: CaseReading | None
    """None where it is sealed: then the row tells it."""
    row: Row | None = None
    """None where nothing may be kept."""
    text: str = ""
    """The public form of the case; empty where it is kept already, or may not be."""
    parts: Mapping[str, str] | None = None
    """Of a sealed reading, each part of the case in short."""

    def seal(self) -> FreshReading:
        """The same as short words and texts, which are sent to another process in a fraction of the time."""
        if self.row is None or self.reading is None or self.reading.digest is None:
            return self
        return FreshReading(None, self.row, self.text, self.reading.digest.parts)


class KeptReadings(Struct, frozen=True):
    """Makes readings of rows. What is not in the row itself is looked up when somebody asks for it."""

    database: Path
    root: Path
    """The project's folder, where a file is parsed again if what was kept of it is damaged."""
    rules: CaseRules

    def get_reading(self, file: str, sealed: FreshReading) -> CaseReading:
        """The reading that was sealed."""
        row, text = sealed.row, sealed.text
        found = self.find_reading(file, row, text or None, sealed.parts) if row else None
        if found is None:
            raise ValueError(file)
        return found

    def find_reading(
        self, file: str, row: Row, text: str | None = None, parts: Mapping[str, str] | None = None
    ) -> CaseReading | None:
        """The reading that a row was made of; none where it was made of none.

        The public form of the case is looked up once somebody asks for it, where it is not at hand.
        """
        known = {"id": row.id, "slug": row.slug}
        campaigns, images = tuple(row.campaigns.split()), tuple(row.images.split())
        try:
            checked = parse_date(row.checked)
            told = json.decode(row.problems) if row.problems else ()
            problems = tuple(_make_problems(file, told)) if told else ()
        except _NONSENSE:
            return None
        return CaseReading(
            file,
            problems,
            CaseFacts(file, row.id, row.slug, campaigns, images, checked, partial(self._open_ties, file, row)),
            make_unopened(PublicCase, partial(self._open_case, file, row, text), known),
            CaseDigest(row.digest, frozenset(row.mentions.split()), parts or {}),
            partial(self._get_packed, file, row) if text is None else text,
        )

    def _open_ties(self, file: str, row: Row) -> Ties:
        try:
            return parse_ties(row.ties)
        except _NONSENSE:
            facts = self._parse_again(file, row).facts
            if facts is None:
                raise make_changed_error(file) from None
            return facts.ties

    def _open_case(self, file: str, row: Row, text: str | None, field: str) -> Mapping[str, object]:
        return _find_in_row(row, field) or list_values(self._get_case(file, row, text))

    def _get_case(self, file: str, row: Row, text: str | None) -> PublicCase:
        try:
            return parse_packed(PublicCase, self._get_packed(file, row) if text is None else text)
        except _NONSENSE:
            case = self._parse_again(file, row).let_out(date.min)
            if not isinstance(case, PublicCase):
                raise make_changed_error(file) from None
            return case

    def _get_packed(self, file: str, row: Row) -> str:
        text = find_text(self.database, file, row.digest)
        return self._parse_again(file, row).packed if text is None else text

    def _parse_again(self, file: str, row: Row) -> CaseReading:
        """What the file gives that the row was made of; what was kept is of no use."""
        drop_row(self.database, file)
        raw, _ = read_bytes(self.root / file, file, root=self.root)
        if raw is None:
            raise make_changed_error(file)
        reading = parse_case(raw, file, self.rules)
        says_the_same = reading.digest is not None and reading.digest.digest == row.digest
        if not says_the_same and make_key(file, raw, digest_rules(self.rules)) != row.key:
            raise make_changed_error(file)
        return reading


def _find_in_row(row: Row, field: str) -> Mapping[str, object] | None:
    """The value of a field that a row tells by itself."""
    find = _IN_ROW.get(field)
    try:
        return None if find is None else {field: find(row)}
    except _NONSENSE:
        return None


_IN_ROW: Mapping[str, Callable[[Row], object]] = {
    "former_slugs": lambda row: tuple(row.former.split()),
    "campaigns": lambda row: tuple(row.campaigns.split()),
    "uses": lambda row: frozenset(row.uses.split()),
    "title": lambda row: parse_packed(LocalText, row.title),
    "last_checked": lambda row: parse_date(row.checked),
}
"""Field of a case or of its facts → how a row tells it."""


def _make_problems(file: str, told: Iterable[tuple[str, int, int, dict[str, str | int]]]) -> Iterable[Problem]:
    return (Problem(code, file, line, column, details) for code, line, column, details in told)
