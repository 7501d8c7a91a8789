"""Where a finished site comes from, for programs: `provenance.json`."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.config import ContentError, SiteOptions, make_trouble
from generator.pages.provenance import SIGNERS_FILE, Origin, Signer
from generator.publishing.sums import digest_list
from generator.records.packages import find_version
from generator.records.promises import FILE as PROMISES_FILE
from generator.records.standing import Folders, describe_stand

_PACKAGES = (
    *("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "babel"),
    *("plotly", "pillow", "fontpkg-noto-sans", "fontpkg-noto-serif", "segno", "icalendar"),
)


class Contents(Struct, frozen=True):
    """What a site holds, in numbers."""

    listed: int
    """Files in SHA256SUMS."""

    former: int
    """Files at former addresses."""

    former_digest: str
    """SHA-256 of their list, which is not published."""


class FileDigests:
    """The SHA-256 of files, of which only those are read that do not stand as they did."""

    def __init__(self, folders: Folders, known: Mapping[str, Sequence[str]] | None = None) -> None:
        """Know how files stand, how they stood before, and their digests then, by name."""
        self.folders = folders
        self._known = known or {}
        self.after: dict[str, list[str]] = {}
        """The same for the next time."""

    def read(self, name: str, path: str, stand: str) -> str:
        """The digest of a file that stands so."""
        last = self._known.get(name)
        digest = last[1] if stand and last and last[0] == stand else _digest(path)
        if stand:
            self.after[name] = [stand, digest]
        return digest


def make_origin(options: SiteOptions, config_file: Path, as_of: date, code: str, digests: FileDigests) -> Origin:
    """Where a site comes from that is made now; `code` is the SHA-256 of the list of the files of this program."""
    inputs = digest_list(read_inputs(options, config_file, digests)) if options.public_repository else None
    packages = {name: number for name in _PACKAGES if (number := find_version(name))}
    number = find_version("visibles") or ""
    return Origin(number, code, packages, as_of, inputs, read_signers(options))


def read_inputs(options: SiteOptions, config_file: Path, digests: FileDigests) -> dict[str, str]:
    """The SHA-256 of each file a site is made of, by its path from the project.

    The recorded addresses are none of them: a build adds its own, which changes nothing about the site.
    """
    found: dict[str, str] = {}
    left_out = _name(options.content_dir / PROMISES_FILE, options.root)
    for folder in (options.cases_dir, options.content_dir):
        start, above = len(str(folder)) + 1, _name_folder(folder, options.root)
        for one in _list_visible(str(folder), digests.folders):
            name = one.name if above is None else above + one.path[start:].replace(os.sep, "/")
            if name != left_out:
                found[name] = digests.read(name, one.path, digests.folders.describe(one))
    stand = describe_stand(config_file.lstat(), digests.folders.settled_before)
    name = _name(config_file, options.root)
    return found | {name: digests.read(name, str(config_file), stand)}


def _name_folder(folder: Path, root: Path) -> str | None:
    """What the names of files in a folder begin with; none where only their own names are told."""
    if not folder.is_relative_to(root):
        return None
    return "" if folder == root else f"{folder.relative_to(root).as_posix()}/"


def read_signers(options: SiteOptions) -> tuple[Signer, ...]:
    """Whose keys go with the site; none without the file, ContentError for a line of it that names no key."""
    path = options.content_dir / SIGNERS_FILE
    if not path.exists():
        return ()
    from generator.publishing.signers import parse_signers  # noqa: PLC0415 - few sites have keys: loading code takes time

    signers, wrong = parse_signers(path.read_text(encoding="utf-8"))
    if wrong:
        name = _name(path, options.root)
        message = "{file}:{line}: no name with a public key"
        raise ContentError(*(make_trouble("signers-line", message, file=name, line=line) for line in wrong))
    return signers


def render_provenance(origin: Origin, contents: Contents) -> str:
    """The text of the file."""
    document = {
        "generator": {"name": "visibles", "version": origin.version, "code": origin.code, "packages": origin.packages},
        "as_of": origin.as_of.isoformat(),
        "inputs": origin.inputs,
        "files": {"listed": contents.listed, "former": contents.former, "former_digest": contents.former_digest},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _list_visible(folder: str, folders: Folders) -> Iterator[os.DirEntry[str]]:
    """Each file in a folder, but for those that an editor's tools keep for themselves."""
    for one in folders.list(folder):
        if one.name.startswith(".") or one.name.endswith("~"):
            continue
        if one.is_dir(follow_symlinks=False):
            yield from _list_visible(one.path, folders)
        elif not one.is_dir():
            yield one


def _name(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else Path(path.name)).as_posix()


def _digest(path: str) -> str:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as above
        return hashlib.sha256(file.read()).hexdigest()
