"""Finishes what was made: pages are stamped into their shells, each gets its policy, links are as configured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.pages.card import ShareCard
from generator.pages.shell import CSP_SLOT
from generator.publishing.card_files import Drawer
from generator.publishing.csp import fill_embed_policy, fill_policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.config import SiteOptions
    from generator.pages.page import EditorialPage, Page
    from generator.pages.task import Made

# A relative link that ends in a slash, within an `a` element: the whole address up to `?` or `#`.
_FOLDER_LINK = re.compile(r'(<a\b[^<>]*?\shref="(?![a-zA-Z][a-zA-Z0-9+.-]*:|//)[^"?#]*/)(?=["?#])')


class Finisher:
    """Gives the bytes of what was made: a page in its shell, an embed with its policy, a card drawn, a file as is."""

    def __init__(
        self,
        editorial: Mapping[tuple[str, str], EditorialPage],
        options: SiteOptions,
        drawer: Drawer = Drawer(),  # noqa: B008 - a frozen value
    ) -> None:
        """Finish with these shells."""
        self._editorial, self._options, self._drawer = editorial, options, drawer
        self._last: tuple[Page, bytes] | None = None

    def __call__(self, made: Made) -> bytes:
        """Return its bytes; a copy that comes right after its page has the same, and is not finished again."""
        if isinstance(made, tuple):
            return self._finish_file(*made)
        if isinstance(made, ShareCard):
            return self._drawer.draw(made)
        if self._last and is_copy(made, self._last[0]):
            return self._last[1]
        content = render_page(made, self._editorial, self._options).encode()
        self._last = made, content
        return content

    def _finish_file(self, name: str, content: bytes) -> bytes:
        if not name.endswith(".html") or CSP_SLOT.encode() not in content:
            return content
        html = fill_embed_policy(content.decode())
        return (html if self._options.use_directory_urls else point_at_files(html)).encode()


def is_copy(made: Page, page: Page) -> bool:
    """Return whether one page is another at a second address from which all links lead alike."""
    is_as_deep = made.path.count("/") == page.path.count("/")
    return is_as_deep and made.canonical == page.path and made == replace(page, path=made.path, canonical=page.path)


def render_page(page: Page, editorial: Mapping[tuple[str, str], EditorialPage], options: SiteOptions) -> str:
    """Return the finished HTML of a page: stamped, with its policy, and with links as configured."""
    shell = editorial[page.section, page.lang].shell
    base = page.get_base(options.base_path)
    html = fill_policy(shell.stamp(page, base=base, site_url=options.site_url), charts=page.charts)
    return html if options.use_directory_urls else point_at_files(html)


def point_at_files(html: str) -> str:
    """Return HTML whose links to folders name their index.html, so that it works from disk."""
    return _FOLDER_LINK.sub(r"\1index.html", html)
