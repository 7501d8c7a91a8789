"""Starts new case files, and knows what their template says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from generator.records.saving import write_whole
from generator.records.strict_yaml import Value, parse_document

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")


def write_draft(folder: Path, slug: str, *, country: str, language: str) -> Path:
    """The path of a new draft with the next free id; ValueError for a bad slug, FileExistsError for a taken one."""
    if not _SLUG.fullmatch(slug) or not _COUNTRY.fullmatch(country):
        raise ValueError(slug)
    text = files("generator.records").joinpath(f"draft.{language}.yml").read_text("utf-8")
    text = text.replace("id: XX-0000", f"id: {_next_id(folder, country)}").replace("slug: slug", f"slug: {slug}")
    path = folder / f"{slug}.yml"
    write_whole(path, text.encode(), is_new=True)
    return path


@cache
def read_template_texts() -> frozenset[str]:
    """What the templates say in place of a case's own words; a published case may say none of it."""
    texts: set[str] = set()
    for template in files("generator.records").iterdir():
        if template.name.startswith("draft."):
            document, _ = parse_document(template.read_bytes(), template.name)
            texts.update(_list_texts(document.value if document else None))
    return frozenset(texts)


def _list_texts(value: Value) -> Iterator[str]:
    """Sentences, names and addresses; codes and dates are lower case or digits."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _list_texts(one) if key not in {"id", "state"} else ()
    elif isinstance(value, list):
        for one in value:
            yield from _list_texts(one)
    elif isinstance(value, str) and (value[:1].isupper() or "://" in value):
        yield value


def _next_id(folder: Path, country: str) -> str:
    """One more than the highest id written in any file, so that no id is used twice."""
    pattern = re.compile(rf"^id:\s*[\"']?{country}-([0-9]{{4,6}})", re.MULTILINE)
    texts = (path.read_text("utf-8", errors="replace") for path in sorted(folder.glob("*.yml")))
    numbers = [int(number) for text in texts for number in pattern.findall(text)]
    return f"{country}-{max(numbers, default=0) + 1:04}"
