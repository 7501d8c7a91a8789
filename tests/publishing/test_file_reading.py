"""A copy of a page is not read again: what is known of it is what a reading of its own would say."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from generator.publishing.file_reading import FileReader

GOLDEN = Path(__file__).parent.parent / "golden"
NAMES = ("en/cases/slug/index.html", "en/c/MX-0001/index.html", "en/other/index.html", "one.html", "a/page.txt")


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("en*.html")), ids=lambda path: path.stem)
def test_copies(path: Path) -> None:
    """At other addresses, and between files of other bytes."""
    data, reader = path.read_bytes(), FileReader("/")
    for name in NAMES:
        assert reader.read(name, data, 3) == FileReader("/").read(name, data, 3)
    assert reader.read("b.txt", b"x") == FileReader("/").read("b.txt", b"x")
    assert reader.read("c.html", b"") == FileReader("/").read("c.html", b"")
    assert reader.read(NAMES[0], data) == FileReader("/").read(NAMES[0], data)
    assert reader.read(NAMES[0], data + b"<p id=z>") == FileReader("/").read(NAMES[0], data + b"<p id=z>")


def test_a_copy_leads_where_it_is() -> None:
    """What is known of a page holds of a copy only where all its links lead alike."""
    pages = (b'<a href="b/"></a>', b'<a href="../b/#x"></a>', b"<a rel=bookmark href=#x></a><i id=x></i>")
    moved = b'<meta http-equiv=refresh content="0; url=b/">'
    for data in (*pages, moved, b'<a href="../../"></a>', b'<a href="/b/"></a>'):
        for first, copy in permutations(("a/index.html", "c/index.html", "c/d/index.html", "b/index.html"), 2):
            reader = FileReader("/")
            reader.read(first, data)
            assert reader.read(copy, data) == FileReader("/").read(copy, data)
