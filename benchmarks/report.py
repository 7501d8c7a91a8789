"""Results as tables: medians of the rounds, and what they are in proportion to Hugo and to writing alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

_AGAIN = "hugo json case edited"
PEERS = {
    "cold": "hugo json cold",
    "unchanged": _AGAIN,
    "first case edited": _AGAIN,
    "case edited": _AGAIN,
    "fact edited": _AGAIN,
    "label edited": _AGAIN,
    "template edited": _AGAIN,
    "serve": "hugo yaml serve",
}
"""Step of ours → the step of Hugo it is compared with, which makes everything again whatever was edited."""

_COLUMNS = (
    *("cases", "step", "s", "processor s", "peak MiB", "files", "MB", "ms a case", "processor ms a case"),
    *("÷ Hugo", "÷ floor"),
)

Key = tuple[int, str]


def find_medians(results: Iterable[Mapping[str, Any]], field: str) -> dict[Key, float]:
    """Median of one field for each size and step that has it."""
    values: defaultdict[Key, list[float]] = defaultdict(list)
    for one in results:
        if field in one and "error" not in one:
            values[one["cases"], one["step"]].append(one[field])
    return {key: median(found) for key, found in values.items()}


def render_markdown(results: Sequence[Mapping[str, Any]]) -> str:
    """A table of all sizes and steps, in Markdown, with what was measured, on what, and when."""
    fields = {name: find_medians(results, name) for name in ("wall", "processor", "peak", "files", "bytes")}
    lines = [
        *dict.fromkeys(_describe(one["versions"]) for one in results),
        _describe_rounds(results),
        "",
        f"| {' | '.join(_COLUMNS)} |",
        "|---" * len(_COLUMNS) + "|",
    ]
    lines += [_render_row(key, fields) for key in dict.fromkeys((one["cases"], one["step"]) for one in results)]
    broken = {(one["cases"], one["step"]): one["error"] for one in results if "error" in one}
    lines += [f"\n{cases} cases, {step}: {error}" for (cases, step), error in broken.items()]
    return "\n".join(lines)


def _describe(versions: Mapping[str, str]) -> str:
    told = f"Python {versions['python']}, Hugo {versions['hugo']}, code {versions['code']}"
    return f"{versions['day']}; {versions.get('machine', 'unknown machine')}; {told};"


def _describe_rounds(results: Iterable[Mapping[str, Any]]) -> str:
    rounds: defaultdict[int, int] = defaultdict(int)
    for one in results:
        rounds[one["cases"]] = max(rounds[one["cases"]], one["round"])
    told = (f"{count} of {cases:,}" for cases, count in rounds.items())
    return f"medians of the rounds ({', '.join(told)}), ours and Hugo's in turns."


def _render_row(key: Key, fields: Mapping[str, Mapping[Key, float]]) -> str:
    cases, step = key
    wall = fields["wall"].get(key)
    cells = (
        f"{cases:,}",
        step,
        _say(wall, "{:.2f}"),
        _say(fields["processor"].get(key), "{:.2f}"),
        _say(fields["peak"].get(key), "{:,.0f}", 1 / 2**20),
        _say(fields["files"].get(key), "{:,.0f}"),
        _say(fields["bytes"].get(key), "{:,.0f}", 1e-6),
        _say(wall, "{:.2f}", 1000 / cases) if "cold" in step else "",
        _say(fields["processor"].get(key), "{:.2f}", 1000 / cases) if "cold" in step else "",
        _divide(wall, fields["wall"].get((cases, PEERS.get(step, "")))),
        _divide(wall, fields["wall"].get((cases, "floor"))) if step == "cold" else "",
    )
    return f"| {' | '.join(cells)} |"


def _say(value: float | None, form: str, factor: float = 1) -> str:
    return "" if value is None else form.format(value * factor)


def _divide(value: float | None, other: float | None) -> str:
    return f"{value / other:.2f}" if value and other else ""


def render_stages(results: Sequence[Mapping[str, Any]]) -> str:
    """Medians of the stages of our builds, in seconds, as a table in Markdown."""
    rows = {}
    for key in dict.fromkeys((one["cases"], one["step"]) for one in results if one.get("stages")):
        found = [one["stages"] for one in results if (one["cases"], one["step"]) == key and one.get("stages")]
        names = dict.fromkeys(name for each in found for name in each)
        rows[key] = {name: median(each.get(name, 0.0) for each in found) for name in names}
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    lines = [
        "Seconds of each stage of ours:",
        "",
        f"| cases | step | {' | '.join(names)} |",
        "|---|---|" + "---|" * len(names),
    ]
    for (cases, step), row in rows.items():
        cells = (_say(row.get(name), "{:.2f}") for name in names)
        lines.append(f"| {cases:,} | {step} | {' | '.join(cells)} |")
    return "\n".join(lines)
