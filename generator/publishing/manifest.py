"""The list of a site's files with their hashes, for mirrors and for comparing builds."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from generator.pages.notices import NOTICE_ID
from generator.pages.urls import find_case
from generator.publishing.folder import list_files
from generator.publishing.staging import MARKER_FILE

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST_FILE = "manifest.json"
"""Name of the list, in the root of the site."""

_NOTICE = f'id="{NOTICE_ID}"'.encode()


def make_manifest(site_dir: Path) -> dict[str, str]:
    """Return path and SHA-256 of every file of a site, by path, without the list itself.

    What only stands at a former address is left out, as the address of a case that was withdrawn may hold a name.
    """
    manifest = {}
    for name in sorted(list_files(site_dir) - {MANIFEST_FILE, MARKER_FILE}):
        data = (site_dir / name).read_bytes()
        if not _is_former(name, data):
            manifest[name] = hashlib.sha256(data).hexdigest()
    return manifest


def _is_former(name: str, data: bytes) -> bool:
    """Whether this page leads on, or is a notice of withdrawal that is not at the permanent address."""
    if not name.endswith(".html"):
        return False
    is_notice = _NOTICE in data and find_case(name) is None
    return is_notice or b'<meta http-equiv="refresh"' in data


def write_manifest(site_dir: Path) -> dict[str, str]:
    """Write the list into the site and return it."""
    manifest = make_manifest(site_dir)
    text = json.dumps({"algorithm": "sha256", "files": manifest}, ensure_ascii=False, indent=1)
    (site_dir / MANIFEST_FILE).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return manifest
