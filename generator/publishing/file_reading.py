"""What is known of a file by its bytes: its digest, and of a page what is in it. Reads no files."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from generator.pages.case_addresses import NOTICE_ID
from generator.publishing.entries import Entry
from generator.publishing.facts import PageClaims, PageReading, is_former, read_facts
from generator.publishing.markup import PageMarkup, parse_page


class FileReading(NamedTuple):
    """What is known of a file that was made just now."""

    entry: Entry
    claims: PageClaims | None = None
    """Of a page, what it needs the site to have."""


class FileReader:
    """Reads files by their bytes. One with those of the file before, as a copy has, is not read a second time."""

    def __init__(self, base_path: str) -> None:
        """Read files of a site that is served at this path."""
        self._base_path = base_path
        self._last: tuple[bytes, str, PageMarkup | None, PageReading | None] = (b"", "", None, None)

    def read(self, name: str, data: bytes, changed: int = 0) -> FileReading:
        """What is known of a file, and when it was last written."""
        last, digest, markup, page = self._last
        if markup is None or data != last:
            digest, markup, page = hashlib.sha256(data).hexdigest(), None, None
        if not name.endswith(".html"):
            return FileReading(Entry(digest, len(data), changed))
        if markup is None:
            markup = parse_page(data)
        if page is None or page.depth != name.count("/"):
            page = read_facts(name, markup, self._base_path)
            self._last = data, digest, markup, page
        # Few pages can be former ones: they alone are looked through for what makes them so.
        may_be = markup.moved is not None or page.facts.has(NOTICE_ID)
        is_now = may_be and is_former(name, data)
        return FileReading(Entry(digest, len(data), changed, page.facts, is_now), page.claims)
