"""What is drawn how: the textures of classes, and the entries of a legend."""

from __future__ import annotations

from msgspec import Struct

from generator.pages.i18n import Words


class KeyView(Struct, frozen=True):
    """An entry of a legend."""

    texture: str
    label: str
    value: str = ""


def get_texture(status: str | None, words: Words) -> str:
    """How a class of justice is drawn: solid is justice, hatched is none, dashed is what nobody knows."""
    return str(words.vocabularies["impunity_status"][status or ""].flags["texture"])
