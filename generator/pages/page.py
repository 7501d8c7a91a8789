"""Pages of the site as values: what is stamped into which shell, and where it goes. Reads no files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from generator.pages.card import ShareCard
    from generator.pages.shell import Shell

CONTENT_ID = "contenido"
"""Id of the h1 in every page's body, in all languages: the skip link of the shell points to it."""

NOT_FOUND_FILE = "404.html"
"""Name of the page a server shows for any missing address, at any depth."""


def make_file(path: str) -> str:
    """Return the file, relative to the site folder, that an address below the site's base is served from."""
    return f"{path}index.html" if not path or path.endswith("/") else path


class Page(Struct, frozen=True):
    """One page of the site, ready to be stamped into the shell of its section and language."""

    lang: str
    """Code of the language the page is written in."""

    section: str
    """Key of the editorial page whose shell is used (and whose tab is marked)."""

    path: str
    """Address below the site's base: `casos/slug/`, empty for the home page, or `404.html`."""

    title: str
    """Title as plain text."""

    description: str
    """One sentence for search engines and link previews, as plain text."""

    body: str
    """HTML of the article; its h1 carries `id="contenido"` and `tabindex="-1"`."""

    alternates: tuple[tuple[str, str], ...]
    """Language code and path of this page in every language, its own included."""

    noindex: bool = False
    """Whether search engines are asked to leave this page out."""

    feed: str = ""
    """Path below the site's base of the feed that tells what changes on this page."""

    charts: bool = False
    """Whether interactive figures can be loaded on it, which its policy must then let run."""

    card: ShareCard | None = None
    """The picture that other sites show for this page; none where the site is built without."""
    canonical: str | None = None
    """Address of the page that this one is a copy of; none where it is the page itself."""

    files: tuple[tuple[str, bytes], ...] = ()
    """What it loads when a reader asks: path below the site's base and bytes of each file."""

    head: str = ""
    """HTML of elements that only this page has in its head."""

    @property
    def file(self) -> str:
        """Return the file the page is written to, relative to the site folder."""
        return make_file(self.path)

    @property
    def is_listed(self) -> bool:
        """Return whether search engines are to find it: no copy, and no page that says that something is gone."""
        return not (self.noindex or self.is_not_found or self.canonical is not None)

    @property
    def is_not_found(self) -> bool:
        """Return whether this page is shown at addresses of any depth."""
        return self.path.rpartition("/")[2] == NOT_FOUND_FILE

    def get_base(self, base_path: str) -> str:
        """Return what leads from this page to the site's root: `../../`, or the absolute path for a 404."""
        return base_path if self.is_not_found else "../" * self.path.count("/")


def split_prose(prose: str) -> tuple[str, str]:
    """Return what an editor says before the first heading below the h1, and the rest."""
    opening, heading, rest = prose.partition("<h2")
    return opening, heading + rest


class EditorialPage(Struct, frozen=True):
    """A page written in Markdown, as the engine rendered it."""

    key: str
    """The same in all languages: pairs translations and names the section."""

    lang: str
    """Code of the language."""

    path: str
    """Address below the site's base, as in Page."""

    title: str
    """Title as plain text."""

    description: str
    """One sentence about the page, as plain text."""

    prose: str
    """HTML of the text, from its h1 on (which carries `id="contenido"` and `tabindex="-1"`)."""

    shell: Shell
    """The chrome of this page, with slots, for it and for all generated pages of its section."""

    @property
    def is_not_found(self) -> bool:
        """Return whether this page is shown for missing addresses, at any depth."""
        return self.path.rpartition("/")[2] == NOT_FOUND_FILE
