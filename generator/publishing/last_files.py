"""Files that tell of all others: those of the last site stay while nothing that they tell has changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from generator.publishing.memory import drop_groups

if TYPE_CHECKING:
    from generator.publishing.made import MadeGroup
    from generator.publishing.memory import Memory
    from generator.publishing.site_folder import SiteFolder

_SITEMAP = re.compile(r"sitemap(?:-[0-9]+)?\.xml")


def keep_sitemap(made: Mapping[str, MadeGroup], folder: SiteFolder, memory: Memory) -> bool:
    """Share the sitemap with the last site; False where any page is to be listed otherwise than there."""
    before, after = (
        {(file.path, file.alternates) for one in groups.values() for file in one.files if file.alternates is not None}
        for groups in (drop_groups(memory.groups, made), drop_groups(made, memory.groups))
    )
    last = memory.groups.get("")
    return before == after and all(folder.keep(name) for name in (last.entries if last else ()) if is_sitemap(name))


def is_sitemap(name: str) -> bool:
    """Whether a file in the root of the site is a sitemap or a part of one."""
    return _SITEMAP.fullmatch(name) is not None


def keep_moved(made: Mapping[str, MadeGroup], folder: SiteFolder, memory: Memory, others: Collection[str]) -> bool:
    """Share what leads on from recorded addresses; False where any page came or went.

    `others` are files that no task made; of these as few are pages as can be told apart.
    """
    last = memory.groups.get("")
    if last is None or not _has_same_files(made, memory) or any(name.endswith(".html") for name in others):
        return False
    return all(folder.keep(name) for name, entry in last.entries.items() if entry.page is not None)


def _has_same_files(made: Mapping[str, MadeGroup], memory: Memory) -> bool:
    """Whether each group made the files that it made for the last site."""
    known = memory.groups
    return made.keys() == known.keys() - {""} and all(
        group is known[name] or group.entries.keys() == known[name].entries.keys() for name, group in made.items()
    )
