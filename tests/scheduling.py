"""Which tests run in one process when there are several: those that share what takes long to make."""

from __future__ import annotations

import re

from xdist.scheduler import LoadScopeScheduling

ALONE = (
    "tests/browser/",
    "tests/test_build.py",
    "tests/test_canaries.py",
    "tests/test_check.py",
    "tests/test_engine.py",
)
"""Tests that build sites or open windows of their own: they share nothing, and any process may take the next."""
LOOK = re.compile(r"tests/browser/test_(?:axe|pages)\.py::\w+\[(?P<page>.+)-(?:light|dark|[0-9]+)\]")
"""Tests that share one look at a page (`browser/looks.py`)."""


class Sharing(LoadScopeScheduling):
    """Hands out groups of tests, the largest first."""

    def _split_scope(self, nodeid: str) -> str:
        """Return the group of a test: a page that is looked at, the test itself, or its module."""
        if found := LOOK.fullmatch(nodeid):
            return f"look at {found['page']}"
        return nodeid if nodeid.startswith(ALONE) else nodeid.partition("::")[0]
