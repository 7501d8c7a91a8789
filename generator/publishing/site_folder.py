"""A site being written: each file is hashed once, and shared with the last site where it is as it was there."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from pathlib import Path

from generator.publishing.awaited import AwaitedPlaces
from generator.publishing.entries import Entry, KnownFiles, SiteFiles, SiteNews, has_place, is_as_known
from generator.publishing.facts import AT, PageFacts
from generator.publishing.file_reading import FileReader, FileReading
from generator.publishing.folder import list_files, remove_file


class SiteFolder:
    """The folder of a site while it is filled, and the last site as far as it is known.

    A shared file is one file under two names: nobody may ever write into one, only put another in its place.
    """

    def __init__(
        self,
        root: Path,
        last: Path | None = None,
        known: Mapping[str, Entry] | None = None,
        *,
        base_path: str = "/",
        is_filled: bool = False,
    ) -> None:
        """Begin with an empty folder, or one filled with all files of the last site, which are `known` by path."""
        self.root = root
        self.is_filled = is_filled
        """Whether files of the last site are in the folder before anybody keeps them."""
        self.base_path = base_path
        """The path the site is served at."""
        self.entries = SiteFiles(KnownFiles.of(known or {}))
        """Every file so far, by path."""
        self._last, self._known = last, self.entries.known
        self._reader = FileReader(base_path)
        self._root = str(root)
        self._folders: set[str] = set()
        self._unsound: set[str] = set()
        self._awaited = AwaitedPlaces(self.entries)
        self._linked: dict[str, PageFacts] = {}
        """Pages that are to be made anew, as they were in the last site."""
        self._lost: set[str] = set()
        self._written: set[str] = set()
        """Paths of all files that were not merely kept."""

    def write(self, name: str, data: bytes) -> Entry:
        """Put a file in the folder; of two of one name the later one stays."""
        read = self._reader.read(name, data)
        return self._absorb_one(name, FileReading(self.put(name, data, read.entry), read.claims))

    def put(self, name: str, data: bytes, entry: Entry) -> Entry:
        """The same for one that is absorbed later, maybe in another process: here nothing is known of it until then."""
        known = self._known.find_in_turn(name)
        if known is not None and known.digest == entry.digest and self._share(name, known):
            changed = known.changed
        else:
            changed = self._save(name, data)
        return Entry(entry.digest, entry.size, changed, entry.page, entry.is_former)

    def write_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Put several files in the folder."""
        for name, data in files:
            self.write(name, data)

    def keep(self, name: str) -> bool:
        """Share a file with the last site; False where it is not there as it was written."""
        known = self._known.get(name)
        if known is None or name in self.entries or not (self.is_filled or self._link(name, known)):
            return False
        self.entries.new[name] = known
        return True

    def keep_group(self, name: str) -> bool:
        """Share all files of a group with the last site; False where one of them is not there as it was written."""
        entries, linked = self._known.groups[name].entries if not self.is_filled else {}, dict[str, Entry]()
        if not self.entries.may_take(name):
            return False
        for path, known in entries.items():
            if not self._link(path, known):
                self.entries.new.update(linked)
                return False
            linked[path] = known
        self.entries.taken.add(name)
        return True

    def keep_all(self, files: Mapping[str, Entry]) -> bool:
        """Share several files of a group that was opened with the last site; False where one is not as it was written.

        They are as the last site knows them: none of them is looked up again.
        """
        new = self.entries.new
        if self.is_filled:
            if not new.keys().isdisjoint(files):
                return False
            self.entries.kept.update(files)
            return True
        for name, known in files.items():
            if new.get(name) != known:
                if name in new or not self._link(name, known):
                    return False
                new[name] = known
        return True

    def recall(self, name: str, page: PageFacts) -> None:
        """Know what a page linked to that is to be made anew: that is there, or it is told among what was lost."""
        self._linked[name] = page

    def read_last(self, name: str) -> bytes | None:
        """The bytes of a file of the last site; None where it is not there as it was written."""
        root, known = self.root if self.is_filled else self._last, self._known.get(name)
        if root is None or known is None:
            return None
        path = f"{root}/{name}"
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as elsewhere
                data = file.read()
        except OSError:
            return None
        # A copy of a site has other times.
        return data if is_as_known(path, known) or hashlib.sha256(data).hexdigest() == known.digest else None

    def share(self, name: str, digest: str) -> bool:
        """Share a file of these bytes with the last site; False where that has another, or none."""
        known = self._known.get(name)
        if known is None or known.digest != digest or not self.keep(name):
            return False
        if known.page is not None:
            self.adopt(name)  # What was known of a page may be what another version of this program made of it.
        return True

    def adopt(self, name: str) -> Entry:
        """Take into account a file that something else has written into the folder."""
        path = self.root / name
        data = path.read_bytes()
        return self._absorb_one(name, self._reader.read(name, data, path.stat().st_mtime_ns))

    def adopt_all(self) -> list[str]:
        """The same for all files that are there and not yet known; returns their paths.

        What a folder was filled with is known.
        """
        if self.is_filled:
            return []
        names = sorted(name for name in list_files(self.root) if name not in self.entries)
        for name in names:
            self.adopt(name)
        return names

    def absorb(self, name: str, entry: Entry) -> None:
        """Take into account a file that was put there just now, maybe by another process in a folder of its own."""
        self._written.add(name)
        self._unsound.discard(name)
        self._register(name, entry)

    def pick_new(self, name: str, read: FileReading) -> AbstractSet[str]:
        """The places that a page links to and that are to be looked up: it may have been recalled with some of them."""
        entry, claims = read
        last = self._linked.get(name)
        if claims is None or entry.page is None:
            return frozenset()
        return entry.page.pick_new(claims.places, last) if last else claims.places

    def expect(self, places: Iterable[str], unsound: Iterable[str]) -> None:
        """Take into account which places such files link to, and in which of them something is wrong by itself."""
        self._unsound.update(unsound)
        self._awaited.expect(places)

    def drop_gone(self) -> None:
        """Remove what only the last site had from a folder that was filled with it; write nothing after this."""
        if self.is_filled:
            for name, _ in self.entries.list_left():
                if name not in self.entries.new:
                    remove_file(self.root, name)

    def list_news(self) -> SiteNews:
        """What is new, and what was lost, beside the last site."""
        changed, lost, new = set(self._written), set(self._lost), self.entries.new
        for name, last in chain(self.entries.list_left(), self.entries.list_twice()):
            entry = new.get(name)
            lost.update(_list_lost(name, last, entry))
            if entry is None:
                changed.add(name)
            elif _is_same(entry, last):
                changed.discard(name)
        return SiteNews(
            self._unsound & self.entries.keys(),
            {*self._awaited.list_unmet()},
            {one for one in lost if not self._is_there(one)},
            frozenset(changed),
        )

    def _absorb_one(self, name: str, read: FileReading) -> Entry:
        self.absorb(name, read.entry)
        if read.claims is not None:
            self.expect(self.pick_new(name, read), () if read.claims.is_sound else (name,))
        return read.entry

    def _register(self, name: str, entry: Entry) -> None:
        """Know of a file that is there, in the place of any other."""
        if name in self.entries:
            self._lost.update(_list_lost(name, self.entries[name], entry))
        self.entries.new[name] = entry
        self._awaited.meet(name)

    def _is_there(self, place: str) -> bool:
        file, _, anchor = place.partition(AT)
        return has_place(self.entries, file, anchor)

    def _share(self, name: str, known: Entry) -> bool:
        """Whether a file of the last site is in the folder as it was written: where nothing may be known of others."""
        is_new = name not in self.entries
        return is_new and (is_as_known(f"{self._root}/{name}", known) if self.is_filled else self._link(name, known))

    def _link(self, name: str, known: Entry) -> bool:
        """Whether a file of the last site is as it was written, and now also in the folder."""
        if self._last is None or not is_as_known(f"{self._last}/{name}", known):
            return False
        try:
            os.link(f"{self._last}/{name}", self._make_room(name), follow_symlinks=False)
        except OSError:  # Gone, or on a file system that knows no links: it is written as any other.
            return False
        return True

    def _save(self, name: str, data: bytes) -> int:
        """Write a file, and return when that was."""
        handle, left = self._open(name), memoryview(data)
        try:
            while left:
                left = left[os.write(handle, left) :]
            return os.fstat(handle).st_mtime_ns
        finally:
            os.close(handle)

    def _open(self, name: str) -> int:
        """A new file of this name, in the place of any other."""
        path = self._make_room(name)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            return os.open(path, flags, 0o666)
        except FileExistsError:
            self._clear(name)
            return os.open(path, flags, 0o666)

    def _clear(self, name: str) -> None:
        """Remove a file, or a folder that only the last site had."""
        path = f"{self._root}/{name}"
        if self.is_filled and os.path.isdir(path) and not any(one.startswith(f"{name}/") for one in self.entries):  # noqa: PTH112 - as below
            shutil.rmtree(path)
        else:
            os.unlink(path)  # noqa: PTH108 - tens of thousands of files: each Path costs as much as the call

    def _make_room(self, name: str) -> str:
        """Where a file goes, with the folders it needs."""
        path = f"{self._root}/{name}"
        self._make_folder(path.rpartition("/")[0])
        return path

    def _make_folder(self, folder: str) -> None:
        """Make a folder, and those it lies in, unless they are there."""
        if folder in self._folders:
            return
        if folder == self._root:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above
        else:
            self._make_folder(folder.rpartition("/")[0])
            try:
                os.mkdir(folder)  # noqa: PTH102 - as above
            except FileExistsError:
                self._make_way(folder[len(self._root) + 1 :])
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above
        self._folders.add(folder)

    def _make_way(self, name: str) -> None:
        """Remove a file that only the last site had and that now is to be a folder."""
        if self.is_filled and name in self._known and name not in self.entries:
            remove_file(self.root, name)


def _is_same(entry: Entry, known: Entry) -> bool:
    """Whether a file is still the one that it was, and no other of the same bytes."""
    return (entry.digest, entry.changed) == (known.digest, known.changed)


def _list_lost(name: str, before: Entry, after: Entry | None) -> Iterator[str]:
    """A file that is gone, or the places that are no longer in it."""
    if after is None:
        yield name
    elif before.page is not None and after is not before:
        ids = after.page.ids if after.page else " "
        if ids != before.page.ids:
            yield from (f"{name}{AT}{id_}" for id_ in {*before.page.ids.split()} - {*ids.split()})
