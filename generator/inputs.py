"""Digests of everything a site is made of, so that a build can tell what must be made again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.analysis.part_table import PartTable
from generator.analysis.parts import PARTS, WHOLE, name_all
from generator.config import SiteOptions
from generator.pages.page import EditorialPage
from generator.pages.pictures import Pictures
from generator.pages.task import Inputs
from generator.program import read_program
from generator.records.case_reading import CaseDigest
from generator.records.digests import digest_of
from generator.records.promises import FILE
from generator.records.public import PublicCase
from generator.records.standing import Folders
from generator.records.unopened import list_fields
from generator.soundness import Soundness

_NAMING = ("records", "analysis")
"""Rooms that parts of cases are named in: neither knows of a page."""

SHARED, PARTS_LEFT, NAMED_BY = "shared", "parts", "named-by"
"""What the next build may know: digests of what all pages share, of each part of each case, and of what named these."""
DERIVED_BY, EDITIONS = "derived-by", "editions"
"""The same: digest of what outcomes of cases were derived by, and the editions of figures."""

NEVER_PRINTED = frozenset({"root", "cases_dir", "content_dir", "jobs", "strict", "executor", "scheduler", "preview"})
"""Options that change nothing in the output."""


class SourceDigests(Struct, frozen=True, dict=True):
    """What was on the disk before anything was read: if a file is saved meanwhile, the next build makes it again."""

    generator: str = ""
    naming: str = ""
    """Of its code that names parts of cases: the edit of a template is no reason to open all of them."""
    content: str = ""
    """Data of the content folder: vocabularies, mechanism, indicators, campaigns, calendar; pictures too."""
    promises: str = ""
    code: str = ""
    """Of the generator, as others can check it."""


def read_sources(options: SiteOptions, folders: Folders | None = None, sound: Soundness | None = None) -> SourceDigests:
    """Digests of all files that records and pages are made of, and of this generator itself."""
    images = options.cases_dir / "images"
    languages = {*options.written_languages}
    data = (path for path in _list_files(options.content_dir) if path.split("/")[0] not in languages and path != FILE)
    program = read_program(folders, sound)
    return SourceDigests(
        generator=program.digest(),
        naming=program.digest(_NAMING),
        content=digest_of(_digest_files(options.content_dir, data), _digest_files(images, _list_files(images))),
        promises=_digest_files(options.content_dir, [FILE]),
        code=program.code,
    )


def make_shared(
    sources: SourceDigests,
    options: SiteOptions,
    editorial: Mapping[tuple[str, str], EditorialPage],
    *,
    as_of: str,
    with_cards: bool,
) -> dict[str, str]:
    """Name → digest of what every page depends on."""
    return {
        "generator": sources.generator,
        "content": sources.content,
        "as-of": as_of,
        "addresses": digest_of(*(f"{key} {lang} {page.path}" for (key, lang), page in sorted(editorial.items()))),
        "options": digest_of(digest_options(options), f"cards={with_cards}"),
    }


def digest_options(options: SiteOptions) -> str:
    """Digest of all options that decide what the output says."""
    told = {name: str(getattr(options, name)) for name in list_fields(type(options)) if name not in NEVER_PRINTED}
    return digest_of(*(f"{name}={value}" for name, value in sorted(told.items())))


def make_inputs(
    parts: PartTable,
    editorial: Mapping[tuple[str, str], EditorialPage],
    linked: Mapping[str, tuple[str, ...]],
    together: Mapping[str, str],
    told: Mapping[str, object],
) -> Inputs:
    """What each page is made of, beyond what all share; `parts` are those of each case, `together` those of all."""
    rest = {name: digest_of(repr(value)) for name, value in told.items()}
    groups = {id_: [parts[other] for other in group] for id_, group in linked.items() if len(group) > 1}
    return Inputs(
        cases=parts.change(parts.ids, {id_: _join_parts(group) for id_, group in groups.items()}),
        # What measures consist of is known of all of them together only.
        together={**together, "measures": digest_of(together["measures"], rest["contents"])},
        shells={key: _digest_page(page) for key, page in editorial.items()},
        rest=rest,
    )


def find_parts(left: Mapping[str, Any], sources: SourceDigests) -> PartTable:
    """The parts of each case as the last build left them; none where another program named them."""
    names = left.get(PARTS_LEFT) if left.get(NAMED_BY) == sources.naming else None
    return PartTable.load({name: left[f"{PARTS_LEFT} {name}"] for name in names}) if names else PartTable()


def leave_parts(parts: PartTable) -> dict[str, Sequence[str]]:
    """What the next build finds them in: one value for each part, as most edits change few."""
    told = parts.dump()
    return {PARTS_LEFT: [*told], **{f"{PARTS_LEFT} {name}": texts for name, texts in told.items()}}


def make_parts(
    cases: Sequence[PublicCase],
    digests: Mapping[str, CaseDigest],
    pictures: Pictures,
    known: PartTable,
) -> PartTable:
    """The digests of the parts of each case and of the whole; `known` are those of the last build."""
    shown: dict[str, list[str]] = {}
    for (id_, _), copies in sorted(pictures.items()):
        shown.setdefault(id_, []).append(repr(copies))
    wholes = {one.id: digests[one.id].digest for one in cases}
    wholes |= {id_: digest_of(wholes[id_], *copies) for id_, copies in shown.items()}
    return name_all(cases, wholes, {id_: one.parts for id_, one in digests.items()}, known)


def join_all(parts: PartTable, names: Iterable[str] = (*PARTS, WHOLE)) -> dict[str, str]:
    """Part → the digest of it of all cases."""
    return {name: parts.digest(name) for name in names}


def _join_parts(group: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    """The parts of some cases together."""
    return {part: digest_of(*(one[part] for one in group)) for part in group[0]}


def _digest_page(page: EditorialPage) -> str:
    return digest_of(page.path, page.title, page.description, page.prose, repr(page.shell.parts))


def _list_files(folder: Path) -> list[str]:
    """Path of each file from the folder, in order; links to folders are not followed."""
    found: list[str] = []
    for place, inner, names in os.walk(folder):
        inner[:] = (name for name in inner if name != "__pycache__")
        above = place[len(str(folder)) + 1 :].replace(os.sep, "/")
        found += [f"{above}/{name}" if above else name for name in names]
    return sorted(found)


def _digest_files(folder: Path, names: Iterable[str]) -> str:
    parts: list[str | bytes] = []
    for name in names:
        parts += [name, _read(f"{folder}/{name}")]
    return digest_of(*parts)


def _read(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - many of them, at every start
            return file.read()
    except FileNotFoundError:  # Or a link that leads nowhere.
        return b""
