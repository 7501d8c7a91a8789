"""Addresses that were published, and so are promised: `content/addresses.txt`. One line is one address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.records.problems import Problem

FILE = "addresses.txt"
HEAD = """\
# Every address this site has published, and so has promised to keep. `visibles build --record` adds the new ones.
# /old/ -> /new/   leads readers on from an address that moved: write the arrow where a build says that one is lost.
# = MX-0001        belongs to that case. To forget an address that tells too much, such as a name, delete its line.
"""

_LINE = re.compile(
    r"(?P<path>/[^\s#]*)(?:\s+=\s+(?P<case>[A-Z]{2}-[0-9]{4,6}))?(?:\s+->\s+(?P<target>/[^\s]*))?"
    r"(?P<anchors>(?:\s+#[^\s#]+)*)"
)


class Promise(Struct, frozen=True):
    """An address, and what was linked to in it."""

    path: str
    """Below the root of the site, without the slash it starts with in the file."""
    case: str | None = None
    """Id of the case it belongs to."""
    target: str | None = None
    """Where it leads since it moved, as a path of the same kind, perhaps with an anchor."""
    anchors: tuple[str, ...] = ()
    line: int = 0


class Promises(Struct, frozen=True):
    """All addresses of a site that were recorded."""

    file: str = FILE
    """The file they stand in, from the root of the project."""
    entries: tuple[Promise, ...] = ()

    @property
    def cases(self) -> frozenset[str]:
        """Ids of the cases that were published."""
        return frozenset(one.case for one in self.entries if one.case)


def read_promises(content: Path, *, root: Path) -> tuple[Promises, list[Problem]]:
    """The addresses a site has recorded, and what is wrong with the file; none where it has no such file."""
    path = content / FILE
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    if not path.exists():
        return Promises(name), []
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        return Promises(name), [Problem("file-unreadable", name, details={"reason": str(error)})]
    return parse_promises(text, name)


def parse_promises(text: str, file: str = FILE) -> tuple[Promises, list[Problem]]:
    """The addresses in a text, and each line that cannot be understood or says an address again."""
    entries: dict[str, Promise] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None or (match["target"] and match["anchors"]):
            problems.append(Problem("address-line", file, number, 1, details={"value": line.strip()}))
            continue
        anchors = tuple(anchor.removeprefix("#") for anchor in match["anchors"].split())
        target = match["target"].removeprefix("/") if match["target"] else None
        one = Promise(match["path"].removeprefix("/"), match["case"], target, anchors, number)
        first = entries.setdefault(one.path, one)
        if first is not one:
            details: dict[str, str | int] = {"value": f"/{one.path}", "first": first.line}
            problems.append(Problem("address-twice", file, number, 1, details=details))
    return Promises(file, tuple(entries.values())), problems


def add_promises(kept: Promises, found: Iterable[Promise]) -> Promises:
    """The recorded addresses with those of a finished site added; nothing that was promised is taken back."""
    entries = {one.path: one for one in kept.entries}
    for one in found:
        old = entries.get(one.path, one)
        if not old.target:
            anchors = tuple(sorted({*old.anchors, *one.anchors}, key=_order))
            entries[one.path] = replace(old, case=old.case or one.case, anchors=anchors)
    return Promises(kept.file, tuple(entries[path] for path in sorted(entries)))


def render_promises(promises: Promises) -> str:
    """The text of the file."""
    return HEAD + "".join(f"{' '.join(_list_parts(one))}\n" for one in promises.entries)


def _list_parts(one: Promise) -> Iterator[str]:
    yield f"/{one.path}"
    if one.case:
        yield f"= {one.case}"
    if one.target is not None:
        yield f"-> /{one.target}"
    yield from (f"#{anchor}" for anchor in one.anchors)


def _order(anchor: str) -> list[tuple[int, str]]:
    """Sorts a10 after a9, and a00 after a0."""
    parts = re.findall(r"[0-9]+|[^0-9]+", anchor)
    return [(int(part) if part.isdecimal() else -1, part) for part in parts]
