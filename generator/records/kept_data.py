"""Data beside the cases: what nothing was wrong with at the last run, and is as it was, is read when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar, cast

from msgspec import Struct

from generator.records.case_reading import CaseRules
from generator.records.digests import digest_of
from generator.records.fields import Context
from generator.records.kept_readings import digest_rules
from generator.records.kept_rows import find_sound, keep_sound
from generator.records.problems import Problem, make_changed_error
from generator.records.unopened import Unopened, make_unopened
from generator.records.validation import find_name

Found = TypeVar("Found")


class DataFolder(Struct, frozen=True):
    """Where data lies, and what decides, beside its files, what they give."""

    content: Path
    root: Path
    context: Context
    kept: Path | None = None
    """The file that knows the last run, if any."""

    def recall(
        self,
        kind: type[Unopened],
        paths: Iterable[Path],
        read: Callable[[], tuple[Found, list[Problem]]],
        open_field: Callable[[str, str], Mapping[str, object]],
        keep: Callable[[Found], str] = lambda _: "",
    ) -> tuple[Found, list[Problem]]:
        """What some files and folders give and what is wrong with them, or a record that nobody has opened yet.

        `keep` says of the whole what the next run is to have at hand; of that and the files, `open_field` gives a field
        by its name, and whatever else it comes upon.
        """
        first, *_ = paths = tuple(paths)
        name = find_name(first, self.root)

        def open_again(field: str) -> Mapping[str, object]:
            found = open_field(field, told or "")
            if self._digest(paths) != key:
                raise make_changed_error(name)
            return found

        key = self._digest(paths) if self.kept else None
        told = find_sound(self.kept, name, key) if self.kept and key else None
        if told is not None:
            return cast("Found", make_unopened(kind, open_again, {})), []
        found, problems = read()
        if self.kept and key and not problems and self._digest(paths) == key:
            keep_sound(self.kept, name, key, keep(found))
        return found, problems

    def _digest(self, paths: Iterable[Path]) -> str | None:
        """All that decides what the files give; none where that cannot be told."""
        files = tuple(_list_files(paths))
        rules = digest_rules(CaseRules(self.context))
        if not rules or any(path.is_symlink() or not path.is_file() for path in files):
            return None
        return digest_of(rules, *(part for path in files for part in (path.name, path.read_bytes())))


def _list_files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.iterdir()) if path.is_dir() and not path.is_symlink() else [path]
