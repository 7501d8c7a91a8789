"""Long lists in leaves, so that no page of a large site is too heavy for a phone. Pure.

The first leaf is at the address of the list itself; the number of another one is its place in the order of the list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar
from zlib import crc32

from msgspec import Struct

from generator.pages.i18n import Words
from generator.pages.urls import make_link

One = TypeVar("One")

SIZE = 100
"""Cases on a leaf: 100 to 150 kB."""
CHANGES = 100
"""Changes on a leaf of a month."""
MOST_LINKS = 30
"""So many leaves are all linked to from each of them."""
_AROUND, _STEPS = 3, 10


class LeafLink(Struct, frozen=True):
    """A link to a leaf of a list."""

    number: str
    href: str
    is_here: bool


def count_leaves(items: int, size: int = SIZE) -> int:
    """How many leaves a list of so many items has; an empty one has one too."""
    return max(1, -(-items // size))


def cut_leaf(items: Sequence[One], number: int, size: int = SIZE) -> Sequence[One]:
    """The items on a leaf, counted from 1."""
    return items[(number - 1) * size : number * size]


def find_starts(names: Sequence[str], size: int) -> tuple[int, ...]:
    """Where each leaf of a list begins whose items change places. It has about so many items: half more or less.

    How many there are depends on how many items there are alone: each language has its own order, and as many leaves.
    A leaf begins with the item that has the least sum among those it may begin with. So each goes on beginning with the
    same one while others come and go: what moves changes the leaf it left and the one it came to, and not all between.
    """
    half, starts = size // 2, [0]
    sums = [crc32(one.encode()) for one in names]
    for left in range(-(-(len(names) - half) // size) - 1, 0, -1):
        # Neither too little nor too much may be left for those that are to follow.
        first = max(starts[-1] + half + 1, len(names) - left * (size + half))
        last = min(starts[-1] + size + half, len(names) - left * (half + 1))
        starts.append(min(range(first, last + 1), key=sums.__getitem__))
    return tuple(starts)


def cut_groups(groups: Iterable[Sequence[One]], number: int, starts: Sequence[int]) -> Iterator[Sequence[One]]:
    """Of each group of a list what is on a leaf; nothing of most groups. `starts` says where each leaf begins.

    Of a page on which another list has more leaves than this one there may be no such leaf: nothing is on it.
    """
    if number > len(starts):
        yield from (group[:0] for group in groups)
        return
    start, end = starts[number - 1], starts[number] if number < len(starts) else None
    for group in groups:
        yield group[max(0, start) : None if end is None else max(0, end)]
        start, end = start - len(group), None if end is None else end - len(group)


def find_leaves(groups: Iterable[Sequence[object]], starts: Sequence[int]) -> Iterator[int]:
    """The leaf on which each group of a list begins."""
    before = 0
    for group in groups:
        yield bisect_right(starts, before)
        before += len(group)


def make_leaf_path(path: str, number: int, words: Words) -> str:
    """The address of a leaf of the list at an address; the first one is the list's own."""
    return path if number == 1 else f"{path}{words.get('list.leaf_slug', n=number)}/"


def make_leaf_title(title: str, number: int, words: Words) -> str:
    """The title of a leaf: that of the list, from the second one on with its number."""
    return title if number == 1 else words.get("list.leaf", title=title, n=words.number(number))


def link_leaves(path: str, number: int, items: int, words: Words, size: int = SIZE) -> tuple[LeafLink, ...]:
    """Links from one leaf of a list to others, itself among them; none where there is one only."""
    return link_pages(partial(make_leaf_path, path, words=words), number, count_leaves(items, size), words)


def link_pages(find_path: Callable[[int], str], number: int, count: int, words: Words) -> tuple[LeafLink, ...]:
    """The same where leaves have addresses of another kind: `find_path` gives that of each, by its number."""
    return tuple(
        LeafLink(words.number(one), make_link(find_path(one), find_path(number)), one == number)
        for one in _choose_leaves(number, count)
        if count > 1
    )


def _choose_leaves(number: int, count: int) -> list[int]:
    """All leaves where they are few; of many the first and last, those around one, and some at even steps between.

    From any leaf of a thousand each other one is five links away at most: steps are wide, and narrower around the leaf.
    """
    if count <= MOST_LINKS:
        return list(range(1, count + 1))
    wide = -(-count // _STEPS)
    narrow, start = -(-wide // _STEPS), number // wide * wide
    near = range(max(1, number - _AROUND), min(count, number + _AROUND) + 1)
    around = range(max(1, start), min(count, start + wide), narrow)
    return sorted({1, count, *near, *around, *range(wide, count, wide)})
