"""Values that a run leaves for the next one in small files, as JSON has them, each under a name and a key."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import json

from generator.records.sealed_files import find_sealed, keep_sealed


@cache
def _get_decoder(kind: Any) -> json.Decoder[Any]:
    return json.Decoder(kind)


class SealedFiles:
    """Those in one folder, which need not be there."""

    def __init__(self, folder: Path) -> None:
        """Know the place."""
        self._folder = folder

    def read(self, name: str, key: str, kind: Any = Any) -> Any:
        """What was left under a name, made of what has this digest, as a value of a kind; None where there is none."""
        data = find_sealed(self._find(name), f"{name} {key}")
        with suppress(ValueError):
            return None if data is None else _get_decoder(kind).decode(data)
        return None

    def write(self, name: str, key: str, value: object) -> None:
        """Leave a value in the place of the last one of that name. What cannot be kept costs time only."""
        keep_sealed(self._find(name), json.encode(value), f"{name} {key}")

    def drop(self, name: str) -> bool:
        """Drop what was left under a name; False where nothing was."""
        try:
            self._find(name).unlink()
        except OSError:
            return False
        return True

    def _find(self, name: str) -> Path:
        return self._folder / f"{name.replace('/', '-')}.json"
