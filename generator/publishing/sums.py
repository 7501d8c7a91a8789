"""Lists of files with their hashes, in the format that `sha256sum` writes and checks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

_LINE = re.compile(r"(?P<escaped>\\?)(?P<digest>[0-9a-f]{64}) [ *](?P<path>.+)")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_SPECIAL = re.compile(r"[\\\n\r]")
_LETTERS = {"\\": "\\", "n": "\n", "r": "\r"}
_ESCAPED = re.compile(r"\\(.)")


def digest_list(digests: Mapping[str, str]) -> str:
    """The SHA-256 of a list of files with their hashes."""
    return hashlib.sha256(render_sums(digests).encode()).hexdigest()


def render_sums(digests: Mapping[str, str]) -> str:
    """The text of a list, by path."""
    return "".join(_render_line(name, digests[name]) for name in sorted(digests))


def parse_sums(text: str) -> tuple[dict[str, str], list[int]]:
    """The hashes in a list by path, and the numbers of lines that are none or name a path again."""
    digests: dict[str, str] = {}
    wrong: list[int] = []
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        match = _LINE.fullmatch(line)
        path = _read_path(match) if match else None
        if match is None or path is None or path in digests:
            wrong.append(number)
        else:
            digests[path] = match["digest"]
    return digests, wrong


def _render_line(name: str, digest: str) -> str:
    if _SPECIAL.search(name) is None:
        return f"{digest}  {name}\n"
    escaped = "".join(_ESCAPES.get(character, character) for character in name)
    return f"\\{digest}  {escaped}\n"


def _read_path(match: re.Match[str]) -> str | None:
    """The path in a line, or None where it is escaped as no tool does."""
    path = match["path"]
    if not match["escaped"]:
        return path
    if any(letter not in _LETTERS for letter in _ESCAPED.findall(path)):
        return None
    return _ESCAPED.sub(lambda found: _LETTERS[found[1]], path)
