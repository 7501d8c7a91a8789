"""Everything derived as a site publishes it, read as docs/findings.md tells readers to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sites import REPOSITORY

RECORDS = ("measures", "justice", "competence", "criminalisation", "losses")
_VALUES = ("low", "known", "high")


def read_findings(site: Path) -> dict[str, Any]:
    """Return all of it as one, as `visibles findings --format json` prints it."""
    told = _run_documentation(site / "data")
    index, read = told["INDEX"], told["read"]
    cases = read("cases")
    head = {name: value for name, value in index.items() if name not in {"files", "columns", "figures"}}
    records = {name: [one for case in cases for one in case.get(name, [])] for name in RECORDS}
    figures = [_complete(one, index, told["behind"]) for one in told["figures"]]
    return head | records | {"figures": figures, "curves": read("curves")}


def _run_documentation(data: Path) -> dict[str, Any]:
    """Return what the program in the documentation reads from a folder."""
    text = (REPOSITORY / "docs" / "findings.md").read_text(encoding="utf-8")
    program = text.partition("```python\n")[2].partition("```")[0].replace('Path("data")', f"Path({str(data)!r})")
    told: dict[str, Any] = {}
    exec(program, told)  # noqa: S102 - ours
    return told


def _complete(
    figure: Mapping[str, Any], index: Mapping[str, Any], behind: Callable[[Mapping[str, Any], str], set[str]]
) -> dict[str, Any]:
    """Return a row of the index with all that follows: exact values, ids, and how many of these are withheld."""
    indicator, hidden = index["indicators"][figure["code"]], figure["numerator"] is None
    exact = _make_exact(figure, indicator)
    values = {name: None if figure[name] is None else _make_value(figure[name], exact[name]) for name in _VALUES}
    observed = figure["denominator" if indicator["kind"] == "median" else "numerator"]
    found: dict[str, Any] = {}
    for name, amount in (("ids", observed), ("unknown_ids", figure["unknown"])):
        ids = sorted(behind(figure, name))
        assert not (ids and hidden)
        found |= {name: None if hidden else ids, f"{name}_withheld": None if hidden else amount - len(ids)}
    rest = {"unit": indicator["unit"], "as_of": index["as_of"], "suppressed": hidden}
    return {**figure, **values, **rest, **found}


def _make_exact(figure: Mapping[str, Any], indicator: Mapping[str, Any]) -> dict[str, str]:
    """Return the exact values: of a share those that follow of its amounts."""
    part, known, unknown = (figure[name] for name in ("numerator", "denominator", "unknown"))
    if indicator["kind"] != "share" or part is None:
        return {name: str(figure[name]) for name in _VALUES}
    whole = known if indicator["unknown_in_denominator"] else known + unknown
    return {"low": f"{part}/{whole}", "known": f"{part}/{known}", "high": f"{part + unknown}/{whole}"}


def _make_value(decimal: float, exact: str) -> dict[str, Any]:
    return {"exact": exact, "decimal": decimal}
