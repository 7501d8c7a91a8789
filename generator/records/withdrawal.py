"""Takes a case back: its file becomes a tombstone, addresses that tell too much go, who else names it is found."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.records.dates import parse_date
from generator.records.fields import Context
from generator.records.images import FOLDER as IMAGES
from generator.records.matching import fold
from generator.records.models import Case
from generator.records.names import compile_name
from generator.records.people import Collective
from generator.records.promises import FILE, Promise, Promises, read_promises, render_promises
from generator.records.public_history import WithdrawnCase
from generator.records.publication import make_withdrawn
from generator.records.reading import Layout
from generator.records.record import Body
from generator.records.strict_yaml import parse_document
from generator.records.tombstones import Tombstone, is_tombstone, render_tombstone
from generator.records.urns import make_urn
from generator.records.validation import validate_document
from generator.records.walking import walk

_PERMANENT = frozenset({"c", "embed", "feeds"})
"""Folders in which a case stands by its id, which says nothing."""


class Mention(Struct, frozen=True):
    """A line of another file that speaks of the case."""

    file: str
    line: int
    kind: str
    """What speaks of it: `id` of the case, its `slug`, a thing told in both (`same_as`), or the `name` of somebody."""


class Decision(Struct, frozen=True):
    """That a case is to be taken back."""

    id: str
    day: date
    reason: str
    """One of `withdrawal_reasons.REASONS`."""


class Withdrawal(Struct, frozen=True):
    """What was done."""

    file: str
    """Where the tombstone is."""
    date: str
    was_withdrawn: bool
    """Whether it was withdrawn before, so that nothing changed."""
    forgotten: int = 0
    """How many recorded addresses were taken out."""
    pictures: int = 0
    """How many pictures of it were deleted."""
    mentions: tuple[Mention, ...] = ()


def find_case_file(folder: Path, id_: str) -> Path | None:
    """The file of a case by its id, even if nothing else in it can be read."""
    raws = {path: path.read_bytes() for path in sorted(folder.glob("*.yml")) if not path.is_symlink()}
    named = {path: raw for path, raw in raws.items() if id_.encode() in raw}
    for path, raw in named.items():
        document, _ = parse_document(raw, path.name)
        if document and isinstance(document.value, dict) and document.value.get("id") == id_:
            return path
    pattern = re.compile(rf"^[\"']?id[\"']?:\s*[\"']?{re.escape(id_)}\b".encode(), re.MULTILINE)
    return next((path for path, raw in named.items() if pattern.search(raw)), None)


def take_back(path: Path, decision: Decision, *, layout: Layout, context: Context) -> Withdrawal:
    """Write the tombstone of a case in place of its file; whatever stops it, one of the two is there, and whole."""
    id_ = decision.id
    document, _ = parse_document(path.read_bytes(), path.name)
    if document and is_tombstone(document):
        stone, _ = validate_document(document, Tombstone, context)
        if stone is not None:
            _rename(path, id_)
            return Withdrawal(_name(path, id_, layout), stone.withdrawn.text, was_withdrawn=True)
    case = validate_document(document, Case, context)[0] if document else None
    notice = WithdrawnCase(id_, parse_date(decision.day.isoformat()), (make_urn(id_),))
    if case is not None:
        notice = WithdrawnCase(id_, notice.date, make_withdrawn(case).urns)
    slugs = {path.stem, *((case.slug, *case.former_slugs) if case else ())}
    names = [one.name for one in case.people if one.name] if case else []
    mentions = tuple(_find_mentions(layout, path, id_, slugs, names))
    # First what only the file still knows of; then the file, and at last its name.
    told = {_get_words(text) for text in (*slugs, *names, *(_list_names(case) if case else ()))}
    forgotten = _forget_addresses(layout, id_, told)
    pictures = [layout.cases / IMAGES / one.file for one in case.images] if case else []
    for picture in pictures:
        picture.unlink(missing_ok=True)
    _replace(path, render_tombstone(notice, decision.reason))
    _rename(path, id_)
    file = _name(path, id_, layout)
    return Withdrawal(file, notice.date.text, False, forgotten, len(pictures), mentions)  # noqa: FBT003 - of five


def _name(path: Path, id_: str, layout: Layout) -> str:
    return (path.parent / f"{id_.lower()}.yml").relative_to(layout.root).as_posix()


def _replace(path: Path, text: str) -> None:
    """Put a text in the place of a file, whole or not at all."""
    draft = path.with_name(f".{path.name}.new")
    with draft.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


def _rename(path: Path, id_: str) -> None:
    """Give the file a name that says nothing, unless another one has it."""
    target = path.with_name(f"{id_.lower()}.yml")
    if path != target and not target.exists():
        path.rename(target)


def _list_names(case: Case) -> Iterator[str]:
    """Names of collectives and authorities, which lists in the site may have been called by."""
    for _, part in walk(case):
        if isinstance(part, Body | Collective):
            yield from (text for _, text in part.name.texts)


def _get_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _forget_addresses(layout: Layout, id_: str, told: Collection[str]) -> int:
    """Take out of the ledger what belongs to the case or is called like anything in it, but for permanent addresses.

    A list that other cases keep alive is recorded anew by the next `visibles build --record`.
    """
    kept, _ = read_promises(layout.content, root=layout.root)
    left = tuple(
        replace(one, anchors=()) if one.case == id_ else one for one in kept.entries if not _tells(one, id_, told)
    )
    if left != kept.entries:
        _replace(layout.content / FILE, render_promises(Promises(kept.file, left)))
    return len(kept.entries) - len(left)


def _tells(one: Promise, id_: str, told: Collection[str]) -> bool:
    parts = one.path.split("/")
    is_permanent = id_ in parts and not _PERMANENT.isdisjoint(parts)
    words = (_get_words(part.partition(".")[0]) for part in (*parts, *(one.target or "").split("/")) if part)
    return any(each in told for each in words) or (one.case == id_ and not is_permanent)


def _find_mentions(
    layout: Layout, own: Path, id_: str, slugs: Iterable[str], names: Iterable[str]
) -> Iterator[Mention]:
    """Lines of other cases, campaigns and pages that speak of the case."""
    words = [re.escape(one) for one in slugs]
    patterns = {
        "same_as": re.compile(rf"same_as.*{re.escape(id_)}#"),
        "id": re.compile(rf"\b{re.escape(id_)}\b"),
        "slug": re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])"),
    }
    people = [compile_name(name) for name in names]
    files = [*layout.cases.glob("*.yml"), *layout.content.rglob("*.yml"), *layout.content.rglob("*.md")]
    for path in sorted(one for one in files if one != own and one.is_file()):
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            kind = next((kind for kind, pattern in patterns.items() if pattern.search(line)), None)
            folded = fold(line) if kind is None and people else ""
            kind = kind or ("name" if any(one.search(folded) for one in people) else None)
            if kind:
                yield Mention(path.relative_to(layout.root).as_posix(), number, kind)
