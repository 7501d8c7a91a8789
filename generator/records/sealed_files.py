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
    """Keep something, whole or not at all, for nobody else to read. Where that fails, the next run makes it again."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_make_seal(data, key) + data)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()


def _make_seal(data: bytes, key: str) -> bytes:
    return hashlib.sha256(hashlib.sha256(key.encode()).digest() + data).digest()
