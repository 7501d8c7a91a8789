"""Several files in one, the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile

from generator.exports.archive import render_archive

FILES = {"b/uno.txt": "año\n".encode(), "a/dos.png": bytes(range(256)) * 20, "a/ñandú.txt": b""}


def test_it_holds_the_files() -> None:
    """What goes in comes out, in order of path, under its own name, accents included."""
    archive = zipfile.ZipFile(io.BytesIO(render_archive(FILES)))

    assert archive.namelist() == sorted(FILES)
    assert {name: archive.read(name) for name in archive.namelist()} == FILES
    assert archive.testzip() is None


def test_its_bytes_depend_on_nothing_else() -> None:
    """The order in which files are given, and the time, change nothing; everybody may read them once extracted."""
    archive = render_archive(FILES)

    assert render_archive(dict(reversed(FILES.items()))) == archive
    for entry in zipfile.ZipFile(io.BytesIO(archive)).infolist():
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.external_attr >> 16 == 0o100644
