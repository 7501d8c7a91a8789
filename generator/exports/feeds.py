"""Feeds of changes as values, and as JSON Feed 1.1. Pure.

Times are noon UTC of the day: the log knows days only, and noon UTC is the same day in Mexico.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct, json

JSON_FEED = "https://jsonfeed.org/version/1.1"


class FeedText(Struct, frozen=True):
    """A paragraph, and its language where it is not the feed's."""

    text: str
    lang: str | None = None


class FeedEntry(Struct, frozen=True):
    """A change."""

    urn: str
    title: str
    day: date
    link: str
    """Absolute where the site's address is known, else relative to the feed."""
    paragraphs: tuple[FeedText, ...]


class Tombstone(Struct, frozen=True):
    """A change of a case that was withdrawn, which readers are asked to forget."""

    urn: str
    day: date


class Feed(Struct, frozen=True, kw_only=True):
    """A list of changes, newest first."""

    urn: str
    title: str
    about: str
    language: str
    author: str
    day: date
    """The day of the newest change."""
    home: str
    """The page that tells the same."""
    address: str | None
    """Its own without the end of the name; none where the site's address is not known."""
    absolute: bool
    """Whether links are absolute."""
    entries: tuple[FeedEntry, ...]
    tombstones: tuple[Tombstone, ...]
    withdrawn: str
    """What is said in the place of a change of a withdrawn case."""


def render_json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed. It has no tombstones, so an item that only says so takes the place of a withdrawn one."""
    value: dict[str, object] = {"version": JSON_FEED, "title": feed.title, "description": feed.about}
    if feed.absolute:
        value["home_page_url"] = feed.home
    if feed.address:
        value["feed_url"] = f"{feed.address}.json"
    value |= {"language": feed.language, "authors": [{"name": feed.author}], "items": list(_list_items(feed))}
    return json.format(json.encode(value), indent=0) + b"\n"


def make_time(day: date) -> str:
    """A day as a moment."""
    return f"{day.isoformat()}T12:00:00Z"


def _list_items(feed: Feed) -> Iterator[dict[str, object]]:
    for entry in feed.entries:
        item: dict[str, object] = {"id": entry.urn, "title": entry.title}
        if feed.absolute:
            item["url"] = entry.link
        item["content_text"] = "\n\n".join(one.text for one in entry.paragraphs)
        yield item | {"date_published": make_time(entry.day)}
    for one in feed.tombstones:
        yield {"id": one.urn, "content_text": feed.withdrawn, "date_published": make_time(one.day)}
