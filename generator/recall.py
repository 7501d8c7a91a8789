"""What one build knows of the build before it: that nothing has changed since, or which files it can share."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

from msgspec import Struct

from generator.publishing.entries import is_as_known
from generator.publishing.memory import Memory, digest_file, read_memory, read_value, write_memory
from generator.publishing.sealed_rows import DamagedRowsError
from generator.publishing.spare import LastSite, find_last, is_untouched, look_at_both
from generator.records.databases import forget
from generator.records.standing import Folders
from generator.unchanged import look_at, look_at_site

if TYPE_CHECKING:
    from generator.project import Report

Given = ParamSpec("Given")

MEMORY = Path(".cache") / "build.sqlite"
"""Below the site's project."""
_UNCHANGED, _LOOKS = "unchanged", "looks"


class UnchangedSite(Struct, frozen=True):
    """A site that a build would give again."""

    folder: Path
    pages: int
    language: str
    """Its default language."""


def find_unchanged(config_file: Path, options: Mapping[str, str], folders: Folders) -> UnchangedSite | None:
    """The site that a build with these options would give again, if that is certain."""
    told = read_value(config_file.parent / MEMORY, _UNCHANGED)
    # A copy of a project brings along what was known of the first one.
    if not isinstance(told, dict) or told.get("config") != str(config_file.resolve()) or told["options"] != options:
        return None
    if told["look"] != look_at(map(Path, told["watched"]), folders).digest:
        return None
    site_dir = Path(told["target"])
    is_same = told["site"] == look_at_site(site_dir, told["list"])
    return UnchangedSite(site_dir, told["count"], told["language"]) if is_same else None


def begins_again(command: Callable[Given, None]) -> Callable[Given, None]:
    """A command that is run again without what the last build left, where that proves damaged on the way.

    It is told its configuration as `config_file`.
    """

    @wraps(command)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except DamagedRowsError:
            forget(Path(str(kwargs["config_file"])).resolve().parent / MEMORY)
            command(*args, **kwargs)

    return run


def recall(config_file: Path, site_dir: Path, site_list: str, *, aside: Path | None = None) -> Memory:
    """What the last build left, if it was of the site that is in this folder now; `site_list` lists its files.

    Who needs it for longer has it copied to a file `aside`, as the next build writes into it.
    """
    file = config_file.parent / MEMORY
    if aside:
        with suppress(OSError):
            shutil.copyfile(file, aside)
        file = aside
    memory, listed = read_memory(file), site_dir / site_list
    known = memory.entries.get(site_list)
    is_known = known is not None and (is_as_known(str(listed), known) or digest_file(listed) == known.digest)
    return memory if is_known else Memory()


def get_last_site(site_dir: Path, memory: Memory) -> LastSite:
    """The site that is in this folder now, with its spare if the memory vouches for it."""
    return find_last(site_dir, memory.values.get(_LOOKS))


def find_changes(report: Report, before: Memory, last: Path) -> Collection[str] | None:
    """The files in which a new site is not the same as the last one, now at `last`; None where nobody can tell."""
    return report.memory.news.changed if is_untouched(last, before.values.get(_LOOKS)) else None


def remember(  # noqa: PLR0913 - all that the next build may want to know
    config_file: Path,
    site_dir: Path,
    site_list: str,
    report: Report,
    *,
    before: Memory,
    options: Mapping[str, str],
    count: int,
) -> None:
    """Leave for the next build what it may know of the site that is in this folder now, made with these options."""
    values = dict(report.memory.values)
    values[_LOOKS] = look_at_both(site_dir)
    # With warnings, the next build has something to say even if nothing changes.
    if report.look.is_settled and not report.warnings:
        values[_UNCHANGED] = {
            "config": str(config_file.resolve()),
            "options": dict(options),
            "look": report.look.digest,
            "watched": [str(path) for path in report.watched],
            "target": str(site_dir.absolute()),
            "site": look_at_site(site_dir, site_list),
            "list": site_list,
            "count": count,
            "language": report.options.default_language.code,
        }
    write_memory(config_file.parent / MEMORY, dataclasses.replace(report.memory, values=values), before=before)
