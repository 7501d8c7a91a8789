"""The list of a site's files with their hashes, for mirrors and for comparing builds."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from generator.publishing.staging import MARKER_FILE

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST_FILE = "manifest.json"
"""Name of the list, in the root of the site."""


def make_manifest(site_dir: Path) -> dict[str, str]:
    """Return path and SHA-256 of every file of a site, by path, without the list itself."""
    files = (path for path in site_dir.rglob("*") if path.is_file())
    names = {path.relative_to(site_dir).as_posix(): path for path in files}
    for name in (MANIFEST_FILE, MARKER_FILE):
        names.pop(name, None)
    return {name: hashlib.sha256(names[name].read_bytes()).hexdigest() for name in sorted(names)}


def write_manifest(site_dir: Path) -> dict[str, str]:
    """Write the list into the site and return it."""
    manifest = make_manifest(site_dir)
    text = json.dumps({"algorithm": "sha256", "files": manifest}, ensure_ascii=False, indent=1)
    (site_dir / MANIFEST_FILE).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return manifest
