"""Reads all case files: those that are as they were from what was kept of them, the others by parsing them.

As git does, a file is not even read whose size, number and times are those of the last run, unless it was saved so
shortly before that run that it may have been saved again without a trace in its time.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, msgpack

from generator.records.case_reading import CaseReading, CaseRules, parse_case
from generator.records.digests import digest_of
from generator.records.kept_readings import FreshReading, KeptReadings, digest_rules, make_key, make_row
from generator.records.kept_rows import Row, read_rows, write_rows
from generator.records.standing import Folders
from generator.records.validation import find_name, lies_within, read_bytes

PARALLEL_FROM = {"fork": 300, "spawn": 10_000}
"""How processes are started → number of case files from which that pays; spawned ones import everything anew."""
_CHUNKS = 8
"""How often each process comes back with what it read: so this one looks at that while they go on."""


class CaseReadings(Struct, frozen=True):
    """What all case files give."""

    readings: tuple[CaseReading, ...]
    outline: str | None
    """Changes whenever anything does that cases, campaigns and the day must know of a case; none where nobody can tell.

    Of a case of which nothing is kept, not a word is in it: only when, to the nanosecond, its file was saved last.
    """


def read_case_files(  # noqa: PLR0913 - the files, how they are to be read, and what is known of them
    entries: Sequence[os.DirEntry[str]],
    folders: Folders,
    *,
    root: Path,
    rules: CaseRules,
    jobs: int = 1,
    kept: Path | None = None,
) -> CaseReadings:
    """What each of a folder's case files gives by itself, in order; `kept` is the file that knows the last ones.

    `folders` know how the files stand.
    """
    decided = digest_rules(rules) if kept else None
    before = read_rows(kept, decided) if kept and decided else {}
    source = KeptReadings(kept or Path(), root, rules)
    after: dict[str, Row] = {}
    readings: dict[str, CaseReading] = {}
    asked: list[_Asked] = []
    stands = _look_at(entries, root, folders)
    for entry, (file, stand) in zip(entries, stands.items(), strict=True):
        row = before.get(file)
        known = source.find_reading(file, row) if row and stand and row.stand == stand else None
        if row and known:
            readings[file], after[file] = known, row
        else:
            asked.append(_Asked(file, entry.path, stand, row))
    texts: dict[str, str] = {}
    for file, found in _read_all(asked, _Reader(source, decided), jobs):
        readings[file] = found.reading or source.get_reading(file, found)
        if found.row:
            after[file] = found.row
        if found.text:
            texts[file] = found.text
    if kept and decided:
        write_rows(kept, decided, after, texts, before)
    return CaseReadings(tuple([readings[file] for file in stands]), _digest_outline(stands, after, decided))


class _Asked(NamedTuple):
    """A file that is to be read."""

    file: str
    path: str
    stand: str
    row: Row | None
    """What was kept of it, if anything."""


class _Reader(Struct, frozen=True):
    """Reads files, in this process or in another."""

    source: KeptReadings
    decided: str | None
    """All that decides, beside its bytes, what a file gives; none where nothing is to be kept."""

    def read(self, asked: _Asked) -> tuple[str, FreshReading]:
        """What a file gives; where its bytes are as they were, what was kept of it."""
        file, rules = asked.file, self.source.rules
        raw, problems = read_bytes(Path(asked.path), file, root=self.source.root)
        if raw is None:
            return file, FreshReading(CaseReading(file, tuple(problems)))
        key = make_key(file, raw, self.decided)
        if asked.row and asked.row.key == key:
            same = asked.row._replace(stand=asked.stand)
            if known := self.source.find_reading(file, same):
                return file, FreshReading(known, same)
        reading = parse_case(raw, file, rules)
        if self.decided is None:
            return file, FreshReading(reading)
        row = make_row(reading, key, stand=asked.stand, public_repository=rules.public_repository)
        return file, FreshReading(reading, row, reading.packed if row else "")


def _look_at(entries: Sequence[os.DirEntry[str]], root: Path, folders: Folders) -> dict[str, str]:
    """Name of each file from the root → how it stands; nothing where that may not tell whether it is saved again."""
    first = Path(entries[0].path) if entries else root
    is_plain, above = lies_within(first, root), find_name(first, root).removesuffix(first.name)
    return {above + one.name: folders.describe(one) if is_plain else "" for one in entries}


def _digest_outline(stands: Mapping[str, str], rows: Mapping[str, Row], decided: str | None) -> str | None:
    if decided is None or not all(stand or file in rows for file, stand in stands.items()):
        return None
    told = [(file, rows[file].outline if file in rows else stand) for file, stand in stands.items()]
    return digest_of(decided, msgpack.encode(told))


_reader: _Reader
"""What this process reads with, if it was started by another: vocabularies are long to send with each chunk."""


def _receive(reader: _Reader) -> None:
    global _reader  # noqa: PLW0603 - the only way into a process that inherits what need not be sent
    _reader = reader


def _send(asked: _Asked) -> tuple[str, FreshReading]:
    """What a file gives, sealed where it can be: of most cases nobody need look at more than their row."""
    file, found = _reader.read(asked)
    return file, found.seal()


def _read_all(asked: Sequence[_Asked], reader: _Reader, jobs: int) -> Iterator[tuple[str, FreshReading]]:
    """What some case files give, in their order."""
    # Forking a process in which other threads run could leave a lock locked for ever.
    method = "fork" if threading.active_count() == 1 and hasattr(os, "fork") else "spawn"
    if jobs == 1 or len(asked) < PARALLEL_FROM[method]:
        yield from map(reader.read, asked)
        return
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # noqa: PLC0415 - loading code takes time
    from multiprocessing import get_context  # noqa: PLC0415

    number = 0
    with ProcessPoolExecutor(jobs, get_context(method), _receive, (reader,)) as pool, suppress(BrokenExecutor):
        for found in pool.map(_send, asked, chunksize=max(1, len(asked) // (jobs * _CHUNKS))):
            number += 1
            yield found
    # If a process was lost, what it did not bring is read here.
    yield from map(reader.read, asked[number:])
