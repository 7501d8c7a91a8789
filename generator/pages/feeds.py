"""Links to feeds, from the pages that tell the same."""

from __future__ import annotations

from msgspec import Struct

from generator.pages.scene import Scene
from generator.pages.urls import FeedKind, make_feed_path, make_link


class FeedLink(Struct, frozen=True, gc=False):
    """A link to a feed."""

    text: str
    href: str
    type: str
    """Its media type."""


_KINDS: dict[FeedKind, tuple[str, str]] = {
    "atom": ("feed.atom", "application/atom+xml"),
    "json": ("feed.json", "application/feed+json"),
}


def link_calendar(scene: Scene, scope: str, page_path: str) -> tuple[FeedLink, ...]:
    """A link to the calendar of a scope."""
    href = make_link(make_feed_path(scope, "ics", scene.words.language), page_path)
    return (FeedLink(scene.words.get("feed.ics"), href, "text/calendar"),)


def link_feeds(scene: Scene, scope: str, page_path: str) -> tuple[FeedLink, ...]:
    """Links to the feeds of changes of a scope, such as `all`, `state/20` or `case/MX-0001`."""
    return tuple(
        FeedLink(
            scene.words.get(key), make_link(make_feed_path(scope, kind, scene.words.language), page_path), media_type
        )
        for kind, (key, media_type) in _KINDS.items()
    )


def link_all(scene: Scene, scope: str, page_path: str) -> tuple[FeedLink, ...]:
    """Links to the feeds of changes and to the calendar of a scope."""
    return (*link_feeds(scene, scope, page_path), *link_calendar(scene, scope, page_path))
