"""Lists of files with their hashes, in the format that `sha256sum` writes and checks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

_LINE = re.compile(r"(?P<escaped>\\?)(?P<digest>[0-9a-f]{64}) [ *](?P<path>.+)")
_BEFORE_PATH = 66
"""Characters of a line before its path: a hash and two spaces."""
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


def change_sums(text: bytes, changes: Mapping[str, str | None]) -> bytes:
    """A list with some lines exchanged, added or, where there is no hash, left out: the same bytes as written anew."""
    is_plain = b"\\" not in text
    if not is_plain or any(_SPECIAL.search(name) for name in changes):
        # Lines of such names are not in the order of what is written in them.
        digests = {**parse_sums(text.decode())[0], **changes}
        return render_sums({name: digest for name, digest in digests.items() if digest is not None}).encode()
    view, parts, place = memoryview(text), list[bytes | memoryview](), 0
    for name in sorted(changes):
        start, end = _find_line(text, name.encode(), place)
        digest = changes[name]
        parts += [view[place:start], b"" if digest is None else _render_line(name, digest).encode()]
        place = end
    return b"".join([*parts, view[place:]])


def _find_line(text: bytes, name: bytes, low: int) -> tuple[int, int]:
    """Where the line of a path begins and ends in a list, or twice where it would begin; it is not before `low`.

    Paths as bytes are in the order of paths as text.
    """
    high = len(text)
    while low < high:
        middle = (low + high) // 2
        start, end = text.rfind(b"\n", low, middle) + 1 or low, text.index(b"\n", middle) + 1
        found = text[start + _BEFORE_PATH : end - 1]
        if found == name:
            return start, end
        low, high = (end, high) if found < name else (low, start)
    return low, low


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
