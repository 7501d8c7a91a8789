"""What the last run found, so that it need not be looked for again while all it rests on is the same.

What something was wrong with is never kept: it is found again, and said again, at each run.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.pieces import Notes
from generator.sealed_files import SealedFiles

FOLDER = Path(".cache") / "sound"
"""Below the site's project."""
_TEXTS, _PROGRAM = "texts", "program"


class Soundness:
    """What is kept for one project."""

    def __init__(self, root: Path) -> None:
        """Look into the folder of a project; nothing need be there."""
        self._files = SealedFiles(root / FOLDER)

    def find_texts(self, key: str) -> Mapping[str, str]:
        """Name of a text → the text with its figures, of those that could be filled of what has this digest."""
        found = self._files.read(_TEXTS, key)
        return found if isinstance(found, dict) else {}

    def keep_texts(self, key: str, texts: Mapping[str, str]) -> None:
        """Keep texts with their figures."""
        self._files.write(_TEXTS, key, dict(texts))

    def find_program(self, key: str) -> tuple[Mapping[str, str], str] | None:
        """What was told of the files of this program, if they stood so."""
        found = self._files.read(_PROGRAM, key)
        return (found[0], found[1]) if isinstance(found, list) else None

    def keep_program(self, key: str, rooms: Mapping[str, str], code: str) -> None:
        """Keep what they are in short."""
        self._files.write(_PROGRAM, key, (rooms, code))

    def open_notes(self, key: str) -> Notes:
        """What else is noted of what has this digest."""
        return Notes(self._files, key)

    def is_right(self, check: str, key: str) -> bool:
        """Whether a check found nothing wrong in what has this digest."""
        return self._files.read(check, key) is True

    def keep_right(self, check: str, key: str) -> None:
        """Keep that a check found nothing wrong."""
        self._files.write(check, key, value=True)
