"""Where a site comes from: by which program it was made, of which files, as of which day; and the page that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.urls import make_link

if TYPE_CHECKING:
    from generator.pages.scene import Scene

MANIFEST_FILE = "SHA256SUMS"
"""Name of the list of all files with their hashes, in the root of the site."""

PROVENANCE_FILE = "provenance.json"
"""Name of the file that says the same to programs, and more."""

SIGNERS_FILE = "allowed_signers"
"""Name of the file with the public keys of those who sign, in the content folder and in the root of the site."""


class Signer(Struct, frozen=True):
    """Who signs the list of files."""

    name: str
    """As in `allowed_signers`: one or more names, usually a mail address."""

    fingerprint: str
    """Of the public key, as `ssh-keygen -l` shows it."""


class Origin(Struct, frozen=True):
    """What decides the bytes of a site. No clock, no machine."""

    version: str
    """Of this program."""

    code: str
    """SHA-256 of the list of its files."""

    packages: Mapping[str, str]
    """Package that decides what is in some file → its version."""

    as_of: date
    """The day the site speaks of."""

    inputs: str | None
    """SHA-256 of the list of files the site is made of; None where they are not public, as nobody could check it."""

    signers: tuple[Signer, ...] = ()
    """Whose keys are published with the site."""


def make_pages(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    """The page that says where the site comes from, and how to check a copy of it."""
    links = {name: make_link(name, source.path) for name in (MANIFEST_FILE, PROVENANCE_FILE, SIGNERS_FILE)}
    body = render_template(
        "provenance",
        scene.words,
        prose=source.prose,
        origin=scene.origin,
        links=links,
        as_of=scene.words.date(scene.as_of),
    )
    yield scene.make_editorial_page(source, body)
