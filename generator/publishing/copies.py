"""A copy of a site, as a folder or a ZIP, read without trusting it: nothing is unpacked, no link is followed."""

from __future__ import annotations

import errno
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.pages.provenance import MANIFEST_FILE
from generator.publishing.manifest import FileDigest, digest_file
from generator.records.problems import Problem

_MOST_FILES = 2_000_000
_MOST_TIMES = 100
"""A ZIP that says it holds more than so many times its own size is refused: a site holds about seven times."""
_SPARE = 1 << 20
_LARGEST = 1 << 28
"""Bytes of one file; each is held in memory while it is read."""


class Copy(Struct, frozen=True, dict=True):
    """What was found in a copy of a site."""

    digests: dict[str, FileDigest]
    """Path of each file that could be read → what is in it."""

    texts: dict[str, bytes]
    """The few files that say something about the others, by path."""

    problems: tuple[Problem, ...]
    """Files that are none of a site, or that cannot be read."""


class _Gatherer:
    """Takes in files one by one."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self.digests: dict[str, FileDigest] = {}
        self.texts: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self._wanted = wanted

    def add(self, name: str, read: Callable[[], bytes]) -> None:
        """Take in one file, or what is wrong with it."""
        try:
            data = read()
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            self.refuse("verify-unreadable", name, reason=reason)
            return
        if name in self._wanted:
            self.texts[name] = data
        self.digests[name] = digest_file(name, data)

    def refuse(self, code: str, name: str, **details: str | int) -> None:
        """Take note of what is no file of a site."""
        self.problems.append(Problem(code, name, details=details))

    def finish(self) -> Copy:
        """All of it."""
        return Copy(self.digests, self.texts, tuple(self.problems))


def read_copy(path: Path, wanted: frozenset[str]) -> Copy:
    """What is in a folder or a ZIP; the bytes of `wanted` files too. OSError or BadZipFile where it is neither."""
    found = _Gatherer(wanted)
    if path.is_dir():
        for name, is_file in _walk(path, ""):
            if is_file:
                found.add(name, lambda name=name: _read_file(path / name))  # type: ignore[misc]
            else:
                found.refuse("verify-link", name)
        return found.finish()
    with zipfile.ZipFile(path) as archive:
        _read_archive(archive, path.stat().st_size, found)
    return found.finish()


def _walk(folder: Path, inner: str) -> Iterator[tuple[str, bool]]:
    """Each name below a folder, and whether it is a plain file; links are named and not followed."""
    with os.scandir(folder / inner) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            name = f"{inner}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(folder, f"{name}/")
            else:
                yield name, entry.is_file(follow_symlinks=False)


def _read_file(path: Path) -> bytes:
    """The bytes of a plain file; what has become a link in the meantime is not opened."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as stream:
        if os.fstat(descriptor).st_size > _LARGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return stream.read()


def _read_archive(archive: zipfile.ZipFile, size: int, found: _Gatherer) -> None:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    total, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    # More packed bytes than there are: several entries share the same ones.
    if len(entries) > _MOST_FILES or total > size * _MOST_TIMES + _SPARE or packed > size:
        found.refuse("verify-zip-large", Path(archive.filename or "").name, size=size, total=total)
        return
    start = _find_start(entries)
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.removeprefix(start)
        if not _is_safe(entry.filename, entry.orig_filename):
            found.refuse("verify-zip-name", repr(entry.orig_filename)[1:-1])
        elif name in seen:
            found.refuse("verify-zip-twice", name)
        elif stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG}:
            found.refuse("verify-link", name)
        else:
            found.add(name, lambda entry=entry: _read_entry(archive, entry))  # type: ignore[misc]
        seen.add(name)


def _find_start(entries: list[zipfile.ZipInfo]) -> str:
    """The folder in a ZIP that the site lies in: none, or the only one there is."""
    tops = {entry.filename.partition("/")[0] for entry in entries}
    names = {entry.filename for entry in entries}
    top = next(iter(tops)) if len(tops) == 1 else ""
    return f"{top}/" if f"{top}/{MANIFEST_FILE}" in names else ""


def _is_safe(name: str, written: str) -> bool:
    """Whether unpacking this would write below the folder one unpacks in, on any system, and under this name."""
    parts = name.split("/")
    is_odd = any(part in {"", ".", ".."} for part in parts) or any(mark in written for mark in ("\\", "\0", ":"))
    return not is_odd and not PurePosixPath(name).is_absolute() and name == written


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry, no more than it says it holds; their checksum is compared by the library."""
    if entry.file_size > _LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), entry.filename)
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise zipfile.BadZipFile(f"{len(data)} ≠ {entry.file_size}")
    return data
