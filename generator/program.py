"""This program itself, in short. None of its files is read again that stands as it did at the last run."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from generator.publishing.sums import digest_list
from generator.records.digests import digest_of
from generator.records.packages import find_version
from generator.records.standing import Folders
from generator.soundness import Soundness

_PACKAGES = ("babel", "jinja2", "markupsafe", "plotly", "segno", "icalendar", "msgspec", "pydantic", "pyyaml", "pillow")
_FONTS = ("fontpkg-noto-serif", "fontpkg-noto-sans")
"""Libraries and fonts that bytes of the site are made with; Markdown and theme are in the shells."""


class Program(Struct, frozen=True):
    """Digests of all files of this package."""

    rooms: Mapping[str, str]
    """Name of each of its folders → digest of its files; an empty one for the modules beside the rooms."""
    code: str
    """SHA-256 of the list of all files with their hashes, for whoever wants to know what made a site."""

    def digest(self, rooms: Collection[str] | None = None) -> str:
        """All of it, or some rooms, with the versions of what it works with."""
        told = (
            part for room, digest in self.rooms.items() if rooms is None or room in rooms for part in (room, digest)
        )
        versions = (f"{name} {find_version(name) or ''}" for name in (*_PACKAGES, *_FONTS))
        return digest_of(*told, platform.python_version(), *versions)


def read_program(folders: Folders | None = None, sound: Soundness | None = None) -> Program:
    """What the program is now, or was when somebody first looked into its folders; `sound` knows the last run."""
    root, known = str(Path(__file__).parent), folders or Folders()
    files = {one.path[len(root) + 1 :].replace(os.sep, "/"): one for one in _list_files(root, known)}
    stands = {name: known.describe(files[name]) for name in sorted(files)}
    key = digest_of(*(f"{name} {stand}" for name, stand in stands.items())) if all(stands.values()) else ""
    if sound and key and (told := sound.find_program(key)):
        return Program(*told)
    program = _digest_files({name: files[name].path for name in stands})
    if sound and key:
        sound.keep_program(key, program.rooms, program.code)
    return program


def _list_files(folder: str, folders: Folders) -> Iterator[os.DirEntry[str]]:
    """Each file in a folder but what Python keeps there; links to folders are not followed."""
    for one in folders.list(folder):
        if one.is_dir(follow_symlinks=False):
            if one.name != "__pycache__":
                yield from _list_files(one.path, folders)
        elif not one.is_dir():
            yield one


def _digest_files(paths: Mapping[str, str]) -> Program:
    rooms: dict[str, list[str | bytes]] = {}
    hashes: dict[str, str] = {}
    for name, path in paths.items():
        raw = _read(path)
        rooms.setdefault(name.rpartition("/")[0].partition("/")[0], []).extend((name, raw))
        hashes[name] = hashlib.sha256(raw).hexdigest()
    return Program({room: digest_of(*parts) for room, parts in rooms.items()}, digest_list(hashes))


def _read(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - hundreds of them
            return file.read()
    except FileNotFoundError:  # Or a link that leads nowhere.
        return b""
