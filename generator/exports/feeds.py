"""Feeds of changes as files: Atom (RFC 4287, with the tombstones of RFC 6721) and JSON Feed 1.1. Pure.

Times are noon UTC of the day: the log knows days only, and noon UTC is the same day in Mexico.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from generator.config import LICENCE

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
XHTML = "http://www.w3.org/1999/xhtml"
_DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True, slots=True)
class FeedText:
    """A paragraph, and its language where it is not the feed's."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A change."""

    urn: str
    title: str
    day: date
    link: str
    """Absolute where the site's address is known, else relative to the feed."""
    paragraphs: tuple[FeedText, ...]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A change of a case that was withdrawn, which readers are asked to forget."""

    urn: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
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


def render_atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    names = {"xmlns": ATOM, "xml:lang": feed.language} | ({"xmlns:at": TOMBSTONES} if feed.tombstones else {})
    root = ET.Element("feed", names)
    _add(root, "id", feed.urn)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.about)
    _add(root, "updated", make_time(feed.day))
    _add(_add(root, "author"), "name", feed.author)
    if feed.address:
        _add(root, "link", rel="self", type="application/atom+xml", href=f"{feed.address}.atom")
    _add(root, "link", rel="alternate", type="text/html", hreflang=feed.language, href=feed.home)
    _add(root, "link", rel="license", href=LICENCE)
    for entry in feed.entries:
        _add_entry(root, entry)
    for tombstone in feed.tombstones:
        deleted = _add(root, "at:deleted-entry", ref=tombstone.urn, when=make_time(tombstone.day))
        _add(deleted, "at:comment", feed.withdrawn)
    ET.indent(root, space=" ")
    # As bytes it would be encoded piece by piece, which takes longer than all the rest.
    return f"{_DECLARATION}{ET.tostring(root, encoding='unicode')}\n".encode()


def render_json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed. It has no tombstones, so an item that only says so takes the place of a withdrawn one."""
    value: dict[str, object] = {"version": JSON_FEED, "title": feed.title, "description": feed.about}
    if feed.absolute:
        value["home_page_url"] = feed.home
    if feed.address:
        value["feed_url"] = f"{feed.address}.json"
    value |= {"language": feed.language, "authors": [{"name": feed.author}], "items": list(_list_items(feed))}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


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


def _add_entry(root: ET.Element, entry: FeedEntry) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.urn)
    _add(element, "title", entry.title)
    _add(element, "updated", make_time(entry.day))
    _add(element, "link", rel="alternate", type="text/html", href=entry.link)
    div = _add(_add(element, "content", type="xhtml"), "div", xmlns=XHTML)
    for one in entry.paragraphs:
        _add(div, "p", one.text, **({"xml:lang": one.lang} if one.lang else {}))


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """A new element at the end of another; names are written with their prefix, which the root declares."""
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element
