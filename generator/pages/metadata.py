"""What a page says of itself in its head, for programs that preview it or keep a reference to it.

Dublin Core and not `citation_*`: of the latter, Zotero makes an article of a journal.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.pages.i18n import Words
from generator.pages.rendering import render_macro
from generator.pages.shell import close_slots


class Work(Struct, frozen=True):
    """What can be said of a page that is kept under a name of its own, such as that of a case."""

    id: str
    path: str
    """Its permanent address below the root of the site."""
    published: str | None
    """The day it was first published, in ISO 8601; none if it is not exactly known, as of the next."""
    modified: str | None
    """The day it last changed."""


class Metadata(Struct, frozen=True):
    """What a page says of itself."""

    title: str
    description: str
    path: str
    """Where it lies below the root of the site."""
    site_name: str
    site_url: str | None
    """None where it is not known: then nothing that must be an absolute address is said."""
    locale: str
    locales: tuple[str, ...]
    """Of its translations."""
    has_picture: bool
    """Whether the elements of a share card follow, which say how the picture is to be shown."""
    work: Work | None

    @property
    def identifier(self) -> str:
        """The permanent address of a work, or its id alone where the site's address is not known."""
        if self.work is None:
            return ""
        return f"{self.site_url}{self.work.path}" if self.site_url else self.work.id


def list_locales(words: Words, languages: Iterable[Words]) -> tuple[str, ...]:
    """Language and country of a page's translations, as Open Graph writes them."""
    return tuple(other.locale for other in languages if other.language != words.language)


def render_metadata(metadata: Metadata, words: Words) -> str:
    """The elements of Open Graph and Dublin Core."""
    return close_slots(render_macro("metadata", words, metadata))
