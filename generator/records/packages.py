"""Which packages are installed, as the names of their records tell: to open each takes much longer."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache

_RECORD = ".dist-info"
_SIGNS = re.compile("[-_.]+")


def list_packages() -> Iterator[str]:
    """The record of each installed package, whose name tells its version."""
    for folder in sys.path:
        with suppress(OSError):
            yield from (name for name in os.listdir(folder or ".") if name.endswith(_RECORD))  # noqa: PTH208 - names only


def find_version(name: str) -> str | None:
    """The version of a package; None where it is not installed."""
    return _read_versions().get(_plain(name))


@cache
def _read_versions() -> Mapping[str, str]:
    """The versions of all packages; of two of one name that which Python finds first."""
    found: dict[str, str] = {}
    for record in list_packages():
        name, _, number = record.removesuffix(_RECORD).rpartition("-")
        found.setdefault(_plain(name), number)
    return found


def _plain(name: str) -> str:
    return _SIGNS.sub("-", name).lower()
