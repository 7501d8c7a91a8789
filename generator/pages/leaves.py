"""Long lists in leaves, so that no page of a large site is too heavy for a phone. Pure.

The first leaf is at the address of the list itself; the number of another one is its place in the order of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

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


def cut_groups(groups: Iterable[Sequence[One]], number: int, size: int = SIZE) -> Iterator[Sequence[One]]:
    """Of each group of a list what is on a leaf; nothing of most groups."""
    start = (number - 1) * size
    for group in groups:
        yield group[max(0, start) : max(0, start + size)]
        start -= len(group)


def find_leaves(groups: Iterable[Sequence[object]], size: int = SIZE) -> Iterator[int]:
    """The leaf on which each group of a list begins."""
    before = 0
    for group in groups:
        yield before // size + 1
        before += len(group)


def make_leaf_path(path: str, number: int, words: Words) -> str:
    """The address of a leaf of the list at an address; the first one is the list's own."""
    return path if number == 1 else f"{path}{words.get('list.leaf_slug', n=number)}/"


def make_leaf_title(title: str, number: int, words: Words) -> str:
    """The title of a leaf: that of the list, from the second one on with its number."""
    return title if number == 1 else words.get("list.leaf", title=title, n=words.number(number))


def link_leaves(path: str, number: int, items: int, words: Words, size: int = SIZE) -> tuple[LeafLink, ...]:
    """Links from one leaf of a list to others, itself among them; none where there is one only."""
    here, count = make_leaf_path(path, number, words), count_leaves(items, size)
    return tuple(
        LeafLink(words.number(one), make_link(make_leaf_path(path, one, words), here), one == number)
        for one in _choose_leaves(number, count)
        if count > 1
    )


def _choose_leaves(number: int, count: int) -> list[int]:
    """All leaves where they are few; of many the first and last, those around one, and some at even steps between."""
    if count <= MOST_LINKS:
        return list(range(1, count + 1))
    step = -(-count // _STEPS)
    near = range(max(1, number - _AROUND), min(count, number + _AROUND) + 1)
    return sorted({1, count, *near, *range(step, count, step)})
