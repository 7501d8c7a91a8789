"""The list of a site's files with their hashes, `SHA256SUMS`, for whoever checks a copy or compares builds.

What only stands at a former address is not in the list, as the address of a case that was withdrawn may hold a name.
All such files have one hash together, in `provenance.json`, which is in the list: so they cannot be altered either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.pages.notices import NOTICE_ID
from generator.pages.provenance import MANIFEST_FILE, PROVENANCE_FILE, Origin
from generator.pages.urls import find_case
from generator.publishing.folder import list_files
from generator.publishing.provenance import Contents, render_provenance
from generator.publishing.staging import MARKER_FILE
from generator.publishing.sums import digest_list, render_sums

SIGNATURES = frozenset(f"{MANIFEST_FILE}.{kind}" for kind in ("sig", "minisig", "asc", "ots", "tsr"))
"""Names of what others say of the list, made after the build: signatures and time stamps."""

UNLISTED = frozenset({MANIFEST_FILE, MARKER_FILE, *SIGNATURES})
"""Files in the root of a site that cannot be in the list."""

_FORMER_MARKS = (f'id="{NOTICE_ID}"'.encode(), b'<meta http-equiv="refresh"')


@dataclass(frozen=True, slots=True)
class FileDigest:
    """What is in a file, in short."""

    digest: str
    """SHA-256 in hexadecimal digits."""

    is_former: bool = False
    """Whether it only stands at a former address: leads on, or says there that a case was withdrawn."""


def digest_file(name: str, data: bytes, known: str | None = None) -> FileDigest:
    """What is in a file of a site; its hash is not computed again where it is `known`."""
    is_notice, leads_on = (mark in data for mark in _FORMER_MARKS)
    is_former = name.endswith(".html") and (leads_on or (is_notice and find_case(name) is None))
    return FileDigest(known or hashlib.sha256(data).hexdigest(), is_former)


def read_digests(site_dir: Path, known: Mapping[str, str] | None = None) -> dict[str, FileDigest]:
    """What is in each file of a site, by path, but for the list itself.

    Where a hash is `known`, the file is not hashed again, and only pages are read.
    """
    known = known or {}
    return {
        name: FileDigest(known[name])
        if name in known and not name.endswith(".html")
        else digest_file(name, (site_dir / name).read_bytes(), known.get(name))
        for name in sorted(list_files(site_dir) - UNLISTED)
    }


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


def write_manifest(site_dir: Path, origin: Origin, known: Mapping[str, str] | None = None) -> dict[str, FileDigest]:
    """Write the list and the provenance into a site that has all other files; return what is in each file."""
    digests = read_digests(site_dir, known)
    data = render_provenance(origin, count_contents(digests)).encode()
    digests[PROVENANCE_FILE] = digest_file(PROVENANCE_FILE, data)
    for name, text in ((PROVENANCE_FILE, data), (MANIFEST_FILE, render_sums(pick_listed(digests)).encode())):
        # A file of this name may be that of the last site under a second name.
        (site_dir / name).unlink(missing_ok=True)
        (site_dir / name).write_bytes(text)
    return digests
