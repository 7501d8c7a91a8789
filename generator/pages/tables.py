"""Tables as a template prints them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell."""

    text: str
    href: str = ""
    """Where it links to; empty where nowhere."""
    number: bool = False
    """Whether it is a number, set to the right."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its head and its cells."""

    head: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption."""

    caption: str
    head: tuple[Cell, ...]
    rows: tuple[Row, ...]


def make_number(text: str) -> Cell:
    """A cell with a number."""
    return Cell(text, number=True)
