"""Checks that a copy of a site is the one its makers published: every file, and their signature."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.pages.provenance import MANIFEST_FILE, PROVENANCE_FILE
from generator.publishing.copies import Copy, read_copy
from generator.publishing.manifest import UNLISTED, count_contents
from generator.publishing.signers import find_public_key, parse_signers
from generator.publishing.staging import MARKER_FILE, MARKER_TEXT
from generator.publishing.sums import parse_sums
from generator.records.problems import Problem

SIGNATURE_FILE = f"{MANIFEST_FILE}.sig"
"""Name of the signature that `ssh-keygen -Y sign` writes."""

NAMESPACE = "visibles"
"""What a signature is for, so that one made for something else is not taken for one of a site."""

_ANYONE = "visibles"
"""Name that a key gets which comes without one."""


class Verdict(Struct, frozen=True):
    """What was found out about a copy."""

    files: int
    """How many were compared with the list."""

    former: int
    """How many are at former addresses."""

    as_of: str
    """The day the copy says it speaks of; empty where it says none."""

    signer: str
    """Who signed it, with the fingerprint of the key; empty where no key was given."""

    problems: tuple[Problem, ...]


def verify(path: Path, key_file: Path | None = None) -> Verdict:
    """What is wrong with a copy in a folder or ZIP, and who signed it if a key is given."""
    try:
        copy = read_copy(path, frozenset({MANIFEST_FILE, PROVENANCE_FILE, SIGNATURE_FILE, MARKER_FILE}))
    except zipfile.BadZipFile:
        return Verdict(0, 0, "", "", (Problem("verify-no-copy", path.name),))
    if MANIFEST_FILE not in copy.texts:
        return Verdict(0, 0, "", "", (*copy.problems, Problem("verify-no-list", path.name)))
    listed, wrong = parse_sums(copy.texts[MANIFEST_FILE].decode("utf-8", errors="replace"))
    provenance = _parse_provenance(copy.texts.get(PROVENANCE_FILE, b""))
    problems = [*copy.problems, *(Problem("verify-line", MANIFEST_FILE, number, 1) for number in wrong)]
    problems += _compare(copy, listed, provenance)
    signer, fault = _check_signature(copy, key_file) if key_file else ("", None)
    former = sum(name not in listed and one.is_former for name, one in copy.digests.items())
    return Verdict(len(listed), former, provenance.as_of, signer, (*problems, *([fault] if fault else [])))


class _Provenance(Struct, frozen=True):
    """What a copy says of itself; believed only as far as its list vouches for it."""

    as_of: str = ""
    former: int = 0
    former_digest: str = ""


def _parse_provenance(data: bytes) -> _Provenance:
    try:
        document = json.loads(data)
        files = document["files"]
        return _Provenance(str(document["as_of"]), int(files["former"]), str(files["former_digest"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return _Provenance()


def _compare(copy: Copy, listed: dict[str, str], provenance: _Provenance) -> Iterator[Problem]:
    """Files that are altered, missing, or do not belong."""
    refused = {problem.file for problem in copy.problems}
    for name, digest in sorted(listed.items()):
        if name in copy.digests and copy.digests[name].digest != digest:
            yield Problem("verify-altered", name)
        elif name not in copy.digests and name not in refused:
            yield Problem("verify-missing", name)
    others = {name: one for name, one in copy.digests.items() if name not in listed and name not in UNLISTED}
    for name in sorted(name for name, one in others.items() if not one.is_former):
        yield Problem("verify-extra", name)
    if copy.texts.get(MARKER_FILE, MARKER_TEXT.encode()) != MARKER_TEXT.encode():
        yield Problem("verify-extra", MARKER_FILE)
    found = count_contents({name: one for name, one in others.items() if one.is_former})
    if found.former_digest != provenance.former_digest and (found.former or PROVENANCE_FILE in copy.texts):
        yield Problem("verify-former", MANIFEST_FILE, details={"found": found.former, "wanted": provenance.former})


def _check_signature(copy: Copy, key_file: Path) -> tuple[str, Problem | None]:
    """Who signed the list, by a public key or a file of allowed signers; or what is wrong with the signature."""
    key = key_file.read_text(encoding="utf-8", errors="replace")
    own = find_public_key(key)
    allowed = f"{_ANYONE} {own}\n" if own else key
    signers, _ = parse_signers(allowed)
    if not signers:
        return "", Problem("verify-key", key_file.name)
    if SIGNATURE_FILE not in copy.texts:
        return "", Problem("verify-unsigned", SIGNATURE_FILE)
    if shutil.which("ssh-keygen") is None:
        return "", Problem("verify-tool", SIGNATURE_FILE)
    with tempfile.TemporaryDirectory() as folder:
        names, signature = Path(folder) / "allowed_signers", Path(folder) / SIGNATURE_FILE
        names.write_text(allowed, encoding="utf-8")
        signature.write_bytes(copy.texts[SIGNATURE_FILE])
        for name in _run("find-principals", "-s", signature, "-f", names)[1].split():
            arguments = ("-n", NAMESPACE, "-s", signature, "-f", names, "-I", name.partition(",")[0])
            is_good, said = _run("verify", *arguments, data=copy.texts[MANIFEST_FILE])
            if is_good:
                return f"{'' if own else name} {said.strip().rpartition(' ')[2]}".strip(), None
    return "", Problem("verify-signature", SIGNATURE_FILE)


def _run(action: str, *arguments: str | Path, data: bytes = b"") -> tuple[bool, str]:
    """Whether OpenSSH's tool for signatures agrees, and what it says."""
    command = ["ssh-keygen", "-Y", action, *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, input=data)  # noqa: S603 - no shell, no options of others
    return done.returncode == 0, done.stdout.decode(errors="replace")
