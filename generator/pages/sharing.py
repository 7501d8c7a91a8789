"""Links with which readers pass a page on: plain addresses, no script, nothing loaded from those they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from generator.pages.i18n import Words
from generator.pages.urls import Link, quote_text

SERVICES: Mapping[str, str] = MappingProxyType(
    {
        "WhatsApp": "https://wa.me/?text={text}%20{url}",
        "Telegram": "https://t.me/share/url?url={url}&text={text}",
        "Mastodon": "https://share.joinmastodon.org/#text={text}%20{url}",
        "X": "https://x.com/intent/post?text={text}&url={url}",
        "Facebook": "https://www.facebook.com/sharer/sharer.php?u={url}",
    }
)
"""Name of a service → the address that offers a message there, to be sent or not."""


class ShareView(Struct, frozen=True, gc=False):
    """What a reader needs to pass a page on."""

    address: str
    """Of the page, to be copied."""
    links: tuple[Link, ...]


def make_share(address: str, title: str, words: Words) -> ShareView:
    """The ways to share a page, whose public address must be known."""
    text = words.get("share.text", title=title)
    fill = {"url": quote_text(address, ":/"), "text": quote_text(text, ":,;!")}
    links = [Link(name, pattern.format(**fill)) for name, pattern in SERVICES.items()]
    subject = quote_text(title)
    mail = Link(words.get("share.mail"), f"mailto:?subject={subject}&body={fill['text']}%20{fill['url']}")
    return ShareView(address, (*links, mail))
