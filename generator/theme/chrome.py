"""What the theme's templates are given: words, languages and switches."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import Struct

from generator.pages.shell import close_slots
from generator.pages.squeezing import squeeze_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.config import SiteOptions
    from generator.pages.strings import Strings

THEME_DIR = Path(__file__).parent
"""Folder of our blocks and assets, put between a user's own and Material's."""

REPLACED_TEMPLATES = ("404.html", "sitemap.xml")
"""The engine's and Material's versions of pages that we write ourselves."""

# Material's own scripts and colours, which our pages never ask for; with their source maps 3 MB. Our scripts are served
# as one, and our stylesheet has all colours, in either scheme.
_UNUSED_ASSETS = (
    "assets/javascripts/",
    "assets/stylesheets/palette.",
    "assets/js/exit.js",
    "assets/js/links.js",
    "assets/js/mode.js",
)

PALETTE = ({"scheme": "default", "primary": "custom", "accent": "custom"},)
"""Material's palette: its colours are our variables; `mode.js` and the stylesheet choose between light and dark."""

_SEARCH = "search"
"""Key of the page that the header leads to."""

STYLESHEET = "assets/css/visibles.css"
"""The one stylesheet of ours."""

# A string, which stays as it is; a comment; a mark with the space around it; a colon with the space after it; space.
_STYLE_PART = re.compile(r"""("[^"]*")|/\*.*?\*/|\s*([{};,>!])(?:\s|/\*.*?\*/)*|(:)\s+|\s+""", re.DOTALL)

# What Material's frame has for its colours, drawer, search, dialogs and instant loading, none of which our pages have.
# A newer Material may write it otherwise: then it stays, and only bytes are lost.
_UNUSED = re.compile(
    r'<input class="md-toggle"[^>]*>'
    r'|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="announce">\s*</div>'
    r'|<div class="md-dialog"[^>]*>\s*<div class="md-dialog__inner md-typeset"></div>\s*</div>'
    r"|<script>.*?</script>"
    r'|<script id="__config".*?</script>'
    r'|<link rel="stylesheet" href="[^"]*/palette\.[^"]*">'
    r'| data-md-component="[a-z]+"'
    r'| data-md-color-(?:primary|accent)="custom"',
    re.DOTALL,
)
_SPACE = re.compile(r"\s*\n\s*")


class ThemeFile(Protocol):
    """A file of the theme as the engine hands it to us."""

    src_uri: str
    content_string: str


File = TypeVar("File", bound=ThemeFile)


class LinkedPage(Protocol):
    """A page as the engine hands it to a template."""

    @property
    def url(self) -> str:
        """Its address."""

    @property
    def title(self) -> str | None:
        """Its name in the footer."""

    @property
    def meta(self) -> Mapping[str, object]:
        """Its front matter."""


class Chrome(Struct, frozen=True, kw_only=True):
    """The variable `v` of the theme's templates."""

    lang: str
    """Code of the page's language."""

    strings: Strings
    """Interface strings."""

    options: SiteOptions
    """Options of the site: languages, addresses, contact."""

    more: Sequence[LinkedPage]
    """The editorial pages that have no tab, for the footer."""

    @property
    def search(self) -> LinkedPage | None:
        """The search page, for the header; none where the site has no such page, or has a tab for it."""
        return next((page for page in self.more if page.meta.get("key") == _SEARCH), None)

    @property
    def has_canonical(self) -> bool:
        """Whether the site's public address is known."""
        return self.options.site_url is not None

    @property
    def contact_text(self) -> str:
        """The contact as readers copy it."""
        return (self.options.contact or "").removeprefix("mailto:")

    def t(self, key: str) -> str:
        """Return an interface string."""
        return self.strings.get(key)

    def text(self, value: str) -> str:
        """Return a text of an editor or of the configuration for HTML; in it, nothing can be taken for a slot."""
        return close_slots(escape(value))


def is_used(name: str) -> bool:
    """Return whether a file of the theme is ever asked for by our pages."""
    return not (name.startswith(_UNUSED_ASSETS) or name.endswith(".map") or name in REPLACED_TEMPLATES)


def tidy(html: str) -> str:
    """Return a page as the theme rendered it, without what our pages do not use, indentation and blank lines."""
    return squeeze_page(_SPACE.sub("\n", _UNUSED.sub("", html)).strip()) + "\n"


def shrink(file: File) -> File:
    """Return a file of the theme; our stylesheet without what is for those who write it."""
    if file.src_uri == STYLESHEET:
        file.content_string = shrink_styles(file.content_string)
    return file


def shrink_styles(css: str) -> str:
    """Return the same styles without what is for those who write them."""
    return _STYLE_PART.sub(_shrink_part, css).replace(";}", "}").strip()


def _shrink_part(found: re.Match[str]) -> str:
    text, mark, colon = found.groups()
    if found[0].startswith("/*"):
        return ""
    return text or mark or colon or " "
