"""Short words for long things, to tell whether they are still the same. Pure."""

from __future__ import annotations

import hashlib


def digest_of(*parts: str | bytes) -> str:
    """A short word that differs wherever any part does."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode()
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()
