"""Files that one run keeps for the next one, each sealed: one that is damaged or foreign is as good as none."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

_SEAL = hashlib.sha256().digest_size


def find_sealed(path: Path, key: str = "") -> bytes | None:
    """What was kept under this name for this key; None where nothing was, or it is not as it was written."""
    try:
        held = path.read_bytes()
    except OSError:
        return None
    data = held[_SEAL:]
    return data if held[:_SEAL] == _make_seal(data, key) else None


def keep_sealed(path: Path, data: bytes, key: str = "") -> None:
    """Keep something, whole or not at all; where nothing can be kept, the next run makes it again."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_make_seal(data, key) + data)
        part.replace(path)


def _make_seal(data: bytes, key: str) -> bytes:
    return hashlib.sha256(hashlib.sha256(key.encode()).digest() + data).digest()
