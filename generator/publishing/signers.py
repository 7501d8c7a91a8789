"""Public keys of those who sign a site, in OpenSSH's format `allowed_signers`: names, options, kind, key, comment."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator

from generator.pages.provenance import Signer

_KEY = re.compile(r"(?:^|\s)(?P<kind>(?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+)\s+(?P<key>[A-Za-z0-9+/]+=*)(?:\s|$)")


def parse_signers(text: str) -> tuple[tuple[Signer, ...], list[int]]:
    """Who may sign, and the numbers of lines that name nobody or no key."""
    signers: list[Signer] = []
    wrong: list[int] = []
    for number, line in _list_lines(text):
        match = _KEY.search(line)
        fingerprint = _find_fingerprint(match["kind"], match["key"]) if match else None
        name = line[: match.start()].split(maxsplit=1)[0] if match and line[: match.start()].strip() else ""
        if fingerprint and name:
            signers.append(Signer(name, fingerprint))
        else:
            wrong.append(number)
    return tuple(signers), wrong


def find_public_key(text: str) -> str | None:
    """The key in a file of one public key, as `ssh-keygen` writes it; None where it is none."""
    lines = [line for _, line in _list_lines(text)]
    match = _KEY.match(lines[0]) if len(lines) == 1 else None
    return f"{match['kind']} {match['key']}" if match and _find_fingerprint(match["kind"], match["key"]) else None


def _list_lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()


def _find_fingerprint(kind: str, key: str) -> str | None:
    """As `ssh-keygen -l` shows it; None where these are not the bytes of a key of that kind."""
    try:
        data = base64.b64decode(key, validate=True)
    except binascii.Error:
        return None
    if data[4 : 4 + len(kind)] != kind.encode() or int.from_bytes(data[:4], "big") != len(kind):
        return None
    return "SHA256:" + base64.b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
