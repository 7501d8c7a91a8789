"""Starts new case files."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")


def write_draft(folder: Path, slug: str, *, country: str, language: str) -> Path:
    """The path of a new draft with the next free id; ValueError for a bad slug, FileExistsError for a taken one."""
    if not _SLUG.fullmatch(slug) or not _COUNTRY.fullmatch(country):
        raise ValueError(slug)
    text = files("generator.records").joinpath(f"draft.{language}.yml").read_text("utf-8")
    text = text.replace("id: XX-0000", f"id: {_next_id(folder, country)}").replace("slug: slug", f"slug: {slug}")
    path = folder / f"{slug}.yml"
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    return path


def _next_id(folder: Path, country: str) -> str:
    """One more than the highest id written in any file, so that no id is used twice."""
    pattern = re.compile(rf"^id:\s*[\"']?{country}-([0-9]{{4,6}})", re.MULTILINE)
    texts = (path.read_text("utf-8", errors="replace") for path in sorted(folder.glob("*.yml")))
    numbers = [int(number) for text in texts for number in pattern.findall(text)]
    return f"{country}-{max(numbers, default=0) + 1:04}"
