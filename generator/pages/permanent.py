"""A page a second time, at an address that never changes; or, on large sites, a small page there that leads on to it.

A copy keeps what follows `#` in a link to it. Browsers drop that when a page sends them on.
"""

from __future__ import annotations

from msgspec.structs import replace

from generator.pages.page import Page, make_file
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.shell import rebase
from generator.pages.task import File
from generator.pages.urls import make_link


def make_copy(page: Page, path: str) -> Page:
    """The same page at a permanent address, with links that lead where they did."""
    depth = path.count("/")
    same = depth == page.path.count("/")
    body = page.body if same else rebase(page.body, url=page.path, base="../" * depth)
    return replace(page, path=path, body=body, canonical=page.path)


def make_signpost(page: Page, path: str, scene: Scene) -> File:
    """What leads on to a page from its permanent address."""
    html = render_template(
        "moved",
        scene.words,
        link=make_link(page.path if scene.folder_links else make_file(page.path), path),
        canonical=scene.site_url + page.path if scene.site_url else None,
        site=scene.site_name,
    )
    return make_file(path), html.encode()
