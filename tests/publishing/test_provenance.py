"""The digest of what a site is made of is that of the files as they are, though few of them are read each time."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from generator.publishing.provenance import FileDigests
from generator.records.standing import Folders, describe_stand

OLD = 1_700_000_000


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def stand(path: Path) -> str:
    """Return how a file stands now."""
    return describe_stand(path.lstat(), Folders().settled_before)


def test_a_file_is_read_again_only_if_it_may_have_changed(tmp_path: Path) -> None:
    """Whatever its name and its time say; one that was saved just now is read until that shows in its time."""
    path = tmp_path / "caso.yml"
    path.write_text("uno", encoding="utf-8")
    first = FileDigests(Folders())
    assert first.read("caso.yml", str(path), stand(path)) == digest("uno")
    assert first.after == {}, "it may be saved again within the same moment"

    before = f"3 {OLD}"
    assert FileDigests(Folders(), {"caso.yml": [before, "other"]}).read("caso.yml", str(path), stand(path)) == digest(
        "uno"
    )


def test_one_that_stands_as_it_did_is_not_read(tmp_path: Path) -> None:
    """Its time alone does not do: who sets that back leaves a trace."""
    known = Path(os.__file__)  # Nobody has touched it for long.
    before = FileDigests(Folders())
    before.read("os.py", str(known), stand(known))
    told = {"os.py": [before.after["os.py"][0], "not read"]}

    assert FileDigests(Folders(), told).read("os.py", str(known), stand(known)) == "not read"
    assert FileDigests(Folders(), told).read("other.py", str(known), stand(known)) == before.after["os.py"][1]
    path = tmp_path / "os.py"
    path.write_bytes(known.read_bytes())
    os.utime(path, ns=(known.stat().st_mtime_ns, known.stat().st_mtime_ns))
    assert FileDigests(Folders(), told).read("os.py", str(path), stand(path)) == before.after["os.py"][1]
