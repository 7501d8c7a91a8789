"""Tables as a template prints them."""

from __future__ import annotations

from msgspec import Struct


class Cell(Struct, frozen=True):
    """One cell."""

    text: str
    href: str = ""
    """Where it links to; empty where nowhere."""
    number: bool = False
    """Whether it is a number, set to the right."""


class Row(Struct, frozen=True):
    """One row: its head and its cells."""

    head: Cell
    cells: tuple[Cell, ...]


class Table(Struct, frozen=True):
    """A table with a caption."""

    caption: str
    head: tuple[Cell, ...]
    rows: tuple[Row, ...]


def make_number(text: str) -> Cell:
    """A cell with a number."""
    return Cell(text, number=True)
