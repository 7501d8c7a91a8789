"""What new pages of a site link to and was not there when they came: forgotten once it is, as most of it soon is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.publishing.entries import SiteFiles, has_place
from generator.publishing.facts import AT


class AwaitedPlaces:
    """Files, and places in them, that a site lacks so far."""

    def __init__(self, entries: SiteFiles) -> None:
        """Await none of these files, which are all so far."""
        self._entries = entries
        self._awaited: dict[str, set[str]] = {}
        """File → the anchors in it; an empty one stands for the file as a whole."""

    def expect(self, places: Iterable[str]) -> None:
        """Await those of some places that are not there."""
        for place in places:
            file, _, anchor = place.partition(AT)
            if not self._has(file, (anchor,)):
                self._awaited.setdefault(file, set()).add(anchor)

    def meet(self, file: str) -> None:
        """Await a file no more that has come, if all that is awaited in it is there."""
        if file in self._awaited and self._has(file, self._awaited[file]):
            del self._awaited[file]

    def list_unmet(self) -> Iterator[str]:
        """Each file that is not there, and each place that is not in its file."""
        for file, anchors in self._awaited.items():
            if file not in self._entries:
                yield file
            yield from (f"{file}{AT}{one}" for one in anchors if one and not has_place(self._entries, file, one))

    def _has(self, file: str, anchors: Iterable[str]) -> bool:
        """Whether a file is there, and all these places in it."""
        entry = self._entries.find(file)
        return entry is not None and (entry.page is None or entry.page.has_all(anchors))
