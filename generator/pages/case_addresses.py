"""How the addresses of cases are told from others, and the notice at that of a withdrawn one. Pure; loads nothing."""

from __future__ import annotations

import re

NOTICE_ID = "aviso-retiro"
"""Anchor on every notice, in all languages: a page with it owes no other anchor."""

_PERMANENT = re.compile(r"(?:[^/]+/)?c/(?P<case>[A-Z]{2}-[0-9]{4,6})/(?:index\.html)?")
_NAMED = re.compile(r"(?:^|/)(?P<case>[A-Z]{2}-[0-9]{4,6})(?=[./]|$)")


def find_case(path: str) -> str | None:
    """The id of the case that an address is the permanent one of."""
    match = _PERMANENT.fullmatch(path)
    return match["case"] if match else None


def find_case_in(path: str) -> str | None:
    """The id of the case that an address names, such as that of its calendar."""
    match = _NAMED.search(path)
    return match["case"] if match else None
