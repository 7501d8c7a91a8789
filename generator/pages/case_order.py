"""The order of all cases, A to Z, as the last build left it where no title may have changed."""

from __future__ import annotations

from generator.pages.scene import Scene
from generator.pages.task import Inputs


def find_order(scene: Scene, inputs: Inputs) -> tuple[str, ...]:
    """Ids of all cases in this order; their titles are read only where any may have changed."""
    key, name = inputs.of_all("people")["people"], f"order-{scene.words.language}"
    noted = scene.pieces.notes.read(name)
    if noted and noted[0] == key:
        return tuple(noted[1])
    ids = tuple(scene.places)
    scene.pieces.notes.write(name, [key, ids])
    return ids
