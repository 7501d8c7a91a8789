"""What groups of tasks made, and from what: as values, and as text that is read only where somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from msgspec import Struct, json

from generator.publishing.entries import Brief, Entry, make_brief


class MadeFile(Struct, frozen=True, array_like=True):
    """A file that was made, and what others need to know of the page in it."""

    path: str
    entry: Entry
    alternates: tuple[tuple[str, str], ...] | None = None
    """Language and address of each translation; none where search engines are not to find it."""
    charts: bool = False
    """Whether interactive figures can be loaded on it."""


class MadeTask(Struct, frozen=True, array_like=True):
    """What a task made, and from what."""

    key: str
    """Digest of all it was made of."""
    inputs: Mapping[str, str]
    """Its own inputs, to tell which of them changed."""
    files: tuple[MadeFile, ...]


class MadeGroup:
    """What the tasks of a group made, and from what.

    While the key of a group is this one, its tasks would be the same and make the same: neither they nor their files
    need to be looked at. Where it is another, its tasks are compared one by one, with those of this group alone.
    """

    def __init__(
        self,
        key: str,
        tasks: Mapping[str, MadeTask] | None = None,
        *,
        numbers: Sequence[Any] = (),
        read: Callable[[], str] | None = None,
    ) -> None:
        """Be of these tasks, by name and in their order; or of those that `read` gives as text, once asked for."""
        self.key: Final = key
        """Digest of all that its tasks, and the list of them, could be made of."""
        self._given, self._read = tasks or {}, read
        self._numbers = numbers

    @cached_property
    def tasks(self) -> Mapping[str, MadeTask]:
        """By name, in their order. No name is in two groups."""
        return self._given if self._read is None else _parse_tasks(self._read())

    @property
    def files(self) -> Iterator[MadeFile]:
        """Every file that a task of the group made."""
        return (file for task in self.tasks.values() for file in task.files)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """What is known of each of them, by path."""
        return {file.path: file.entry for file in self.files}

    def forget(self) -> None:
        """Drop what can be read again."""
        if self._read is not None:
            vars(self).pop("tasks", None)
            vars(self).pop("entries", None)

    def find_task(self, path: str) -> str:
        """The name of the task that made a file of the group."""
        return next(name for name, task in self.tasks.items() if any(file.path == path for file in task.files))

    @cached_property
    def brief(self) -> Brief:
        """What the group made, in numbers."""
        if self._numbers:
            return Brief(*self._numbers[1:])
        return make_brief(self.entries, sum(file.charts for file in self.files))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MadeGroup) and (self.key, self.tasks) == (other.key, other.tasks)

    __hash__ = None  # type: ignore[assignment]


def list_brief(group: MadeGroup) -> list[str | int]:
    """The key of a group and its numbers."""
    brief = group.brief
    return [group.key, brief.files, brief.former, brief.pages, brief.charts]


def make_group(brief: list[Any], read: Callable[[], str]) -> MadeGroup:
    """A group of which more is read when asked for."""
    return MadeGroup(brief[0], numbers=brief, read=read)


def render_group(group: MadeGroup) -> str:
    """The tasks of a group."""
    return json.encode(group.tasks).decode()


_parse_tasks: Final = json.Decoder(dict[str, MadeTask]).decode
"""What `render_group` gave, as it was."""
