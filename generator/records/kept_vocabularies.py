"""Vocabularies that are kept between runs, so that nobody need parse again what did not change.

Kept is what was read of files with which nothing was wrong. What is damaged, or was made of other files or by another
version of this program, is as if it were not there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from msgspec import DecodeError, json

from generator.records.digests import digest_of
from generator.records.fields import LocalText
from generator.records.kept_readings import digest_code
from generator.records.problems import Problem
from generator.records.sealed_files import find_sealed, keep_sealed
from generator.records.validation import read_bytes
from generator.records.vocabularies import Vocabularies, Vocabulary, VocabularyTerm

_NAME = "vocabularies.json"
_Packed: TypeAlias = tuple[str, tuple[tuple[str, LocalText, tuple[VocabularyTerm, ...]], ...]]
"""Their digest; name, label and terms of each."""


def recall_vocabularies(
    folder: Path, *, root: Path, languages: tuple[str, ...], kept: Path | None
) -> tuple[Vocabularies, list[Problem]]:
    """All that a site needs, and everything wrong with them; `kept` is the folder that knows the last run, if any."""
    key = _digest_files(folder, root, languages) if kept else None
    data = find_sealed(kept / _NAME, key) if kept and key else None
    known = None if data is None else _parse(data)
    if known is not None:
        return known, []
    from generator.records.required import VOCABULARIES  # noqa: PLC0415 - only where needed: loading code takes time
    from generator.records.vocabulary_files import read_vocabularies  # noqa: PLC0415

    vocabularies, problems = read_vocabularies(folder, root=root, languages=languages, needed=VOCABULARIES)
    if kept and key and not problems and key == _digest_files(folder, root, languages):
        keep_sealed(kept / _NAME, _render(vocabularies), key)
    return vocabularies, problems


def _digest_files(folder: Path, root: Path, languages: tuple[str, ...]) -> str | None:
    """All that decides what the files give; none where that cannot be told."""
    parts: list[str | bytes] = []
    for path in sorted(folder.glob("*.yml")):
        raw, _ = read_bytes(path, path.name, root=root)
        if raw is None:
            return None
        parts += (path.name, raw)
    return digest_of(digest_code(), *languages, *parts)


def _render(vocabularies: Vocabularies) -> bytes:
    told = [(one.name, one.label, [*one.terms.values()]) for one in vocabularies.values()]
    return json.encode((vocabularies.digest, told))


def _parse(data: bytes) -> Vocabularies | None:
    try:
        digest, packed = json.decode(data, type=_Packed)
    except DecodeError:
        return None
    found = (Vocabulary(name, label, {term.code: term for term in terms}) for name, label, terms in packed)
    return Vocabularies({one.name: one for one in found}, digest)
