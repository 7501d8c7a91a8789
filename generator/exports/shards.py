"""All findings cut into files that stay small however many cases there are: an index, and records in parts. Pure.

The index holds every figure without the ids behind it, what is derived of the mechanism, and the names of all parts.
Each part is a list of records, one on a line; a site of few cases has one part of each kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from generator.exports.plain import Json

SIZE = 1000
"""Records in a part at most: up to 3 MB."""
MOST_IDS = 50_000
"""Ids in a part at most, unless one figure has more: up to 1 MB."""

RECORDS = ("measures", "justice", "competence", "criminalisation", "losses", "curves")
"""Names in the whole whose records stand in parts."""
PLACE = ("code", "scope", "row", "breakdown", "key")
"""What says which figure it is."""
BEHIND = ("ids", "ids_withheld", "unknown_ids", "unknown_ids_withheld")
"""What of a figure stands apart from it, in the parts of its indicator."""


def make_shards(whole: Json, folder: str) -> Iterator[tuple[str, str]]:
    """Name and text of the index, then of each part below a folder; together they are the whole."""
    parts: dict[str, list[Sequence[Json]]] = {
        name: [whole[name][start : start + SIZE] for start in range(0, len(whole[name]), SIZE)] for name in RECORDS
    }
    parts |= {f"ids-{code}": list(_cut_ids(figures)) for code, figures in _group(whole["figures"]).items()}
    files = {
        name: {f"{folder}{name}-{number}.json": part for number, part in enumerate(listed, 1)}
        for name, listed in parts.items()
    }
    yield "findings.json", render_index(whole, {name: list(named) for name, named in files.items() if named})
    for named in files.values():
        yield from ((file, render_records(part)) for file, part in named.items())


def render_index(whole: Json, files: Mapping[str, Sequence[str]]) -> str:
    """The index: what is not in parts, and where the parts are."""
    figures = [{key: value for key, value in figure.items() if key not in BEHIND} for figure in whole["figures"]]
    rest = {name: value for name, value in whole.items() if name not in {*RECORDS, "figures"}}
    head = json.dumps({**rest, "files": files}, ensure_ascii=False, indent=1, sort_keys=True)
    return f'{head[:-2]},\n "figures": {render_records(figures).rstrip()}\n}}\n'


def render_records(records: Sequence[Json]) -> str:
    """Records as JSON, one on a line."""
    lines = (json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for one in records)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _group(figures: Sequence[Json]) -> dict[str, list[Json]]:
    """The figures of each indicator."""
    groups: dict[str, list[Json]] = {}
    for figure in figures:
        groups.setdefault(figure["code"], []).append(figure)
    return groups


def _cut_ids(figures: Sequence[Json]) -> Iterator[Sequence[Json]]:
    """What is behind the figures of one indicator, in parts."""
    part: list[Json] = []
    count = 0
    for figure in figures:
        number = len(figure["ids"] or ()) + len(figure["unknown_ids"] or ())
        if part and (count + number > MOST_IDS or len(part) == SIZE):
            yield part
            part, count = [], 0
        part.append({name: figure[name] for name in (*PLACE, *BEHIND)})
        count += number
    if part:
        yield part
