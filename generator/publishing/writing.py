"""Writes stamped pages into a site folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.publishing.bundle import write_bundle
from generator.publishing.csp import fill_embed_policy, fill_policy
from generator.publishing.sitemap import make_sitemaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.config import SiteOptions
    from generator.pages.page import EditorialPage, Page

# A relative link that ends in a slash, within an `a` element: the whole address up to `?` or `#`.
_FOLDER_LINK = re.compile(r'(<a\b[^>]*?\shref="(?![a-zA-Z][a-zA-Z0-9+.-]*:|//)[^"?#]*/)(?=["?#])')


class PageClashError(ValueError):
    """Two pages would be written to one file."""


def write_pages(
    pages: Iterable[Page],
    editorial: Mapping[tuple[str, str], EditorialPage],
    site_dir: Path,
    options: SiteOptions,
) -> frozenset[str]:
    """Write every page, and the sitemap if the site's address is known; return the files of the pages."""
    written: dict[str, Page] = {}
    for page in pages:
        clash = written.setdefault(page.file, page)
        if clash is not page:
            message = f"two pages for {page.file}: {clash.title!r} and {page.title!r}"
            raise PageClashError(message)
        _write_text(site_dir / page.file, render_page(page, editorial, options))
        write_files(page.files, site_dir)
    if any(page.charts for page in written.values()):
        write_bundle(site_dir)
    if options.site_url is not None:
        for name, sitemap in make_sitemaps(written.values(), options.site_url):
            _write_text(site_dir / name, sitemap)
    return frozenset(written)


def write_files(files: Iterable[tuple[str, bytes]], site_dir: Path) -> None:
    """Write files that are no pages, each given by its path below the site folder and its bytes."""
    for name, content in files:
        path = site_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def write_embeds(files: Iterable[tuple[str, bytes]], site_dir: Path, options: SiteOptions) -> None:
    """Write the files of embeds: pages with their policy, and with links as configured; all else as it is."""
    for name, content in files:
        path = site_dir / name
        if path.suffix != ".html":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            continue
        html = fill_embed_policy(content.decode())
        _write_text(path, html if options.use_directory_urls else point_at_files(html))


def render_page(page: Page, editorial: Mapping[tuple[str, str], EditorialPage], options: SiteOptions) -> str:
    """Return the finished HTML of a page: stamped, with its policy, and with links as configured."""
    shell = editorial[page.section, page.lang].shell
    base = page.get_base(options.base_path)
    html = fill_policy(shell.stamp(page, base=base, site_url=options.site_url), charts=page.charts)
    return html if options.use_directory_urls else point_at_files(html)


def point_at_files(html: str) -> str:
    """Return HTML whose links to folders name their index.html, so that it works from disk."""
    return _FOLDER_LINK.sub(r"\1index.html", html)


def _write_text(path: Path, text: str) -> None:
    """Write a file of the site, with the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
