"""Several files in one: a ZIP whose bytes depend on nothing but theirs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time the format knows, in place of any clock's."""
_MODE = 0o100644 << 16
_UNIX = 3


def render_archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of files by their path in it, in order of path."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _MODE
            archive.writestr(entry, content)
    return out.getvalue()
