"""Long lists of cases in leaves, so that no page of a large site is too heavy for a phone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.pages.i18n import Words
from generator.pages.urls import make_link

One = TypeVar("One")

SIZE = 100
"""Cases on a leaf: 100 to 150 kB."""


@dataclass(frozen=True, slots=True)
class LeafLink:
    """A link to a leaf of a list."""

    number: str
    href: str
    is_here: bool


def count_leaves(cases: int) -> int:
    """How many leaves a list of so many cases has; an empty one has one too."""
    return max(1, -(-cases // SIZE))


def cut_leaf(cases: Sequence[One], number: int) -> Sequence[One]:
    """The cases on a leaf, counted from 1."""
    return cases[(number - 1) * SIZE : number * SIZE]


def make_leaf_path(path: str, number: int, words: Words) -> str:
    """The address of a leaf of the list at an address; the first one is the list's own."""
    return path if number == 1 else f"{path}{words.get('list.leaf_slug', n=number)}/"


def make_leaf_title(title: str, number: int, words: Words) -> str:
    """The title of a leaf: that of the list, from the second one on with its number."""
    return title if number == 1 else words.get("list.leaf", title=title, n=words.number(number))


def link_leaves(path: str, number: int, cases: int, words: Words) -> tuple[LeafLink, ...]:
    """Links from one leaf of a list to all of them; none where there is one only."""
    here, count = make_leaf_path(path, number, words), count_leaves(cases)
    return tuple(
        LeafLink(words.number(one), make_link(make_leaf_path(path, one, words), here), one == number)
        for one in range(1, count + 1)
        if count > 1
    )
