"""Puts code into a site that is no file of the theme: that of the interactive figures, and small scripts as one."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from generator.pages.task import Group, Needs, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.publishing.made import MadeGroup

SITE_SCRIPT = "assets/js/site.js"
_SITE_SCRIPTS = ("mode.js", "links.js", "exit.js")


def list_code_groups(made: Iterable[MadeGroup]) -> Iterator[Group]:
    """What writes Plotly's code, if any page that was made lets a reader load it."""
    if any(one.brief.charts for one in made):
        yield Group("charts", Needs(), lambda _: [Task("charts", {}, make_bundle)])


def make_bundle() -> Iterator[tuple[str, bytes]]:
    """Return Plotly's code, whole and as `.gz` for servers that send files compressed beforehand."""
    from generator.pages.plots import BUNDLE_PATH, read_bundle  # noqa: PLC0415 - most edits leave it as it is

    bundle = read_bundle()
    yield BUNDLE_PATH, bundle.code
    yield f"{BUNDLE_PATH}.gz", bundle.compressed


def make_site_script() -> tuple[str, bytes]:
    """Return the small scripts of all pages as one file: one request, and none more where an item can be copied."""
    folder = files("generator").joinpath("theme", "assets", "js")
    return SITE_SCRIPT, b"".join(folder.joinpath(name).read_bytes() for name in _SITE_SCRIPTS)
