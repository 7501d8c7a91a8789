"""What can be wrong with the data, in words for its editor. The codes and texts are data (`problems.yml`)."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, cast

from msgspec import Struct, field

Severity = Literal["error", "warning", "note"]
"""Errors stop a build; warnings do with `--strict`; notes are for reports only."""

_FULL, _REFUSED, _CHANGED = "disk-full", "disk-refused", "file-changed"
_DISK = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _REFUSED),
    errno.ESTALE: _CHANGED,
}
"""What a system says of a disk → code of the problem."""


class FileChangedError(OSError):
    """A file was saved while a site was made of it, and what was read of it is not known any more: run again."""


class Problem(Struct, frozen=True):
    """One thing wrong, at one place. Which words say it is decided when it is shown."""

    code: str
    """A key of `problems.yml`; stable, so that editors and scripts can rely on it."""
    file: str
    """Path from the root of the project, with forward slashes."""
    line: int = 0
    """From 1; 0 where the problem is of the whole file or of several."""
    column: int = 0
    details: Mapping[str, str | int] = field(default_factory=dict)
    """What fills the places in the text."""

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return cast("Severity", get_texts()[self.code]["severity"])

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Orders problems by place."""
        return (self.file, self.line, self.column, self.code, json.dumps(dict(self.details), sort_keys=True))

    def message(self, language: str) -> str:
        """What is wrong, in one sentence."""
        return self._fill("message", language)

    def advice(self, language: str) -> str:
        """What to do about it, in one sentence."""
        return self._fill("advice", language)

    def _fill(self, part: str, language: str) -> str:
        texts = get_texts()[self.code]
        template: str = texts[language if language in texts else "en"][part]
        return template.format_map(_Details(self.details, language))


class Unplaced(Struct, frozen=True):
    """One thing wrong, whose line is not looked up yet: what a problem is before its file is opened again."""

    code: str
    file: str
    path: tuple[str | int, ...]
    """Keys and positions that lead to the value at fault."""
    details: Mapping[str, str | int] = field(default_factory=dict)


class _Details(dict[str, str]):
    """The details of a problem as text.

    Words that differ by language are under `_words` in `problems.yml`, or come as details such as `codes_es`.
    """

    def __init__(self, details: Mapping[str, str | int], language: str) -> None:
        super().__init__()
        words = get_texts()["_words"].get(language, get_texts()["_words"]["en"])
        for key, value in details.items():
            word = words[value] if key == "type" and value in words else value
            self[key.removesuffix(f"_{language}")] = f"{word:,}" if isinstance(word, int) else word


@cache
def get_texts() -> dict[str, dict[str, dict[str, str]]]:
    """Code → severity and, per language, message and advice."""
    import yaml  # noqa: PLC0415 - where nothing is wrong, nobody needs it

    text = Path(__file__).with_name("problems.yml").read_text("utf-8")
    texts: dict[str, dict[str, dict[str, str]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return texts


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems by file and line, each once."""
    return tuple(sorted({problem.sort_key: problem for problem in problems}.values(), key=lambda p: p.sort_key))


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Whether these problems stop a build."""
    return any(p.severity == "error" or (strict and p.severity == "warning") for p in problems)


def make_changed_error(file: str) -> FileChangedError:
    """What to raise of a file that is not what it was."""
    return FileChangedError(errno.ESTALE, os.strerror(errno.ESTALE), file)


def make_disk_problem(error: OSError) -> Problem:
    """What to say of a file or folder that the system would not let us read or write."""
    file = str(error.filename or ".")
    return Problem(_DISK.get(error.errno or 0, "disk-fault"), file, details={"reason": error.strerror or str(error)})
