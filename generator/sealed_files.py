"""Small files that a run leaves for the next one. What is old, damaged or of something else is as if it were not there.

The seal of each file covers what it says, its name, and the digest of all that it was made of.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.records.digests import digest_of
from generator.records.saving import write_whole


class SealedFiles:
    """Those in one folder, which need not be there."""

    def __init__(self, folder: Path) -> None:
        """Know the place."""
        self._folder = folder

    def read(self, name: str, key: str) -> Any:
        """What was left under a name, made of what has this digest; None where there is nothing to be trusted."""
        with suppress(OSError, ValueError, UnicodeError):
            head, _, said = (self._folder / f"{name}.json").read_text(encoding="utf-8").partition("\n")
            if head == _seal(name, key, said):
                return json.loads(said)
        return None

    def write(self, name: str, key: str, value: Any) -> None:
        """Leave a value in the place of the last one of that name. What cannot be kept costs time only."""
        said = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            # Another build may read it at this moment.
            write_whole(self._folder / f"{name}.json", f"{_seal(name, key, said)}\n{said}".encode())


def _seal(name: str, key: str, said: str) -> str:
    return digest_of("1", name, key, said)
