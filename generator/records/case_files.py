"""Reads all case files: those that are as they were from what was kept of them, the others by parsing them.

As git does, a file is not even read whose size, number and times are those of the last run, unless it was saved so
shortly before that run that it may have been saved again without a trace in its time.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.records.case_reading import CaseReading, CaseRules, parse_case
from generator.records.digests import digest_of
from generator.records.kept_readings import KeptReadings, digest_rules, make_key, make_row
from generator.records.kept_rows import Row, read_rows, write_rows
from generator.records.standing import describe_stand
from generator.records.validation import find_name, lies_within, read_bytes

PARALLEL_FROM = {"fork": 300, "spawn": 10_000}
"""How processes are started → number of case files from which that pays; spawned ones import everything anew."""


@dataclass(frozen=True, slots=True)
class CaseReadings:
    """What all case files give."""

    readings: tuple[CaseReading, ...]
    outline: str | None
    """Changes whenever anything does that cases, campaigns and the day must know of a case; none where nobody can tell.

    Of a case of which nothing is kept, not a word is in it: only when, to the nanosecond, its file was saved last.
    """


def read_case_files(  # noqa: PLR0913 - the files, how they are to be read, and what is known of them
    entries: Sequence[os.DirEntry[str]],
    settled_before: int,
    *,
    root: Path,
    rules: CaseRules,
    jobs: int = 1,
    kept: Path | None = None,
) -> CaseReadings:
    """What each of a folder's case files gives by itself, in order; `kept` is the file that knows the last ones.

    A file that was saved after `settled_before` may be saved again without a trace in its time.
    """
    decided = digest_rules(rules) if kept else None
    before = read_rows(kept, decided) if kept and decided else {}
    source = KeptReadings(kept or Path(), root, rules)
    after: dict[str, Row] = {}
    readings: dict[str, CaseReading] = {}
    changed: dict[str, bytes] = {}
    stands = _look_at(entries, root, settled_before)
    for entry, (file, stand) in zip(entries, stands.items(), strict=True):
        row = before.get(file)
        known = source.find_reading(file, row) if row and stand and row.stand == stand else None
        if known is None:
            raw, problems = read_bytes(Path(entry.path), file, root=root)
            if raw is None:
                readings[file] = CaseReading(file, tuple(problems))
                continue
            row = row._replace(stand=stand) if row and row.key == make_key(file, raw, decided) else None
            known = source.find_reading(file, row) if row else None
            if known is None:
                changed[file] = raw
        if row and known:
            readings[file], after[file] = known, row
    texts: dict[str, str] = {}
    for one in _parse_all(changed, rules, jobs):
        file, readings[one.file] = one.file, one
        row = _make_row(one, changed[file], stands[file], rules, decided)
        if row:
            after[file], texts[file] = row, one.packed
    if kept and decided:
        write_rows(kept, decided, after, texts, before)
    return CaseReadings(tuple([readings[file] for file in stands]), _digest_outline(stands, after, decided))


def _make_row(reading: CaseReading, raw: bytes, stand: str, rules: CaseRules, decided: str | None) -> Row | None:
    """What is to be kept of a file that was parsed."""
    if decided is None:
        return None
    key = make_key(reading.file, raw, decided)
    return make_row(reading, key, stand=stand, public_repository=rules.public_repository)


def _look_at(entries: Sequence[os.DirEntry[str]], root: Path, settled_before: int) -> dict[str, str]:
    """Name of each file from the root → how it stands; nothing where that may not tell whether it is saved again."""
    first = Path(entries[0].path) if entries else root
    is_plain, above = lies_within(first, root), find_name(first, root).removesuffix(first.name)
    return {above + one.name: _describe(one, settled_before) if is_plain else "" for one in entries}


def _describe(entry: os.DirEntry[str], settled_before: int) -> str:
    try:
        return describe_stand(entry.stat(follow_symlinks=False), settled_before)
    except OSError:
        return ""


def _digest_outline(stands: Mapping[str, str], rows: Mapping[str, Row], decided: str | None) -> str | None:
    if decided is None or not all(stand or file in rows for file, stand in stands.items()):
        return None
    return digest_of(decided, *(f"{file}\n{rows[file].facts}" if file in rows else stands[file] for file in stands))


def _parse_all(files: Mapping[str, bytes], rules: CaseRules, jobs: int) -> list[CaseReading]:
    """What the bytes of some case files give, in their order."""
    parse = partial(_parse_one, rules=rules)
    # Forking a process in which other threads run could leave a lock locked for ever.
    method = "fork" if threading.active_count() == 1 and hasattr(os, "fork") else "spawn"
    if jobs == 1 or len(files) < PARALLEL_FROM[method]:
        return [parse(one) for one in files.items()]
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only where needed: loading code takes time
    from multiprocessing import get_context  # noqa: PLC0415

    with ProcessPoolExecutor(jobs, mp_context=get_context(method)) as pool:
        return list(pool.map(parse, files.items(), chunksize=max(1, len(files) // (jobs * 4))))


def _parse_one(file: tuple[str, bytes], rules: CaseRules) -> CaseReading:
    name, raw = file
    return parse_case(raw, name, rules)
