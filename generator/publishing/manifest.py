"""The list of a site's files with their hashes, `SHA256SUMS`, for whoever checks a copy or compares builds.

What only stands at a former address is not in the list, as the address of a case that was withdrawn may hold a name.
All such files have one hash together, in `provenance.json`, which is in the list: so they cannot be altered either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from generator.pages.provenance import MANIFEST_FILE, PROVENANCE_FILE, Origin
from generator.publishing.facts import is_former
from generator.publishing.folder import list_files
from generator.publishing.provenance import Contents, render_provenance
from generator.publishing.site_folder import SiteFolder
from generator.publishing.staging import MARKER_FILE
from generator.publishing.sums import change_sums, digest_list, render_sums

SIGNATURES = frozenset(f"{MANIFEST_FILE}.{kind}" for kind in ("sig", "minisig", "asc", "ots", "tsr"))
"""Names of what others say of the list, made after the build: signatures and time stamps."""

UNLISTED = frozenset({MANIFEST_FILE, MARKER_FILE, *SIGNATURES})
"""Files in the root of a site that cannot be in the list."""


class FileDigest(Struct, frozen=True):
    """What is in a file, in short."""

    digest: str
    """SHA-256 in hexadecimal digits."""

    is_former: bool = False
    """Whether it only stands at a former address: leads on, or says there that a case was withdrawn."""


def digest_file(name: str, data: bytes) -> FileDigest:
    """What is in a file of a site."""
    return FileDigest(hashlib.sha256(data).hexdigest(), is_former(name, data))


def read_digests(site_dir: Path) -> dict[str, FileDigest]:
    """What is in each file of a site, by path, but for the list itself."""
    return {name: digest_file(name, (site_dir / name).read_bytes()) for name in sorted(list_files(site_dir) - UNLISTED)}


def make_manifest(site_dir: Path) -> dict[str, str]:
    """The SHA-256 of every file in the list, by path."""
    return pick_listed(read_digests(site_dir))


def pick_listed(digests: Mapping[str, FileDigest]) -> dict[str, str]:
    """Those of the files that are in the list."""
    return {name: one.digest for name, one in digests.items() if not one.is_former}


def count_contents(digests: Mapping[str, FileDigest]) -> Contents:
    """How many files a site has, and one hash of all that are at former addresses, which tells none of these."""
    former = {name: one.digest for name, one in digests.items() if one.is_former}
    # The list has the provenance too, which is told this.
    listed = len({*digests, PROVENANCE_FILE}) - len(former)
    return Contents(listed, len(former), digest_list(former))


def write_manifest(folder: SiteFolder, origin: Origin, *, anew: bool = True) -> None:
    """Write the list and the provenance into a site that has all other files.

    Unless it is to be written `anew`, the list is that of the last site with the lines exchanged that changed.
    """
    files = folder.entries
    former = {name: entry.digest for name, entry in files.list_former()}
    others = len(files) - len(former) - sum(name in files for name in UNLISTED | {PROVENANCE_FILE})
    # The list has the provenance too, which is told this.
    contents = Contents(others + 1, len(former), digest_list(former))
    folder.write(PROVENANCE_FILE, render_provenance(origin, contents).encode())
    last = None if anew else folder.read_last(MANIFEST_FILE)
    if last is None:
        told = ((name, entry) for name, entry in files.list_all() if name not in UNLISTED)
        listed = {name: entry.digest for name, entry in told if not entry.is_former}
        folder.write(MANIFEST_FILE, render_sums(listed).encode())
    else:
        folder.write(MANIFEST_FILE, change_sums(last, dict(_list_changes(folder))))


def _list_changes(folder: SiteFolder) -> Iterator[tuple[str, str | None]]:
    """The hash of each file that is another than in the last list; none of one that is not in the list."""
    for name, entry in folder.entries.list_changes():
        if name not in UNLISTED:
            yield name, None if entry is None or entry.is_former else entry.digest
