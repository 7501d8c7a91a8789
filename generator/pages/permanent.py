"""A page a second time, at an address that never changes.

It is a copy and leads nowhere else: browsers drop what follows `#` when a page sends them on.
"""

from __future__ import annotations

from dataclasses import replace

from generator.pages.page import Page
from generator.pages.shell import rebase


def make_copy(page: Page, path: str) -> Page:
    """The same page at a permanent address, with links that lead where they did."""
    depth = path.count("/")
    same = depth == page.path.count("/")
    body = page.body if same else rebase(page.body, url=page.path, base="../" * depth)
    return replace(page, path=path, body=body, canonical=page.path)
