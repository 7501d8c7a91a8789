"""Links to feeds, from the pages that tell the same."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages.scene import Scene
from generator.pages.urls import FeedKind, make_feed_path, make_link


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A link to a feed."""

    text: str
    href: str
    type: str
    """Its media type."""


_KINDS: dict[FeedKind, tuple[str, str]] = {
    "atom": ("feed.atom", "application/atom+xml"),
    "json": ("feed.json", "application/feed+json"),
}


def link_feeds(scene: Scene, scope: str, page_path: str) -> tuple[FeedLink, ...]:
    """Links to the feeds of changes of a scope, such as `all`, `state/20` or `case/MX-0001`."""
    return tuple(
        FeedLink(
            scene.words.get(key), make_link(make_feed_path(scope, kind, scene.words.language), page_path), media_type
        )
        for kind, (key, media_type) in _KINDS.items()
    )
