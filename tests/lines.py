"""HTML in lines that can be read and compared: pages are made without any."""

from __future__ import annotations

import re

_BEGINNING = re.compile(
    r"(?=<(?:li|p|div|section|article|aside|header|nav|main|h[1-6]|ul|ol|dl|dt|dd|table|thead|tbody|tr|t[hd]"
    r"|figure|figcaption|details|svg|pattern|symbol|g|text|line|rect|meta|link|title|style|body)\b)"
)


def cut_lines(html: str) -> list[str]:
    """The lines of a page, with one for each element that begins something."""
    return [line for line in _BEGINNING.sub("\n", html).splitlines() if line]
