"""Reads all case files: those that are as they were from what was kept of them, the others by parsing them."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from generator.records.case_reading import CaseReading, CaseRules, parse_case
from generator.records.digests import digest_of
from generator.records.kept_readings import Row, digest_rules, find_reading, make_row, read_rows, write_rows
from generator.records.validation import find_name, read_bytes

PARALLEL_FROM = {"fork": 300, "spawn": 10_000}
"""How processes are started → number of case files from which that pays; spawned ones import everything anew."""


def read_case_files(
    paths: Sequence[Path], *, root: Path, rules: CaseRules, jobs: int = 1, kept: Path | None = None
) -> list[CaseReading]:
    """What each case file gives by itself, in the order of the paths; `kept` is the file that knows the last ones."""
    decided = digest_rules(rules) if kept else None
    before = read_rows(kept) if kept and decided else {}
    after: dict[str, Row] = {}
    readings: dict[str, CaseReading] = {}
    keys: dict[str, str] = {}
    changed: list[tuple[bytes, str]] = []
    files = {find_name(path, root): path for path in paths}
    for file, path in files.items():
        raw, problems = read_bytes(path, file, root=root)
        if raw is None:
            readings[file] = CaseReading(file, tuple(problems))
            continue
        keys[file] = digest_of(file, raw, decided or "")
        row = before.get(file)
        known = find_reading(file, row) if row and row.key == keys[file] else None
        if row and known:
            readings[file], after[file] = known, row
        else:
            changed.append((raw, file))
    for one in _parse_all(changed, rules, jobs):
        readings[one.file] = one
        if decided and (row := make_row(one, keys[one.file], public_repository=rules.public_repository)):
            after[one.file] = row
    if kept and decided:
        write_rows(kept, after, before)
    return [readings[file] for file in files]


def _parse_all(files: Sequence[tuple[bytes, str]], rules: CaseRules, jobs: int) -> list[CaseReading]:
    """What the bytes of some case files give, in their order."""
    parse = partial(_parse_one, rules=rules)
    # Forking a process in which other threads run could leave a lock locked for ever.
    can_fork = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    method = "fork" if can_fork else "spawn"
    if jobs == 1 or len(files) < PARALLEL_FROM[method]:
        return [parse(one) for one in files]
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context(method)) as pool:
        return list(pool.map(parse, files, chunksize=max(1, len(files) // (jobs * 4))))


def _parse_one(file: tuple[bytes, str], rules: CaseRules) -> CaseReading:
    return parse_case(*file, rules)
