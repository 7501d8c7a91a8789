"""Which cases are linked: what is derived of one may depend on those it mentions, and those that mention it. Pure."""

from __future__ import annotations

from collections.abc import Mapping


def group_linked(mentions: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """Id → all cases that one can reach through mentions, in either direction, itself included.

    Two cases that mention a third one are linked even where that is not among them: both may tell what it tells.
    """
    heads: dict[str, str] = {}

    def find_head(id_: str) -> str:
        while heads.setdefault(id_, id_) != id_:
            heads[id_] = id_ = heads[heads[id_]]
        return id_

    for id_, others in mentions.items():
        for other in others - {id_}:
            first, second = sorted((find_head(id_), find_head(other)))
            heads[second] = first
    groups: dict[str, list[str]] = {}
    for id_ in sorted(heads.keys() & mentions.keys()):
        groups.setdefault(find_head(id_), []).append(id_)
    # Most cases are linked with no other.
    return {id_: tuple(groups[find_head(id_)]) if id_ in heads else (id_,) for id_ in mentions}
